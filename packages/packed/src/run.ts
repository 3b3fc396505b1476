import { execFile } from "node:child_process"

/** Runs a program to its end and gives what it printed; fails with everything it printed. */
export const run = (cwd: string, program: string, args: ReadonlyArray<string>, env: Readonly<Record<string, string>> = {}): Promise<string> =>
  new Promise((resolve, reject) => {
    execFile(program, args, { cwd, env: { ...process.env, ...env }, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout)
      else reject(new Error(`${program} ${args.join(" ")}\n${stdout}${stderr}`))
    })
  })
