import { Config, Data, Effect, Layer, Option, Redacted, Result, Schema } from "effect"
import * as BaseUrl from "../api/BaseUrl.ts"
import { defaults, type Settings } from "../settings/Settings.ts"
import type { Spacing } from "../quota/RateLimiter.ts"
import { layerMemory, type Store, type StoreFailure } from "../store/Store.ts"
import * as QuotaDay from "../settings/QuotaDay.ts"
import { Warn } from "../util/Warn.ts"
import { Xingtu } from "../client/Xingtu.ts"
import { defaultPrefix, redisStore } from "./redis.ts"
import { sqliteStore } from "./sqlite.ts"
import { layerUndici } from "./undici.ts"

const budget = Schema.FiniteFromString.check(Schema.isGreaterThanOrEqualTo(0))
const positive = Schema.FiniteFromString.check(Schema.isGreaterThan(0))

const baseUrl = Config.schema(
  Schema.String.check(
    Schema.makeFilter((text) =>
      Result.match(BaseUrl.parse(text), { onSuccess: () => undefined, onFailure: (words) => words.en })
    )
  ),
  "JUSTONEAPI_BASE_URL"
)

const quotaZone = Config.schema(
  Schema.String.check(
    Schema.makeFilter((zone) =>
      QuotaDay.make(zone) === undefined ? "a time zone such as Asia/Shanghai or +08:00 is needed" : undefined
    )
  ),
  "XINGTU_QUOTA_ZONE"
)

/** What the programs of this project read from their environment, by name. */
export const environment = Config.all({
  /** The token of Just One API. */
  token: Config.Redacted("JUSTONEAPI_TOKEN"),
  /** `global` (default), `cn` (plain HTTP: the token travels in clear), or an address. */
  baseUrl: Config.withDefault(baseUrl, "global"),
  /** Paid calls a day for this token; 0 pays for nothing, no limit unless set. */
  dailyBudget: Config.withDefault(Config.schema(budget, "XINGTU_DAILY_BUDGET"), defaults.dailyBudget),
  /** Requests a second; 10 unless set. */
  requestsPerSecond: Config.withDefault(
    Config.schema(positive, "XINGTU_REQUESTS_PER_SECOND"),
    defaults.requestsPerSecond
  ),
  /** Requests at the same time; 8 unless set. */
  concurrency: Config.withDefault(Config.schema(positive, "XINGTU_CONCURRENCY"), defaults.concurrency),
  /** Where the quota day ends at midnight; Asia/Shanghai unless set. */
  quotaDayZone: Config.withDefault(quotaZone, defaults.quotaDayZone),
  /** A Redis shared by many processes; goes before XINGTU_STORE. */
  redisUrl: Config.option(Config.Redacted("REDIS_URL")),
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

/** A variable of the environment is missing or not usable. */
export class WrongSetting extends Data.TaggedError("WrongSetting")<{
  readonly name: string
  readonly problem: string
}> {
  override get message(): string {
    return `${this.name} ${this.problem}.`
  }
}

/** What a complaint of Config is about, in a sentence. */
export const wrongSetting = ({ message }: Config.ConfigError): WrongSetting => {
  const [, name = "The environment"] = /\["(\w+)"\]/.exec(message) ?? []
  const [complaint = ""] = message.replace(/^\w+\(/, "").split("\n")
  return new WrongSetting({
    name,
    problem: complaint === "Expected string" ? "is not set" : `is not usable: ${complaint.replace(/\.$/, "")}`
  })
}

/** The client as the environment describes it; settings given here go before the environment's. */
export const layerConfig = (settings: Partial<Settings> = {}): Layer.Layer<Xingtu, WrongSetting | StoreFailure> =>
  Layer.unwrap(
    Effect.gen(function* () {
      const env = yield* Effect.mapError(environment, wrongSetting)
      const address = Result.getOrThrow(BaseUrl.parse(env.baseUrl))
      const { concurrency, dailyBudget, quotaDayZone, requestsPerSecond } = env
      return Xingtu.layer({ concurrency, dailyBudget, quotaDayZone, requestsPerSecond, ...settings }).pipe(
        Layer.provide(layerUndici({ baseUrl: address.url, token: env.token })),
        Layer.provide(storeOf(env)),
        Layer.merge(warnAbout(address))
      )
    })
  )
