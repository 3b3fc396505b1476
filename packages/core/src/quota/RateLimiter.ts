import { Context, Effect, Semaphore } from "effect"
import type { StoreFailure } from "../store/Store.ts"
import { monotonicMs } from "../util/time.ts"

/**
 * Spaces requests evenly across all processes that share it; the store in Redis provides it. Without one the limiter
 * spaces the requests of this process by itself; Effect's `RateLimiter` stays outside of core, since it brings Schema
 * (50 kB) into every bundle.
 */
export class Spacing extends Context.Service<
  Spacing,
  {
    /** Milliseconds until the next free moment, which is taken by this. */
    readonly next: (key: string, everyMs: number) => Effect.Effect<number, StoreFailure>
  }
>()("@xingtu/core/Spacing") {}

/** The spacing of one process. */
const alone = (): ((key: string, everyMs: number) => Effect.Effect<number>) => {
  const free = new Map<string, number>()
  return (key, everyMs) =>
    // A wall clock that is set back would keep everybody waiting.
    Effect.clockWith((clock) => {
      const now = monotonicMs(clock)
      const at = Math.max(now, free.get(key) ?? -Infinity)
      free.set(key, at + everyMs)
      return Effect.succeed(at - now)
    })
}

/** How fast calls may go now. */
export interface Pace {
  /** Requests a second as set; undefined when there is no limit. */
  readonly requestsPerSecond: number | undefined
  /** The share of it in use: 1, or less after the API said it was too fast (302). */
  readonly share: number
  readonly concurrency: number
}

/** Lets requests out in order, within the rate limit. */
export interface Limiter {
  /** Runs one request when its turn has come. Callers keep their order. */
  readonly turn: (endpoint: string) => <A, E, R>(request: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>
  /** The API refused the rate: half of it from now on. */
  readonly tooFast: (now: number) => void
  /** A request went well: a little faster, up to the rate that was set. */
  readonly wentWell: () => void
  readonly pace: () => Pace
}

/** No rate limit and no seats: for a place that sends everything at once, in batches. */
export const unlimited: Limiter = {
  turn: () => (request) => request,
  tooFast: () => undefined,
  wentWell: () => undefined,
  pace: () => ({ requestsPerSecond: undefined, share: 1, concurrency: Infinity })
}

const slowest = 1 / 64
const recovery = 0.05
/**
 * A little wider than the rate limit needs: a request that is late by some milliseconds must not crowd the window of
 * the API.
 */
const margin = 1.04

/**
 * Evenly spaced requests, so that no window of the API sees a burst, and a limit on how many are out at once.
 * With a `Spacing` the rate limit holds for all processes; without one, or while it is away, for this one.
 */
export const make = (
  options: {
    readonly account: string
    readonly requestsPerSecond: number
    readonly endpointRequestsPerSecond: Readonly<Record<string, number | undefined>>
    readonly concurrency: number
  },
  spacing?: Spacing["Service"]
): Limiter => {
  const own = alone()
  const seats = Number.isFinite(options.concurrency) ? Semaphore.makeUnsafe(options.concurrency) : undefined
  let share = 1
  let slowedAt = -Infinity

  const space = (key: string, perSecond: number): Effect.Effect<void> => {
    const everyMs = (margin * 1000) / (perSecond * share)
    const next =
      spacing === undefined ? own(key, everyMs) : Effect.catch(spacing.next(key, everyMs), () => own(key, everyMs))
    return Effect.flatMap(next, (ms) => (ms > 0 ? Effect.sleep(ms) : Effect.void))
  }

  const spaced = (endpoint: string) => {
    const perSecond = options.endpointRequestsPerSecond[endpoint]
    const first =
      perSecond === undefined
        ? Effect.void
        : Effect.suspend(() => space(`pace/${options.account}/${endpoint}`, perSecond))
    return Number.isFinite(options.requestsPerSecond)
      ? Effect.andThen(
          first,
          Effect.suspend(() => space(`pace/${options.account}`, options.requestsPerSecond))
        )
      : perSecond === undefined
        ? undefined
        : first
  }

  return {
    turn: (endpoint) => (request) => {
      const space = spaced(endpoint)
      const inOrder = space === undefined ? request : Effect.andThen(space, request)
      return seats === undefined ? inOrder : seats.withPermits(1)(inOrder)
    },
    tooFast: (now) => {
      // The requests that were out together are refused together; they count once. A clock may be set back.
      if (Math.abs(now - slowedAt) < 1000) return
      slowedAt = now
      share = Math.max(slowest, share / 2)
    },
    wentWell: () => {
      share = Math.min(1, share + recovery)
    },
    pace: () => ({
      requestsPerSecond: Number.isFinite(options.requestsPerSecond) ? options.requestsPerSecond : undefined,
      share,
      concurrency: options.concurrency
    })
  }
}
