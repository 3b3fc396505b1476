import { Clock, Effect } from "effect"
import { StoreFailure } from "./Driver.ts"
import type * as Store from "./Store.ts"
import { inTime, silent } from "./inTime.ts"
import * as Knowledge from "./Knowledge.ts"
import * as Outages from "./Outage.ts"
import * as Warnings from "./Warnings.ts"
import type { Words } from "../util/Words.ts"

/** What it needs to know of whoever stores. */
export interface Options {
  /** Names this process among all who use the store. */
  readonly name: string
  /** Hears that the store is away, and that it is back. */
  readonly tell: (warning: Words) => Effect.Effect<void>
  /** Whether the text that is held brings a newer answer than another. */
  readonly isNewer: (held: string | undefined, than: string | undefined) => boolean
}

/** A store that never fails, and pays back what it owes. */
export interface Resilient extends Store.Unfailing {
  /** Tries once more to write what could not be written. */
  readonly settled: Effect.Effect<void>
}

/** A driver that breaks or hangs fails: what was paid for goes the same way. */
const failing = (driver: Store.Driver): Store.Driver => {
  const bound: typeof inTime = driver.bounded === true ? (effect) => effect : inTime
  const guarded = <A>(effect: () => Effect.Effect<A, StoreFailure>): Effect.Effect<A, StoreFailure> =>
    Effect.catchDefect(bound(Effect.suspend(effect)), (defect) =>
      Effect.fail(new StoreFailure({ reason: defect instanceof Error ? defect.message : "it broke" }))
    )
  return {
    ...driver,
    get: (keys) => guarded(() => driver.get(keys)),
    commit: (change) => guarded(() => driver.commit(change)),
    counts: (group) => guarded(() => driver.counts(group)),
    size: (folder) => guarded(() => driver.size(folder))
  }
}

const added = (counts: Readonly<Record<string, number>>, own: Readonly<Record<string, number>>) => ({
  ...counts,
  ...Object.fromEntries(Object.entries(own).map(([name, by]) => [name, by + (counts[name] ?? 0)]))
})

/**
 * A store that never fails: while the one behind it cannot be written, this process lays what it writes over what is
 * still read; while it cannot be read either, it goes on with what it knows. In the background it tries whether the
 * store is back, and then adds what happened meanwhile. Says so once each way.
 */
