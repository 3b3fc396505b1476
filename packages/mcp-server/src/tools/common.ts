import { type Failure, Xingtu } from "@xingtu/core"
import { Endpoint } from "@xingtu/core/adapter"
import { Clock, Effect, Result, Schema } from "effect"
import { type Caller, type Price, type Refusal, refusal } from "../tool/Tool.ts"

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

export const cursor = Schema.optionalKey(
  Schema.String.check(Schema.isPattern(/^\d{1,6}$/)).annotate({ description: "From `more` of the last result" })
)

/** An id given twice is one creator. */
export const once = (all: ReadonlyArray<string>): ReadonlyArray<string> => [...new Set(all)]

/** One request: paid unless it is cached. What is wrong with it is said before anything is sent. */
export const priceOf = (endpoint: Endpoint.Endpoint, input: object): Effect.Effect<Price, Refusal, Xingtu> =>
  Effect.suspend(() => {
    const question = Endpoint.question(endpoint, input)
    return Result.isFailure(question)
      ? Effect.fail(refusal(question.failure))
      : Xingtu.use((xingtu) =>
          Effect.map(xingtu.stored(endpoint, input), (stored) => ({ calls: stored === undefined ? 1 : 0, of: 1 }))
        )
  })

/** Creators at the same time. */
const abreast = 4

/** Calls that are out when the time is over may still end within this. */
const graceMs = 8_000

/**
 * Does one creator after the other, a few at a time, until all are done or it gets late. `done` is how many from the
 * beginning have come; what came after a gap is in the cache for the next call.
 */
export const inTime = <A, E, R>(
  all: ReadonlyArray<string>,
  { patienceMs, progress }: Pick<Caller, "patienceMs" | "progress">,
  one: (id: string) => Effect.Effect<A, E, R>
) =>
  Effect.gen(function* () {
    const until = (yield* Clock.currentTimeMillis) + patienceMs
    const came = new Map<string, A>()
    const each = (id: string, i: number) =>
      Effect.gen(function* () {
        // The first always start: every call comes a little further.
        if (i >= abreast && (yield* Clock.currentTimeMillis) >= until) return
        came.set(id, yield* one(id))
        yield* progress(came.size, all.length)
      })
    const work = Effect.forEach(all, each, { concurrency: abreast, discard: true })
    yield* Effect.timeoutOption(work, patienceMs + graceMs)
    const gap = all.findIndex((id) => !came.has(id))
    const done = gap < 0 ? all.length : gap
    return { found: all.slice(0, done).flatMap((id) => came.get(id) ?? []), done, late: done < all.length }
  })

/** What could not be looked up, each reason once. */
export const missing = (
  failed: ReadonlyArray<{ readonly source: string; readonly failure: Pick<Failure.Facts, "happened"> }>
): ReadonlyArray<string> =>
  once(failed.map(({ failure, source }) => `Missing, ${source}: ${failure.happened.en}`)).slice(0, 8)
