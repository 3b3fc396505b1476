import { BaseUrl, type InvalidSettings } from "@xingtu/core"
import { splitWords } from "@xingtu/core/adapter"
import { invalidSettings, notSet, readEnvironment } from "@xingtu/core/node"
import { Config, Data, Duration, Effect, type LogLevel, Option, Redacted, Result, Schema } from "effect"
import type { Connection, Options } from "./slack/Options.ts"
import * as Secret from "./state/Secret.ts"

/** Settings are missing or wrong; the message says which, each in a line, and where its value is found. */
export class SettingsWrong extends Data.TaggedError("SettingsWrong")<{ readonly message: string }> {}

const optional = (name: string) =>
  Config.map(Config.option(Config.String(name)), (value) =>
    Option.getOrUndefined(Option.filter(value, (text) => text !== ""))
  )
const optionalSecret = (name: string) =>
  Config.map(optional(name), (text) => (text === undefined ? undefined : Redacted.make(text)))
/** There is no half of a call. */
const calls = Schema.FiniteFromString.check(Schema.isInt(), Schema.isGreaterThanOrEqualTo(0))
/** 0 pays for nothing, and an empty one is no limit. */
const budgetText = Schema.Union([Schema.Literal(""), calls])
const budget = (name: string) =>
  Config.map(Config.option(Config.schema(budgetText, name)), (found) =>
    Option.getOrUndefined(Option.filter(found, (value) => value !== ""))
  )
/** An address somebody can be at. */
const address = (schemes: RegExp) =>
  Schema.String.check(
    Schema.makeFilter((text) => schemes.test(text) && URL.canParse(text) && new URL(text).port !== "0")
  )
