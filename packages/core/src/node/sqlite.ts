import { Clock, Effect, Layer, Schedule } from "effect"
import { closeSync, mkdirSync, openSync } from "node:fs"
import { dirname, resolve } from "node:path"
import type { DatabaseSync } from "node:sqlite"
import type { Scope } from "effect"
import { type Change, type Committed, type Driver, Store, StoreFailure } from "../store/Store.ts"

const tables = `
  create table if not exists texts (key text primary key, value text not null, until real not null) without rowid;
  create table if not exists counts (grp text not null, name text not null, sum real not null, primary key (grp, name)) without rowid;
  create table if not exists groups (grp text primary key, until real not null) without rowid;
  create index if not exists texts_until on texts (until);
`

/** Texts whose time is over are swept once in so many changes. */
const sweepEvery = 500

/** SQLite's own words name tables and files, never what is in them. */
const failed = (error: unknown): StoreFailure =>
  new StoreFailure({ reason: error instanceof Error ? error.message : "SQLite failed" })

const attempt = <A>(f: (now: number) => A): Effect.Effect<A, StoreFailure> =>
  Effect.flatMap(Clock.currentTimeMillis, (now) => Effect.try({ try: () => f(now), catch: failed }))

/** Opens the file, and sets it up when it is new. */
export const connect = async (path: string): Promise<DatabaseSync> => {
  // Not loaded by those who keep nothing in a file: on Node 22 it warns that it is an experiment.
  const { DatabaseSync } = await import("node:sqlite")
  const file = resolve(path)
  mkdirSync(dirname(file), { recursive: true })
  // Answers cost money and say what somebody is interested in: only their owner reads them.
  closeSync(openSync(file, "a", 0o600))
  const db = new DatabaseSync(file, { timeout: 5_000 })
  try {
    db.exec("pragma journal_mode = wal")
    // FULL: an answer costs more than the flush that keeps it through a power cut.
    db.exec("pragma synchronous = full")
    db.exec(tables)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** SQLITE_BUSY. A new file is set up by one process at a time, and SQLite does not wait for that by itself. */
const isBusy = (error: unknown): boolean => Object(error).errcode === 5

/** A store over an open file. */
export const driver = (db: DatabaseSync): Driver => {
  const read = db.prepare("select value from texts where key = ? and until > ?")
  const write = db.prepare(
    "insert into texts (key, value, until) values (?, ?, ?) on conflict (key) do update set value = excluded.value, until = excluded.until"
  )
  const remove = db.prepare("delete from texts where key = ?")
  const sum = db.prepare("select sum from counts join groups using (grp) where grp = ? and name = ? and until > ?")
  const open = db.prepare("select 1 from groups where grp = ? and until > ?")
  const clear = db.prepare("delete from counts where grp = ?")
  const increase = db.prepare(
    "insert into counts (grp, name, sum) values (?, ?, ?) on conflict (grp, name) do update set sum = sum + excluded.sum returning sum"
  )
  const extend = db.prepare(
    "insert into groups (grp, until) values (?, ?) on conflict (grp) do update set until = excluded.until"
  )
  const group = db.prepare("select name, sum from counts join groups using (grp) where grp = ? and until > ?")
  const size = db.prepare("select count(*) as n from texts where key >= ? and key < ? and until > ?")
  const sweepTexts = db.prepare("delete from texts where until <= ?")
  const sweepCounts = db.prepare("delete from counts where grp in (select grp from groups where until <= ?)")
  const sweepGroups = db.prepare("delete from groups where until <= ?")
  let changes = 0

  const valueOf = (key: string, now: number): string | undefined => {
    const value = read.get(key, now)?.["value"]
    return typeof value === "string" ? value : undefined
  }

  const sweep = (now: number) => {
    if (changes++ % sweepEvery !== 0) return
    sweepTexts.run(now)
    sweepCounts.run(now)
    sweepGroups.run(now)
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
      if (open.get(group, now) === undefined) clear.run(group)
      extend.run(group, now + ttlMs)
      return Number(increase.get(group, name, by)?.["sum"])
    })
    sweep(now)
    return { _tag: "Done", sums }
  }

  /** Takes the write lock before reading, so that nobody changes what the decision rests on. */
  const commit = (wanted: Change, now: number): Committed => {
    db.exec("begin immediate")
    try {
      const committed = change(wanted, now)
      db.exec("commit")
      return committed
    } catch (error) {
      if (db.isTransaction) db.exec("rollback")
      throw error
    }
  }

  return {
    get: (keys) => attempt((now) => keys.map((key) => valueOf(key, now))),
    commit: (wanted) => attempt((now) => commit(wanted, now)),
    counts: (name) =>
      attempt((now) =>
        Object.fromEntries(group.all(name, now).map((row) => [String(row["name"]), Number(row["sum"])]))
      ),
    size: (prefix) => attempt((now) => Number(size.get(prefix, `${prefix}\u{10ffff}`, now)?.["n"] ?? 0))
  }
}

/** One file for all programs of one machine. It survives restarts, and a kill in the middle of a write. */
export const openSqlite = (path: string): Effect.Effect<Driver, StoreFailure, Scope.Scope> =>
  Effect.acquireRelease(
    Effect.tryPromise({ try: () => connect(path), catch: (error) => error }).pipe(
      Effect.retry({
        while: isBusy,
        schedule: Schedule.spaced("20 millis").pipe(Schedule.jittered, Schedule.upTo({ duration: "5 seconds" }))
      }),
      Effect.mapError(
        (error) => new StoreFailure({ reason: `${path} cannot be used as a store: ${failed(error).reason}` })
      )
    ),
    (db) => Effect.sync(() => db.close())
  ).pipe(Effect.map(driver))

/** Keeps answers, claims and budgets in one file. */
export const sqliteStore = (path: string): Layer.Layer<Store, StoreFailure> => Layer.effect(Store, openSqlite(path))
