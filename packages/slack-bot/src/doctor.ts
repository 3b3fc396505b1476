import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import { LogLevel, webApi } from "@slack/bolt"
import { acceptsToken, type Finding } from "@xingtu/core/node"
import { Clock, Effect, Redacted, type Scope } from "effect"
import { HttpClient } from "effect/http"
import { createHmac, randomUUID } from "node:crypto"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { scopeNames } from "./slack/manifest.ts"
import type { Options } from "./slack/Options.ts"
import { serve } from "./serve.ts"
import { refusal } from "./util/reason.ts"
import * as Stores from "./store/Stores.ts"

type Check = Effect.Effect<Finding, never, Scope.Scope>

const timed = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.gen(function* () {
    const before = yield* Clock.currentTimeMillis
    const result = yield* effect
    return { result, ms: (yield* Clock.currentTimeMillis) - before }
  })

/** Far less than the five minutes after which a signed request is refused. */
const mostApartMs = 60_000

/** Slack's clock stands in every response, also of a request that it refuses. */
const clock = ({ slackApiUrl }: Options): Check => {
  const what = "This machine's clock agrees with Slack's"
  return timed(HttpClient.get(new URL("api.test", slackApiUrl))).pipe(
    Effect.flatMap(({ ms, result }) =>
      Effect.map(Clock.currentTimeMillis, (now): Finding => {
        const theirs = Date.parse(result.headers["date"] ?? "")
        if (Number.isNaN(theirs)) return { what: "Slack's response has no time to compare with this machine's clock" }
        const apart = now - ms / 2 - theirs
        return Math.abs(apart) <= mostApartMs
          ? { what }
          : {
              what,
              problem: `it is ${Math.round(Math.abs(apart) / 1_000)} s ${apart > 0 ? "ahead" : "behind"}, and signatures older than five minutes are refused; set the clock, best by NTP`
            }
      })
    ),
    Effect.timeout("10 seconds"),
    Effect.catch(() => Effect.succeed({ what, problem: "Slack cannot be reached; check the network" })),
    Effect.provide(NodeHttpClient.layerUndici)
  )
}

const stores = ({ stores }: Options): Check => {
  const what = "The store saves and returns data"
  const key = `slack/doctor/${randomUUID()}`
  const name = stores.database !== undefined ? "DATABASE_URL" : stores.redis !== undefined ? "REDIS_URL" : stores.file
  return Stores.Durable.use((store) =>
    Effect.andThen(store.commit({ put: [{ key, value: "1", ttlMs: 60_000 }] }), store.get([key]))
  ).pipe(
    Effect.map(([found]): Finding =>
      found === "1" ? { what, detail: name } : { what, problem: `${name} lost what was saved` }
    ),
    Effect.provide(Stores.layer(stores)),
    Effect.catch((failure) => Effect.succeed({ what, problem: `${name}: ${failure.reason}` }))
  )
}

const clientOf = ({ slackApiUrl }: Options, token: Redacted.Redacted) =>
  new webApi.WebClient(Redacted.value(token), {
    slackApiUrl,
    timeout: 10_000,
    retryConfig: { retries: 0 },
    // Else it waits as long as Slack says, and then fails with other words.
    rejectRateLimitedCalls: true,
    logLevel: LogLevel.ERROR
  })

const slack = (options: Options, botToken: Redacted.Redacted): Check => {
  const what = "Slack accepts the bot token, with every scope"
  const client = clientOf(options, botToken)
  return Effect.tryPromise({ try: () => client.auth.test(), catch: refusal("bot") }).pipe(
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
    Effect.catch((problem) => Effect.succeed({ what, problem }))
  )
}

const socket = (options: Options, appToken: Redacted.Redacted): Check => {
  const what = "Slack opens a connection for Socket Mode"
  const client = clientOf(options, appToken)
  return Effect.tryPromise({ try: () => client.apps.connections.open({}), catch: refusal("app") }).pipe(
    Effect.map((): Finding => ({ what })),
    Effect.catch((problem) => Effect.succeed({ what, problem }))
  )
}

interface Listening {
  readonly url: string
  readonly heard: Promise<string>
}

/** Stands where Slack would take the result. */
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
  const what = "A signed /xingtu help is acknowledged and gets a reply"
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
      : { what, problem: "the reply has no blocks" }
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
  Effect.scoped(Effect.all([stores(options), acceptsToken(options.api), clock(options), ...between(options)]))
