import type { WebClient } from "@slack/web-api"
import { Clock, type Duration, Effect, Semaphore } from "effect"
import type { SlackRefused } from "../slack/show.ts"
import * as Watches from "../state/Watches.ts"
import type { Services } from "./services.ts"
import { attend } from "./watchRun.ts"

/** A run that begins later than this was missed. */
const grace = 30 * 60_000

/** Runs at the same time in one process; the rate limit of calls is core's. */
const together = 8

interface Needs {
  readonly clientFor: (team: string) => Effect.Effect<WebClient, SlackRefused>
  /** Runs beside the loop, and is waited for at the end. */
  readonly fork: (effect: Effect.Effect<void, never, Services>) => void
  readonly every: Duration.Input
}

/**
 * Looks for watches whose time has come, for as long as the bot runs. Any number of processes may look: one runs each.
 */
export const keepWatch = ({ clientFor, every, fork }: Needs): Effect.Effect<never, never, Services> => {
  const here = new Set<string>()
  const places = Semaphore.makeUnsafe(together)

  const one = (team: string, id: string, now: number): Effect.Effect<void, never, Services> =>
    Effect.gen(function* () {
      const watch = yield* Watches.get(team, id)
      if (watch === undefined || watch.state !== "on" || watch.due > now) return
      // Whether it is late was decided when it was found, not when there was a place for it.
      yield* places.withPermits(1)(attend(watch, clientFor, now - watch.due > grace ? "late" : "in time"))
    }).pipe(
      Effect.catch((problem) =>
        Effect.logWarning("A watch did not run; it is retried").pipe(
          Effect.annotateLogs({ team, watch: id, reason: "reason" in problem ? problem.reason : problem._tag })
        )
      ),
      Effect.catchCause((cause) =>
        Effect.logError("A watch broke", cause).pipe(Effect.annotateLogs({ team, watch: id }))
      ),
      Effect.ensuring(Effect.sync(() => here.delete(`${team}/${id}`))),
      Effect.withSpan("slack.watch", { root: true, attributes: { team, watch: id } })
    )

  const round = Effect.gen(function* () {
    const now = yield* Clock.currentTimeMillis
    for (const { id, team } of yield* Watches.due(now)) {
      const name = `${team}/${id}`
      if (here.has(name)) continue
      here.add(name)
      fork(one(team, id, now))
    }
  }).pipe(
    Effect.catch(({ reason }) =>
      Effect.logWarning("The watches could not be read").pipe(Effect.annotateLogs({ reason }))
    )
  )

  return round.pipe(Effect.andThen(Effect.sleep(every)), Effect.forever)
}
