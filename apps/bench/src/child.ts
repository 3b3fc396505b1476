import { fork } from "node:child_process"
import { once } from "node:events"

/** A program of this folder in a process of its own. It says `process.send(ready)` when it is; it ends when this process lets go. */
export const startChild = async <Ready>(program: URL, args: ReadonlyArray<string> = [], env: NodeJS.ProcessEnv = {}) => {
  const child = fork(program, args, { env: { ...process.env, ...env }, execArgv: [] })
  const ready = await Promise.race([
    once(child, "message").then(([message]) => message as Ready),
    once(child, "exit").then(([code]) => {
      throw new Error(`${program.pathname} ended with ${code} before it was ready.`)
    })
  ])
  return {
    ready,
    pid: child.pid,
    [Symbol.asyncDispose]: async () => {
      const ended = once(child, "exit")
      child.disconnect()
      await ended
    }
  }
}