const web = address(/^https?:\/\//i)
const postgres = Schema.RedactedFromValue(address(/^postgres(ql)?:\/\//i))

/** What connects to Slack: which of them are needed depends on the others. */
const secrets = Config.all({
  signingSecret: optionalSecret("SLACK_SIGNING_SECRET"),
  botToken: optionalSecret("SLACK_BOT_TOKEN"),
  appToken: optionalSecret("SLACK_APP_TOKEN"),
  clientId: optional("SLACK_CLIENT_ID"),
  clientSecret: optionalSecret("SLACK_CLIENT_SECRET"),
  stateSecret: optionalSecret("SLACK_STATE_SECRET"),
  encryptionKey: optionalSecret("XINGTU_ENCRYPTION_KEY"),
  workspaces: Config.map(optional("XINGTU_WORKSPACES"), (ids) => (ids === undefined ? undefined : splitWords(ids)))
})

type Secrets = Config.Success<typeof secrets>

/** What `xingtu-slack` reads beside that and beside what core's programs read. */
const choices = {
  apiUrl: Config.withDefault(Config.schema(web, "SLACK_API_URL"), "https://slack.com/api/"),
  database: Config.map(Config.option(Config.schema(postgres, "DATABASE_URL")), Option.getOrUndefined),
  telemetry: Config.map(Config.option(Config.schema(web, "OTEL_EXPORTER_OTLP_ENDPOINT")), Option.getOrUndefined),
  port: Config.withDefault(Config.Port("PORT"), 3000),
  store: Config.withDefault(Config.String("XINGTU_STORE"), "xingtu-slack.sqlite"),
  lang: Config.withDefault(Config.schema(Schema.Literals(["en", "zh"]), "XINGTU_LANGUAGE"), "en"),
  userBudget: budget("XINGTU_USER_BUDGET"),
  channelBudget: budget("XINGTU_CHANNEL_BUDGET"),
  workspaceBudget: budget("XINGTU_WORKSPACE_BUDGET"),
  mayPay: Config.withDefault(Config.schema(calls, "XINGTU_CONFIRM_ABOVE"), 10),
  logLevel: Config.withDefault(
    Config.schema(Schema.Literals(["Debug", "Info", "Warn", "Error"]), "XINGTU_LOG_LEVEL"),
    "Info"
  )
}

const where: Readonly<Record<string, string>> = {
  SLACK_SIGNING_SECRET: "Find it at: api.slack.com/apps > your app > Basic Information > Signing Secret",
  SLACK_BOT_TOKEN: "Find it at: api.slack.com/apps > your app > OAuth & Permissions > Bot User OAuth Token (xoxb-...)",
  SLACK_APP_TOKEN:
    "Find it at: api.slack.com/apps > your app > Basic Information > App-Level Tokens (xapp-..., scope connections:write)",
  SLACK_CLIENT_SECRET: "Find it at: api.slack.com/apps > your app > Basic Information > Client Secret",
  SLACK_STATE_SECRET: "Make a long random text: openssl rand -hex 32",
  XINGTU_ENCRYPTION_KEY: "Make one: openssl rand -hex 32",
  JUSTONEAPI_TOKEN: "Find it at: the Just One API console"
}

/** What a setting takes, where Config's own words are those of a programmer. */
const takes: Readonly<Record<string, string>> = {
  PORT: "a port such as 3000",
  SLACK_API_URL: "an address such as https://slack.com/api/",
  DATABASE_URL: "an address such as postgres://user:password@host:5432/name",
  OTEL_EXPORTER_OTLP_ENDPOINT: "an address such as http://localhost:4318",
  XINGTU_LANGUAGE: "en or zh",
  XINGTU_LOG_LEVEL: "Debug, Info, Warn or Error",
  XINGTU_CONFIRM_ABOVE: "a number of calls such as 10",
  XINGTU_USER_BUDGET: "a number of calls such as 50",
  XINGTU_CHANNEL_BUDGET: "a number of calls such as 50",
  XINGTU_WORKSPACE_BUDGET: "a number of calls such as 200",
  XINGTU_DAILY_BUDGET: "a number of calls such as 500",
  XINGTU_REQUESTS_PER_SECOND: "a number such as 10",
  XINGTU_CONCURRENCY: "a number such as 8"
}

const wrong = (name: string, problem: string): string =>
  `${name} ${problem}. ${where[name] ?? "See Settings in the README."}`

/** A complaint of Config, with what the setting takes. */
const named = (error: Config.ConfigError | InvalidSettings): string => {
  const { problems } = error._tag === "ConfigError" ? invalidSettings(error) : error
  return problems
    .map(({ problem, setting }) =>
      wrong(
        setting,
        problem === notSet
          ? "is not set"
          : `is invalid: ${takes[setting] === undefined ? problem.en.replace(/\.$/, "") : `expected ${takes[setting]}`}`
      )
    )
    .join("\n")
}

/**
 * Socket Mode where there is an app token, many workspaces where there is a client id, else one workspace over HTTP.
 */
const connectionOf = (env: Secrets): Result.Result<Connection, ReadonlyArray<string>> => {
  const problems: Array<string> = []
  const secret = (name: string, value: Redacted.Redacted | undefined, start = ""): Redacted.Redacted => {
    if (value === undefined) problems.push(wrong(name, "is not set"))
    // A line end or a curly quote that came along would fail much later, as a request that cannot be made.
    else if (!/^[!-~]*$/.test(Redacted.value(value)))
      problems.push(wrong(name, "contains characters that it cannot have"))
    else if (!Redacted.value(value).startsWith(start)) problems.push(wrong(name, `does not start with ${start}`))
    return value ?? Redacted.make("")
  }
  const encryptionKeys = (): Secret.Keys => {
    const keys = Secret.keysOf(secret("XINGTU_ENCRYPTION_KEY", env.encryptionKey))
    if (keys === undefined && env.encryptionKey !== undefined)
      problems.push(wrong("XINGTU_ENCRYPTION_KEY", "is not 32 bytes in hexadecimal or Base64"))
    return keys ?? [Redacted.make(Buffer.alloc(0))]
  }
  const connection = (): Connection => {
    if (env.appToken !== undefined)
      return {
        _tag: "Socket",
        appToken: secret("SLACK_APP_TOKEN", env.appToken, "xapp-"),
        botToken: secret("SLACK_BOT_TOKEN", env.botToken, "xoxb-")
      }
    if (env.clientId !== undefined) {
      return {
        _tag: "OAuth",
        signingSecret: secret("SLACK_SIGNING_SECRET", env.signingSecret),
        clientId: env.clientId,
        clientSecret: secret("SLACK_CLIENT_SECRET", env.clientSecret),
        stateSecret: secret("SLACK_STATE_SECRET", env.stateSecret),
        encryptionKeys: encryptionKeys(),
        workspaces: env.workspaces
      }
    }
    const botToken = secret("SLACK_BOT_TOKEN", env.botToken, "xoxb-")
    if (env.signingSecret !== undefined)
      return { _tag: "Http", signingSecret: secret("SLACK_SIGNING_SECRET", env.signingSecret), botToken }
    problems.push(
      `${wrong("SLACK_APP_TOKEN", "is not set")}; or set SLACK_SIGNING_SECRET, if Slack reaches this machine over HTTP`
    )
    return { _tag: "Http", signingSecret: Redacted.make(""), botToken }
  }
  const found = connection()
  return problems.length === 0 ? Result.succeed(found) : Result.fail(problems)
}

const complaint = (
  config: Effect.Effect<unknown, Config.ConfigError | InvalidSettings>
): Effect.Effect<ReadonlyArray<string>> =>
  Effect.match(config, { onSuccess: () => [], onFailure: (error) => [named(error)] })

/** Everything the program is set to, from its environment. What is wrong is told all at once. */
export const settings: Effect.Effect<Options, SettingsWrong> = Effect.gen(function* () {
  const env = yield* secrets
  const connection = connectionOf(env)
  const complaints = yield* Effect.forEach([readEnvironment, ...Object.values(choices)], complaint)
  const problems = [...complaints.flat(), ...(Result.isFailure(connection) ? connection.failure : [])]
  if (problems.length > 0) return yield* new SettingsWrong({ message: problems.join("\n") })
  const core = yield* readEnvironment
  const {
    apiUrl,
    channelBudget,
    database,
    lang,
    logLevel,
    mayPay,
    port,
    store,
    telemetry,
    userBudget,
    workspaceBudget
  } = yield* Config.all(choices)
  return {
    connection: Result.getOrThrow(connection),
    port,
    stores: {
      file: store,
      redis: Option.isNone(core.redisUrl) ? undefined : { url: core.redisUrl.value, prefix: core.redisPrefix },
      database
    },
    budgets: {
      token: Number.isFinite(core.dailyBudget) ? core.dailyBudget : undefined,
      user: userBudget,
      channel: channelBudget,
      workspace: workspaceBudget
    },
    api: { token: core.token, baseUrl: Result.getOrThrow(BaseUrl.parse(core.baseUrl)).url },
    core: {
      requestsPerSecond: core.requestsPerSecond,
      concurrency: core.concurrency,
      quotaDayZone: core.quotaDayZone,
      attempt: core.attempt,
      deadline: core.deadline,
      ...Option.match(core.retries, { onNone: () => ({}), onSome: (retries) => ({ retries }) })
    },
    lang,
    slackApiUrl: apiUrl,
    mayPay,
    // Quicker than somebody wonders; what is not sent at all is told at once.
    noticeAfter: "1 second" as const,
    // Longer than any call may take.
    patience: Duration.sum(Duration.fromInputUnsafe(core.deadline), Duration.seconds(10)),
    logLevel: logLevel satisfies LogLevel.LogLevel,
    telemetry
  }
}).pipe(
  Effect.mapError((error) => (error._tag === "SettingsWrong" ? error : new SettingsWrong({ message: named(error) })))
)
