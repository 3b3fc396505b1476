import { Duration, Effect, Option, Schedule } from "effect"
import type * as Failure from "../failure/Failure.ts"
import { nearest } from "../util/nearest.ts"
import { isRecord } from "../util/path.ts"
import * as W from "../util/Words.ts"

/**
 * When to retry after one kind of failure: an Effect `Schedule` with the failure as input, or a list of pauses such as
 * `["2 seconds", "10 seconds"]`.
 */
export type Plan<F = Repeatable> = Schedule.Schedule<unknown, F> | ReadonlyArray<Duration.Input>

/** A failure that may be retried. */
export type Repeatable = Extract<Failure.CallFailure, { readonly _tag: Kind }>

/** One schedule for each kind of failure that may be retried, by its `_tag`. */
export interface Schedules {
  /** 301: the API failed to collect the data. Not charged. */
  readonly CollectionFailed: Schedule.Schedule<unknown, Failure.CollectionFailed>
  /** 302: rate limit exceeded. Not charged; needs a longer pause than the others. */
  readonly RateLimited: Schedule.Schedule<unknown, Failure.RateLimited>
  /** 500: the API had an internal error. Not charged. */
  readonly ServerError: Schedule.Schedule<unknown, Failure.ServerError>
  /** 503: not available. Repeated because Just One API advises it; each attempt takes its place in the budget. */
  readonly ServiceUnavailable: Schedule.Schedule<unknown, Failure.ServiceUnavailable>
  /** The request never reached the server; with `risk: "payTwice"` also a connection that broke after it was sent. */
  readonly Unreachable: Schedule.Schedule<unknown, Failure.Unreachable>
  /** No response in time: may have been charged, so only with `risk: "payTwice"`. */
  readonly Timeout: Schedule.Schedule<unknown, Failure.Timeout>
  /** No response of the API: may have been charged, so only with `risk: "payTwice"`. */
  readonly UnexpectedAnswer: Schedule.Schedule<unknown, Failure.UnexpectedAnswer>
}

type Kind = keyof Schedules

/** When to retry: one plan for all failures, or plans by `_tag`; the others keep the default. */
export type Retry = Plan | { readonly [K in Kind]?: Plan<Extract<Repeatable, { readonly _tag: K }>> }

/** Half a second, then twice as long each time, spread by a fifth so that callers do not come back together. */
const growing = Schedule.jittered(Schedule.exponential("500 millis"))

/**
 * The default retry schedules, by `_tag`: half a second, doubled each time, with some variation; at least one second
 * after 302.
 */
export const schedules: Schedules = {
  CollectionFailed: growing,
  RateLimited: Schedule.modifyDelay(growing, ({ duration }) =>
    Effect.succeed(Duration.max(duration, Duration.seconds(1)))
  ),
  ServerError: growing,
  ServiceUnavailable: growing,
  Unreachable: growing,
  Timeout: growing,
  UnexpectedAnswer: growing
}

const kinds: ReadonlySet<string> = new Set(Object.keys(schedules))

/** What can end an attempt: everything but wrong input, which is found before. */
export type SendFailure = Exclude<Failure.CallFailure, Failure.InvalidInput>

const mayHaveBeenCharged: ReadonlySet<SendFailure["_tag"]> = new Set(["Timeout", "Unreachable", "UnexpectedAnswer"])

/** Nobody heard how the attempt ended. */
export const isUnheard = ({ _tag, uncertain }: SendFailure): boolean => mayHaveBeenCharged.has(_tag) && uncertain > 0

/**
 * The one place that says what may be repeated, whatever the schedules say.
 * 301, 302, 500 and a request that was never sent: certainly not charged. 503: Just One API advises it.
 * What may have been charged otherwise: only where the caller accepts to pay twice. All else: never.
 */
export const mayRepeat = (failure: SendFailure, risk: "payOnce" | "payTwice"): failure is Repeatable =>
  kinds.has(failure._tag) && (failure.retry || (risk === "payTwice" && mayHaveBeenCharged.has(failure._tag)))

const isList = (plan: unknown): plan is ReadonlyArray<Duration.Input> => Array.isArray(plan)

