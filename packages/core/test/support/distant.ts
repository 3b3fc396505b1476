import { type Duration, Effect } from "effect"
import { Store } from "../../src/adapter.ts"

/** A store that can be taken away from those who use its driver, and whose changes may take a while. */
export const distant = (delay?: Duration.Input, store = Store.memory()) => {
  const place = { store, away: false }
  const reach = <A>(effect: Effect.Effect<A>) =>
    Effect.suspend((): Effect.Effect<A, Store.StoreFailure> =>
      place.away ? Effect.fail(new Store.StoreFailure({ reason: "gone" })) : effect
    )
  const driver: Store.Driver = {
    get: (keys) => reach(store.get(keys)),
    commit: (change) =>
      delay === undefined
        ? reach(store.commit(change))
        : Effect.andThen(Effect.sleep(delay), reach(store.commit(change))),
    counts: (group) => reach(store.counts(group)),
    size: (prefix) => reach(store.size(prefix))
  }
  return { place, driver }
}
