// The package as npm would deliver it.
import { execFileSync } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { root } from "./root.ts"

const run = (program: string, args: ReadonlyArray<string>): string =>
  execFileSync(program, args, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] })

/** Builds and packs the package; the path of the tarball. */
export const pack = (into: string): string => {
  run("node", [join(import.meta.dirname, "build.ts")])
  const said = run("pnpm", ["pack", "--json", "--pack-destination", into])
  const { filename } = JSON.parse(said.slice(said.indexOf("{"))) as { filename: string }
  return filename
}

/** Puts a packed package where n8n's installer does: no dependencies, no scripts. */
export const unpack = (into: string): void => {
  const folder = mkdtempSync(join(tmpdir(), "xingtu-pack-"))
  try {
    run("tar", ["-xzf", pack(folder), "-C", into, "--strip-components=1"])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
