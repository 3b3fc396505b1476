import { type MessagePort, receiveMessageOnPort } from "node:worker_threads"

/** Calls over a port that block the caller until the other thread replies, as every Apps Script service does. */

interface Ask {
  readonly signal: SharedArrayBuffer
  readonly method: string
  readonly args: ReadonlyArray<unknown>
}

type Answer = { readonly value: unknown } | { readonly error: string }

export type Caller = (method: string, ...args: ReadonlyArray<unknown>) => unknown

export const caller =
  (port: MessagePort): Caller =>
  (method, ...args) => {
    const signal = new SharedArrayBuffer(4)
    port.postMessage({ signal, method, args } satisfies Ask)
    Atomics.wait(new Int32Array(signal), 0, 0)
    const answer = receiveMessageOnPort(port)?.message as Answer // sent by `serve` below
    if ("error" in answer) throw new Error(answer.error)
    return answer.value
  }

/** Answers the calls of one port, each as soon as it is done. */
export const serve = (port: MessagePort, answer: (method: string, args: ReadonlyArray<unknown>) => unknown): void => {
  port.on("message", ({ signal, method, args }: Ask) => {
    const reply = (message: Answer) => {
      port.postMessage(message)
      const flag = new Int32Array(signal)
      Atomics.store(flag, 0, 1)
      Atomics.notify(flag, 0)
    }
    Promise.resolve()
      .then(() => answer(method, args))
      .then(
        (value) => reply({ value }),
        (error: unknown) => reply({ error: error instanceof Error ? error.message : String(error) })
      )
  })
}
