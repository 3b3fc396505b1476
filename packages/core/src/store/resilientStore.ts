import { Clock, Effect } from "effect"
import * as Owed from "./Owed.ts"
import type * as Store from "./Store.ts"
import { StoreFailure } from "./Driver.ts"
import { recent } from "../util/recent.ts"
import * as warnings from "./warnings.ts"
import type { Words } from "../util/Words.ts"

/** A text longer than this was read or written by whoever names it. */
const small = 500

/** What a process still has of what it read and paid for when its store goes away. */
const remembered = { count: 10_000, weight: 16_000_000 }

const firstPauseMs = 1_000
const longestPauseMs = 30_000

/** Tries without anybody asking: a program that is done may end. */
const idleTries = 8

/** What this process does while its store does not take what it writes. */
interface Away {
  readonly owed: Owed.Owed
  /** Reading may go on where writing does not. */
  readable: boolean
  /** Tries since anybody asked; undefined when nobody tries. */
  idle: number | undefined
  told: boolean
}

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
export interface Resilient extends Store.Driver<never> {
  /** Tries once more to write what could not be written. */
  readonly settled: Effect.Effect<void>
}

/** A driver that breaks fails: what was paid for goes the same way. */
const failing = (driver: Store.Driver): Store.Driver => {
  const guarded = <A>(effect: () => Effect.Effect<A, StoreFailure>): Effect.Effect<A, StoreFailure> =>
    Effect.catchDefect(Effect.suspend(effect), (defect) =>
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

/**
 * A store that never fails: while the one behind it cannot be written, this process lays what it writes over what is
 * still read; while it cannot be read either, it goes on with what it knows. In the background it tries whether the
 * store is back, and then adds what happened meanwhile. Says so once each way.
 */
export const resilientStore = (given: Store.Driver, { isNewer, name, tell }: Options): Resilient => {
  const remote = failing(given)
  /** Whoever hears it may break; what was paid for must still be written. */
  const warn = (warning: Words) => Effect.ignoreCause(tell(warning))
  const known = recent<string>(remembered, (value) => value.length)
  const sums = new Map<string, number>()
  let gone: Away | undefined
  let ids = 0
  const freshId = () => `${name}.${(ids++).toString(36)}`

  const notice = (key: string, value: string | undefined) => {
    if (value === undefined) known.remove(key)
    else if (known.get(key) !== value) known.put(key, value)
  }

  const nameOf = ({ group, name: count }: Store.Add) => `${group}\n${count}`

  /** How far counts that have a limit are, as the store tells. */
  const reckon = (adds: ReadonlyArray<Store.Add>, committed: Store.Committed) => {
    adds.forEach((add, i) => {
      if (add.limit === undefined) return
      if (committed._tag === "Done") sums.set(nameOf(add), committed.sums[i] ?? 0)
      // The rest of it was spent by others.
      if (committed._tag === "Over" && committed.name === add.name) sums.set(nameOf(add), add.limit)
    })
  }

  /** The same change by what this process knows and has just read. */
  const locally = (
    { owed }: Away,
    change: Store.Change,
    read: ReadonlyMap<string, string | undefined>,
    now: number
  ): Store.Committed => {
    const { add = [], put = [], when = [] } = change
    /** Nobody heard that it happened, but it did. */
    const happened = (key: string) =>
      change.id !== undefined && put.some((one) => one.key === key && one.value === read.get(key))
    const holds = ({ is, key }: Store.When): boolean => {
      const own = owed.text(key, now)
      if (own !== undefined) return own.value === is
      if (read.has(key)) return read.get(key) === is || happened(key)
      return (is !== undefined && is.length > small) || known.get(key) === is
    }
    if (!when.every(holds)) return { _tag: "Changed" }
    const totals = add.map((one) => (sums.get(nameOf(one)) ?? 0) + owed.sum(one) + one.by)
    const over = add.find(({ limit }, i) => limit !== undefined && (totals[i] ?? 0) > limit)
    return over === undefined ? { _tag: "Done", sums: totals } : { _tag: "Over", name: over.name }
  }

  const settle = (away: Away): Effect.Effect<void, Store.StoreFailure> =>
    Effect.andThen(
      // A store that reads but owes nothing is tried by the next who writes.
      remote.get(["back"]),
      Effect.suspend(() => {
        away.readable = true
        return Effect.andThen(
          away.owed.settle(remote, reckon),
          Effect.suspend(() => {
            if (gone !== away) return Effect.void
            gone = undefined
            return warn(warnings.back)
          })
        )
      })
    )

  /** Tries whether the store is back, ever more rarely. */
  const returning = (away: Away): Effect.Effect<void> =>
    Effect.gen(function* () {
      let pauseMs = firstPauseMs
      for (let tries = 0; gone === away && tries < idleTries; tries = away.idle ?? idleTries) {
        yield* Effect.sleep(pauseMs)
        pauseMs = Math.min(pauseMs * 2, longestPauseMs)
        away.idle = tries + 1
        yield* Effect.ignoreCause(settle(away))
      }
      away.idle = undefined
    })

  /** Somebody asks while the store is away: it goes on being tried. */
  const use = (away: Away): Effect.Effect<void> =>
    Effect.suspend(() => {
      const tried = away.idle !== undefined
      away.idle = 0
      return tried ? Effect.void : Effect.asVoid(Effect.forkDetach(returning(away), { startImmediately: true }))
    })

  /** The store failed: from now on this process goes on alone, and hears of it once. */
  const leave = (goesOn: "reading" | "nothing"): Away => {
    const away = gone ?? { owed: Owed.make(isNewer, freshId), readable: true, idle: undefined, told: false }
    gone = away
    if (goesOn === "nothing") away.readable = false
    return away
  }

  const news = (away: Away, reason: string): Effect.Effect<void> =>
    Effect.suspend(() => {
      if (away.told) return Effect.void
      away.told = true
      return warn(away.readable ? warnings.unwritable(reason) : warnings.unreadable(reason))
    })

  /** What is owed lies over what was read. */
  const over = (away: Away, keys: ReadonlyArray<string>, values: ReadonlyArray<string | undefined>, now: number) =>
    keys.map((key, i) => {
      const own = away.owed.text(key, now)
      return own === undefined ? values[i] : own.value
    })

  const getLocally = (away: Away, keys: ReadonlyArray<string>) =>
    Effect.andThen(
      use(away),
      Effect.map(Clock.currentTimeMillis, (now) =>
        over(
          away,
          keys,
          keys.map((key) => known.get(key)),
          now
        )
      )
    )

  /** The texts as they are read; undefined when they cannot be. */
  const read = (keys: ReadonlyArray<string>): Effect.Effect<ReadonlyArray<string | undefined> | undefined> =>
    remote.get(keys).pipe(
      Effect.tap((values) => Effect.sync(() => keys.forEach((key, i) => notice(key, values[i])))),
      Effect.catch(({ reason }) =>
        Effect.suspend(() => {
          const away = leave("nothing")
          return Effect.as(Effect.andThen(use(away), news(away, reason)), undefined)
        })
      )
    )

  const get = (keys: ReadonlyArray<string>): Effect.Effect<ReadonlyArray<string | undefined>> =>
    Effect.suspend(() =>
      gone !== undefined && !gone.readable
        ? getLocally(gone, keys)
        : Effect.flatMap(read(keys), (values) => {
            const away = gone
            if (away === undefined) return values === undefined ? get(keys) : Effect.succeed(values)
            return values === undefined
              ? getLocally(away, keys)
              : Effect.andThen(
                  use(away),
                  Effect.map(Clock.currentTimeMillis, (now) => over(away, keys, values, now))
                )
          })
    )

  /** By what can be read, or else is known. */
  const commitLocally = (away: Away, change: Store.Change): Effect.Effect<Store.Committed> =>
    Effect.gen(function* () {
      yield* use(away)
      const keys = away.readable ? (change.when ?? []).map(({ key }) => key) : []
      const values = keys.length === 0 ? [] : yield* read(keys)
      const now = yield* Clock.currentTimeMillis
      // It came back while this read.
      if (gone !== away) return yield* commit(change)
      const committed = locally(away, change, new Map(values?.map((value, i) => [keys[i] ?? "", value])), now)
      if (committed._tag === "Done") {
        for (const { key, value } of change.put ?? []) notice(key, value)
        if (away.owed.owe(change, now)) yield* warn(warnings.full)
      }
      return committed
    })

  const commit = (change: Store.Change): Effect.Effect<Store.Committed> =>
    Effect.suspend(() => {
      if (gone !== undefined) return commitLocally(gone, change)
      const named = change.id === undefined && (change.add ?? []).length > 0 ? { ...change, id: freshId() } : change
      return Effect.matchEffect(remote.commit(named), {
        onSuccess: (committed) => {
          reckon(change.add ?? [], committed)
          if (committed._tag === "Done") for (const { key, value } of change.put ?? []) notice(key, value)
          return Effect.succeed(committed)
        },
        onFailure: ({ reason }) => failed(named, reason)
      })
    })

  const failed = (change: Store.Change, reason: string): Effect.Effect<Store.Committed> =>
    Effect.suspend(() => {
      const away = leave("reading")
      // First what was to be done, while nobody can have joined again; then the news of it.
      return Effect.tap(commitLocally(away, change), news(away, reason))
    })

  return {
    get,
    commit,
    counts: (group) =>
      Effect.suspend(() => {
        const local = (away: Away) =>
          Effect.as(use(away), () => {
            const own = away.owed.sums(group)
            const before = [...sums].flatMap(([key, sum]) =>
              key.startsWith(`${group}\n`) ? [[key.slice(group.length + 1), sum] as const] : []
            )
            return {
              ...own,
              ...Object.fromEntries(before.map(([count, sum]) => [count, sum + (own[count] ?? 0)]))
            }
          }).pipe(Effect.map((sumUp) => sumUp()))
        if (gone !== undefined && !gone.readable) return local(gone)
        return Effect.matchEffect(remote.counts(group), {
          onSuccess: (counts) => {
            const own = gone?.owed.sums(group) ?? {}
            return Effect.succeed({
              ...counts,
              ...Object.fromEntries(Object.entries(own).map(([count, by]) => [count, by + (counts[count] ?? 0)]))
            })
          },
          onFailure: ({ reason }) => {
            const away = leave("nothing")
            return Effect.tap(local(away), news(away, reason))
          }
        })
      }),
    // How many there are is worth no outage.
    size: (folder) =>
      Effect.suspend(() => {
        const ours = Effect.sync(() => [...known.entries()].filter(([key]) => key.startsWith(folder)).length)
        return gone?.readable === false ? ours : Effect.catch(remote.size(folder), () => ours)
      }),
    ...(remote.holds === undefined ? {} : { holds: remote.holds }),
    settled: Effect.suspend(() =>
      gone === undefined || !gone.owed.isOwing()
        ? Effect.void
        : Effect.catchCause(settle(gone), () => warn(warnings.lost))
    )
  }
}
