import { App, HTTPReceiver, type HTTPReceiverOptions, type Logger, LogLevel, type Receiver, SocketModeReceiver } from "@slack/bolt"
import { Effect, Redacted } from "effect"
import type { Connection, Options } from "./Options.ts"

type Run = (effect: Effect.Effect<void>) => void

/** Bolt's log lines as ours. Request bodies are only in its debug lines, which are dropped. */
const logger = (run: Run): Logger => {
  const at = (level: (...message: ReadonlyArray<unknown>) => Effect.Effect<void>) => (...message: ReadonlyArray<unknown>) =>
    run(level(message.map(String).join(" ")).pipe(Effect.annotateLogs({ from: "bolt" })))
  return {
    debug: () => undefined,
    info: at(Effect.logDebug),
    warn: at(Effect.logWarning),
    error: at(Effect.logError),
    setLevel: () => undefined,
    getLevel: () => LogLevel.INFO,
    setName: () => undefined
  }
}

/** Slack sends some hundred kB at most; what is larger is refused unread. */
const bodyLimit = 1_000_000

/** Tells a load balancer that the process answers. */
const health: NonNullable<HTTPReceiverOptions["customRoutes"]>[number] = {
  path: "/healthz",
  method: "GET",
  handler: (_, response) => {
    response.writeHead(200, { "content-type": "application/json" }).end("{\"status\":\"ok\"}")
  }
}

const receiverOf = (connection: Connection, options: Options, log: Logger): Receiver =>
  connection._tag === "Socket"
    ? new SocketModeReceiver({ appToken: Redacted.value(connection.appToken), customRoutes: [health], installerOptions: { port: options.port }, logger: log })
    : new HTTPReceiver({ signingSecret: Redacted.value(connection.signingSecret), customRoutes: [health], bodyLimit, logger: log })

/** A call of Slack's Web API gives up after this long. */
const timeout = 15_000

/** The bolt app, not yet listening. */
export const make = (options: Options, run: Run): App => {
  const log = logger(run)
  const { connection } = options
  return new App({
    receiver: receiverOf(connection, options, log),
    logger: log,
    extendedErrorHandler: true,
    deferInitialization: true,
    clientOptions: { slackApiUrl: options.slackApiUrl, timeout, retryConfig: { retries: 1 } },
    ...(connection._tag === "OAuth" ? {} : { token: Redacted.value(connection.botToken) })
  })
}
