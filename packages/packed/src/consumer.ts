import { cp, mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { explain } from "./registry.ts"
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

const quiet = ["--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline", "--loglevel=error"]

// npm waits five minutes for a connection that stalled, and most of a minute between tries.
const patience = [
  "--fetch-timeout=20000",
  "--fetch-retries=2",
  "--fetch-retry-mintimeout=500",
  "--fetch-retry-factor=2"
]

/**
 * Copies what is in `from`, if given, into an empty folder and installs the packages: tarballs, or names of the
 * registry.
 */
export const consumer = async (
  packages: ReadonlyArray<string>,
  from?: string,
  env?: Readonly<Record<string, string>>
): Promise<Consumer> => {
  const folder = await mkdtemp(join(tmpdir(), "xingtu-consumer-"))
  if (from === undefined)
    await writeFile(join(folder, "package.json"), JSON.stringify({ name: "consumer", private: true, type: "module" }))
  else await cp(from, folder, { recursive: true })
  try {
    await run(folder, "npm", ["install", ...quiet, ...patience, ...packages], env)
  } catch (failure) {
    await rm(folder, { recursive: true, force: true })
    throw explain(failure)
  }
  return {
    folder,
    exec: (program, args, env) => run(folder, join(folder, "node_modules/.bin", program), args, env),
    node: (args, env) => run(folder, process.execPath, args, env),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true })
  }
}
