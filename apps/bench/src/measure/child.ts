import { type ChildProcess, fork } from "node:child_process"
import { once } from "node:events"

const firstMessage = async <M>(child: ChildProcess, program: URL): Promise<M> =>
  Promise.race([
    once(child, "message").then(([message]) => message as M),
    once(child, "exit").then(([code]) => {
      throw new Error(`${program.pathname} ended with ${code} and said nothing.`)
    })
  ])

/** Runs a program of this folder to its end in a process of its own, and hands back what it said. */
export const runChild = async <Said>(
  program: URL,
  args: ReadonlyArray<string> = [],
  env: Readonly<Record<string, string>> = {}
): Promise<Said> => {
  const child = fork(program, args, { execArgv: [], env: { ...process.env, ...env } })
  const ended = once(child, "exit")
  const said = await firstMessage<Said>(child, program)
  await ended
  return said
}

/** A server in a process of its own. It says when it is ready; it ends when this process lets go. */
export const startChild = async <Ready>(
  program: URL,
  args: ReadonlyArray<string> = [],
  nodeOptions: ReadonlyArray<string> = []
) => {
  const child = fork(program, args, { execArgv: [...nodeOptions] })
  return {
    ready: await firstMessage<Ready>(child, program),
    /** Asks it something and waits for the answer. */
    ask: async <Answer>(question: string | object): Promise<Answer> => {
      const answered = once(child, "message")
      child.send(question)
      return (await answered)[0] as Answer
    },
    [Symbol.asyncDispose]: async () => {
      const ended = once(child, "exit")
      child.disconnect()
      await ended
    }
  }
}
