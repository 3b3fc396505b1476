// Installs dependencies when the lockfile or a package.json changed since the last time.
import { spawnSync } from "node:child_process"
import { createHash } from "node:crypto"
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { bin, packages, root } from "./workspace.mjs"

const stampFile = join(root, "node_modules", ".installed")

const stamp = () => {
  const hash = createHash("sha256")
  const files = ["pnpm-lock.yaml", "pnpm-workspace.yaml", "package.json"].map((name) => join(root, name))
  for (const file of [...files, ...packages().map((path) => join(path, "package.json"))]) {
    hash.update(file.slice(root.length)).update(readFileSync(file))
  }
  return hash.digest("hex")
}

const isInstalled = () =>
  existsSync(join(bin, "node")) && existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp()

export const install = async () => {
  if (isInstalled()) return
  const { devEngines } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"))
  const pnpm = `pnpm@${devEngines.packageManager.version}`
  const start = Date.now()
  console.error("Installing dependencies (once, about a minute) ...")
  const { status, stdout, stderr, error } = spawnSync("npx", ["-y", pnpm, "install", "--frozen-lockfile"], {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"]
  })
  if (status !== 0) {
    console.error(`${stdout ?? ""}${stderr ?? ""}${error ? `${error.message}\n` : ""}Installing failed.`)
    process.exit(1)
  }
  writeFileSync(stampFile, stamp())
  console.error(`Installed in ${((Date.now() - start) / 1000).toFixed(1)} s.`)
}
