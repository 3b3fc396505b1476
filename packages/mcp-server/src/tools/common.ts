import { type Failure, type Table, Xingtu } from "@xingtu/core"
import { Clock, Effect, Schema } from "effect"
import type { Cost } from "../answer.ts"
import { type Caller, invalid } from "../Tool.ts"

/** What several tools take. */

export const id = Schema.String.annotate({ description: "Creator id as text, 16 to 20 digits" })

export const ids = Schema.Array(Schema.String)
  .check(Schema.isMinLength(1), Schema.isMaxLength(50))
  .annotate({ description: "Creator ids as text, 50 at most" })

export const kind = Schema.Literals(["placement", "custom"]).annotate({
  description: "Kind of video: placement (植入视频) or custom (定制视频)"
})

export const goal = Schema.Literals(["reach", "engagement", "sales"])

export const confirm = Schema.optionalKey(Schema.String.annotate({ description: "Code of a cost the user agreed to" }))

export const cursor = Schema.optionalKey(Schema.String.annotate({ description: "From `more` of the last result" }))

/** Where a cursor says the rest begins. */
export const cursorAt = (text: string | undefined) => {
  const at = Number(text ?? "0")
  return Number.isSafeInteger(at) && at >= 0
    ? Effect.succeed(at)
    : Effect.fail(
        invalid(`The cursor ${JSON.stringify(text)} is not one of this server.`, "Leave it out to start again.")
      )
}

/** Most clients give up after 60 seconds: a long job stops before and says where to go on. */
const patienceMs = 45_000
const wave = 10

/** Does one wave after the other until all is done or it gets late; `done` says how many were. */
export const inWaves = <A, T, E, R>(
  all: ReadonlyArray<T>,
  { progress }: Caller,
  one: (part: ReadonlyArray<T>) => Effect.Effect<A, E, R>
): Effect.Effect<{ readonly parts: ReadonlyArray<A>; readonly done: number }, E, R> =>
  Effect.gen(function* () {
    const started = yield* Clock.currentTimeMillis
    const parts: Array<A> = []
    let done = 0
    while (done < all.length && (done === 0 || (yield* Clock.currentTimeMillis) - started < patienceMs)) {
      const part = all.slice(done, done + wave)
      parts.push(yield* one(part))
      done += part.length
      yield* progress(done, all.length)
    }
    return { parts, done }
  })

/** The cost with what is left after it. */
export const withLeft = (caller: Caller, cost: Omit<Cost, "left">): Effect.Effect<Cost, never, Xingtu> =>
  Effect.map(
    Xingtu.use((xingtu) => xingtu.left(caller.consumers)),
    (left) => ({ ...cost, left: left?.left })
  )

/** What outcomes cost, by what became of each. */
export const costOf = (
  outcomes: ReadonlyArray<{ readonly charged: Failure.Charged; readonly cached: boolean }>
): Omit<Cost, "left"> => ({
  charged: outcomes.filter(({ charged }) => charged === "yes").length,
  cached: outcomes.filter(({ cached }) => cached).length,
  unknown: outcomes.filter(({ charged }) => charged === "unknown").length
})

export const column = (key: string, en: string, unit: Table.Column["unit"]): Table.Column => ({
  key,
  title: { en, zh: en },
  unit
})
