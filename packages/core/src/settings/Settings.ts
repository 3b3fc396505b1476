import { type Duration, Result } from "effect"
import * as Attempts from "../api/Attempts.ts"
import * as Retry from "../api/Retry.ts"
import type { catalogue } from "../catalogue/catalogue.ts"
import type { deprecated } from "../catalogue/deprecated.ts"
import type { Group } from "../endpoint/Endpoint.ts"
import { defined } from "../util/defined.ts"
import { ms } from "../util/ms.ts"
import * as Check from "./Check.ts"
import { InvalidSettings, type SettingProblem } from "../failure/InvalidSettings.ts"
import * as QuotaDay from "./QuotaDay.ts"

/** The ID of an endpoint, current or deprecated, such as `spreadMetrics`. */
export type EndpointId = keyof typeof catalogue | keyof typeof deprecated

/** Limits and timeouts of a client, all optional: `{ dailyBudget: 200, ttl: { live: "1 hour" } }`. */
export interface Settings extends Attempts.Patience {
  /** The most paid calls of a quota day for this token. 0 allows none. */
  readonly dailyBudget: number
  /**
   * The most paid calls of a quota day for each named consumer, such as `{ "workflow/daily": 50 }`; `user/*` applies
   * to every `user/...` without a budget of its own.
   */
  readonly consumerBudgets: Readonly<Record<string, number>>
  /** The rate limit: requests per second for this token, evenly spaced. `Infinity` turns it off. */
  readonly requestsPerSecond: number
  /** Rate limits of single endpoints, by endpoint ID, such as `{ creatorSearch: 2 }`. */
  readonly endpointRequestsPerSecond: { readonly [K in EndpointId]?: number }
  /** The most requests at the same time for this token. */
  readonly concurrency: number
  /** How long results are cached, by endpoint ID or group. The defaults are in `Settings.ttl`. */
  readonly ttl: { readonly [K in EndpointId | Group]?: Duration.Input }
  /** How long a request that may have been charged is blocked, unless a call wants a fresh result. */
  readonly unknownFor: Duration.Input
  /** The time zone in which the quota day ends at midnight, such as `Asia/Shanghai` or `+08:00`. */
  readonly quotaDayZone: string
  /** How many decoded results this process keeps in memory. */
  readonly atHand: number
}

const quotaNames = [
  "dailyBudget",
  "consumerBudgets",
  "requestsPerSecond",
  "endpointRequestsPerSecond",
  "concurrency",
  "quotaDayZone"
] as const satisfies ReadonlyArray<keyof Settings>

/** The settings that several clients can share: budgets, rate limits, and when the quota day ends. */
export type QuotaSettings = Pick<Settings, (typeof quotaNames)[number]>

/**
 * How long results are cached, by group of endpoints. Live data changes by the hour, profiles and audiences by the
 * day.
 */
export const ttl: Readonly<Record<Group, Duration.Input>> = {
  creator: "24 hours",
  audience: "24 hours",
  video: "12 hours",
  commerce: "12 hours",
  live: "6 hours",
  report: "1 hour"
}

/** The defaults of all settings. */
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

const dayMs = 86_400_000
/** Who waits for ever waits for a day: a claim must end some time. */
const longestWait = dayMs
/** What is kept for ever is kept ten years: no store knows more. */
const longestKept = 3_650 * dayMs

/** How long a call may take, within what claims can say. */
export const waitMs = (duration: Duration.Input): number => Math.min(ms(duration), longestWait)
const keptMs = (duration: Duration.Input): number => Math.min(ms(duration), longestKept)

/** Every setting and what it takes: a name that is not here is no setting. */
const checks: { readonly [K in keyof Settings]: Check.Check } = {
  ...Check.patience,
  dailyBudget: Check.wholeFromZero,
  consumerBudgets: Check.each(Check.wholeFromZero),
  requestsPerSecond: Check.aboveZero,
  endpointRequestsPerSecond: Check.byEndpoint(Check.aboveZero),
  concurrency: Check.wholeAboveZero,
  ttl: Check.byGroup(Check.duration),
  unknownFor: Check.duration,
  quotaDayZone: Check.zone,
  atHand: Check.fromZero
}

/** What is wrong with these settings, all at once. `beside` are the names of what else could have been meant. */
export const problems = (given: object, beside: ReadonlyArray<string> = []): ReadonlyArray<SettingProblem> =>
  Object.entries(given).flatMap(
    ([name, value]) =>
      !Object.hasOwn(checks, name)
        ? [Check.unknown(name, name, [...Object.keys(checks), ...beside])]
        : value === undefined
          ? []
          : checks[name as keyof Settings](name, value) // it has one of that name
  )

/** All settings, with every duration as the number it is: no call has to read a text. Or what is wrong with them. */
export const resolve = (
  settings: Partial<Settings>
): Result.Result<
  { readonly settings: Settings; readonly day: (now: number) => QuotaDay.QuotaDay },
  InvalidSettings
> => {
  const wrong = problems(settings)
  if (wrong.length > 0) return Result.fail(new InvalidSettings({ problems: wrong }))
  const given = defined(settings)
  const all: Settings = { ...defaults, ...given }
  return Result.succeed({
    // The check of the zone has made one.
    day: QuotaDay.make(all.quotaDayZone) ?? QuotaDay.shanghai,
    settings: {
      ...all,
      attempt: waitMs(all.attempt),
      deadline: waitMs(all.deadline),
      retries: given.retries ?? Math.max(all.retries, Retry.listed(all.retry)),
      consumerBudgets: defined(all.consumerBudgets),
      unknownFor: keptMs(all.unknownFor),
      ttl: Object.fromEntries(
        Object.entries({ ...ttl, ...defined(all.ttl) }).map(([what, duration]) => [what, keptMs(duration)])
      )
    }
  })
}

/** Those of the quota among these settings. */
export const ofQuota = (settings: Partial<Settings>): Partial<QuotaSettings> =>
  Object.fromEntries(quotaNames.flatMap((name) => (settings[name] === undefined ? [] : [[name, settings[name]]])))

/** The settings of a quota, as `resolve` does for a client; others are unknown to it. */
export const resolveQuota = (settings: Partial<QuotaSettings>): ReturnType<typeof resolve> => {
  const others = Object.keys(settings).filter((name) => !quotaNames.some((one) => one === name))
  const wrong = others.map((name) => Check.unknown(name, name, quotaNames))
  return wrong.length > 0 ? Result.fail(new InvalidSettings({ problems: wrong })) : resolve(settings)
}

/** How long a result of this endpoint stays good. */
export const ttlMs = (settings: Settings, endpoint: { readonly id: string; readonly group: Group }): number => {
  const given: Readonly<Record<string, Duration.Input | undefined>> = settings.ttl
  return ms(given[endpoint.id] ?? given[endpoint.group] ?? ttl[endpoint.group])
}
