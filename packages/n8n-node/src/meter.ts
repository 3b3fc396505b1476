// What a run of a node pays for, counted call by call, and the most it may pay for.
import { type Answer, type CallOptions, Endpoint, Failure, many, pages, type Xingtu } from "@xingtu/core/adapter"
import { Deferred, Effect, Exit, Result } from "effect"

/** The calls of one run. n8n's Retry On Fail goes on with the same one. */
export interface Meter {
  /** Calls that were charged. */
  charged: number
  /** Requests that may have been charged. */
  unknown: number
  /** Answers that cost nothing: stored, or paid for by another. */
  stored: number
  /** Fields whose shape was not the expected one. */
  drifted: number
  /** What refusals of this run cost when they came, by question: told again, they are free, and yet the run paid for them. */
  readonly refusals: Map<string, Failure.Charged>
}

export const newMeter = (): Meter => ({ charged: 0, unknown: 0, stored: 0, drifted: 0, refusals: new Map() })

const spent = ({ charged, unknown }: Meter): number => charged + unknown

/** The same failure, charged as it was when it first came. */
const chargedAs = (failure: Failure.CallFailure, charged: Failure.Charged): Failure.CallFailure => {
  const message = `${failure.happened.en} ${Failure.explain({ ...failure, charged }, "en").charged} ${failure.advice.en}`
  return Object.assign(Object.create(Object.getPrototypeOf(failure)), failure, { charged, message })
}

const countAnswer = (meter: Meter, { drift, meta }: Answer): void => {
  if (meta.charged === "yes") meter.charged++
  else meter.stored++
  if (meta.doubt) meter.unknown++
  meter.drifted += drift.length
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

const reached = (endpoint: string, most: number): Failure.BudgetSpent => {
  const happened = {
    en: `This run may pay for ${most} ${most === 1 ? "call" : "calls"} at most, and did.`,
    zh: `本次运行最多计费 ${most} 次，已达上限。`
  }
  const advice = {
    en: "Raise Options > Max Paid Calls and run again: answers that were paid for are kept and cost nothing.",
    zh: "请提高“Options > Max Paid Calls”后再次运行：已计费的结果会保留，不再计费。"
  }
  const message = `${happened.en} Nothing was charged. ${advice.en}`
  const failure = new Failure.BudgetSpent({ endpoint, budget: most, consumer: "run", opensAt: Date.now() })
  return Object.assign(failure, { happened, advice, message })
}

/** Whether the stored answer is taken, and so nothing is paid. */
const isTaken = (stored: Answer | undefined, fresh: boolean | Date = false): boolean =>
  stored !== undefined && (fresh === false || (fresh !== true && Date.parse(stored.meta.at) >= fresh.getTime()))

/** The client, with every call counted, and none paid for beyond the most a run may pay for. Stored answers are given all the same. */
export const metered = (xingtu: Xingtu["Service"], meter: Meter, most: number): Xingtu["Service"] => {
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
      if (out === 0) return Effect.fail(reached(endpoint, most))
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
      Effect.tap((answer) => Effect.sync(() => countAnswer(meter, answer))),
      Effect.mapError((failure) => countFailure(meter, key, failure))
    )
    const paying = Effect.acquireUseRelease(
      enter(endpoint.id),
      () => counted,
      () => leave
    )
    if (most === Infinity) return paying
    return Effect.flatMap(xingtu.stored(endpoint, input), (found) => (isTaken(found, options.fresh) ? counted : paying))
  }
  const call = ask as Xingtu["Service"]["call"] // an endpoint's answer holds that endpoint's data
  const client = { ...xingtu, ask, call }
  return { ...client, pages: pages(client), many: many(client) }
}

const calls = (n: number) => `${n} ${n === 1 ? "call" : "calls"}`

/** What a run paid for, in a sentence or two; empty when that is nothing. */
export const billOf = ({ charged, unknown }: Meter): string =>
  [
    ...(charged === 0 ? [] : [`This run paid for ${calls(charged)}.`]),
    ...(unknown === 0 ? [] : [`${calls(unknown)} may have been charged.`])
  ].join(" ")
