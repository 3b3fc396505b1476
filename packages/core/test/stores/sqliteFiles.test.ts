import { expect, it } from "@effect/vitest"
import { Effect } from "effect"
import { execFileSync } from "node:child_process"
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { catalogue } from "../../src/index.ts"
import { openSqlite } from "../../src/node/index.ts"
import { driver } from "../../src/node/sqlite.ts"
import { prepare } from "../../src/node/sqliteFile.ts"
import { creator, scripted } from "../support/api.ts"
import { ownDisk } from "../support/disk.ts"
import { storeContract } from "../support/storeContract.ts"

const { spreadMetrics } = catalogue
const { disk, folder, mounted } = ownDisk()
const needsDisk = mounted ? "" : " (skipped: no disk can be mounted)"

const run = (file: string, ...statements: ReadonlyArray<string>): void => {
  const db = new DatabaseSync(file)
  for (const statement of statements) db.exec(statement)
  db.close()
}

const refused = (file: string) => Effect.map(Effect.flip(Effect.scoped(openSqlite(file))), ({ reason }) => reason)

const another = /\.db cannot be used as a store: .+\. It seems to be another program's file: choose another one\.$/

it.live.each([
  ["a table of our name with other columns", ["create table texts (id integer primary key, body text)"]],
  ["a table of our name without its key", ["create table texts (key text, value text, until real)"]],
  [
    "a table of our name with one more column",
    ["create table texts (key text primary key, value text not null, until real not null, who text not null)"]
  ],
  ["a view of our name", ["create view texts as select 1 as key, 2 as value, 3 as until"]],
  ["other counts", ["create table counts (id integer primary key, n integer)"]],
  ["other folders", ["create table folders (id integer primary key, n integer)"]],
  ["an index of our name", ["create table other (x)", "create index folders on other (x)"]],
  ["other groups", ["create table groups (id integer primary key, name text)"]],
  [
    "a trigger of our name",
    ["create table other (x)", "create trigger text_came after insert on other begin select 1; end"]
  ]
] as const)("a database with %s is refused at the start", ([name, statements]) =>
  Effect.gen(function* () {
    const file = join(folder, `${name}.db`)
    run(file, ...statements)
    expect(yield* refused(file)).toMatch(another)
  })
)

it.live("a file that is no database is refused, and stays as it was", () =>
  Effect.gen(function* () {
    const file = join(folder, "creators.db")
    const text = "id,name\n1,2\n".repeat(1_000)
    writeFileSync(file, text)
    expect(yield* refused(file)).toMatch(another)
    expect(readFileSync(file, "utf8")).toBe(text)
  })
)

it.live("what is no file is refused at once", () =>
  Effect.gen(function* () {
    expect(yield* refused(folder)).toBe(
      `${folder} cannot be used as a store: it is a folder. Name a file, such as xingtu.db.`
    )
    expect(yield* refused("")).toMatch(/it is a folder/)
    expect(yield* refused("/dev/null")).toMatch(/it is not a file/)
    execFileSync("mkfifo", [join(folder, "pipe")])
    expect(yield* refused(join(folder, "pipe"))).toMatch(/it is not a file/)
    expect(yield* refused(join(folder, "a\0b.db"))).toMatch(/Choose another file\.$/)
  })
)

it.live.each(["busy", "malformed", "is full", "readonly"])("a file where its folder %j should be is named", (name) =>
  Effect.gen(function* () {
    const inTheWay = join(folder, name)
    writeFileSync(inTheWay, "")
    for (const file of [join(inTheWay, "a.db"), join(inTheWay, "deep", "a.db")])
      expect(yield* refused(file)).toMatch(/A file stands where its folder should be: choose another file\.$/)
  })
)

it.live("a file that was cut off is refused", () =>
  Effect.gen(function* () {
    const file = join(folder, "cut.db")
    yield* Effect.scoped(openSqlite(file))
    truncateSync(file, 9_000)
    expect(yield* refused(file)).toMatch(/malformed\. The file is damaged/)
  })
)

