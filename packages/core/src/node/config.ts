import { Config, Duration, Effect, Layer, Option, Redacted, Result, Schema } from "effect"
import { tokenProblem, tokenProblems } from "../api/access.ts"
import * as BaseUrl from "../api/BaseUrl.ts"
import { InvalidSettings } from "../failure/InvalidSettings.ts"
import { defaults, type Settings } from "../settings/Settings.ts"
import { Quota } from "../quota/Quota.ts"
import type { Spacing } from "../quota/RateLimiter.ts"
import { layerMemory, type Store, type StoreFailure } from "../store/Store.ts"
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

/** What the programs of this project read from their environment, by name. */
export const environment = Config.all({
  /** The token of Just One API. */
  token: Config.schema(secret(tokenProblem), "JUSTONEAPI_TOKEN"),
  /** `global` (default), `cn` (plain HTTP: the token is sent unencrypted), or an address. */
  baseUrl: Config.withDefault(Config.schema(baseUrl, "JUSTONEAPI_BASE_URL"), "global"),
  /** Paid calls a day for this token; 0 pays for nothing, no limit unless set. */
  dailyBudget: Config.withDefault(Config.schema(fromZero, "XINGTU_DAILY_BUDGET"), defaults.dailyBudget),
  /** Requests a second; 10 unless set. */
  requestsPerSecond: Config.withDefault(
    Config.schema(positive, "XINGTU_REQUESTS_PER_SECOND"),
    defaults.requestsPerSecond
  ),
  /** Requests at the same time; 8 unless set. */
  concurrency: Config.withDefault(Config.schema(fromOne, "XINGTU_CONCURRENCY"), defaults.concurrency),
  /** One attempt, such as `65 seconds` (default); the vendor asks for 60 s at least. */
  attempt: Config.withDefault(Config.schema(duration, "XINGTU_ATTEMPT"), defaults.attempt),
  /** All attempts and pauses of a call together, such as `120 seconds` (default). */
  deadline: Config.withDefault(Config.schema(duration, "XINGTU_DEADLINE"), defaults.deadline),
  /** Attempts after the first where one is safe; 4 unless set. */
  retries: Config.option(Config.schema(fromZero, "XINGTU_RETRIES")),
  /** Where the quota day ends at midnight; Asia/Shanghai unless set. */
  quotaDayZone: Config.withDefault(Config.schema(zone, "XINGTU_QUOTA_ZONE"), defaults.quotaDayZone),
  /** A Redis shared by many processes; takes precedence over XINGTU_STORE. */
  redisUrl: Config.option(Config.schema(secret(addressProblem), "REDIS_URL")),
  /** What every key in Redis starts with; `{xingtu}:` unless set. A cluster needs the braces. */
  redisPrefix: Config.withDefault(Config.String("XINGTU_REDIS_PREFIX"), defaultPrefix),
  /** `memory` (default), or the path of a file that outlives the program. */
  store: Config.withDefault(Config.String("XINGTU_STORE"), "memory")
})

type Environment = Config.Success<typeof environment>

const storeOf = ({
  redisPrefix,
  redisUrl,
  store
}: Environment): Layer.Layer<Store | Spacing, StoreFailure> | Layer.Layer<Store, StoreFailure> =>
  Option.isSome(redisUrl)
    ? redisStore({ url: Redacted.value(redisUrl.value), prefix: redisPrefix })
    : store === "memory"
      ? layerMemory()
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

/** A variable that nothing goes without. */
export const notSet = W.make("Not set.", "未设置。")

/** What a complaint of Config is about. It quotes no value, which may be a secret. */
export const invalidSettings = ({ message }: Config.ConfigError): InvalidSettings => {
  const [, setting = "environment"] = /\["(\w+)"\]/.exec(message) ?? []
  const problem = /Expected string\n/.test(message)
    ? notSet
    : (takes[setting] ??
      [...BaseUrl.problems, ...tokenProblems, ...addressProblems].find(({ en }) => message.includes(en)) ??
      W.make("Invalid value.", "无法使用。"))
  return new InvalidSettings({ problems: [{ setting, problem }] })
}

/** The client as the environment describes it; settings given here take precedence over the environment's. */
export const layerConfig = (settings: Partial<Settings> = {}): Layer.Layer<Xingtu, InvalidSettings | StoreFailure> =>
  Layer.unwrap(
    Effect.gen(function* () {
      const env = yield* Effect.mapError(environment, invalidSettings)
      const address = Result.getOrThrow(BaseUrl.parse(env.baseUrl))
      const { attempt, concurrency, dailyBudget, deadline, quotaDayZone, requestsPerSecond, retries } = env
      const own = { concurrency, dailyBudget, quotaDayZone, requestsPerSecond }
      // A quota that the program provides goes before the environment's.
      const quota = Option.isSome(yield* Effect.serviceOption(Quota)) ? {} : own
      // Unless it is set, a list of pauses may say how many there are.
      const times = Option.match(retries, { onNone: () => ({}), onSome: (retries) => ({ retries }) })
      return Xingtu.layer({ attempt, deadline, ...quota, ...times, ...settings }).pipe(
        Layer.provide(layerUndici({ baseUrl: address.url, token: env.token })),
        Layer.provide(storeOf(env)),
        Layer.merge(warnAbout(address))
      )
    })
  )
