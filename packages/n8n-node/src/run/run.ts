// Makes the requests of the items, and keeps everything that was paid for.
import { Failure, type Xingtu } from "@xingtu/core"
import { Effect, Option, Ref, Result } from "effect"
import type { IDataObject } from "n8n-workflow"
import type * as Failed from "./Failure.ts"

/** What became of one item: rows that were paid for, and why there are no more. */
export interface Outcome {
  readonly rows: ReadonlyArray<IDataObject>
  readonly failure?: Failed.Any
  /** The item each row belongs to, where that is not the one of the request. */
  readonly pairs?: ReadonlyArray<number>
  /** What a person should know beside the rows. */
  readonly note?: string
  /** The page to go on with, when pages were paid for before the failure. */
  readonly nextPage?: number
}

/** What became of an item, and which one it is. */
export interface Done extends Outcome {
  readonly index: number
}

/** The request of one item, or why there is none. */
export type Task = Result.Result<Effect.Effect<Outcome, never, Xingtu>, Failure.InvalidInput>

/** Items that are requested at the same time; the credential's rate limit holds below it. */
export const concurrency = 8

/** What became of every task, in order; after an outcome that ends the run the rest is not requested. */
export const runAll = (
  tasks: ReadonlyArray<Task>,
  ends: (outcome: Outcome) => boolean
): Effect.Effect<ReadonlyArray<Done>, never, Xingtu> =>
  Effect.gen(function* () {
    const stopped = yield* Ref.make(Option.none<Failed.Any>())
    const one = (task: Task, index: number): Effect.Effect<Done, never, Xingtu> =>
      Effect.gen(function* () {
        if (Result.isFailure(task)) return { index, rows: [], failure: task.failure }
        const stop = yield* Ref.get(stopped)
        if (Option.isSome(stop)) return { index, rows: [], failure: new Failure.NotSent(stop.value) }
        const outcome = yield* task.success
        if (outcome.failure !== undefined && ends(outcome)) yield* Ref.set(stopped, Option.some(outcome.failure))
        return { index, ...outcome }
      })
    return yield* Effect.forEach(tasks, one, { concurrency })
  })
