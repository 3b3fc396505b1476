// Asks what the items ask, and keeps everything that was paid for.
import { type Answer, Endpoint, Failure, Xingtu } from "@xingtu/core"
import { Effect, Option, Ref, Result, Stream } from "effect"
import type { IDataObject } from "n8n-workflow"
import type * as Failed from "./failure.ts"
import { rows } from "./output.ts"
import type { Task } from "./task.ts"

/** Items that are asked at the same time; the credential's pace holds below it. */
const concurrency = 8

/** What became of one item: rows that were paid for, and why there are no more. */
export interface Done {
  readonly index: number
  readonly rows: ReadonlyArray<IDataObject>
  readonly failure?: Failed.Any
  /** The page to go on with, when pages were paid for before the failure. */
  readonly nextPage?: number
}

const callOf = ({ meta, drift }: Answer): IDataObject => ({ call: { ...meta, drift: drift.map((line) => ({ ...line })) } })

/** Whom rows are about, as it was sent, so that a row says what it belongs to. */
const subjectOf = ({ endpoint, input }: Task): IDataObject => {
  const param = Endpoint.idParam(endpoint)
  const question = Endpoint.question(endpoint, input)
  if (param === undefined || Result.isFailure(question)) return {}
  return { [param === "itemId" ? "item_id" : "creator_id"]: question.success.query[param] }
}

const rowsOf = (task: Task, answer: Answer): ReadonlyArray<IDataObject> => {
  const subject = task.output.mode === "raw" ? {} : subjectOf(task)
  const call = task.withCall ? callOf(answer) : {}
  return rows(task.endpoint, answer, task.output).map((row) => ({ ...subject, ...row, ...call }))
}

/** Asks page after page until there are enough rows. */
const ask = (task: Task): Effect.Effect<Omit<Done, "index">, never, Xingtu> =>
  Effect.gen(function*() {
    const { endpoint, input, limit, fresh, consumer } = task
    const xingtu = yield* Xingtu
    const got: Array<IDataObject> = []
    let pages = 0
    const failure = yield* xingtu.pages(endpoint, input, { fresh, consumer }).pipe(
      Stream.tap((answer) => Effect.sync(() => {
        got.push(...rowsOf(task, answer))
        pages++
      })),
      Stream.takeUntil(() => got.length >= limit),
      Stream.runDrain,
      Effect.flip,
      Effect.option
    )
    const kept = { rows: got.slice(0, limit) }
    if (Option.isNone(failure)) return kept
    const first = Number(input[endpoint.pages?.param ?? ""] ?? 1)
    return { ...kept, failure: failure.value, ...(pages === 0 ? {} : { nextPage: first + pages }) }
  })

/** Every item, in order; after a failure that stops (quota, balance, budget, token) the rest is not asked. */
export const askAll = (tasks: ReadonlyArray<Task>): Effect.Effect<ReadonlyArray<Done>, never, Xingtu> =>
  Effect.gen(function*() {
    const stopped = yield* Ref.make(Option.none<Failed.Any>())
    const one = (task: Task, index: number): Effect.Effect<Done, never, Xingtu> =>
      Effect.gen(function*() {
        const stop = yield* Ref.get(stopped)
        if (Option.isSome(stop)) return { index, rows: [], failure: new Failure.NotSent(stop.value) }
        const done = yield* ask(task)
        if (done.failure?.stops === true) yield* Ref.set(stopped, Option.some(done.failure))
        return { index, ...done }
      })
    return yield* Effect.forEach(tasks, one, { concurrency })
  })
