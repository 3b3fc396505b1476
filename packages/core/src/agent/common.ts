import { Clock, Effect, Option, Result, Schema, Stream } from "effect"
import * as Price from "../client/Price.ts"
import type { Xingtu } from "../client/Xingtu.ts"
import * as Endpoint from "../endpoint/Endpoint.ts"
import type * as Failure from "../failure/Failure.ts"
import * as Shortlist from "../shortlist/Shortlist.ts"
import { type Caller, type Refusal, refusal, type Told, type Work } from "./Tool.ts"

/** What several tools take. */

const said = (description: string) => ({ description })

export const id = Schema.String.annotate(said("Creator ID as text, 16 to 20 digits"))

export const ids = Schema.Array(Schema.String)
  .check(Schema.isMinLength(1), Schema.isMaxLength(50))
  .annotate(said("Creator IDs as text, 50 at most"))

export const kind = Schema.Literals(["placement", "custom"]).annotate(
  said("Kind of video: placement (植入视频) or custom (定制视频)")
)

export const goal = Schema.Literals(["reach", "engagement", "sales"])

export const whole = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 1_000 }))

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
    Price.ofRequest(endpoint, input)
  ),
  run
})

/** What a result leaves out, as a note. */
export const missing = (what: string): string => `Missing: ${what}`

/** The same of requests that failed. */
export const missingOf = (failed: Parameters<typeof Shortlist.missingWords>[0]): ReadonlyArray<string> =>
  Shortlist.missingWords(failed).map(({ en }) => missing(en))

/** Where each of so many requests failed, the first failure is the result: it says what to do. */
export const unlessAllFailed = (
  [first, ...others]: ReadonlyArray<Failure.CallFailure | Failure.NotSent>,
  requests: number
): Effect.Effect<void, Refusal> =>
  first !== undefined && others.length + 1 === requests ? Effect.fail(refusal(first)) : Effect.void

/** Creators that are looked up at the same time. */
const abreast = 4

/** Calls that are out when the time is over may still end within this. */
const graceMs = 8_000

/**
 * Does one creator after the other, a few at a time, until all are done or the time is over. What comes after one that
 * did not come is in the cache for the next call, which begins at `next`.
 */
export const inTime = <A, E, R>(
  all: ReadonlyArray<string>,
  { patienceMs, progress }: Pick<Caller, "patienceMs" | "progress">,
  one: (id: string) => Effect.Effect<A, E, R>,
  isFree: (id: string) => Effect.Effect<boolean, E, R> = () => Effect.succeed(false)
) =>
  Effect.gen(function* () {
    let started = 0
    const until = (yield* Clock.currentTimeMillis) + patienceMs
    // Free ones and the first of the others always start: every call comes a little further.
    const each = (id: string) =>
      Effect.gen(function* () {
        const isLate = !(yield* isFree(id)) && ++started > abreast && (yield* Clock.currentTimeMillis) >= until
        return isLate ? Option.none() : Option.some(yield* one(id))
      })
    const found = yield* Stream.fromIterable(all, { chunkSize: 1 }).pipe(
      Stream.mapEffect(each, { concurrency: abreast }),
      Stream.takeWhile(Option.isSome),
      Stream.zipWithIndex,
      Stream.mapEffect(([{ value }, before]) => Effect.as(progress(before + 1, all.length), value)),
      Stream.interruptWhen(Effect.sleep(patienceMs + graceMs)),
      Stream.runCollect
    )
    const done = found.length
    // Behind a first one that never comes in time nothing would ever come.
    const skipped = done === 0 ? all.slice(0, 1).map((id) => missing(`${id}: no result in time. Try it later.`)) : []
    return { found, done, late: done < all.length, next: done + skipped.length, skipped }
  })
