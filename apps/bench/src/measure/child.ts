import { type ChildProcess, fork } from "node:child_process"
import { once } from "node:events"
import { fileURLToPath } from "node:url"

/** Where programs that are started again and again keep what was compiled once. */
const compiled = fileURLToPath(new URL("../../../../node_modules/.cache/node", import.meta.url))

/** What it says next; fails if it ends instead. */
const nextMessage = async <M>(child: ChildProcess, program: URL): Promise<M> => {
  const heard = new AbortController()
  const { signal } = heard
  try {
    return await Promise.race([
      once(child, "message", { signal }).then(([message]) => message as M),
      once(child, "exit", { signal }).then(([code]) => {
        throw new Error(`${program.pathname} ended with ${code} and said nothing.`)
      })
    ])
  } finally {
    heard.abort()
  }
}

/** Runs a program of this folder to its end in a process of its own, and hands back what it said. */
export const runChild = async <Said>(
  program: URL,
  args: ReadonlyArray<string> = [],
  env: Readonly<Record<string, string>> = {}
): Promise<Said> => {
  const child = fork(program, args, { execArgv: [], env: { ...process.env, ...env } })
  const ended = once(child, "exit")
  const said = await nextMessage<Said>(child, program)
  await ended
  return said
}

/**
 * A server in a process of its own. It says when it is ready; it ends when this process lets go. Its start is not what
 * is measured.
 */
export const startChild = async <Ready>(
  program: URL,
  args: ReadonlyArray<string> = [],
  nodeOptions: ReadonlyArray<string> = []
) => {
  const child = fork(program, args, {
    execArgv: [...nodeOptions],
    env: { NODE_COMPILE_CACHE: compiled, ...process.env }
  })
  return {
    ready: await nextMessage<Ready>(child, program),
    /** Tells it something and waits for what it says to that. */
    ask: <Said>(wanted: string | object): Promise<Said> => {
      const said = nextMessage<Said>(child, program)
      child.send(wanted)
      return said
    },
    [Symbol.asyncDispose]: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, "exit")
      child.disconnect()
      await ended
    }
  }
}
