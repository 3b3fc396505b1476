import { Effect } from "effect"

/** Core's limiter without a limit: one thread that sends everything in batches has no pace to keep, and no seats to give. */
export const make = (): Effect.Effect<object> =>
  Effect.succeed({
    turn: () => <A>(request: A): A => request,
    tooFast: Effect.void,
    wentWell: () => undefined,
    pace: () => ({ requestsPerSecond: undefined, share: 1, concurrency: Infinity })
  })
