import { Deferred, Effect, Exit, Result } from "effect"
import type { Answer, CallOptions } from "../answers/Answer.ts"
import * as Endpoint from "../endpoint/Endpoint.ts"
import * as Failure from "../failure/Failure.ts"
import * as Table from "../table/Table.ts"
import { make, type Words } from "../util/Words.ts"
import { many } from "./many.ts"
import { methods } from "./methods.ts"
import { pages, rows } from "./pages.ts"
import type { Xingtu } from "./Xingtu.ts"

/** What the calls of one run cost, counted call by call. */
export interface Meter {
  /** Calls that were charged. */
  charged: number
  /** Requests that may have been charged. */
  unknown: number
  /** Results that cost nothing: stored, or paid for by another. */
  stored: number
  /** Fields whose shape was not the expected one. */
  drifted: number
  /** What results left out, and where it may be had. */
  readonly notes: Set<Words>
  /**
   * What refusals of this run cost when they came, by request: told again, they are free, and yet the run paid for
   * them.
   */
  readonly refusals: Map<string, Failure.Charged>
}

export const newMeter = (): Meter => ({
  charged: 0,
  unknown: 0,
  stored: 0,
  drifted: 0,
  notes: new Set(),
  refusals: new Map()
})

const spent = ({ charged, unknown }: Meter): number => charged + unknown

/** The same failure, charged as it was when it first came. */
const chargedAs = (failure: Failure.CallFailure, charged: Failure.Charged): Failure.CallFailure => {
  const message = `${failure.happened.en} ${Failure.explain({ ...failure, charged }, "en").charged} ${failure.advice.en}`
  return Object.assign(Object.create(Object.getPrototypeOf(failure)), failure, { charged, message })
}

const countAnswer = (meter: Meter, endpoint: Endpoint.Endpoint, { data, drift, meta }: Answer): void => {
  if (meta.charged === "yes") meter.charged++
  else meter.stored++
  if (meta.doubt) meter.unknown++
  meter.drifted += drift.length
  for (const note of Table.notesOf(endpoint, data)) meter.notes.add(note)
}

const countFailure = (meter: Meter, key: string, failure: Failure.CallFailure): Failure.CallFailure => {
  const { attempts, charged, uncertain } = failure
  const before = meter.refusals.get(key)
  if (attempts === 0) return charged === "no" && before !== undefined ? chargedAs(failure, before) : failure
  if (charged === "yes") meter.charged++
  meter.unknown += uncertain
  if (charged !== "no") meter.refusals.set(key, charged)
  return failure
}

/** Whether the cached result is taken, and so nothing is paid. */
const isTaken = (stored: Answer | undefined, fresh: boolean | Date = false): boolean =>
  stored !== undefined && (fresh === false || (fresh !== true && Date.parse(stored.meta.at) >= fresh.getTime()))

/** What a call that comes after the limit is told. */
export interface LimitWords {
  readonly happened: Words
  readonly advice: Words
}

const planned = (most: number): LimitWords => ({
  happened: make(
    `The planned ${most} paid ${most === 1 ? "call was" : "calls were"} made; no more may be paid for.`,
    `计划的 ${most} 次付费调用已用完，不再继续付费。`
  ),
  advice: make("Plan again: the cost has changed.", "费用已变化，请重新估算。")
})

const reached = (endpoint: string, most: number, { advice, happened }: LimitWords): Failure.BudgetSpent => {
  const message = `${happened.en} ${Failure.chargedWords.no.en} ${advice.en}`
  const failure = new Failure.BudgetSpent({ endpoint, budget: most, consumer: "run", opensAt: 0 })
  return Object.assign(failure, { happened, advice, message })
}

/**
 * The client with every call counted, and none paid for beyond the limit. Cached results are given all the same. A call
 * that nobody waits for any more counts as one that may be charged.
 */
export const metered = (
  xingtu: Xingtu["Service"],
  meter: Meter,
  most: number,
  words = planned(most)
): Xingtu["Service"] => {
  let out = 0
  let turned = Deferred.makeUnsafe<void>()

  const leave = Effect.sync(() => {
    out--
    const waiting = turned
    turned = Deferred.makeUnsafe<void>()
    Deferred.doneUnsafe(waiting, Exit.void)
  })

  /** A call that is out may turn out to be free, so who comes after it waits. */
  const enter = (endpoint: string): Effect.Effect<void, Failure.BudgetSpent> =>
    Effect.suspend(() => {
      if (spent(meter) + out < most) {
        out++
        return Effect.void
      }
      if (out === 0) return Effect.fail(reached(endpoint, most, words))
      return Effect.andThen(Deferred.await(turned), enter(endpoint))
    })

  const ask = (
    endpoint: Endpoint.Endpoint,
    input: object,
    options: CallOptions = {}
  ): Effect.Effect<Answer, Failure.CallFailure> => {
    const question = Endpoint.question(endpoint, input)
    if (Result.isFailure(question)) return Effect.fail(question.failure)
    const { key } = question.success
    const counted = xingtu.ask(endpoint, input, options).pipe(
      Effect.tap((answer) => Effect.sync(() => countAnswer(meter, endpoint, answer))),
      Effect.mapError((failure) => countFailure(meter, key, failure)),
      Effect.onInterrupt(() => Effect.sync(() => meter.unknown++))
    )
    const paying = Effect.acquireUseRelease(
      enter(endpoint.id),
      () => counted,
      () => leave
    )
    if (most === Infinity) return paying
    return Effect.flatMap(xingtu.stored(endpoint, input), (found) => (isTaken(found, options.fresh) ? counted : paying))
  }
  const call = ask as Xingtu["Service"]["call"] // an endpoint's result holds that endpoint's data
  const client = { ...xingtu, ask, call }
  return { ...client, ...methods(client), pages: pages(client), rows: rows(client), many: many(client) }
}