export const resilientStore = (given: Store.Driver, { isNewer, name, tell }: Options): Resilient => {
  const remote = failing(given)
  /** Whoever hears it may break; what was paid for must still be written. */
  const warn = (warning: Words) => Effect.ignoreCause(tell(warning))
  const knowledge = Knowledge.make()
  let ids = 0
  const freshId = () => `${name}.${(ids++).toString(36)}`
  const outages = Outages.make({ remote, knowledge, warn, isNewer, freshId })

  /** What is owed lies over what was read, or is known. */
  const over = (
    outage: Outages.Outage,
    keys: ReadonlyArray<string>,
    read: ReadonlyArray<string | undefined> | undefined
  ): Effect.Effect<ReadonlyArray<string | undefined>> =>
    Effect.andThen(
      outages.use(outage),
      Effect.map(Clock.currentTimeMillis, (now) =>
        keys.map((key, i) => {
          const own = outage.owed.text(key, now)
          return own !== undefined ? own.value : read === undefined ? knowledge.text(key) : read[i]
        })
      )
    )

  /** The texts as they are read; undefined when they cannot be. */
  const read = (keys: ReadonlyArray<string>): Effect.Effect<ReadonlyArray<string | undefined> | undefined> =>
    remote.get(keys).pipe(
      Effect.tap((values) => Effect.sync(() => keys.forEach((key, i) => knowledge.notice(key, values[i])))),
      Effect.catch(({ reason }) =>
        Effect.suspend(() => {
          const outage = outages.begin("nothing")
          return Effect.as(Effect.andThen(outages.use(outage), outages.tell(outage, reason)), undefined)
        })
      )
    )

  const get = (keys: ReadonlyArray<string>): Effect.Effect<ReadonlyArray<string | undefined>> =>
    Effect.suspend(() => {
      const before = outages.current()
      if (before?.readable === false) return over(before, keys, undefined)
      return Effect.flatMap(read(keys), (values) => {
        const outage = outages.current()
        if (outage !== undefined) return over(outage, keys, values)
        // It came back while this read failed.
        return values === undefined ? get(keys) : Effect.succeed(values)
      })
    })

  /** By what can be read, or else is known. */
  const commitLocally = (
    outage: Outages.Outage,
    change: Store.Change,
    owing: Store.Owing
  ): Effect.Effect<Store.Outcome> =>
    Effect.gen(function* () {
      yield* outages.use(outage)
      const keys = outage.readable ? (change.when ?? []).map(({ key }) => key) : []
      const values = keys.length === 0 ? [] : yield* read(keys)
      const now = yield* Clock.currentTimeMillis
      // It came back while this read.
      if (outages.current() !== outage) return yield* commit(change, owing)
      const known = new Map(values?.map((value, i) => [keys[i] ?? "", value]))
      const committed = knowledge.judge(outage.owed, change, known, now)
      // What is known says little of what will hold then.
      if (owing === "ifItHolds") outage.owed.later(change)
      if (committed._tag !== "Done") return committed
      const isFull = outage.owed.owe(change, owing, knowledge.text, now)
      knowledge.wrote(change)
      if (isFull) yield* warn(Warnings.full)
      return { ...committed, owed: true }
    })

  const commit = (change: Store.Change, owing: Store.Owing = "always"): Effect.Effect<Store.Outcome> =>
    Effect.suspend(() => {
      const outage = outages.current()
      if (outage !== undefined) return commitLocally(outage, change, owing)
      const named = change.id === undefined && (change.add ?? []).length > 0 ? { ...change, id: freshId() } : change
      return Effect.matchEffect(remote.commit(named), {
        onSuccess: (committed) => {
          knowledge.reckon(change.add ?? [], committed)
          if (committed._tag === "Done") knowledge.wrote(change)
          return Effect.succeed(committed)
        },
        onFailure: (failure) => failed(named, owing, failure)
      })
    })

  const failed = (change: Store.Change, owing: Store.Owing, failure: StoreFailure): Effect.Effect<Store.Outcome> =>
    Effect.suspend(() => {
      // Whoever waited in vain does not wait for what can be read as well.
      const outage = outages.begin(failure === silent ? "nothing" : "reading")
      // First what was to be done, while nobody can have joined again; then the news of it.
      return Effect.tap(commitLocally(outage, change, owing), outages.tell(outage, failure.reason))
    })

  const countsLocally = (outage: Outages.Outage, group: string): Effect.Effect<Readonly<Record<string, number>>> =>
    Effect.andThen(
      outages.use(outage),
      Effect.sync(() => added(knowledge.counts(group), outage.owed.sums(group)))
    )

  const counts = (group: string): Effect.Effect<Readonly<Record<string, number>>> =>
    Effect.suspend(() => {
      const before = outages.current()
      if (before?.readable === false) return countsLocally(before, group)
      return Effect.matchEffect(remote.counts(group), {
        onSuccess: (read) => Effect.succeed(added(read, outages.current()?.owed.sums(group) ?? {})),
        onFailure: ({ reason }) => {
          const outage = outages.begin("nothing")
          return Effect.tap(countsLocally(outage, group), outages.tell(outage, reason))
        }
      })
    })

  /** How many there are is worth no outage. */
  const size = (folder: string): Effect.Effect<number> =>
    Effect.suspend(() => {
      const known = Effect.sync(() => knowledge.size(folder))
      return outages.current()?.readable === false ? known : Effect.catch(remote.size(folder), () => known)
    })

  return {
    get,
    commit,
    counts,
    size,
    ...(remote.holds === undefined ? {} : { holds: remote.holds }),
    settled: outages.end
  }
}
