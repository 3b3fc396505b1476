import type { SocketModeReceiver } from "@slack/bolt"
import { Data, Effect, Latch, Schedule, type Scope } from "effect"
import { createServer } from "node:http"
import { reasonOf } from "../util/reason.ts"

/** The connection of Socket Mode. */
export type Client = SocketModeReceiver["client"]

/** Slack did not let the bot connect, or not in time. */
class NotConnected extends Data.TaggedError("NotConnected")<{ readonly reason: string }> {}

const again = Schedule.min([Schedule.exponential("500 millis"), Schedule.spaced("30 seconds")])

/** Answers a load balancer or a container's keeper: whether what people type arrives here. */
const serveHealth = (port: number, connected: () => boolean): Effect.Effect<void, Error, Scope.Scope> =>
  Effect.gen(function* () {
    const server = yield* Effect.acquireRelease(
      Effect.sync(() =>
        createServer((request, response) => {
          if (request.url !== "/healthz") return void response.writeHead(404).end()
          const [status, text] = connected() ? [200, "ok"] : [503, "not connected to Slack"]
          response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify({ status: text }))
        })
      ),
      (server) => Effect.sync(() => server.close().closeAllConnections())
    )
    yield* Effect.tryPromise({
      try: () => new Promise<void>((ready, failed) => server.once("error", failed).listen(port, ready)),
      catch: (error) => (error instanceof Error ? error : new Error(String(error)))
    })
  })

/**
 * Keeps a connection that has been made, for as long as the scope lasts: a lost one is opened again at once, and as often as it takes.
 * Slack closes each connection every few hours.
 */
export const keep = (client: Client, port: number): Effect.Effect<void, Error, Scope.Scope> =>
  Effect.gen(function* () {
    const lost = yield* Latch.make(false)
    client.on("connected", () => Latch.closeUnsafe(lost))
    client.on("disconnected", () => Latch.openUnsafe(lost))
    yield* serveHealth(port, () => !Latch.isOpen(lost))
    const open = Effect.tryPromise({
      try: () => client.start(),
      catch: (error) => new NotConnected({ reason: reasonOf(error) })
    }).pipe(
      Effect.timeoutOrElse({
        duration: "30 seconds",
        orElse: () => Effect.fail(new NotConnected({ reason: "timeout" }))
      }),
      Effect.tapError(({ reason }) =>
        Effect.logError("Slack does not let the bot connect; it tries again").pipe(Effect.annotateLogs({ reason }))
      )
    )
    yield* Latch.await(lost).pipe(
      Effect.andThen(Effect.logInfo("The connection to Slack was closed")),
      Effect.andThen(Effect.retry(open, again)),
      Effect.andThen(Effect.logInfo("Connected to Slack again")),
      Effect.forever,
      Effect.forkScoped
    )
  })
