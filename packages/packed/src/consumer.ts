import { cp, mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { run } from "./run.ts"

/** A folder outside the workspace that installed packages with plain npm, as users do. */
export interface Consumer extends AsyncDisposable {
  readonly folder: string
  /** Runs a program that is installed in it. */
  readonly exec: (
    program: string,
    args: ReadonlyArray<string>,
    env?: Readonly<Record<string, string>>
  ) => Promise<string>
  readonly node: (args: ReadonlyArray<string>, env?: Readonly<Record<string, string>>) => Promise<string>
}

/** Copies what is in `from`, if given, into an empty folder and installs the packages: tarballs, or names of the registry. */
export const consumer = async (packages: ReadonlyArray<string>, from?: string): Promise<Consumer> => {
  const folder = await mkdtemp(join(tmpdir(), "xingtu-consumer-"))
  if (from === undefined)
    await writeFile(join(folder, "package.json"), JSON.stringify({ name: "consumer", private: true, type: "module" }))
  else await cp(from, folder, { recursive: true })
  // npm waits five minutes for a connection that stalled; a new one is there in a second.
  const patience = ["--fetch-timeout=30000", "--fetch-retries=4", "--fetch-retry-mintimeout=1000"]
  await run(folder, "npm", [
    "install",
    "--no-audit",
    "--no-fund",
    "--ignore-scripts",
    "--prefer-offline",
    "--loglevel=error",
    ...patience,
    ...packages
  ])
  return {
    folder,
    exec: (program, args, env) => run(folder, join(folder, "node_modules/.bin", program), args, env),
    node: (args, env) => run(folder, process.execPath, args, env),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true })
  }
}
