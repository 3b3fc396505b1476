import {
  App,
  type AppOptions,
  type AuthorizeResult,
  HTTPReceiver,
  type HTTPReceiverOptions,
  type Logger,
  LogLevel,
  type Receiver,
  SocketModeReceiver,
  webApi
} from "@slack/bolt"
import type { Store } from "@xingtu/core"
import { Effect, Redacted } from "effect"
import * as Installations from "../state/Installations.ts"
import { bodyLimit, guard } from "./guard.ts"
import { scopeNames } from "./manifest.ts"
import type { Options } from "./Options.ts"

type Run = (effect: Effect.Effect<void>) => void

/** Bolt's log lines as ours. Request bodies are only in its debug lines, which are dropped. */
const logger = (run: Run): Logger => {
  const at =
    (level: (...message: ReadonlyArray<unknown>) => Effect.Effect<void>) =>
    (...message: ReadonlyArray<unknown>) =>
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

/** Tells a load balancer that the process is alive. */
const health: NonNullable<HTTPReceiverOptions["customRoutes"]>[number] = {
  path: "/healthz",
  method: "GET",
  handler: (_, response) => {
    response.writeHead(200, { "content-type": "application/json" }).end('{"status":"ok"}')
  }
}

/** Where people install the app, on this machine. */
const installPath = "/slack/install"

export interface Bolt {
  readonly app: App
  /** Asks Slack whether it accepts the bot token. */
  readonly verify: () => Promise<void>
  /** The Web API on behalf of a workspace, outside of any request. */
  readonly clientFor: (team: string) => Promise<webApi.WebClient>
  /**
   * Forgets a workspace or an organisation that removed the app at that time, epoch milliseconds; false when it has
   * installed it again since.
   */
  readonly uninstall: (owner: string, removedAt: number) => Promise<boolean>
  /** The connection of Socket Mode, where that is used. */
  readonly socket?: SocketModeReceiver["client"]
}

interface Who {
  readonly botToken: string
  readonly botId: string | undefined
  readonly botUserId: string | undefined
}

const present = ({ botId, botToken, botUserId }: Who): AuthorizeResult => ({
  botToken,
  ...(botId === undefined ? {} : { botId }),
  ...(botUserId === undefined ? {} : { botUserId })
})

/** The bolt app, not yet listening. */
export const make = (options: Options, durable: Store.Driver, run: Run): Bolt => {
  const log = logger(run)
  const { connection } = options
  // A post that timed out may have arrived, so one more try is all.
  const clientOptions: webApi.WebClientOptions = {
    slackApiUrl: options.slackApiUrl,
    timeout: 15_000,
    retryConfig: { retries: 1 },
    // Waiting happens where a result may wait, not where a form or a language is needed in seconds.
    rejectRateLimitedCalls: true,
    logger: log
  }
  const common = {
    logger: log,
    extendedErrorHandler: true,
    deferInitialization: true,
    convoStore: false,
    clientOptions
  } satisfies AppOptions
  const guarded = (receiver: HTTPReceiver) => guard(receiver, (reason) => run(Effect.logWarning(reason)))
  const alone = (botToken: Redacted.Redacted, receiver: Receiver): Bolt => {
    const client = new webApi.WebClient(Redacted.value(botToken), clientOptions)
    // Bolt would ask again in a promise of its own, whose failure would end the process or stay for ever.
    const who = {
      botToken: Redacted.value(botToken),
      botId: undefined as string | undefined,
      botUserId: undefined as string | undefined
    }
    return {
      app: new App({ ...common, receiver, authorize: () => Promise.resolve(present(who)) }),
      verify: async () => {
        const { bot_id, user_id } = await client.auth.test()
        Object.assign(who, { botId: bot_id, botUserId: user_id })
      },
      clientFor: () => Promise.resolve(client),
      uninstall: () => Promise.resolve(true)
    }
  }

  switch (connection._tag) {
    case "Socket": {
      // It is kept open by us: bolt waits five seconds before it opens a lost connection again, and ends the process
      // when it may not.
      const receiver = new SocketModeReceiver({
        appToken: Redacted.value(connection.appToken),
        autoReconnectEnabled: false,
        installerOptions: { clientOptions },
        logger: log
      })
      return { ...alone(connection.botToken, receiver), socket: receiver.client }
    }
    case "Http":
      return alone(
        connection.botToken,
        guarded(
          new HTTPReceiver({
            signingSecret: Redacted.value(connection.signingSecret),
            customRoutes: [health],
            bodyLimit,
            logger: log
          })
        )
      )
    case "OAuth": {
      const installations = Installations.make(durable, connection.encryptionKeys, connection.workspaces)
      const receiver = guarded(
        new HTTPReceiver({
          signingSecret: Redacted.value(connection.signingSecret),
          clientId: connection.clientId,
          clientSecret: Redacted.value(connection.clientSecret),
          stateSecret: Redacted.value(connection.stateSecret),
          installationStore: installations.store,
          scopes: scopeNames,
          installerOptions: { installPath, clientOptions },
          customRoutes: [health],
          bodyLimit,
          logger: log
        })
      )
      return {
        // Bolt asks the receiver's installer for each workspace's token.
        app: new App({ ...common, receiver }),
        verify: () => Promise.resolve(),
        clientFor: async (team) => new webApi.WebClient(await installations.tokenOf(team), clientOptions),
        uninstall: installations.remove
      }
    }
  }
}
