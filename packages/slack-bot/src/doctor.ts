import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import { LogLevel, webApi } from "@slack/bolt"
import { Clock, Effect, Redacted, type Scope } from "effect"
import { HttpClient } from "effect/http"
import { createHmac, randomUUID } from "node:crypto"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { scopeNames } from "./slack/manifest.ts"
import type { Options } from "./slack/Options.ts"
import { serve, warningOf } from "./serve.ts"
import { reasonOf, unreachable } from "./util/reason.ts"
import * as Stores from "./state/Stores.ts"

export interface Finding {
  readonly what: string
  readonly problem?: string
  readonly detail?: string
}

type Check = Effect.Effect<Finding, never, Scope.Scope>

const timed = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.gen(function* () {
    const before = yield* Clock.currentTimeMillis
    const result = yield* effect
    return { result, ms: (yield* Clock.currentTimeMillis) - before }
  })

/** `/ping` costs nothing and needs no token. */
const api = ({ api }: Options): Check => {
  const what = "Just One API answers"
  return timed(HttpClient.get(`${api.baseUrl}/ping`)).pipe(
    Effect.map(({ result, ms }): Finding =>
      result.status < 500
        ? {
            what,
            detail: [`${api.baseUrl}, ${ms} ms`, ...(warningOf(api) === undefined ? [] : [warningOf(api)?.en])].join(
              "; "
            )
          }
        : { what, problem: `HTTP ${result.status} from ${api.baseUrl}` }
    ),
    Effect.timeout("20 seconds"),
    Effect.catch(() =>
      Effect.succeed({ what, problem: `${api.baseUrl} cannot be reached; check JUSTONEAPI_BASE_URL and the network` })
    ),
    Effect.provide(NodeHttpClient.layerUndici)
  )
}

const stores = ({ stores }: Options): Check => {
  const what = "The store keeps what it is given"
  const key = `slack/doctor/${randomUUID()}`
  const name = stores.database !== undefined ? "DATABASE_URL" : stores.redis !== undefined ? "REDIS_URL" : stores.file
  return Stores.Durable.use((store) =>
    Effect.andThen(store.commit({ put: [{ key, value: "1", ttlMs: 60_000 }] }), store.get([key]))
  ).pipe(
    Effect.map(([found]): Finding => (found === "1" ? { what, detail: name } : { what, problem: `${name} lost it` })),
    Effect.provide(Stores.layer(stores)),
    Effect.catch((failure) => Effect.succeed({ what, problem: `${name}: ${failure.reason}` }))
  )
}

/** What Slack said, and what to do about it. */
const refusal = (reason: string, check: string): string =>
  reason === unreachable ? `${unreachable}; check the network` : `Slack: ${reason}; check ${check}`

const slack = ({ slackApiUrl }: Options, botToken: Redacted.Redacted): Check => {
  const what = "Slack accepts the bot token, with every scope"
  const client = new webApi.WebClient(Redacted.value(botToken), {
    slackApiUrl,
    timeout: 10_000,
    retryConfig: { retries: 0 },
    logLevel: LogLevel.ERROR
  })
  return Effect.tryPromise({ try: () => client.auth.test(), catch: reasonOf }).pipe(
    Effect.map((answer): Finding => {
      const has = answer.response_metadata?.scopes
      const missing = has === undefined ? [] : scopeNames.filter((scope) => !has.includes(scope))
      return missing.length === 0
        ? { what, detail: `${answer.team ?? "?"}, as ${answer.user ?? "?"}` }
        : {
            what,
            problem: `these scopes are missing: ${missing.join(", ")}; add them under OAuth & Permissions and install the app again`
          }
    }),
    Effect.catch((reason) => Effect.succeed({ what, problem: refusal(reason, "SLACK_BOT_TOKEN") }))
  )
}

