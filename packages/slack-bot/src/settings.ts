import { BaseUrl } from "@xingtu/core"
import { environment } from "@xingtu/core/node"
import { Config, Data, Effect, type LogLevel, Option, Redacted, Result, Schema } from "effect"
import type { Connection, Options } from "./Options.ts"
import * as Secret from "./Secret.ts"

/** A setting is missing or wrong; the message says which, and where its value is found. */
export class SettingsWrong extends Data.TaggedError("SettingsWrong")<{ readonly message: string }> {}

const optional = (name: string) => Config.map(Config.option(Config.String(name)), (value) => Option.getOrUndefined(Option.filter(value, (text) => text !== "")))
const optionalSecret = (name: string) => Config.map(optional(name), (text) => (text === undefined ? undefined : Redacted.make(text)))
const budget = (name: string) => Config.map(Config.option(Config.schema(Schema.FiniteFromString.check(Schema.isGreaterThan(0)), name)), Option.getOrUndefined)

/** What `xingtu-slack` reads beside what core's programs read. */
const slack = Config.all({
  signingSecret: optionalSecret("SLACK_SIGNING_SECRET"),
  botToken: optionalSecret("SLACK_BOT_TOKEN"),
  appToken: optionalSecret("SLACK_APP_TOKEN"),
  clientId: optional("SLACK_CLIENT_ID"),
  clientSecret: optionalSecret("SLACK_CLIENT_SECRET"),
  stateSecret: optionalSecret("SLACK_STATE_SECRET"),
  encryptionKey: optionalSecret("XINGTU_ENCRYPTION_KEY"),
  apiUrl: Config.withDefault(Config.String("SLACK_API_URL"), "https://slack.com/api/"),
  port: Config.withDefault(Config.Port("PORT"), 3000),
  database: optionalSecret("DATABASE_URL"),
  store: Config.withDefault(Config.String("XINGTU_STORE"), "xingtu-slack.sqlite"),
  lang: Config.withDefault(Config.schema(Schema.Literals(["en", "zh"]), "XINGTU_LANGUAGE"), "en"),
  userBudget: budget("XINGTU_USER_BUDGET"),
  channelBudget: budget("XINGTU_CHANNEL_BUDGET"),
  mayPay: Config.withDefault(Config.schema(Schema.FiniteFromString.check(Schema.isGreaterThanOrEqualTo(0)), "XINGTU_CONFIRM_ABOVE"), 10),
  logLevel: Config.withDefault(Config.schema(Schema.Literals(["Debug", "Info", "Warn", "Error"]), "XINGTU_LOG_LEVEL"), "Info"),
  telemetry: optional("OTEL_EXPORTER_OTLP_ENDPOINT")
})

type Slack = Config.Success<typeof slack>

const where: Readonly<Record<string, string>> = {
  SLACK_SIGNING_SECRET: "api.slack.com/apps > your app > Basic Information > Signing Secret",
  SLACK_BOT_TOKEN: "api.slack.com/apps > your app > OAuth & Permissions > Bot User OAuth Token (xoxb-...)",
  SLACK_APP_TOKEN: "api.slack.com/apps > your app > Basic Information > App-Level Tokens (xapp-..., scope connections:write)",
  SLACK_CLIENT_SECRET: "api.slack.com/apps > your app > Basic Information > Client Secret",
  SLACK_STATE_SECRET: "any long random text of your own: openssl rand -hex 32",
  XINGTU_ENCRYPTION_KEY: "32 random bytes of your own: openssl rand -hex 32",
  JUSTONEAPI_TOKEN: "the Just One API console"
}

const wrong = (name: string, problem: string) => new SettingsWrong({ message: `${name} ${problem}. ${where[name] === undefined ? "The README tells more." : `Find it at: ${where[name]}`}` })

/** A complaint of Config, with the setting's name in front. */
const named = (message: string): SettingsWrong => {
  const [, name] = /\["([A-Z_]+)"\]/.exec(message) ?? []
  const [complaint = ""] = message.replace(/^\w+\(/, "").split("\n")
  return name === undefined ? new SettingsWrong({ message }) : complaint === "Expected string" ? wrong(name, "is not set") : wrong(name, `is not usable: ${complaint}`)
}

const needed = <A>(name: string, value: A | undefined): Effect.Effect<A, SettingsWrong> =>
  value === undefined ? Effect.fail(wrong(name, "is not set")) : Effect.succeed(value)

const startingWith = (name: string, start: string, value: Redacted.Redacted | undefined): Effect.Effect<Redacted.Redacted, SettingsWrong> =>
  Effect.flatMap(needed(name, value), (secret) => Redacted.value(secret).startsWith(start) ? Effect.succeed(secret) : Effect.fail(wrong(name, `does not start with ${start}`)))

/** Socket Mode where there is an app token, many workspaces where there is a client id, else one workspace over HTTP. */
const connectionOf = (env: Slack): Effect.Effect<Connection, SettingsWrong> =>
  Effect.gen(function*() {
    if (env.appToken !== undefined) {
      const appToken = yield* startingWith("SLACK_APP_TOKEN", "xapp-", env.appToken)
      return { _tag: "Socket", appToken, botToken: yield* startingWith("SLACK_BOT_TOKEN", "xoxb-", env.botToken) }
    }
    const signingSecret = yield* needed("SLACK_SIGNING_SECRET", env.signingSecret)
    if (env.clientId === undefined) return { _tag: "Http", signingSecret, botToken: yield* startingWith("SLACK_BOT_TOKEN", "xoxb-", env.botToken) }
    return {
      _tag: "OAuth",
      signingSecret,
      clientId: env.clientId,
      clientSecret: yield* needed("SLACK_CLIENT_SECRET", env.clientSecret),
      stateSecret: yield* needed("SLACK_STATE_SECRET", env.stateSecret),
      encryptionKey: yield* needed("XINGTU_ENCRYPTION_KEY", env.encryptionKey === undefined ? undefined : Secret.keyOf(env.encryptionKey))
    }
  })

/** Everything the program is set to, from its environment. */
export const settings: Effect.Effect<Options, SettingsWrong> = Effect.gen(function*() {
  const env = yield* slack
  const core = yield* environment
  const finite = Number.isFinite(core.dailyBudget) ? core.dailyBudget : undefined
  return {
    connection: yield* connectionOf(env),
    port: env.port,
    stores: { file: env.store, redis: Option.isNone(core.redisUrl) ? undefined : { url: core.redisUrl.value, prefix: core.redisPrefix }, database: env.database },
    budgets: { token: finite, user: env.userBudget, channel: env.channelBudget },
    api: { token: core.token, baseUrl: Result.getOrThrow(BaseUrl.parse(core.baseUrl)).url },
    core: { requestsPerSecond: core.requestsPerSecond, concurrency: core.concurrency, quotaDayZone: core.quotaDayZone },
    lang: env.lang,
    slackApiUrl: env.apiUrl,
    mayPay: env.mayPay,
    patience: "130 seconds" as const,
    logLevel: env.logLevel satisfies LogLevel.LogLevel,
    telemetry: env.telemetry
  }
}).pipe(
  Effect.catchTag("ConfigError", (error) => Effect.fail(named(error.message)))
)
