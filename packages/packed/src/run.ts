import { spawn } from "node:child_process"
import { join } from "node:path"

/** A user's machine has none of the servers that tests find here. */
const absent = { REDIS_URL: undefined, DATABASE_URL: undefined }

/** The environment a user's program starts in. */
export const environment = (more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv => ({
  ...process.env,
  ...absent,
  ...more
})

/** A program that failed, with everything it printed. */
export class Failed extends Error {
  readonly output: string
  constructor(command: string, output: string, late: string) {
    super(`${command}${late}\n${output}`)
    this.output = output
  }
}

/** Shorter than a hook's time-out, so that a program that hangs is ended, and what it said is told. */
const limit = 180_000

/**
 * Runs a program to its end and gives what it printed; fails with everything it printed. It never outlives this
 * process.
 */
export const run = (
  cwd: string,
  program: string,
  args: ReadonlyArray<string>,
  env?: Readonly<Record<string, string>>,
  limitMs = limit
): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, "supervise.ts"), program, ...args], {
      cwd,
      env: environment(env),
      stdio: ["pipe", "pipe", "pipe"]
    })
    let stdout = ""
    let stderr = ""
    let late = ""
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text))
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text))
    const timer = setTimeout(() => {
      late = ` did not end within ${limitMs / 1000} s`
      child.stdin.destroy()
    }, limitMs)
    child.on("error", reject)
    child.on("close", (code) => {
      clearTimeout(timer)
      if (code === 0) resolve(stdout)
      else reject(new Failed(`${program} ${args.join(" ")}`, `${stdout}${stderr}`, late))
    })
  })
