import { Clock, Duration, Effect, Option, Semaphore } from "effect"
import { RateLimiter } from "effect/persistence"

/** How fast calls may go now. */
export interface Pace {
  /** Requests a second as set; undefined when there is no limit. */
  readonly requestsPerSecond: number | undefined
  /** The share of it in use: 1, or less after the API said it was too fast (302). */
  readonly share: number
  readonly concurrency: number
}

export interface Limiter {
  /** Runs one request when its turn has come. Callers keep their order. */
  readonly turn: (endpoint: string) => <A, E, R>(request: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>
  /** The API refused the pace: half of it from now on. */
  readonly tooFast: Effect.Effect<void>
  /** A request went well: a little faster, up to the pace that was set. */
  readonly wentWell: Effect.Effect<void>
  readonly pace: () => Pace
}

const slowest = 1 / 64
const recovery = 0.02

/**
 * Evenly spaced requests, so that no window of the API sees a burst, and a limit on how many are out at once.
 * With a `RateLimiter` over Redis the spacing holds for all processes; without one, or while it is away, for this one.
 */
export const make = (options: {
  readonly account: string
  readonly requestsPerSecond: number
  readonly endpointRequestsPerSecond: Readonly<Record<string, number>>
  readonly concurrency: number
}): Effect.Effect<Limiter> =>
  Effect.gen(function*() {
    const local = yield* Effect.provide(RateLimiter.make, RateLimiter.layerStoreMemory)
    const shared = Option.getOrElse(yield* Effect.serviceOption(RateLimiter.RateLimiter), () => local)
    const seats = Number.isFinite(options.concurrency) ? Semaphore.makeUnsafe(options.concurrency) : undefined
    let share = 1
    let slowedAt = -Infinity

    const space = (key: string, perSecond: number): Effect.Effect<void> => {
      const one = { key, algorithm: "token-bucket", onExceeded: "delay", limit: 1, window: Duration.millis(1000 / (perSecond * share)) } as const
      return shared.consume(one).pipe(
        Effect.catch(() => Effect.orDie(local.consume(one))),
        Effect.flatMap(({ delay }) => Duration.isZero(delay) ? Effect.void : Effect.sleep(delay))
      )
    }

    const spaced = (endpoint: string) => {
      const own = options.endpointRequestsPerSecond[endpoint]
      const first = own === undefined ? Effect.void : Effect.suspend(() => space(`pace/${options.account}/${endpoint}`, own))
      return Number.isFinite(options.requestsPerSecond)
        ? Effect.andThen(first, Effect.suspend(() => space(`pace/${options.account}`, options.requestsPerSecond)))
        : first
    }

    return {
      turn: (endpoint) => (request) => {
        const inOrder = Effect.andThen(spaced(endpoint), request)
        return seats === undefined ? inOrder : seats.withPermits(1)(inOrder)
      },
      tooFast: Effect.map(Clock.currentTimeMillis, (now) => {
        // The requests that were out together are refused together; they count once.
        if (now - slowedAt < 1000) return
        slowedAt = now
        share = Math.max(slowest, share / 2)
      }),
      wentWell: Effect.sync(() => {
        share = Math.min(1, share + recovery)
      }),
      pace: () => ({
        requestsPerSecond: Number.isFinite(options.requestsPerSecond) ? options.requestsPerSecond : undefined,
        share,
        concurrency: options.concurrency
      })
    }
  })
