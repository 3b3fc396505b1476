import { execFile } from "node:child_process"

/** A user's machine has none of the servers that tests find here. */
const absent = { REDIS_URL: undefined, DATABASE_URL: undefined }

/** The environment a user's program starts in. */
export const environment = (more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv => ({
  ...process.env,
  ...absent,
  ...more
})

/** Runs a program to its end and gives what it printed; fails with everything it printed. */
export const run = (
  cwd: string,
  program: string,
  args: ReadonlyArray<string>,
  env?: Readonly<Record<string, string>>
): Promise<string> =>
  new Promise((resolve, reject) => {
    execFile(program, args, { cwd, env: environment(env), maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout)
      else reject(new Error(`${program} ${args.join(" ")}\n${stdout}${stderr}`))
    })
  })
