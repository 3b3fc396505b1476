import { Clock, Effect, Layer, Schedule } from "effect"
import { resolve } from "node:path"
import type { DatabaseSync } from "node:sqlite"
import type { Scope } from "effect"
import { type Change, type Committed, type Driver, Store, StoreFailure } from "../store/Store.ts"
import { connect, failed, fileAt, inTransaction, isBusy, loadSqlite, refusal } from "./sqliteFile.ts"

/**
 * For each text that comes, so many go whose time is over: the file does not grow, and nobody waits for a long
 * clearing. They lie all over the file, so that each costs about as much as the text that came.
 */
const sweptFor = 2

/** No turn of the event loop clears more than these. */
const sweptAtOnce = 256

/** So many of those that are over, and still in the file, are left out of a count: it takes no longer with more. */
const knownOver = 32

/** A file that another program holds for longer cannot be written for now. */
const patienceMs = 5_000

/** Touches every table, as a change does. */
const trial: Change = {
  when: [{ key: "start/of/trial", is: undefined }],
  put: [{ key: "start/of/trial", value: "", ttlMs: 0 }],
  add: [{ group: "start", name: "trial", by: 1, limit: 1, ttlMs: 0 }]
}

const replaced = new StoreFailure({ reason: "the file was removed or replaced" })

const attempt = <A>(f: (now: number) => A): Effect.Effect<A, StoreFailure> =>
  Effect.flatMap(Clock.currentTimeMillis, (now) => Effect.try({ try: () => f(now), catch: failed }))

/** A store over an open file. */
export const driver = (db: DatabaseSync): Driver => open(db).store

interface Opened {
  readonly store: Driver
  /** Writes what still waits, as far as it can be written. */
  readonly end: () => void
  /** What still waits fails: its file is gone. */
  readonly abandon: () => void
}

interface Waiting {
  readonly wanted: Change
  readonly now: number
  readonly since: number
  readonly done: (result: Effect.Effect<Committed, StoreFailure>) => void
}

const open = (db: DatabaseSync): Opened => {
  const read = db.prepare("select value from texts where key = ? and until > ?")
  const write = db.prepare(
    "insert into texts (key, value, until) values (?, ?, ?) on conflict (key) do update set value = excluded.value, until = excluded.until"
  )
  const remove = db.prepare("delete from texts where key = ?")
  const sum = db.prepare("select sum from counts join groups using (grp) where grp = ? and name = ? and until > ?")
  const isOpen = db.prepare("select 1 from groups where grp = ? and until > ?")
  const clear = db.prepare("delete from counts where grp = ?")
  const increase = db.prepare(
    "insert into counts (grp, name, sum) values (?, ?, ?) on conflict (grp, name) do update set sum = sum + excluded.sum returning sum"
  )
  const extend = db.prepare(
    "insert into groups (grp, until) values (?, ?) on conflict (grp) do update set until = excluded.until"
  )
  const group = db.prepare("select name, sum from counts join groups using (grp) where grp = ? and until > ?")
  const size = db.prepare("select count from folders where name = ?")
  const over = db.prepare(
    `select count(*) as n from (select key from texts where until <= ? limit ${knownOver}) where key >= ? and key < ?`
  )
  const sweepTexts = db.prepare(
    "delete from texts where key in (select key from texts where until <= ? order by until limit ?)"
  )
  const overGroups = db.prepare("select grp from groups where until <= ? limit 1")
  const dropGroup = db.prepare("delete from groups where grp = ?")
  const sweepCounts = db.prepare(
    "delete from counts where grp = ?1 and name in (select name from counts where grp = ?1 limit 200)"
  )

  const valueOf = (key: string, now: number): string | undefined => {
    const value = read.get(key, now)?.["value"]
    return typeof value === "string" ? value : undefined
  }

  const sweep = (now: number, came: number) => {
    sweepTexts.run(now, Math.min(came * sweptFor, sweptAtOnce))
    const ended = overGroups.get(now)?.["grp"]
    if (typeof ended === "string" && sweepCounts.run(ended).changes === 0) dropGroup.run(ended)
  }

  const change = ({ add = [], put = [], when = [] }: Change, now: number): Committed => {
    if (when.some(({ is, key }) => valueOf(key, now) !== is)) return { _tag: "Changed" }
    for (const { by, group, limit, name } of add) {
      if (limit !== undefined && Number(sum.get(group, name, now)?.["sum"] ?? 0) + by > limit)
        return { _tag: "Over", name }
    }
    for (const { key, ttlMs, value } of put) {
      if (value === undefined) remove.run(key)
      else write.run(key, value, now + ttlMs)
    }
    const sums = add.map(({ by, group, name, ttlMs }) => {
      if (isOpen.get(group, now) === undefined) clear.run(group)
      extend.run(group, now + ttlMs)
      return Number(increase.get(group, name, by)?.["sum"])
    })
    return { _tag: "Done", sums }
  }

  const together = (batch: ReadonlyArray<Waiting>): ReadonlyArray<Committed> =>
    inTransaction(
      db,
      () => {
        const all = batch.map(({ now, wanted }) => change(wanted, now))
        const [first] = batch
        const came = batch.flatMap(({ wanted }) => wanted.put ?? []).filter(({ value }) => value !== undefined).length
        if (first !== undefined) sweep(first.now, came)
        return all
      },
      "commit"
    )

  /** Another program's tables may have our names: that shows now, before anything is paid. */
  try {
    inTransaction(
      db,
      () => {
        change(trial, 0)
        sweep(0, 1)
      },
      "rollback"
    )
  } catch (error) {
    if (!isBusy(error)) throw error
  }

  let queue: Array<Waiting> = []
  let closed = false
  /** Whether somebody waited for the file in vain: until it is free, nobody else waits. */
  let held = false

  const again = (batch: ReadonlyArray<Waiting>) => {
    queue = [...batch, ...queue]
    setTimeout(flush, 5 + (queue.length % 7) * 3)
  }

  /** One by one: what cannot be written keeps nobody else from being written. */
  const alone = (one: Waiting) => {
    try {
      const [committed] = together([one])
      if (committed !== undefined) one.done(Effect.succeed(committed))
    } catch (error) {
      one.done(Effect.fail(failed(error)))
    }
  }

  /** What was requested in one turn of the event loop is one transaction, and one flush of the disk. */
  const flush = () => {
    const batch = queue
    queue = []
    if (batch.length === 0) return
    try {
      const all = together(batch)
      held = false
      batch.forEach(({ done }, i) => {
        const committed = all[i]
        if (committed !== undefined) done(Effect.succeed(committed))
      })
    } catch (error) {
      if (!isBusy(error)) {
        for (const one of batch) alone(one)
        return
      }
      const latest = performance.now() - patienceMs
      held ||= batch.some(({ since }) => since < latest)
      if (!closed && !held) return again(batch)
      for (const one of batch) one.done(Effect.fail(failed(error)))
    }
  }

  const commit = (wanted: Change): Effect.Effect<Committed, StoreFailure> =>
    Effect.flatMap(Clock.currentTimeMillis, (now) =>
      Effect.uninterruptible(
        Effect.callback((done) => {
          if (queue.push({ wanted, now, since: performance.now(), done }) === 1) setImmediate(flush)
        })
      )
    )

  const store: Driver = {
    get: (keys) => attempt((now) => keys.map((key) => valueOf(key, now))),
    commit,
    counts: (name) =>
      attempt((now) =>
        Object.fromEntries(group.all(name, now).map((row) => [String(row["name"]), Number(row["sum"])]))
      ),
    size: (name) =>
      attempt((now) =>
        Math.max(
          0,
          Number(size.get(name)?.["count"] ?? 0) - Number(over.get(now, name, `${name}\u{10ffff}`)?.["n"] ?? 0)
        )
      )
  }
  return {
    store,
    end: () => {
      closed = true
      flush()
    },
    abandon: () => {
      for (const { done } of queue.splice(0)) done(Effect.fail(replaced))
    }
  }
}

