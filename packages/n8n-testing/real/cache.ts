// Large installs live outside the checkout, named by their content, and appear there complete or not at all.
import { spawn } from "node:child_process"
import { createHash } from "node:crypto"
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { homedir } from "node:os"
import { join } from "node:path"
import { setTimeout } from "node:timers/promises"

/** Something to install: `spec` names it for good, `steps` make it and may be taken up again after a break. */
export interface Recipe {
  readonly name: string
  readonly manifest: object
  readonly steps: ReadonlyArray<Step>
}

export interface Step {
  readonly name: string
  readonly run: (folder: string) => Promise<void>
}

const home = join(process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "xingtu", "n8n")

const hashOf = ({ manifest, steps }: Recipe): string =>
  createHash("sha256")
    .update(
      JSON.stringify([
        manifest,
        steps.map((step) => step.name),
        process.platform,
        process.arch,
        process.versions.modules
      ])
    )
    .digest("hex")
    .slice(0, 12)

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** One installer at a time; the lock of a process that is gone is taken over. */
const locked = async (file: string, work: () => Promise<void>): Promise<void> => {
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: "wx" })
      break
    } catch {
      const holder = existsSync(file) ? Number(readFileSync(file, "utf8")) : 0
      if (holder > 0 && isAlive(holder)) await setTimeout(1000)
      else rmSync(file, { force: true })
    }
  }
  try {
    await work()
  } finally {
    rmSync(file, { force: true })
  }
}

/** The folder of an install; makes it when it is not there yet. */
export const installed = async (recipe: Recipe, say: (line: string) => void = console.error): Promise<string> => {
  const folder = join(home, `${recipe.name}-${hashOf(recipe)}`)
  if (existsSync(folder)) return folder
  mkdirSync(home, { recursive: true })
  const partial = `${folder}.partial`
  await locked(`${folder}.lock`, async () => {
    if (existsSync(folder)) return
    mkdirSync(partial, { recursive: true })
    writeFileSync(join(partial, "package.json"), JSON.stringify({ private: true, ...recipe.manifest }, null, 2))
    for (const step of recipe.steps) {
      const done = join(partial, `.done-${step.name}`)
      if (existsSync(done)) continue
      const start = Date.now()
      say(`${recipe.name}: ${step.name} ...`)
      await step.run(partial)
      writeFileSync(done, "")
      say(`${recipe.name}: ${step.name} took ${Math.round((Date.now() - start) / 1000)} s`)
    }
    renameSync(partial, folder)
  })
  return folder
}

/** Runs a program with low priority; its output is shown when it fails. */
export const run = (
  program: string,
  args: ReadonlyArray<string>,
  cwd: string,
  env: NodeJS.ProcessEnv = process.env
): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn("nice", [program, ...args], { cwd, env, stdio: ["ignore", "pipe", "pipe"] })
    let output = ""
    const hear = (chunk: Buffer) => (output = (output + chunk.toString()).slice(-20_000))
    child.stdout.on("data", hear)
    child.stderr.on("data", hear)
    child.on("error", reject)
    child.on("close", (code) =>
      code === 0 ? resolve() : reject(new Error(`${program} ${args.join(" ")} ended with ${code}\n${output}`))
    )
  })
