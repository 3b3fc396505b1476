import { Config, Duration, Effect, Layer, Option, Redacted, Result, Schema } from "effect"
import { tokenProblem, tokenProblems } from "../api/access.ts"
import * as BaseUrl from "../api/BaseUrl.ts"
import { InvalidSettings } from "../failure/InvalidSettings.ts"
import { defaults, type Settings } from "../settings/Settings.ts"
import { Quota } from "../quota/Quota.ts"
import type { Spacing } from "../quota/RateLimiter.ts"
import { Store, type StoreFailure } from "../store/Store.ts"
import * as QuotaDay from "../settings/QuotaDay.ts"
import { Warn } from "../util/Warn.ts"
import * as W from "../util/Words.ts"
import { Xingtu } from "../client/Xingtu.ts"
import { defaultPrefix, redisStore } from "./redis.ts"
import { addressProblem, addressProblems } from "./redisSettings.ts"
import { sqliteStore } from "./sqlite.ts"
import { layerUndici } from "./undici.ts"

const positive = Schema.FiniteFromString.check(Schema.isGreaterThan(0))
const fromZero = Schema.FiniteFromString.check(Schema.isInt(), Schema.isGreaterThanOrEqualTo(0))
const fromOne = Schema.FiniteFromString.check(Schema.isInt(), Schema.isGreaterThanOrEqualTo(1))
/** Numbers alone could be seconds or milliseconds; and nothing lasts no time. */
const duration = Schema.DurationFromString.check(
  Schema.makeFilter((lasts) => Duration.isGreaterThan(lasts, Duration.zero))
)

const baseUrl = Schema.String.check(
  Schema.makeFilter((text) =>
    Result.match(BaseUrl.parse(text), { onSuccess: () => undefined, onFailure: ({ en }) => en })
  )
)
/** A secret that will do; what is told of another quotes nothing of it. */
const secret = (problem: (text: string) => W.Words | undefined) =>
  Schema.RedactedFromValue(Schema.String.check(Schema.makeFilter((text) => problem(text)?.en)))
const zone = Schema.String.check(Schema.makeFilter((text) => QuotaDay.make(text) !== undefined))

const variables = {
  /** The Just One API token. Required. */
  token: Config.schema(secret(tokenProblem), "JUSTONEAPI_TOKEN"),
  /** `global` (default), `cn` (plain HTTP: the token is sent unencrypted), or a URL. */
  baseUrl: Config.withDefault(Config.schema(baseUrl, "JUSTONEAPI_BASE_URL"), "global"),
  /** The most paid calls per quota day for this token (default unlimited); 0 allows none. */
  dailyBudget: Config.withDefault(Config.schema(fromZero, "XINGTU_DAILY_BUDGET"), defaults.dailyBudget),
  /** The rate limit in requests per second (default 10). */
  requestsPerSecond: Config.withDefault(
    Config.schema(positive, "XINGTU_REQUESTS_PER_SECOND"),
    defaults.requestsPerSecond
  ),
  /** The most requests at the same time (default 8). */
  concurrency: Config.withDefault(Config.schema(fromOne, "XINGTU_CONCURRENCY"), defaults.concurrency),
  /** The timeout of one attempt, such as `65 seconds` (default). Just One API advises at least 60 seconds. */
  attempt: Config.withDefault(Config.schema(duration, "XINGTU_ATTEMPT"), defaults.attempt),
  /** The timeout of a call, all attempts and pauses together, such as `120 seconds` (default). */
  deadline: Config.withDefault(Config.schema(duration, "XINGTU_DEADLINE"), defaults.deadline),
  /** The most retries of a call (default 4). */
  retries: Config.option(Config.schema(fromZero, "XINGTU_RETRIES")),
  /** The time zone in which the quota day ends at midnight (default Asia/Shanghai). */
  quotaDayZone: Config.withDefault(Config.schema(zone, "XINGTU_QUOTA_ZONE"), defaults.quotaDayZone),
  /** A Redis that several processes share; takes precedence over XINGTU_STORE. */
  redisUrl: Config.option(Config.schema(secret(addressProblem), "REDIS_URL")),
  /** The prefix of every key in Redis (default `{xingtu}:`). Redis Cluster needs the braces. */
  redisPrefix: Config.withDefault(Config.String("XINGTU_REDIS_PREFIX"), defaultPrefix),
  /** Where results and budgets are kept: `memory` (default), or the path of a file. */
  store: Config.withDefault(Config.String("XINGTU_STORE"), "memory")
}