/** A file that is open, and which one it was. */
interface File extends Opened {
  readonly db: DatabaseSync
  readonly is: string | undefined
}

const openFile = (Sqlite: typeof DatabaseSync, file: string): File => {
  const db = connect(Sqlite, file)
  try {
    return { ...open(db), db, is: fileAt(file) }
  } catch (error) {
    db.close()
    throw error
  }
}

/** A file that was removed or replaced while it was open would take what is paid for with it: it is opened anew. */
const following = (Sqlite: typeof DatabaseSync, file: string) => {
  let current = openFile(Sqlite, file)
  const follow = () => {
    if (fileAt(file) === current.is) return
    const next = openFile(Sqlite, file)
    current.abandon()
    current.db.close()
    current = next
  }
  const store: Driver = {
    bounded: true,
    get: (keys) => current.store.get(keys),
    commit: (change) =>
      Effect.andThen(
        Effect.try({ try: follow, catch: (error) => refusal(file, error) }),
        Effect.suspend(() => current.store.commit(change))
      ),
    counts: (group) => current.store.counts(group),
    size: (folder) => current.store.size(folder)
  }
  const close = () => {
    current.end()
    current.db.close()
  }
  return { store, close }
}

/**
 * Opens a store in a SQLite file, for all programs on one machine. It survives restarts, and a kill in the middle of a
 * write.
 */
export const openSqlite = (path: string): Effect.Effect<Driver, StoreFailure, Scope.Scope> => {
  const file = resolve(path)
  return Effect.acquireRelease(
    Effect.tryPromise({ try: async () => following(await loadSqlite(), file), catch: (error) => error }).pipe(
      Effect.retry({
        while: isBusy,
        schedule: Schedule.spaced("20 millis").pipe(Schedule.jittered, Schedule.upTo({ duration: "5 seconds" }))
      }),
      Effect.mapError((error) => refusal(file, error))
    ),
    ({ close }) => Effect.sync(close)
  ).pipe(Effect.map(({ store }) => store))
}

/** A store in a SQLite file, for one machine: `sqliteStore("xingtu.db")`. */
export const sqliteStore = (path: string): Layer.Layer<Store, StoreFailure> => Layer.effect(Store, openSqlite(path))
