import { Duration, Option, Result } from "effect"
import * as Attempts from "../api/Attempts.ts"
import type { Group } from "../endpoint/Endpoint.ts"
import { ms } from "../util/ms.ts"
import * as QuotaDay from "./QuotaDay.ts"

/** How careful the client is with money, time and the API. Everything has a default. */
export interface Settings extends Attempts.Patience {
  /** Paid calls a quota day may cost with this token; no limit unless set. */
  readonly dailyBudget: number
  /** The same for named consumers (a workspace, a workflow, a document); `user/*` is for each `user/...` without one of its own. */
  readonly consumerBudgets: Readonly<Record<string, number>>
  /** Requests a second with this token, evenly spaced; `Infinity` sends as they come. */
  readonly requestsPerSecond: number
  /** The same for single endpoints, by id. */
  readonly endpointRequestsPerSecond: Readonly<Record<string, number>>
  /** Requests at the same time with this token. */
  readonly concurrency: number
  /** How long an answer stays good, by endpoint id or group. */
  readonly ttl: Readonly<Record<string, Duration.Input>>
  /** How long a question whose outcome is unknown is not sent again unasked. */
  readonly unknownFor: Duration.Input
  /** Where the quota day ends at midnight: a time zone or an offset such as +08:00. */
  readonly quotaDayZone: string
  /** Decoded answers that stay at hand in this process. */
  readonly atHand: number
}

/** How long answers stay good, by what they are about. Live rooms move by the hour, profiles and audiences by the day. */
export const ttl: Readonly<Record<Group, Duration.Input>> = {
  creator: "24 hours",
  audience: "24 hours",
  video: "12 hours",
  commerce: "12 hours",
  live: "6 hours",
  report: "1 hour"
}

/** What holds unless it is set. */
export const defaults: Settings = {
  ...Attempts.patience,
  dailyBudget: Infinity,
  consumerBudgets: {},
  requestsPerSecond: 10,
  endpointRequestsPerSecond: {},
  concurrency: 8,
  ttl: {},
  unknownFor: "10 minutes",
  quotaDayZone: "Asia/Shanghai",
  atHand: 1_000
}

/** The settings among what was given: no token that came with them. What is undefined is as by default. */
const given = (settings: Partial<Settings>): Partial<Settings> =>
  Object.fromEntries(Object.entries(settings).filter(([name, value]) => name in defaults && value !== undefined))

/** A budget of NaN, or of "100", would be no budget at all. */
const atLeast = (least: number, name: string, value: unknown): ReadonlyArray<string> =>
  typeof value === "number" && value >= least
    ? []
    : [`${name} must be a number${least > 0 ? " above 0" : ", 0 or more"}, or Infinity.`]

const dayMs = 86_400_000
/** Who waits for ever waits for a day: a claim must end some time. */
const longestWait = dayMs
/** What is kept for ever is kept ten years: no store knows more. */
const longestKept = 3_650 * dayMs

/** How long a call may take, within what claims can say. */
export const waitMs = (duration: Duration.Input): number => Math.min(ms(duration), longestWait)
const keptMs = (duration: Duration.Input): number => Math.min(ms(duration), longestKept)

/** Whether it is a time at all. */
export const isTime = (value: Duration.Input): boolean =>
  Option.exists(Duration.fromInput(value), (duration) => Duration.toMillis(duration) > 0)

const lasts = (name: string, value: Duration.Input): ReadonlyArray<string> =>
  isTime(value) ? [] : [`${name} must be a duration, such as "30 seconds" or a number of milliseconds.`]

const problems = (all: Settings): ReadonlyArray<string> => [
  ...atLeast(0, "dailyBudget", all.dailyBudget),
  ...Object.entries(all.consumerBudgets).flatMap(([name, budget]) => atLeast(0, `consumerBudgets["${name}"]`, budget)),
  ...atLeast(Number.MIN_VALUE, "requestsPerSecond", all.requestsPerSecond),
  ...Object.entries(all.endpointRequestsPerSecond).flatMap(([id, pace]) =>
    atLeast(Number.MIN_VALUE, `endpointRequestsPerSecond.${id}`, pace)
  ),
  ...atLeast(Number.MIN_VALUE, "concurrency", all.concurrency),
  ...atLeast(0, "retries", all.retries),
  ...atLeast(0, "atHand", all.atHand),
  ...lasts("attempt", all.attempt),
  ...lasts("deadline", all.deadline),
  ...lasts("unknownFor", all.unknownFor),
  ...Object.entries(all.ttl).flatMap(([what, duration]) => lasts(`ttl.${what}`, duration))
]

/** All settings, with every duration as the number it is: no call has to read a text. Or what is wrong with them. */
export const resolve = (
  settings: Partial<Settings>
): Result.Result<{ readonly settings: Settings; readonly day: (now: number) => QuotaDay.QuotaDay }, string> => {
  const all: Settings = { ...defaults, ...given(settings) }
  const quotaDay = QuotaDay.make(all.quotaDayZone)
  const wrong = problems(all)
  if (wrong.length > 0) return Result.fail(wrong.join(" "))
  if (quotaDay === undefined) return Result.fail(`quotaDayZone: "${all.quotaDayZone}" is no time zone.`)
  return Result.succeed({
    day: quotaDay,
    settings: {
      ...all,
      attempt: waitMs(all.attempt),
      deadline: waitMs(all.deadline),
      unknownFor: keptMs(all.unknownFor),
      ttl: Object.fromEntries(
        Object.entries({ ...ttl, ...all.ttl }).map(([what, duration]) => [what, keptMs(duration)])
      )
    }
  })
}

/** How long an answer of this endpoint stays good. */
export const ttlMs = ({ ttl: given }: Settings, endpoint: { readonly id: string; readonly group: Group }): number =>
  ms(given[endpoint.id] ?? given[endpoint.group] ?? ttl[endpoint.group])
