import { closeSync, mkdirSync, openSync, statSync } from "node:fs"
import { dirname } from "node:path"
import type { DatabaseSync } from "node:sqlite"
import { StoreFailure } from "../store/Store.ts"

const tables = `
  create table if not exists texts (key text primary key, value text not null, until real not null) without rowid;
  create table if not exists counts (grp text not null, name text not null, sum real not null, primary key (grp, name)) without rowid;
  create table if not exists groups (grp text primary key, until real not null) without rowid;
  create index if not exists texts_until on texts (until);
  create index if not exists groups_until on groups (until);
`

/** What a key is counted in: all of it up to the second slash. */
const folder = (key: string) =>
  `substr(${key}, 1, instr(${key}, '/') + instr(substr(${key}, instr(${key}, '/') + 1), '/'))`

/** How many texts are in each folder, counted by the file itself as they come and go. */
const counters = `
  create table folders (name text primary key, count integer not null) without rowid;
  insert into folders select ${folder("key")}, count(*) from texts group by 1;
  create trigger text_came after insert on texts begin
    insert into folders values (${folder("new.key")}, 1) on conflict (name) do update set count = count + 1;
  end;
  create trigger text_went after delete on texts begin
    update folders set count = count - 1 where name = ${folder("old.key")};
  end;
`

/** The process stands still for this long at most while another holds the file. */
const momentMs = 20

/** SQLite's own words name tables and files, never what is in them. */
export const failed = (error: unknown): StoreFailure =>
  new StoreFailure({ reason: error instanceof Error ? error.message : "SQLite failed" })

/** SQLITE_BUSY. A new file is set up by one process at a time, and SQLite does not wait for that by itself. */
export const isBusy = (error: unknown): boolean => Object(error).errcode === 5

/** Takes the write lock before reading, so that nobody changes what the decision rests on. */
export const inTransaction = <A>(db: DatabaseSync, work: () => A, end: "commit" | "rollback"): A => {
  db.exec("begin immediate")
  try {
    const all = work()
    db.exec(end)
    return all
  } catch (error) {
    if (db.isTransaction) db.exec("rollback")
    throw error
  }
}

/** What to do about a file that cannot be used, by what Node and SQLite say of it. */
const cures: ReadonlyArray<readonly [said: RegExp, cure: string]> = [
  [/^it is (a folder|not a file)/, "Name a file, such as xingtu.db."],
  [/^EEXIST|^ENOTDIR/, "A file stands where its folder should be: choose another file."],
  [/^EACCES|^EPERM|^EROFS|readonly/, "Let this process write to the file and its folder, or choose another file."],
  [
    /is full|^ENOSPC|disk I\/O/,
    "Make room on the disk, or choose a file on another one; a network folder will not do."
  ],
  [/malformed/, "The file is damaged: replace it by a copy, or move it away. What only it holds is charged again."],
  [/locked|busy/, "Another program holds the file: end it, or choose another file."],
  [
    /not a database|no such (?!file)|already exists|constraint|indexed|cannot join/i,
    "It seems to be another program's file: choose another one."
  ]
]

/** Why a file cannot be a store, and what to do. */
export const refusal = (file: string, error: unknown): StoreFailure => {
  const { reason } = failed(error)
  // Node's reasons end with a path, which may be any words.
  const [what = ""] = reason.split(/, \w+ '/)
  const [, cure = "Choose another file."] = cures.find(([said]) => said.test(what)) ?? []
  return new StoreFailure({ reason: `${file} cannot be used as a store: ${reason}. ${cure}` })
}

/** Which file is under this name: one that came in place of another has another number as long as that one is open. */
export const fileAt = (file: string): string | undefined => {
  const found = statSync(file, { throwIfNoEntry: false })
  if (found === undefined) return undefined
  if (found.isDirectory()) throw new Error("it is a folder")
  // Opening a pipe would wait for ever.
  if (!found.isFile()) throw new Error("it is not a file")
  return `${found.dev}/${found.ino}`
}

/** SQLite, which is not loaded by those who keep nothing in a file: on Node 22 it warns that it is an experiment. */
export const loadSqlite = async (): Promise<typeof DatabaseSync> => (await import("node:sqlite")).DatabaseSync

const isSetUp = (db: DatabaseSync): boolean =>
  db.prepare("select 1 from sqlite_master where name = 'folders'").get() !== undefined

/** All of it or nothing, by one process. */
const setUp = (db: DatabaseSync): void => {
  if (isSetUp(db)) return
  inTransaction(
    db,
    () => {
      if (!isSetUp(db)) db.exec(tables + counters)
    },
    "commit"
  )
}

/** Sets up what is open, when it is new. A file system without shared memory has no log, which is slower. */
export const prepare = (db: DatabaseSync): void => {
  // FULL: a result costs more than the flush that keeps it through a power cut.
  db.exec("pragma synchronous = full")
  // What was cleared is used again; the log beside the file does not stay as long as it once was.
  db.exec("pragma journal_size_limit = 16000000")
  setUp(db)
  db.exec("pragma journal_mode = wal")
}

/** Opens the file, and sets it up when it is new. */
export const connect = (Sqlite: typeof DatabaseSync, file: string): DatabaseSync => {
  fileAt(file)
  mkdirSync(dirname(file), { recursive: true })
  // Results cost money and say what somebody is interested in: only their owner reads them.
  closeSync(openSync(file, "a", 0o600))
  const db = new Sqlite(file, { timeout: momentMs })
  try {
    prepare(db)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}
