import { Store } from "@xingtu/core"
import { Clock, Context, Effect, type Exit, Layer, Option, Random, Schedule, Schema } from "effect"
import { keys, ttl } from "./keys.ts"
import * as Slots from "./Slots.ts"
import { Waiting } from "./Waiting.ts"

export { Waiting }

const decode = Schema.decodeUnknownOption(Schema.fromJsonString(Waiting))

/** A process says that it lives this often; one that was silent for the time after is gone. */
const beat = "10 seconds"
const silence = 45_000

/**
 * What is being worked on, by process. Each process writes its work into numbered slots and says how many it has, so
 * that another can read them when it is gone. The store keeps text only, and needs no way to list its keys.
 */
export class Pending extends Context.Service<
  Pending,
  {
    /** Written down while the effect runs, and left there when it is interrupted or nobody could be told. */
    readonly during: (waiting: Waiting) => <A, E, R>(effect: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>
    /**
     * Takes over what processes that are gone left behind, and what this one could not tell; each piece is taken once.
     */
    readonly orphans: Effect.Effect<ReadonlyArray<Waiting>>
  }
>()("@xingtu/slack-bot/Pending") {}

const quietly =
  <A>(fallback: A) =>
  <R>(effect: Effect.Effect<A, Store.StoreFailure, R>): Effect.Effect<A, never, R> =>
    Effect.catch(effect, (failure) =>
      Effect.as(
        Effect.logWarning("Pending work could not be saved").pipe(Effect.annotateLogs({ reason: failure.reason })),
        fallback
      )
    )

const make = Effect.gen(function* () {
  const store = yield* Store.Store
  const bot = Math.abs(yield* Random.nextInt).toString(36) + (yield* Clock.currentTimeMillis).toString(36)
  let slots = Slots.none

  const put = (key: string, value: string | undefined) => store.commit({ put: [{ key, value, ttlMs: ttl.day }] })
  /** A process that is not counted among those that run is looked for by nobody. */
  const counted = (by: number) => ({ group: keys.bots, name: bot, by, ttlMs: ttl.day })
  const alive = Effect.gen(function* () {
    const value = `${slots.count} ${yield* Clock.currentTimeMillis}`
    // Adding nothing keeps the group: it would be gone a day after the latest start.
    const written = yield* store.commit({
      add: [counted(0)],
      put: [{ key: keys.alive(bot), value, ttlMs: ttl.day }]
    })
    const [count = 1] = written._tag === "Done" ? written.sums : []
    // It starts, or another took it for gone.
    if (count < 1) yield* store.commit({ add: [counted(1 - count)] })
  }).pipe(quietly<void>(undefined))

  yield* alive
  yield* Effect.forkScoped(Effect.repeat(alive, Schedule.spaced(beat)))
  // Whoever ends in order leaves nothing behind, or says at once that it is gone.
  yield* Effect.addFinalizer(() =>
    quietly<unknown>(undefined)(
      Slots.leavesSome(slots)
        ? put(keys.alive(bot), `${slots.count} 0`)
        : store.commit({ add: [counted(-1)], put: [{ key: keys.alive(bot), value: undefined, ttlMs: 0 }] })
    )
  )

  const takeSlot = Effect.suspend(() => {
    const taken = Slots.take(slots)
    const isNew = taken.slots.count > slots.count
    slots = taken.slots
    // The count must be known before the slot is used.
    return Effect.as(isNew ? alive : Effect.void, taken.slot)
  })

  const release = (slot: number) => {
    slots = Slots.release(slots, slot)
    return quietly<unknown>(undefined)(put(keys.work(bot, slot), undefined))
  }

  const ended = (slot: number, waiting: Waiting, exit: Exit.Exit<unknown, unknown>) =>
    Effect.flatMap(Clock.currentTimeMillis, (now) => {
      const next = Slots.next(exit, waiting.since, now)
      if (next._tag === "Told") return release(slot)
      slots =
        next._tag === "CutOff" ? Slots.cutOff(slots, slot) : Slots.untold(slots, { slot, waiting, after: next.after })
      return Effect.void
    })

  const during =
    (waiting: Waiting) =>
    <A, E, R>(effect: Effect.Effect<A, E, R>) =>
      Effect.acquireUseRelease(
        Effect.tap(takeSlot, (slot) => quietly<unknown>(undefined)(put(keys.work(bot, slot), JSON.stringify(waiting)))),
        () => effect,
        (slot, exit) => ended(slot, waiting, exit)
      )

  /** What one gone process left, taken key by key so that two heirs never share a piece. */
  const inherit = (gone: string, count: number) =>
    Effect.gen(function* () {
      const left: Array<Waiting> = []
      for (let slot = 0; slot < count; slot++) {
        const key = keys.work(gone, slot)
        const [text] = yield* store.get([key])
        const waiting = Option.getOrUndefined(decode(text))
        if (text === undefined || waiting === undefined) continue
        const taken = yield* store.commit({ when: [{ key, is: text }], put: [{ key, value: undefined, ttlMs: 0 }] })
        if (taken._tag === "Done") left.push(waiting)
      }
      yield* store.commit({
        add: [{ group: keys.bots, name: gone, by: -1, ttlMs: ttl.day }],
        put: [{ key: keys.alive(gone), value: undefined, ttlMs: 0 }]
      })
      return left
    })

  const ours = Effect.flatMap(Clock.currentTimeMillis, (now) => {
    const { due, slots: later } = Slots.due(slots, now)
    slots = later
    return Effect.forEach(due, ({ slot, waiting }) => Effect.as(release(slot), waiting))
  })

  const theirs = Effect.gen(function* () {
    const now = yield* Clock.currentTimeMillis
    const known = Object.entries(yield* store.counts(keys.bots))
      .filter(([name, count]) => count > 0 && name !== bot)
      .map(([name]) => name)
    const said = yield* store.get(known.map(keys.alive))
    const left = yield* Effect.forEach(known, (name, i) => {
      const [count = "0", at = "0"] = (said[i] ?? "").split(" ")
      return now - Number(at) > silence ? inherit(name, Number(count)) : Effect.succeed([])
    })
    return left.flat()
  }).pipe(quietly<ReadonlyArray<Waiting>>([]))

  return Pending.of({ during, orphans: Effect.zipWith(ours, theirs, (mine, others) => [...mine, ...others]) })
})

export const layer: Layer.Layer<Pending, never, Store.Store> = Layer.effect(Pending, make)