const scheduled = (plan: Plan<never>): Schedule.Schedule<unknown, never> =>
  isList(plan)
    ? Schedule.modifyDelay(Schedule.recurs(plan.length), ({ attempt }) =>
        Effect.succeed(Duration.fromInputUnsafe(plan[attempt - 1] ?? 0))
      )
    : plan

const isPlan = (retry: Retry): retry is Plan => isList(retry) || Schedule.isSchedule(retry)

const byKind = (retry: Retry): Readonly<Partial<Record<string, Plan<never>>>> =>
  isPlan(retry) ? Object.fromEntries([...kinds].map((kind) => [kind, retry])) : retry

/** These schedules, with what was given instead of some or all of them. */
export const instead = (of: Schedules, given: Retry | undefined): Schedules =>
  given === undefined
    ? of
    : {
        ...of,
        ...Object.fromEntries(
          Object.entries(byKind(given)).flatMap(([kind, plan]) => (plan === undefined ? [] : [[kind, scheduled(plan)]]))
        )
      }

/** How many pauses the longest list has: who lists five means five. Schedules may go on for ever, and do not count. */
export const listed = (given: Retry | undefined): number =>
  given === undefined
    ? 0
    : Math.max(0, ...Object.values(byKind(given)).map((plan) => (plan !== undefined && isList(plan) ? plan.length : 0)))

/** Tells how long to pause after a failure, in milliseconds; undefined when it is not repeated any more. */
export type Pauses = (failure: Repeatable, withinMs: number) => Effect.Effect<number | undefined>

/** The pauses of one call. Each kind of failure goes on with its own schedule from where it was. */
export const pauses = (all: Schedules): Pauses => {
  const steps = new Map<Kind, (now: number, failure: Repeatable) => Effect.Effect<number, unknown>>()
  const stepOf = (kind: Kind) => {
    const known = steps.get(kind)
    if (known !== undefined) return Effect.succeed(known)
    // Looked up by the failure's own tag, so it is fed with nothing else.
    const schedule = all[kind] as Schedule.Schedule<unknown, Repeatable>
    return Effect.map(Schedule.toStep(schedule), (step) => {
      const own = (now: number, failure: Repeatable) =>
        Effect.map(step(now, failure), ([, pause]) => Duration.toMillis(pause))
      steps.set(kind, own)
      return own
    })
  }
  return (failure, withinMs) =>
    Effect.clockWith((clock) =>
      Effect.flatMap(stepOf(failure._tag), (step) => step(clock.currentTimeMillisUnsafe(), failure))
    ).pipe(
      // A schedule may itself wait, fail or break: it never keeps a call past its deadline, nor takes its failure's
      // place.
      Effect.timeoutOrElse({ duration: withinMs, orElse: () => Effect.succeed(undefined) }),
      Effect.catchCause(() => Effect.succeed(undefined))
    )
}

const noPlan = W.make(
  "Must be a Schedule, or a list of pauses such as [500, 1000] (ms).",
  "请填写 Schedule 或间隔列表，例如 [500, 1000]（毫秒）。"
)

const isPause = (pause: Duration.Input): boolean =>
  typeof pause === "number"
    ? pause >= 0
    : Option.exists(Duration.fromInput(pause), (duration) => Duration.toMillis(duration) >= 0)

const planProblem = (plan: unknown): W.Words | undefined =>
  Schedule.isSchedule(plan) || (isList(plan) && plan.every(isPause)) ? undefined : noPlan

/** What is wrong with it: at which kind of failure ("" for the whole), and why. */
export const problems = (given: unknown): ReadonlyArray<{ readonly at: string; readonly problem: W.Words }> => {
  if (Schedule.isSchedule(given) || isList(given) || !isRecord(given)) {
    const problem = planProblem(given)
    return problem === undefined ? [] : [{ at: "", problem }]
  }
  return Object.entries(given).flatMap(([kind, plan]) => {
    if (!kinds.has(kind)) {
      const all = [...kinds].join(", ")
      const { en, zh } = W.didYouMean(nearest(kind, kinds))
      return [{ at: kind, problem: W.make(`Not repeatable.${en} Valid: ${all}.`, `不可重试。${zh}可选：${all}。`) }]
    }
    const problem = plan === undefined ? undefined : planProblem(plan)
    return problem === undefined ? [] : [{ at: kind, problem }]
  })
}
