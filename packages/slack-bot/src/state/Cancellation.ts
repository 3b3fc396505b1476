import { Store } from "@xingtu/core"
import { Context, Deferred, Effect, Layer, Option, Random } from "effect"
import { keys, ttl } from "./keys.ts"

/** Work that can be cancelled, by the id its Cancel button carries. */
export class Cancellation extends Context.Service<
  Cancellation,
  {
    /** The outcome, or nothing when the one who waited has cancelled. What was paid for by then is stored by core. */
    readonly cancellable: <A, E, R>(id: string, effect: Effect.Effect<A, E, R>) => Effect.Effect<Option.Option<A>, E, R>
    /**
     * Cancels it. False when this process does not know it: it is done, or in another process, which hears of it in a
     * second.
     */
    readonly cancel: (id: string) => Effect.Effect<boolean>
    readonly newId: Effect.Effect<string>
  }
>()("@xingtu/slack-bot/Cancellation") {}

const make = Effect.gen(function* () {
  const store = yield* Store.Store
  const here = new Map<string, Deferred.Deferred<void>>()

  const cancelledElsewhere = (id: string) =>
    store.get([keys.cancelled(id)]).pipe(
      Effect.map(([mark]) => mark !== undefined),
      Effect.catch(() => Effect.succeed(false))
    )

  const heardElsewhere = (id: string): Effect.Effect<void> =>
    cancelledElsewhere(id).pipe(
      Effect.delay("1 second"),
      Effect.repeat({ until: (cancelled) => cancelled }),
      Effect.asVoid
    )

  return Cancellation.of({
    cancellable: (id, effect) =>
      Effect.gen(function* () {
        const cancelled = yield* Deferred.make<void>()
        here.set(id, cancelled)
        const stopped = Effect.raceFirst(Deferred.await(cancelled), heardElsewhere(id))
        const outcome = yield* Effect.raceFirst(
          Effect.map(effect, Option.some),
          Effect.as(stopped, Option.none())
        ).pipe(Effect.ensuring(Effect.sync(() => here.delete(id))))
        return Option.isSome(outcome) && (yield* cancelledElsewhere(id)) ? Option.none() : outcome
      }),
    cancel: (id) => {
      const known = here.get(id)
      return known !== undefined
        ? Effect.as(Deferred.succeed(known, undefined), true)
        : Effect.as(
            Effect.ignore(store.commit({ put: [{ key: keys.cancelled(id), value: "1", ttlMs: ttl.hour }] })),
            false
          )
    },
    newId: Effect.map(Effect.all([Random.nextInt, Random.nextInt]), (parts) =>
      parts.map((part) => Math.abs(part).toString(36)).join("")
    )
  })
})

export const layer: Layer.Layer<Cancellation, never, Store.Store> = Layer.effect(Cancellation, make)
