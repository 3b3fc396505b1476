import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from "node:worker_threads"
import type { Mode, Ran } from "./execution.ts"
import type { Area, Value } from "./grid.ts"
import type { Weather } from "./google.ts"

/**
 * A document on Google's side and executions of the built add-on against it: the ground of the tests, the benchmarks
 * and the demo.
 */

export type { Mode, Ran } from "./execution.ts"

interface Thread {
  readonly id: number
  readonly worker: Worker
  /** Tells that what runs there was ended. */
  ended?: () => void
}

interface ControlAnswer {
  readonly value?: unknown
  readonly error?: string
}

/** What is left of an execution that Google ended. */
const ended: Ran = {
  result: { error: "Error: Exceeded maximum execution time" },
  foreign: [],
  loadMs: 0,
  runMs: 0
}

/** The error that a cell would show. */
export class CellError extends Error {}

const unwrap = ({ result }: Ran): unknown => {
  if ("error" in result) throw new CellError(result.error)
  return result.value
}

/**
 * A spreadsheet with the add-on, for tests: runs its functions as Google would, with Google's limits, and keeps sheets,
 * cache and properties.
 */
export class Document {
  private readonly google: Worker
  private readonly control: MessagePort
  private readonly idle: Array<Thread> = []
  private readonly all = new Set<Thread>()
  private controlled: Promise<unknown> = Promise.resolve()
  private next = 1
  private readonly code: string

  constructor(code: string, weather: Partial<Weather> = {}) {
    this.code = code
    this.google = new Worker(new URL("google.ts", import.meta.url))
    const { port1, port2 } = new MessageChannel()
    this.google.postMessage({ port: port2 }, [port2])
    this.control = port1
    void this.ask("turn", weather)
  }

  /** Asks Google's side; one after another. */
  ask(method: string, ...args: ReadonlyArray<unknown>): Promise<unknown> {
    const asked = this.controlled.then(
      () =>
        new Promise((resolve, reject) => {
          this.control.once("message", ({ value, error }: ControlAnswer) =>
            error === undefined ? resolve(value) : reject(new Error(error))
          )
          this.control.postMessage({ signal: new SharedArrayBuffer(4), method, args })
        })
    )
    this.controlled = asked.catch(() => undefined)
    return asked
  }

  turn = (change: Partial<Weather>) => this.ask("turn", change)

  write = (area: Area, values: ReadonlyArray<ReadonlyArray<Value>>, part: "value" | "formula" | "format" = "value") =>
    this.ask("grid.write", area, values, part)

  read = (area: Area, part: "value" | "formula" | "format" = "value") =>
    this.ask("grid.read", area, part) as Promise<ReadonlyArray<ReadonlyArray<Value>>> // what the grid answers

  private thread(): Thread {
    const waiting = this.idle.pop()
    if (waiting !== undefined) return waiting
    const id = this.next++
    const { port1, port2 } = new MessageChannel()
    this.google.postMessage({ port: port1, execution: id }, [port1])
    const thread: Thread = {
      id,
      worker: new Worker(new URL("execution.ts", import.meta.url), {
        workerData: { code: this.code, google: port2 },
        transferList: [port2]
      })
    }
    this.all.add(thread)
    // Google ended what ran there.
    thread.worker.once("exit", () => {
      this.all.delete(thread)
      const at = this.idle.indexOf(thread)
      if (at >= 0) this.idle.splice(at, 1)
      thread.ended?.()
    })
    return thread
  }

  /** Starts an execution; `kill` ends it in the middle, as Google does with one that takes too long. */
  start(
    name: string,
    args: ReadonlyArray<unknown>,
    as: Mode = "cell"
  ): { readonly ran: Promise<Ran>; readonly kill: () => Promise<void> } {
    const thread = this.thread()
    const { port1, port2 } = new MessageChannel()
    const ran = new Promise<Ran>((resolve) => {
      thread.ended = () => {
        port1.close()
        void this.ask("ended", thread.id).then(() => resolve(ended))
      }
      port1.once("message", (message: Ran) => {
        port1.close()
        void this.ask("ended", thread.id).then(() => {
          delete thread.ended
          if (this.all.has(thread)) this.idle.push(thread)
          resolve(message)
        })
      })
    })
    thread.worker.postMessage({ name, args: JSON.stringify(args), as, reply: port2 }, [port2])
    return {
      ran,
      kill: async () => {
        this.all.delete(thread)
        await thread.worker.terminate()
        await this.ask("ended", thread.id)
      }
    }
  }

  run = (name: string, args: ReadonlyArray<unknown>, as: Mode = "cell"): Promise<Ran> => this.start(name, args, as).ran

  /** The value of a cell with this formula; a thrown error is what the cell would show. */
  cell = async (name: string, ...args: ReadonlyArray<unknown>): Promise<unknown> => unwrap(await this.run(name, args))

  /** What the menu and the sidebar call. */
  user = async (name: string, ...args: ReadonlyArray<unknown>): Promise<unknown> =>
    unwrap(await this.run(name, args, "user"))

  /** The same as `cell`, for callers that cannot wait otherwise, such as a formula engine. */
  cellSync = (name: string, ...args: ReadonlyArray<unknown>): unknown => {
    const thread = this.thread()
    const { port1, port2 } = new MessageChannel()
    const signal = new SharedArrayBuffer(4)
    thread.worker.postMessage({ name, args: JSON.stringify(args), as: "cell", reply: port2, signal }, [port2])
    Atomics.wait(new Int32Array(signal), 0, 0)
    const ran = receiveMessageOnPort(port1)?.message as Ran | undefined // sent by execution.ts
    port1.close()
    if (ran !== undefined) this.idle.push(thread)
    return unwrap(ran ?? ended)
  }

  close = async (): Promise<void> => {
    await Promise.all([...this.all].map(({ worker }) => worker.terminate()))
    this.control.close()
    await this.google.terminate()
  }
}
