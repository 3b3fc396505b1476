import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { fileURLToPath } from "node:url"

const main = fileURLToPath(new URL("../../src/main.ts", import.meta.url))

/** `xingtu-slack` as a process of its own, with everything it prints. */
export interface Program {
  readonly process: ChildProcess
  readonly output: () => string
  /** Resolves when it has printed this. */
  readonly says: (text: string) => Promise<void>
  /** Ends it with a signal; the exit code. */
  readonly end: (signal: NodeJS.Signals) => Promise<number | null>
}

export const program = (args: ReadonlyArray<string>, env: Readonly<Record<string, string>>): Program => {
  const child = spawn(process.execPath, [main, ...args], {
    env: { PATH: process.env["PATH"] ?? "", ...env },
    stdio: ["ignore", "pipe", "pipe"]
  })
  let output = ""
  let waiting: ReadonlyArray<() => void> = []
  const hear = (chunk: Buffer) => {
    output += chunk.toString()
    waiting.forEach((look) => look())
  }
  child.stdout.on("data", hear)
  child.stderr.on("data", hear)
  return {
    process: child,
    output: () => output,
    says: (text) =>
      new Promise((found, failed) => {
        const late = setTimeout(() => failed(new Error(`It never said ${text}:\n${output}`)), 20_000)
        const look = () => {
          if (!output.includes(text)) return
          clearTimeout(late)
          found()
        }
        waiting = [...waiting, look]
        look()
      }),
    end: async (signal) => {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
      const closed = once(child, "close")
      child.kill(signal)
      await closed
      return child.exitCode
    }
  }
}