const socket = ({ slackApiUrl }: Options, appToken: Redacted.Redacted): Check => {
  const what = "Slack opens a connection for Socket Mode"
  const client = new webApi.WebClient(Redacted.value(appToken), {
    slackApiUrl,
    timeout: 10_000,
    retryConfig: { retries: 0 },
    logLevel: LogLevel.ERROR
  })
  return Effect.tryPromise({ try: () => client.apps.connections.open({}), catch: reasonOf }).pipe(
    Effect.map((): Finding => ({ what })),
    Effect.catch((reason) =>
      Effect.succeed({ what, problem: refusal(reason, "SLACK_APP_TOKEN and its scope connections:write") })
    )
  )
}

interface Listening {
  readonly url: string
  readonly heard: Promise<string>
}

/** Stands where Slack would take the answer. */
const listener: Effect.Effect<Listening, never, Scope.Scope> = Effect.gen(function* () {
  const server = yield* Effect.acquireRelease(
    Effect.sync(() => createServer()),
    (server) => Effect.sync(() => server.close())
  )
  const heard = new Promise<string>((resolve) => {
    server.on("request", (request, response) => {
      let body = ""
      request
        .on("data", (chunk) => (body += String(chunk)))
        .on("end", () => {
          response.end("ok")
          resolve(body)
        })
    })
  })
  yield* Effect.promise(() => new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready)))
  const { port } = server.address() as AddressInfo // a port, not a pipe
  return { url: `http://127.0.0.1:${port}/`, heard }
})

/** A signed `/xingtu help`, through bolt and back: costs nothing, needs no invitation. */
const roundTrip = (options: Options, signingSecret: Redacted.Redacted): Check => {
  const what = "A signed /xingtu help is acknowledged and answered"
  return Effect.gen(function* () {
    const { url, heard } = yield* listener
    const bot = yield* serve({ ...options, port: 0, stores: { file: "memory" }, logLevel: "Error" })
    const at = Math.floor((yield* Clock.currentTimeMillis) / 1000)
    const body = new URLSearchParams({
      command: "/xingtu",
      text: "help",
      team_id: "T0",
      user_id: "U0",
      channel_id: "C0",
      trigger_id: randomUUID(),
      response_url: url
    }).toString()
    const signature = `v0=${createHmac("sha256", Redacted.value(signingSecret)).update(`v0:${at}:${body}`).digest("hex")}`
    const { result, ms } = yield* timed(
      Effect.tryPromise(() =>
        fetch(`${bot.url}/slack/events`, {
          method: "POST",
          body,
          headers: {
            "content-type": "application/x-www-form-urlencoded",
            "x-slack-request-timestamp": String(at),
            "x-slack-signature": signature
          }
        })
      )
    )
    if (result.status !== 200) return { what, problem: `the request was refused with HTTP ${result.status}` }
    const answer = yield* Effect.timeout(
      Effect.promise(() => heard),
      "10 seconds"
    )
    return answer.includes("blocks")
      ? { what, detail: `acknowledged in ${ms} ms` }
      : { what, problem: "the answer has no blocks" }
  }).pipe(
    Effect.scoped,
    Effect.catch((error) =>
      Effect.succeed({ what, problem: error._tag === "StoreFailure" ? error.reason : error.message })
    )
  )
}

/** What is between the bot and Slack. With many workspaces each brings its own token when it installs the app. */
const between = (options: Options): ReadonlyArray<Check> => {
  const { connection } = options
  switch (connection._tag) {
    case "Socket":
      return [slack(options, connection.botToken), socket(options, connection.appToken)]
    case "Http":
      return [slack(options, connection.botToken), roundTrip(options, connection.signingSecret)]
    case "OAuth":
      return []
  }
}

/** Everything that can be known before someone invites the bot. Nothing is paid for. */
export const examine = (options: Options): Effect.Effect<ReadonlyArray<Finding>> =>
  Effect.scoped(Effect.all([stores(options), api(options), ...between(options)]))