/** The environment variables that `layerConfig` reads, as an Effect `Config`. */
export const environment = Config.all(variables)

type Environment = Config.Success<typeof environment>

const storeOf = ({
  redisPrefix,
  redisUrl,
  store
}: Environment): Layer.Layer<Store | Spacing, StoreFailure> | Layer.Layer<Store, StoreFailure> | Layer.Layer<never> =>
  Option.isSome(redisUrl)
    ? redisStore({ url: Redacted.value(redisUrl.value), prefix: redisPrefix })
    : store === "memory"
      ? Layer.empty // Without a store a client keeps its own in memory, or takes that of its quota.
      : sqliteStore(store)

const warnAbout = ({ warning }: BaseUrl.BaseUrl): Layer.Layer<never> =>
  warning === undefined ? Layer.empty : Layer.effectDiscard(Effect.flatMap(Warn, (warn) => warn(warning)))

const aDuration = W.make("Must be a duration such as 65 seconds.", "请填写时长，例如 65 seconds。")
const aWhole = W.make("Must be a whole number, 0 or more.", "请填写不小于 0 的整数。")
const aboveZero = W.make("Must be a number above 0.", "请填写大于 0 的数字。")

/** What each variable takes that not every text will do for. */
const takes: Readonly<Record<string, W.Words>> = {
  XINGTU_DAILY_BUDGET: aWhole,
  XINGTU_REQUESTS_PER_SECOND: aboveZero,
  XINGTU_CONCURRENCY: W.make("Must be a whole number above 0.", "请填写大于 0 的整数。"),
  XINGTU_ATTEMPT: aDuration,
  XINGTU_DEADLINE: aDuration,
  XINGTU_RETRIES: aWhole,
  XINGTU_QUOTA_ZONE: W.make(
    "Must be a time zone such as Asia/Shanghai, or an offset such as +08:00.",
    "请填写时区（如 Asia/Shanghai）或偏移（如 +08:00）。"
  )
}

/** The failure for a required variable that is not set. */
export const notSet = W.make("Not set.", "未设置。")

/** The invalid variables of a Config error, as `InvalidSettings`. It quotes no value, which may be a secret. */
export const invalidSettings = ({ message }: Config.ConfigError): InvalidSettings => {
  const [, setting = "environment"] = /\["(\w+)"\]/.exec(message) ?? []
  const problem = /Expected string\n/.test(message)
    ? notSet
    : (takes[setting] ??
      [...BaseUrl.problems, ...tokenProblems, ...addressProblems].find(({ en }) => message.includes(en)) ??
      W.make("Invalid value.", "无法使用。"))
  return new InvalidSettings({ problems: [{ setting, problem }] })
}

const problemsOf = (one: Config.Config<unknown>) =>
  Effect.match(one, { onFailure: (error) => invalidSettings(error).problems, onSuccess: () => [] })

/** What the environment says, or all that is wrong with it. Opens nothing. */
export const readEnvironment: Effect.Effect<Environment, InvalidSettings> = Effect.catch(environment, () =>
  Effect.flatMap(Effect.forEach(Object.values(variables), problemsOf), (all) =>
    Effect.fail(new InvalidSettings({ problems: all.flat() }))
  )
)

/**
 * The client, configured by environment variables. Settings given here take precedence, and so do a `Quota` and a
 * `Store` that the program provides: clients that share a quota share both.
 */
export const layerConfig = (settings: Partial<Settings> = {}): Layer.Layer<Xingtu, InvalidSettings | StoreFailure> =>
  Layer.unwrap(
    Effect.gen(function* () {
      const env = yield* readEnvironment
      const address = Result.getOrThrow(BaseUrl.parse(env.baseUrl))
      const { attempt, concurrency, dailyBudget, deadline, quotaDayZone, requestsPerSecond, retries } = env
      const own = { concurrency, dailyBudget, quotaDayZone, requestsPerSecond }
      // A quota and a store that the program provides go before the environment's.
      const quota = Option.isSome(yield* Effect.serviceOption(Quota)) ? {} : own
      // Unless it is set, a list of pauses may say how many there are.
      const times = Option.match(retries, { onNone: () => ({}), onSome: (retries) => ({ retries }) })
      return Xingtu.layer({ attempt, deadline, ...quota, ...times, ...settings }).pipe(
        Layer.provide(layerUndici({ baseUrl: address.url, token: env.token })),
        Layer.provide(Option.isSome(yield* Effect.serviceOption(Store)) ? Layer.empty : storeOf(env)),
        Layer.merge(warnAbout(address))
      )
    })
  )
