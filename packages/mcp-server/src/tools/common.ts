import { type Failure, type Plan, Xingtu } from "@xingtu/core"
import { callsOf, Endpoint } from "@xingtu/core/adapter"
import { Clock, Effect, Result, Schema } from "effect"
import { type Caller, type Price, type Refusal, refusal, type Told, type Work } from "../tool/Tool.ts"

/** What several tools take. */

const said = (description: string) => ({ description })

export const id = Schema.String.annotate(said("Creator id as text, 16 to 20 digits"))

export const ids = Schema.Array(Schema.String)
  .check(Schema.isMinLength(1), Schema.isMaxLength(50))
  .annotate(said("Creator ids as text, 50 at most"))

export const kind = Schema.Literals(["placement", "custom"]).annotate(
  said("Kind of video: placement (植入视频) or custom (定制视频)")
)

export const goal = Schema.Literals(["reach", "engagement", "sales"])

export const text = (description: string) => Schema.optionalKey(Schema.String.annotate(said(description)))
export const number = (description: string) => Schema.optionalKey(Schema.Finite.annotate(said(description)))
export const texts = (description: string) =>
  Schema.optionalKey(Schema.Array(Schema.String).annotate(said(description)))

/** An id given twice is one creator. */
export const once = (all: ReadonlyArray<string>): ReadonlyArray<string> => [...new Set(all)]

/** One request: paid unless it is cached. What is wrong with it is said before anything is sent. */
export const request = (
  endpoint: Endpoint.Endpoint,
  input: object,
  run: Effect.Effect<Told, Refusal, Xingtu>
): Work => ({
  price: Effect.andThen(
    Effect.fromResult(Result.mapError(Endpoint.question(endpoint, input), refusal)),
    Xingtu.use(({ stored }) =>
      Effect.map(stored(endpoint, input), (one) =>
        one === undefined ? { calls: 1, cached: 0 } : { calls: 0, cached: 1 }
      )
    )
  ),
  run
})

/** What several plans cost together; calls that pay for what is cached are told. */
export const priceOf = (plans: ReadonlyArray<Plan>, calls = callsOf(plans)): Price => ({
  calls,
  cached: callsOf(plans) + plans.reduce((sum, { stored }) => sum + stored.length, 0) - calls,
  warning: plans[0]?.warning?.en
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
  one: (id: string) => Effect.Effect<A, E, R>,
  isCached: (id: string) => Effect.Effect<boolean, E, R> = () => Effect.succeed(false)
) =>
  Effect.gen(function* () {
    let started = 0
    const until = (yield* Clock.currentTimeMillis) + patienceMs
    const came = new Map<string, A>()
    const each = (id: string) =>
      Effect.gen(function* () {
        // Cached ones and the first of the others always start: every call comes a little further.
        if (!(yield* isCached(id))) {
          const now = yield* Clock.currentTimeMillis
          if (started >= abreast && now >= until) return
          started++
        }
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
