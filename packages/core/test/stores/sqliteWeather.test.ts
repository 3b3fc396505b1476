import { expect, it } from "@effect/vitest"
import { Effect } from "effect"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { afterAll } from "vitest"
import { catalogue } from "../../src/index.ts"
import { openSqlite } from "../../src/node/index.ts"
import { connect } from "../../src/node/sqliteFile.ts"
import { creator, scripted } from "../support/api.ts"

const { spreadMetrics } = catalogue
const folder = mkdtempSync(join(tmpdir(), "xingtu-sqlite-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it.live("a file that another program holds: nothing stands still, nothing is paid twice", () =>
  Effect.scoped(
    Effect.gen(function* () {
      const file = join(folder, "held.db")
      const store = yield* openSqlite(file)
      const api = scripted()
      const xingtu = yield* api.client({ atHand: 0 }, store)
      yield* xingtu.call(spreadMetrics, { oAuthorId: creator(0) })
      const other = connect(DatabaseSync, file)
      other.exec("begin immediate")
      let longest = 0
      let last = performance.now()
      const beat = setInterval(() => {
        longest = Math.max(longest, performance.now() - last)
        last = performance.now()
      }, 5)
      for (const n of [0, 1, 0, 1]) yield* xingtu.call(spreadMetrics, { oAuthorId: creator(n) })
      clearInterval(beat)
      expect(longest).toBeLessThan(1_000)
      expect(api.charged).toHaveLength(2)
      expect(api.warnings[0]).toMatch(/cannot be written/)
      other.exec("commit")
      other.close()
      yield* xingtu.settled
      const next = yield* api.client({}, store)
      expect((yield* next.quota()).token).toMatchObject({ used: 2, open: 0 })
      expect((yield* next.quota()).stored).toBe(2)
    })
  )
)

it.live(
  "a file that another program holds: one change waits for it, those after it fail at once, until it is free",
  () =>
    Effect.scoped(
      Effect.gen(function* () {
        const file = join(folder, "held long.db")
        const store = yield* openSqlite(file)
        const put = (n: number) => store.commit({ put: [{ key: `a/b/${n}`, value: "x", ttlMs: 60_000 }] })
        const other = connect(DatabaseSync, file)
        other.exec("begin immediate")
        yield* Effect.flip(put(0))
        const began = performance.now()
        for (let n = 1; n <= 10; n++) yield* Effect.flip(put(n))
        // Ten waits of two seconds otherwise.
        expect(performance.now() - began).toBeLessThan(2_000)
        other.exec("commit")
        expect((yield* put(11))._tag).toBe("Done")
        // What is held for a moment is waited for again.
        other.exec("begin immediate")
        setTimeout(() => other.exec("commit"), 200)
        expect((yield* put(12))._tag).toBe("Done")
        other.close()
      })
    )
)

it.live("texts whose time is over go a few at a time, and their room is used again", () =>
  Effect.scoped(
    Effect.gen(function* () {
      const db = connect(DatabaseSync, join(folder, "room.db"))
      const store = yield* openSqlite(join(folder, "room.db"))
      const insert = db.prepare("insert into texts (key, value, until) values (?, ?, 1)")
      db.exec("begin")
      for (let i = 0; i < 600; i++) insert.run(`a/b/${i}`, "x".repeat(1_000))
      db.exec("commit")
      const left = () => Number(db.prepare("select count(*) as n from texts").get()?.["n"])
      const pages = () => Number(db.prepare("pragma page_count").get()?.["page_count"])
      const before = pages()
      const put = (key: string) => store.commit({ put: [{ key, value: "y".repeat(1_000), ttlMs: 60_000 }] })
      yield* put("a/b/first")
      expect(left()).toBe(600 + 1 - 2)
      // What comes in one turn of the event loop is one transaction, and still more goes than comes.
      yield* Effect.forEach(Array.from({ length: 50 }), (_, i) => put(`a/b/new${i}`), { concurrency: "unbounded" })
      expect(left()).toBe(600 + 1 - 2 + 50 - 100)
      for (let i = 0; i < 300; i++) yield* put(`a/b/new${i}`)
      expect(left()).toBe(301)
      expect(pages()).toBeLessThan(before * 1.1)
      expect(yield* store.size("a/b/")).toBe(301)
      db.close()
    })
  )
)

it.live("an answer that was written is on the disk: a power cut takes nothing that was paid for", () =>
  Effect.sync(() => {
    const db = connect(DatabaseSync, join(folder, "power.db"))
    const of = (pragma: string) => Object.values(db.prepare(`pragma ${pragma}`).get() ?? {})[0]
    // FULL, which flushes the log with each commit.
    expect([of("synchronous"), of("journal_mode")]).toEqual([2, "wal"])
    db.close()
  })
)
