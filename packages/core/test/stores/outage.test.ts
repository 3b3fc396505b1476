import { expect, it } from "@effect/vitest"
import { Effect } from "effect"
import { TestClock } from "effect/testing"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { afterAll } from "vitest"
import { catalogue, Store } from "../../src/adapter.ts"
import { openSqlite, redisStore } from "../../src/node/index.ts"
import { driver } from "../../src/node/sqlite.ts"
import { connect } from "../../src/node/sqliteFile.ts"
import { createXingtu } from "../../src/promise.ts"
import { creator, pass, scripted } from "../support/api.ts"
import { durable, endRedis, freePort, installed, kill, needsServer, startRedis } from "../support/ownRedis.ts"
import { serve } from "../support/server.ts"

const { spreadMetrics } = catalogue
const folder = mkdtempSync(join(tmpdir(), "xingtu-outage-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
afterAll(endRedis)

/** A store that can be taken away. */
const breakable = () => {
  const store = Store.memory()
  let away = false
  const guarded = <A>(effect: Effect.Effect<A>) =>
    Effect.suspend((): Effect.Effect<A, Store.StoreFailure> =>
      away ? Effect.fail(new Store.StoreFailure({ reason: "gone" })) : effect
    )
  const driver: Store.Driver = {
    get: (keys) => guarded(store.get(keys)),
    commit: (change) => guarded(store.commit(change)),
    counts: (group) => guarded(store.counts(group)),
    size: (prefix) => guarded(store.size(prefix))
  }
  return { driver, store, take: () => void (away = true), giveBack: () => void (away = false) }
}

it.effect(
  "while the store is away a process goes on with what it knows; the budget counts on from there; then all is joined",
  () =>
    Effect.gen(function* () {
      const place = breakable()
      const api = scripted(({ id }) => ({ code: id === creator(66) ? 400 : 0 }))
      const xingtu = yield* api.client({ dailyBudget: 5, atHand: 0 }, place.driver)
      const ask = (n: number) => xingtu.call(spreadMetrics, { oAuthorId: creator(n) })
      yield* ask(1)
      yield* ask(2)
      place.take()
      yield* ask(3)
      yield* ask(4)
      expect((yield* ask(3)).meta.source).toBe("store")
      yield* ask(5)
      expect((yield* Effect.flip(ask(6)))._tag).toBe("BudgetSpent")
      expect(api.warnings).toHaveLength(1)
      expect(api.warnings[0]).toContain("gone")
      place.giveBack()
      yield* TestClock.adjust("30 seconds")
      expect((yield* ask(4)).meta.source).toBe("store")
      expect((yield* xingtu.quota()).token).toMatchObject({ used: 5, open: 0, left: 0 })
      expect(api.warnings).toHaveLength(2)
      expect(api.charged).toHaveLength(5)
      // Another process now finds what was paid meanwhile.
      const other = yield* api.client({ dailyBudget: 5 }, place.store)
      expect((yield* other.call(spreadMetrics, { oAuthorId: creator(5) })).meta.source).toBe("store")
    })
)

it.effect("a call that is out when the store goes and comes back is stored, and releases its claim", () =>
  Effect.gen(function* () {
    const place = breakable()
    const api = scripted(({ id }) => ({ code: id === creator(2) ? 301 : 0 }))
    const xingtu = yield* api.client(
      { dailyBudget: 9, retries: 0 },
      {
        ...place.driver,
        // The store goes right after the claim.
        commit: (change) =>
          Effect.tap(place.driver.commit(change), () =>
            Effect.sync(() => {
              if (change.put?.some(({ value }) => value?.startsWith("Claimed")) === true) place.take()
            })
          )
      }
    )
    yield* xingtu.call(spreadMetrics, { oAuthorId: creator(1) })
    place.giveBack()
    yield* TestClock.adjust("5 seconds")
    yield* Effect.flip(xingtu.call(spreadMetrics, { oAuthorId: creator(2) }))
    place.giveBack()
    yield* TestClock.adjust("60 seconds")
    const other = yield* api.client({ dailyBudget: 9 }, place.store)
    expect(yield* other.plan(spreadMetrics, [creator(1), creator(2)])).toMatchObject({
      stored: [creator(1)],
      toPay: [creator(2)],
      unsettled: [],
      left: 8
    })
  })
)

it.effect("a gate that was seen closed stays closed while the store is away", () =>
  Effect.gen(function* () {
    const place = breakable()
    const api = scripted(() => ({ code: 303 }))
    const xingtu = yield* api.client({}, place.driver)
    yield* Effect.flip(xingtu.call(spreadMetrics, { oAuthorId: creator(1) }))
    place.take()
    expect((yield* Effect.flip(xingtu.call(spreadMetrics, { oAuthorId: creator(2) })))._tag).toBe("GateClosed")
    expect(api.asked).toHaveLength(1)
  })
)

it.live.each([
  ["turns read-only", (db: DatabaseSync) => db.exec("pragma query_only = on"), /readonly/],
  [
    "is full",
    (db: DatabaseSync) =>
      db.exec(`pragma max_page_count = ${Number(db.prepare("pragma page_count").get()?.["page_count"])}`),
    /full/
  ]
] as const)(
  "a file that %s: the paid answer is returned and kept in the process, with a warning",
  ([name, spoil, words]) =>
    Effect.scoped(
      Effect.gen(function* () {
        const db = connect(DatabaseSync, join(folder, `${name}.db`))
        const real = driver(db)
        const api = scripted(() => ({ body: JSON.stringify({ code: 0, data: { text: "x".repeat(100_000) } }) }))
        const xingtu = yield* api.client(
          { atHand: 0 },
          {
            ...real,
            commit: (change) => Effect.tap(real.commit(change), () => Effect.sync(() => spoil(db)))
          }
        )
        expect((yield* xingtu.call(spreadMetrics, { oAuthorId: creator(1) })).meta.charged).toBe("yes")
        expect((yield* xingtu.call(spreadMetrics, { oAuthorId: creator(1) })).meta.source).toBe("store")
        expect(api.asked).toHaveLength(1)
        expect(api.warnings).toHaveLength(1)
        expect(api.warnings[0]).toMatch(words)
        db.close()
      })
    )
)

it.live("a file that cannot be used says so at the start", () =>
  Effect.gen(function* () {
    const file = join(folder, "a-file")
    writeFileSync(file, "not a folder")
    const inside = yield* Effect.flip(Effect.scoped(openSqlite(join(file, "answers.db"))))
    expect(inside.reason).toMatch(/answers\.db cannot be used as a store: /)
    const other = yield* Effect.flip(Effect.scoped(openSqlite(file)))
    expect(other.reason).toMatch(/a-file cannot be used as a store: file is not a database/)
  })
)

it.skipIf(!installed)(
  `Redis disappears in mid-run and returns: calls go on, nothing is lost, the state joins${needsServer}`,
  async () => {
    const port = await freePort()
    const first = await startRedis(port, durable)
    const server = await serve()
    const warnings: Array<string> = []
    const make = () =>
      createXingtu({
        token: "token",
        baseUrl: server.url,
        store: redisStore(`redis://127.0.0.1:${port}`),
        requestsPerSecond: 1_000,
        dailyBudget: 60,
        onWarning: (warning) => warnings.push(warning)
      })
    const xingtu = make()
    const ask = (from: number, count: number) =>
      xingtu.many(
        spreadMetrics,
        Array.from({ length: count }, (_, i) => creator(from + i))
      )
    const answered = (outcomes: Awaited<ReturnType<typeof ask>>) =>
      outcomes.filter(({ _tag }) => _tag === "Answered").length
    expect(answered(await ask(0, 20))).toBe(20)
    const [during] = await Promise.all([ask(20, 20), kill(first)])
    expect(answered(during)).toBe(20)
    expect(answered(await ask(0, 40))).toBe(40)
    expect(server.charged).toHaveLength(40)
    expect(warnings).toHaveLength(1)
    expect(warnings[0]).toMatch(/^The store cannot be used \(Redis/)
    // The budget goes on from what this process knew.
    const over = await ask(40, 25)
    expect(answered(over)).toBe(20)
    await startRedis(port, durable)
    await expect.poll(() => xingtu.quota().then(() => warnings.length), { timeout: 20_000, interval: 250 }).toBe(2)
    expect((await xingtu.quota()).token).toMatchObject({ used: 60, left: 0 })
    // Another process finds all of it.
    const other = make()
    expect(
      (
        await other.plan(
          spreadMetrics,
          Array.from({ length: 60 }, (_, i) => creator(i))
        )
      ).stored
    ).toHaveLength(60)
    expect((await other.quota()).token).toMatchObject({ used: 60, left: 0 })
    await other.close()
    await xingtu.close()
    await server.close()
  },
  60_000
)

it("a Redis that is not there at the start: the first call waits shortly, warns and goes on", async () => {
  const server = await serve()
  const warnings: Array<string> = []
  const xingtu = createXingtu({
    token: "token",
    baseUrl: server.url,
    store: redisStore(`redis://127.0.0.1:${await freePort()}`),
    onWarning: (warning) => warnings.push(warning)
  })
  expect((await xingtu.spreadMetrics({ oAuthorId: creator(1) })).meta.charged).toBe("yes")
  expect(warnings).toHaveLength(1)
  await xingtu.close()
  await server.close()
})

it.effect("what happens while the state joins again is not lost either", () =>
  Effect.gen(function* () {
    const place = breakable()
    const slow: Store.Driver = {
      ...place.driver,
      commit: (change) => Effect.delay(place.driver.commit(change), "100 millis")
    }
    const api = scripted()
    const xingtu = yield* api.client({ dailyBudget: 50 }, slow)
    const ask = (from: number, count: number) =>
      Effect.forkChild(
        Effect.forEach(
          Array.from({ length: count }, (_, i) => creator(from + i)),
          (id) => xingtu.call(spreadMetrics, { oAuthorId: id }),
          { concurrency: "unbounded" }
        )
      )
    place.take()
    yield* ask(0, 5)
    yield* pass(100)
    // As far as this process knows.
    expect((yield* xingtu.quota()).token).toMatchObject({ used: 5, left: 45 })
    place.giveBack()
    yield* pass(2_000, 100)
    yield* ask(10, 1)
    // Five answers take 500 ms to be carried over, then the books another 100: in that moment somebody else asks.
    yield* pass(550)
    yield* ask(11, 1)
    yield* pass(5_000, 50)
    expect(api.charged).toHaveLength(7)
    const other = yield* api.client({ dailyBudget: 50 }, place.store)
    expect((yield* other.quota()).token).toMatchObject({ used: 7, open: 0, left: 43 })
    expect((yield* other.quota()).stored).toBe(7)
  })
)
