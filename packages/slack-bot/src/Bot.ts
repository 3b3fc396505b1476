import { Data, Effect, FiberSet, Option, type Scope } from "effect"
import type { AddressInfo } from "node:net"
import * as Bolt from "./slack/Bolt.ts"
import * as Command from "./commands/index.ts"
import type { Services } from "./answers/services.ts"
import { consumers } from "./util/consumers.ts"
import * as Presentation from "./answers/Presentation.ts"
import { keepWatch } from "./answers/watchman.ts"
import * as Listeners from "./listeners/index.ts"
import type { Options } from "./slack/Options.ts"
import { Pending } from "./state/Pending.ts"
import type { Waiting } from "./state/Waiting.ts"
import { show, SlackRefused } from "./slack/show.ts"
import { reasonOf, refusal } from "./util/reason.ts"
import * as Socket from "./slack/Socket.ts"
import { Durable } from "./store/Stores.ts"
import * as Notice from "./views/Notice.ts"

/** The bot could not start; the message says what to mend. */
export class StartFailed extends Data.TaggedError("StartFailed")<{ readonly message: string }> {}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const starting = <A>(told: (error: unknown) => string, start: () => Promise<A>): Effect.Effect<A, StartFailed> =>
  Effect.tryPromise({ try: start, catch: (error) => new StartFailed({ message: told(error) }) })

const cannotListen =
  (port: number) =>
  (error: unknown): string =>
    `The bot cannot listen on port ${port} (${messageOf(error)}); set PORT to a free one`

const isNotInstalled = (error: unknown): boolean =>
  typeof error === "object" && error !== null && "_tag" in error && error._tag === "NotInstalled"

export interface Bot {
  /** Where Slack's requests arrive on this machine; undefined in Socket Mode. */
  readonly url: string | undefined
}

/**
 * Tells someone what became of work that a restart cut off, or that Slack did not take: the result if it was stored by
 * then, else that it may have cost something.
 */
const resume = (
  bolt: Bolt.Bolt,
  during: Pending["Service"]["during"],
  waiting: Waiting
): Effect.Effect<void, never, Services> =>
  Effect.gen(function* () {
    const command = Command.parse(waiting.command)
    const client = yield* Effect.tryPromise({
      try: () => bolt.clientFor(waiting.team),
      catch: (error) => new SlackRefused({ status: 0, reason: reasonOf(error) })
    })
    const reply = { ...waiting, responseUrl: waiting.responseUrl, mayPay: 0, noticeAfter: 0, client }
    const stored = Presentation.isData(command)
      ? yield* Presentation.stored(command, consumers.of(waiting), waiting.newerThan)
      : Option.none()
    yield* show(
      reply,
      Option.isSome(stored)
        ? Notice.late(stored.value.message(undefined, reply.lang), reply.lang)
        : Notice.restarted(command, yield* Presentation.cost(command), reply.lang)
    )
  }).pipe(
    during(waiting),
    Effect.catch((refused) =>
      Effect.logError("The outcome of a request could not be delivered").pipe(
        Effect.annotateLogs({ reason: refused.reason, team: waiting.team, user: waiting.user })
      )
    )
  )

/** Starts the bot; it ends with the scope, after the work that is under way. */
export const make = (options: Options): Effect.Effect<Bot, StartFailed, Scope.Scope | Services> =>
  Effect.gen(function* () {
    const running = yield* FiberSet.make<void>()
    const fork = yield* FiberSet.runtime(running)<Services>()
    const bolt = Bolt.make(options, yield* Durable, fork)
    const { app } = bolt
    Listeners.connect(bolt, options, fork)
    yield* starting(refusal("bot"), () => bolt.verify())
    yield* starting(
      (error) => `Bolt does not start: ${messageOf(error)}`,
      () => app.init()
    )
    const server = yield* starting(bolt.socket === undefined ? cannotListen(options.port) : refusal("app"), () =>
      app.start(options.port)
    )
    // Longer than a load balancer keeps its connections: else one is closed just as the next command comes through it.
    if ("keepAliveTimeout" in server) server.keepAliveTimeout = 75_000
    // In this order at the end: nothing new, then what is under way, and only then the store and the client.
    yield* Effect.addFinalizer(() =>
      Effect.promise(() => app.stop()).pipe(
        Effect.andThen(FiberSet.awaitEmpty(running)),
        Effect.timeoutOrElse({
          duration: options.patience,
          orElse: () => Effect.logWarning("Shut down before all work was done; the next start notifies those who wait")
        })
      )
    )
    if (bolt.socket !== undefined)
      yield* Effect.mapError(
        Socket.keep(bolt.socket, options.port),
        (error) => new StartFailed({ message: cannotListen(options.port)(error) })
      )
    const pending = yield* Pending
    yield* pending.orphans.pipe(
      // All at once: what is taken over is written down again before anything else may end this process.
      Effect.flatMap(Effect.forEach((waiting) => resume(bolt, pending.during, waiting), { concurrency: "unbounded" })),
      Effect.andThen(Effect.sleep("10 seconds")),
      Effect.forever,
      Effect.forkScoped
    )
    yield* Effect.forkScoped(
      keepWatch({
        clientFor: (team) =>
          Effect.tryPromise({
            try: () => bolt.clientFor(team),
            catch: (error) =>
              new SlackRefused({ status: 200, reason: isNotInstalled(error) ? "account_inactive" : reasonOf(error) })
          }),
        fork,
        every: options.watchEvery ?? "10 seconds"
      })
    )
    const address = "address" in server ? (server.address() as AddressInfo | null) : null // it listens on a port, not on a pipe
    return { url: address === null ? undefined : `http://127.0.0.1:${address.port}` }
  })
