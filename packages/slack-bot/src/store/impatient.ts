import { Store } from "@xingtu/core"
import { Effect, type Scope } from "effect"

/** A store that does not answer for this long counts as away. */
export const patienceMs = 2_000

/** How often one that is away is tried. */
const pause = "1 second"

/**
 * A circuit breaker: after one request that a store left without a response others fail at once, until it responds
 * again.
 */
export const impatient = (store: Store.Driver, reason: string): Effect.Effect<Store.Driver, never, Scope.Scope> =>
  Effect.map(Effect.scope, (scope) => {
    const silent = new Store.StoreFailure({ reason })
    let away = false
    const answers = Effect.map(
      Effect.exit(Effect.timeout(store.get(["back"]), patienceMs)),
      ({ _tag }) => _tag === "Success"
    )
    const listen = answers.pipe(
      Effect.delay(pause),
      Effect.repeat({ until: (answered) => answered }),
      Effect.andThen(Effect.sync(() => void (away = false)))
    )
    const leave = Effect.suspend(() => {
      if (away) return Effect.fail(silent)
      away = true
      return Effect.andThen(Effect.forkIn(listen, scope), Effect.fail(silent))
    })
    const inTime = <A>(effect: Effect.Effect<A, Store.StoreFailure>): Effect.Effect<A, Store.StoreFailure> =>
      Effect.suspend(() =>
        away
          ? Effect.fail(silent)
          : Effect.timeoutOrElse(effect, { duration: patienceMs, orElse: () => leave }).pipe(
              // The driver's own time may be over first.
              Effect.catch((failure) => (failure.reason === reason ? leave : Effect.fail(failure)))
            )
      )
    return {
      ...store,
      bounded: true,
      get: (keys) => inTime(store.get(keys)),
      commit: (change) => inTime(store.commit(change)),
      counts: (group) => inTime(store.counts(group)),
      size: (folder) => inTime(store.size(folder))
    }
  })