it.live.skipIf(!mounted)(`a disk that is read only, or full, is told at the start${needsDisk}`, () =>
  Effect.gen(function* () {
    const file = join(disk, "answers.db")
    yield* Effect.scoped(openSqlite(file))
    execFileSync("mount", ["-o", "remount,ro", disk])
    for (const name of [file, join(disk, "new.db")]) expect(yield* refused(name)).toMatch(/Let this process write/)
    execFileSync("mount", ["-o", "remount,rw,size=64k", disk])
    execFileSync("sh", ["-c", `cat /dev/zero > ${join(disk, "fill")} 2> /dev/null || true`])
    for (const name of [file, join(disk, "new.db")]) expect(yield* refused(name)).toMatch(/Make room on the disk/)
    rmSync(join(disk, "fill"))
    yield* Effect.scoped(openSqlite(file))
  })
)

const replacements: Readonly<Record<string, (file: string) => void>> = {
  removed: (file) => ["", "-wal", "-shm"].forEach((end) => rmSync(file + end, { force: true })),
  "removed without its log": (file) => rmSync(file),
  "removed with its folder": (file) => rmSync(join(file, ".."), { recursive: true }),
  "replaced by another program's": (file) => {
    run(`${file}.new`, "create table other (x)")
    renameSync(`${file}.new`, file)
  },
  "moved away": (file) => renameSync(file, `${file}.old`)
}

it.live.each(Object.entries(replacements))(
  "a file that is %s while it is open: what is paid for from then on is in the new one",
  ([name, replace]) =>
    Effect.scoped(
      Effect.gen(function* () {
        const place = join(folder, name)
        mkdirSync(place)
        const file = join(place, "answers.db")
        const api = scripted()
        const xingtu = yield* api.client({ atHand: 0 }, yield* openSqlite(file))
        yield* xingtu.call(spreadMetrics, { oAuthorId: creator(0) })
        replace(file)
        for (const n of [1, 2, 1, 2]) yield* xingtu.call(spreadMetrics, { oAuthorId: creator(n) })
        expect(api.charged).toHaveLength(3)
        expect(api.warnings).toEqual([])
        // Another process finds it.
        const next = yield* api.client({}, yield* openSqlite(file))
        expect((yield* next.plan(spreadMetrics, [creator(1), creator(2)])).stored).toHaveLength(2)
        expect((yield* next.quota()).token).toMatchObject({ used: 2, open: 0 })
        expect(existsSync(`${file}-wal`)).toBe(true)
      })
    )
)

it.live("a file that is replaced by something else: calls go on, and are written once it is a file again", () =>
  Effect.scoped(
    Effect.gen(function* () {
      const file = join(folder, "lost.db")
      const api = scripted()
      const xingtu = yield* api.client({ atHand: 0 }, yield* openSqlite(file))
      yield* xingtu.call(spreadMetrics, { oAuthorId: creator(0) })
      rmSync(file)
      mkdirSync(file)
      for (const n of [0, 1, 1, 0]) yield* xingtu.call(spreadMetrics, { oAuthorId: creator(n) })
      expect(api.charged).toHaveLength(2)
      expect(api.warnings).toHaveLength(1)
      expect(api.warnings[0]).toMatch(/cannot be written \(.*lost\.db cannot be used as a store: it is a folder/)
      rmSync(file, { recursive: true })
      yield* xingtu.settled
      const next = yield* api.client({}, yield* openSqlite(file))
      expect((yield* next.plan(spreadMetrics, [creator(1)])).stored).toHaveLength(1)
      expect((yield* next.quota()).token).toMatchObject({ used: 1, open: 0 })
    })
  )
)

it.live("a file system without shared memory keeps the contract", () =>
  Effect.gen(function* () {
    const db = new DatabaseSync(new URL(`file://${join(folder, "dotfile.db")}?vfs=unix-dotfile`))
    prepare(db)
    expect(db.prepare("pragma journal_mode").get()).toEqual({ journal_mode: "delete" })
    const store = driver(db)
    for (const [i, { check }] of storeContract.entries()) yield* check(store, `case${i}:`)
    db.close()
  })
)

it.effect("a file keeps to its time by itself: no second watch is set beside it", () =>
  Effect.map(Effect.scoped(openSqlite(join(folder, "bounded.db"))), ({ bounded }) => expect(bounded).toBe(true))
)
