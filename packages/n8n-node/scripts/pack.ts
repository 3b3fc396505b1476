// The package as npm would deliver it.
import { execFileSync } from "node:child_process"
import { mkdirSync } from "node:fs"
import { dirname, join } from "node:path"

const root = dirname(import.meta.dirname)

/** Builds and packs the package; the path of the tarball. */
export const packed = (folder: string): string => {
  execFileSync("node", ["scripts/build.ts"], { cwd: root, stdio: "pipe" })
  const out = execFileSync("pnpm", ["pack", "--json", "--pack-destination", folder], { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] })
  return JSON.parse(out.slice(out.indexOf("{"))).filename
}

/** Unpacks it as n8n's installer does: no dependencies, no scripts. */
export const unpacked = (folder: string): string => {
  const target = join(folder, "package")
  mkdirSync(target, { recursive: true })
  execFileSync("tar", ["-xzf", packed(folder), "-C", target, "--strip-components=1"])
  return target
}
