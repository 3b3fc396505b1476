import { spawn, spawnSync } from "node:child_process"
import { once } from "node:events"
import { createInterface } from "node:readline"
import { fileURLToPath } from "node:url"
import type { Contender } from "../measure/race.ts"

/** A Python that has httpx, if this machine has one. */
const python = ["python3", "/usr/bin/python3"].find(
  (program) => spawnSync(program, ["-c", "import httpx"]).status === 0
)

/** The vendor's Python SDK in a process of its own, whose CPU time nobody reports. Undefined without httpx. */
export const httpx = (baseUrl: string, path: string, token: string) => {
  if (python === undefined) return undefined
  const child = spawn(python, [fileURLToPath(new URL("vendor.py", import.meta.url)), baseUrl, path, token], {
    stdio: ["pipe", "pipe", "inherit"]
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const contender: Contender = {
    name: "httpx (Python)",
    run: async (calls, lanes) => {
      const start = performance.now()
      child.stdin.write(`${calls} ${lanes}\n`)
      if ((await lines.next()).done === true) throw new Error("The Python program ended.")
      return { micros: ((performance.now() - start) * 1000) / calls, cpu: undefined }
    }
  }
  return {
    contender,
    [Symbol.asyncDispose]: async () => {
      const ended = once(child, "exit")
      child.stdin.end()
      await ended
    }
  }
}
