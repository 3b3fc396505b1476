import { Store } from "@xingtu/core"
import { Clock, Context, Effect, Exit, Layer, Option, Random, Schedule, Schema } from "effect"
import { keys, ttl } from "./keys.ts"

/** Work that someone waits for, written down so that it is not forgotten when this process ends. */
export const Waiting = Schema.Struct({
  team: Schema.String,
  user: Schema.String,
  channel: Schema.String,
  lang: Schema.Literals(["en", "zh"]),
  responseUrl: Schema.optionalKey(Schema.String),
  thread: Schema.optionalKey(Schema.String),
  replaces: Schema.Boolean,
  /** Epoch milliseconds; an answer up to then is not the one that is waited for. */
  newerThan: Schema.optionalKey(Schema.Finite),
  /** The command, as text. */
  command: Schema.String,
  /** Epoch milliseconds. */
  since: Schema.Finite
})

export type Waiting = typeof Waiting.Type

const decode = Schema.decodeUnknownOption(Schema.fromJsonString(Waiting))

/** A process says that it lives this often; one that was silent for the time after is gone. */
const beat = "10 seconds"
const silence = 45_000

/** Somebody who asked so long ago is not told any more when Slack did not take it. */
const worthTelling = ttl.hour

/**
 * What is being worked on, by process. Each process writes its work into numbered slots and says how many it has, so that another can read
 * them when it is gone. The store keeps text only, and needs no way to list its keys.
 */
export class Pending extends Context.Service<
  Pending,
  {
    /** Written down while the effect runs, and left there when it is interrupted or nobody could be told. */
    readonly during: (waiting: Waiting) => <A, E, R>(effect: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>
    /** Takes over what processes that are gone left behind, and what this one could not tell; each piece is taken once. */
    readonly orphans: Effect.Effect<ReadonlyArray<Waiting>>
  }
>()("@xingtu/slack-bot/Pending") {}

const quietly =
  <A>(fallback: A) =>
  <R>(effect: Effect.Effect<A, Store.StoreFailure, R>): Effect.Effect<A, never, R> =>
    Effect.catch(effect, (failure) =>
      Effect.as(
        Effect.logWarning("Pending work could not be written down").pipe(
          Effect.annotateLogs({ reason: failure.reason })
        ),
        fallback
      )
    )

const make = Effect.gen(function* () {
  const store = yield* Store.Store
  const bot = Math.abs(yield* Random.nextInt).toString(36) + (yield* Clock.currentTimeMillis).toString(36)
  const free: Array<number> = []
  let slots = 0
  /** Pieces of work that ended before somebody was told what became of them. */
  let cutOff = 0
  /** Pieces of work that ended, and Slack did not take what became of them; they are told again after a pause that grows with their age. */
  let untold: ReadonlyArray<{ readonly slot: number; readonly waiting: Waiting; readonly after: number }> = []

  const put = (key: string, value: string | undefined) => store.commit({ put: [{ key, value, ttlMs: ttl.day }] })
  /** A process that is not counted among those that run is looked for by nobody. */
  const counted = (by: number) => ({ group: keys.bots, name: bot, by, ttlMs: ttl.day })
  const alive = Effect.gen(function* () {
    const put = [{ key: keys.alive(bot), value: `${slots} ${yield* Clock.currentTimeMillis}`, ttlMs: ttl.day }]
    // Adding nothing keeps the group: it would be gone a day after the latest start.
    const written = yield* store.commit({ add: [counted(0)], put })
    const [count = 1] = written._tag === "Done" ? written.sums : []
    // It starts, or another took it for gone.
    if (count < 1) yield* store.commit({ add: [counted(1 - count)] })
  }).pipe(quietly<void>(undefined))

  yield* alive
  yield* Effect.forkScoped(Effect.repeat(alive, Schedule.spaced(beat)))
  // Whoever ends in order leaves nothing behind, or says at once that it is gone.
  yield* Effect.addFinalizer(() =>
    quietly<unknown>(undefined)(
      cutOff + untold.length > 0
        ? put(keys.alive(bot), `${slots} 0`)
        : store.commit({ add: [counted(-1)], put: [{ key: keys.alive(bot), value: undefined, ttlMs: 0 }] })
    )
  )

  const takeSlot = Effect.suspend(() => {
    const slot = free.pop()
    if (slot !== undefined) return Effect.succeed(slot)
    slots++
    // The count must be known before the slot is used.
    return Effect.as(alive, slots - 1)
  })

  const release = (slot: number) => {
    free.push(slot)
    return quietly<unknown>(undefined)(put(keys.work(bot, slot), undefined))
  }

  const during =
    (waiting: Waiting) =>
    <A, E, R>(effect: Effect.Effect<A, E, R>) =>
      Effect.acquireUseRelease(
        Effect.tap(takeSlot, (slot) => quietly<unknown>(undefined)(put(keys.work(bot, slot), JSON.stringify(waiting)))),
        () => effect,
        (slot, exit) => {
          if (Exit.hasInterrupts(exit)) {
            cutOff++
            return Effect.void
          }
          return Effect.flatMap(Clock.currentTimeMillis, (now) => {
            const age = now - waiting.since
            if (!Exit.hasFails(exit) || age > worthTelling) return release(slot)
            untold = [...untold, { slot, waiting, after: now + age / 2 }]
            return Effect.void
          })
        }
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
    const due = untold.filter(({ after }) => after <= now)
    untold = untold.filter(({ after }) => after > now)
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
