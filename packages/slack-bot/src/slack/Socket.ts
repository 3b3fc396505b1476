import type { SocketModeReceiver } from "@slack/bolt"
import { Clock, Data, Effect, Latch, Schedule, type Scope } from "effect"
import { createServer } from "node:http"
import { reasonOf } from "../util/reason.ts"

/** The connection of Socket Mode. */
export type Client = SocketModeReceiver["client"]

/** Slack did not let the bot connect, or not in time. */
class NotConnected extends Data.TaggedError("NotConnected")<{ readonly reason: string }> {}

const retries = Schedule.min([Schedule.exponential("500 millis"), Schedule.spaced("30 seconds")])

/** A connection that lived for less was no success. */
const settledMs = 60_000
const firstPauseMs = 500
const longestPauseMs = 30_000

/** How long to wait before the next one: not at all after one that lived, ever longer after those that did not. */
const pauseAfter = (livedMs: number, pauseMs: number): number =>
  livedMs >= settledMs ? 0 : Math.min(Math.max(firstPauseMs, pauseMs * 2), longestPauseMs)

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
 * Keeps a connection that has been made, for as long as the scope lasts: a lost one is opened again at once, and as
 * often as it takes. Slack closes each connection every few hours; connections that live shortly are opened ever more
 * rarely.
 */
export const keep = (client: Pick<Client, "on" | "start">, port: number): Effect.Effect<void, Error, Scope.Scope> =>
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
    let opened = yield* Clock.currentTimeMillis
    let pauseMs = 0
    const again = Effect.gen(function* () {
      yield* Latch.await(lost)
      pauseMs = pauseAfter((yield* Clock.currentTimeMillis) - opened, pauseMs)
      yield* Effect.logInfo("The connection to Slack was closed").pipe(Effect.annotateLogs({ pauseMs }))
      yield* Effect.sleep(pauseMs)
      yield* Effect.retry(open, retries)
      opened = yield* Clock.currentTimeMillis
      yield* Effect.logInfo("Connected to Slack again")
    })
    yield* Effect.forkScoped(Effect.forever(again))
  })
