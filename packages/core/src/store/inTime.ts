import { Effect, Fiber } from "effect"
import { StoreFailure } from "./Driver.ts"

/** A driver that does not respond for this long counts as away. */
const patience = "5 seconds"

/** What a driver that hangs failed with. */
export const silent = new StoreFailure({ reason: "it does not respond" })

/**
 * Fails when a driver hangs. What is done at once needs no timer: nothing is scheduled where nothing can be. What cannot
 * be interrupted is left to itself.
 */
export const inTime = <A>(effect: Effect.Effect<A, StoreFailure>): Effect.Effect<A, StoreFailure> =>
  Effect.flatMap(
    Effect.forkDetach(effect, { startImmediately: true }),
    (fiber) =>
      fiber.pollUnsafe() ??
      Effect.raceFirst(Fiber.join(fiber), Effect.andThen(Effect.sleep(patience), Effect.fail(silent))).pipe(
        Effect.onError(() => Effect.sync(() => fiber.interruptUnsafe()))
      )
  )
