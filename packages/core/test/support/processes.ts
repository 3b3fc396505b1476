import { spawn } from "node:child_process"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { fileURLToPath } from "node:url"
import { rolldown } from "rolldown"
import type { Job, Settled } from "./worker.ts"

/** The worker in one file, which starts six times as quickly: a process is started for each kill. */
export const bundle = async (folder: string): Promise<string> => {
  const build = await rolldown({ input: fileURLToPath(new URL("worker.ts", import.meta.url)), platform: "node" })
  await build.write({ dir: folder, format: "esm", entryFileNames: "worker.mjs" })
  await build.close()
  return join(folder, "worker.mjs")
}

/**
 * A process at work. `kill` ends it with SIGKILL, in the middle of whatever it does; `limits` are those of its shell.
 */
export const start = (program: string, job: Job, limits = "true") => {
  const own = [process.execPath, "--disable-warning=ExperimentalWarning", program, JSON.stringify(job)]
  const child = spawn("sh", ["-c", `${limits}; exec "$0" "$@"`, ...own], { stdio: ["ignore", "pipe", "pipe"] })
  const settled: Array<Settled> = []
  const heard: Array<() => void> = []
  let errors = ""
  child.stderr.on("data", (chunk) => (errors += String(chunk)))
  const lines = createInterface(child.stdout)
  lines.on("line", (line) => {
    // The last line of a killed process may be cut.
    if (!line.endsWith("}")) return
    settled.push(JSON.parse(line))
    for (const hear of heard) hear()
  })
  const ended = new Promise<number | null>((resolve) => child.on("close", (code) => resolve(code)))
  return {
    settled,
    /** Resolves when it has said so many lines, or has ended. */
    said: (count: number) =>
      Promise.race([ended, new Promise<void>((resolve) => heard.push(() => settled.length >= count && resolve()))]),
    kill: () => {
      child.kill("SIGKILL")
      return ended
    },
    /** Stands still until it goes on. */
    stop: () => void child.kill("SIGSTOP"),
    goOn: () => void child.kill("SIGCONT"),
    done: async (): Promise<ReadonlyArray<Settled>> => {
      const code = await ended
      if (code !== 0) throw new Error(`A process ended with ${code}: ${errors}`)
      return settled
    }
  }
}
