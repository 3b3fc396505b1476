// Installs dependencies when the lockfile or a package.json changed since the last time.
import { spawn } from "node:child_process"
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

const saying = "Installing dependencies (once, about a minute; 1.4 GB)"

/** Says on a terminal how far it is, by what pnpm tells. */
const progress = (/** @type {string} */ text) => {
  const [, all, added] = /resolved (\d+), .*added (\d+)/.exec(text) ?? []
  if (process.stderr.isTTY && added !== undefined)
    process.stderr.write(`\r\u001b[K${saying}: ${added} of ${all} packages`)
}

/**
 * Resolves to the exit code and everything it printed.
 * @param {string} pnpm
 * @returns {Promise<{ code: number | null, output: string }>}
 */
const run = (pnpm) =>
  new Promise((resolve) => {
    const child = spawn("npx", ["-y", pnpm, "install", "--frozen-lockfile"], {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe"]
    })
    let output = ""
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (/** @type {string} */ text) => {
        output += text
        progress(text)
      })
    }
    child.on("error", ({ message }) => (output += `${message}\n`))
    child.on("close", (code) => resolve({ code, output }))
  })

export const install = async () => {
  if (isInstalled()) return
  const { devEngines } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"))
  const start = Date.now()
  process.stderr.write(`${saying} ...`)
  const { code, output } = await run(`pnpm@${devEngines.packageManager.version}`)
  process.stderr.write(process.stderr.isTTY ? "\r\u001b[K" : "\n")
  if (code !== 0) {
    console.error(`${output}Installing failed; is there a network? What was fetched is kept, so run it again.`)
    process.exit(1)
  }
  writeFileSync(stampFile, stamp())
  console.error(`Installed in ${((Date.now() - start) / 1000).toFixed(1)} s.`)
}
