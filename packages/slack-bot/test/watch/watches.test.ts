import { Store } from "@xingtu/core/adapter"
import { openRedis, openSqlite } from "@xingtu/core/node"
import { Effect, Exit, Redacted, Scope } from "effect"
import { randomUUID } from "node:crypto"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, describe, expect, test } from "vitest"
import { openPostgres } from "../../src/store/postgres.ts"
import { Durable } from "../../src/store/Stores.ts"
import type { Watch } from "../../src/state/Watch.ts"
import * as Watches from "../../src/state/Watches.ts"
import { databaseUrl } from "../support/database.ts"
import { redisUrl } from "../support/redis.ts"

const folder = mkdtempSync(join(tmpdir(), "xingtu-watches-"))
const scope = Effect.runSync(Scope.make())
const open = (store: Effect.Effect<Store.Driver, Store.StoreFailure, Scope.Scope>) =>
  Effect.runPromise(Scope.provide(store, scope))

const redis = await redisUrl()
const database = await databaseUrl()
const prefix = `xingtu-test-${randomUUID()}:`
const ofRedis = () => Effect.map(openRedis({ url: redis ?? "", prefix }), ({ store }) => store)

/** Each twice, as two processes have it. */
const stores: ReadonlyArray<readonly [string, Store.Driver, Store.Driver]> = await Promise.all([
  (async () => {
    const memory = Store.memory()
    return ["memory", memory, memory] as const
  })(),
  (async () => {
    const file = join(folder, "store.sqlite")
    return ["SQLite", await open(openSqlite(file)), await open(openSqlite(file))] as const
  })(),
  ...(redis === undefined ? [] : [(async () => ["Redis", await open(ofRedis()), await open(ofRedis())] as const)()]),
  ...(database === undefined
    ? []
    : [
        (async () => {
          const url = Redacted.make(database.url)
          return ["PostgreSQL", await open(openPostgres(url)), await open(openPostgres(url))] as const
        })()
      ])
])

afterAll(async () => {
  await Effect.runPromise(Scope.close(scope, Exit.void))
  await database?.drop()
  rmSync(folder, { recursive: true, force: true })
})

const watchOf = (id: string, due = 1_000_000): Watch => ({
  id,
  team: "T1",
  user: "U1",
  channel: "C1",
  lang: "en",
  kind: "watch",
  ids: ["6955721930401185805"],
  gone: [],
  names: {},
  watch: ["cpm"],
  thresholds: { cpm: 0.1 },
  schedule: { days: [], minute: 540 },
  zone: "Asia/Shanghai",
  to: "U1",
  state: "on",
  due,
  refused: 0
})

describe.each(stores)("watches in %s", (_, one, other) => {
  const on =
    (store: Store.Driver) =>
    <A, E>(effect: Effect.Effect<A, E, Durable>): Promise<A> =>
      Effect.runPromise(Effect.provideService(effect, Durable, store))
  const [here, there] = [on(one), on(other)]
  const dueAt = async (now: number) => (await there(Watches.due(now))).map(({ id }) => id).toSorted()

  test("are due when their time has come, and not while they pause or when they are gone", async () => {
    expect(await here(Watches.add(watchOf("a")))).toBe("added")
    expect(await there(Watches.add(watchOf("a")))).toBe("known")
    await here(Watches.add(watchOf("b", 2_000_000)))
    expect(await dueAt(999_999)).toEqual([])
    expect(await dueAt(1_000_000)).toEqual(["a"])
    expect(await dueAt(2_000_000)).toEqual(["a", "b"])
    await here(Watches.update("T1", "a", (watch) => ({ ...watch, state: "paused" })))
    expect(await dueAt(2_000_000)).toEqual(["b"])
    await here(Watches.update("T1", "b", () => undefined))
    expect(await dueAt(2_000_000)).toEqual([])
    expect((await there(Watches.of("T1"))).map(({ id }) => id)).toEqual(["a"])
    await here(Watches.update("T1", "a", () => undefined))
  })

  test("fifty who want to run one: one does, and then nobody does", async () => {
    const watch = watchOf("race")
    await here(Watches.add(watch))
    const claims = await Promise.all(
      Array.from({ length: 50 }, (__, n) => (n % 2 === 0 ? here : there)(Watches.claim(watch, watch.due)))
    )
    const won = claims.filter((claim) => claim !== undefined)
    expect(won).toHaveLength(1)
    const [claim] = won
    if (claim === undefined) throw new Error("nobody won")
    const seen = { x: { cpm: { id: "x", at: "2026-11-30T00:00:00.000Z" } } }
    expect(await here(Watches.finish(claim, (found) => ({ ...found, due: 9_000_000 }), seen))).toMatchObject({
      due: 9_000_000
    })
    expect(await there(Watches.claim(watch, watch.due))).toBeUndefined()
    const again = await there(Watches.claim(watchOf("race", 9_000_000), 9_000_000))
    expect(again?.seen).toEqual(seen)
    await here(Watches.update("T1", "race", () => undefined))
  })

  test("what people change during a run stays, and what they stop is gone", async () => {
    for (const id of ["p", "s"]) await here(Watches.add(watchOf(id)))
    const paused = await here(Watches.claim(watchOf("p"), 1_000_000))
    const stopped = await here(Watches.claim(watchOf("s"), 1_000_000))
    if (paused === undefined || stopped === undefined) throw new Error("no claim")
    await there(Watches.update("T1", "p", (watch) => ({ ...watch, state: "paused" })))
    await there(Watches.update("T1", "s", () => undefined))
    await here(Watches.finish(paused, (watch) => ({ ...watch, due: 9_000_000 })))
    await here(Watches.finish(stopped, (watch) => ({ ...watch, due: 9_000_000 })))
    expect(await there(Watches.of("T1"))).toMatchObject([{ id: "p", state: "paused", due: 9_000_000 }])
    expect(await dueAt(10_000_000)).toEqual([])
    await here(Watches.forget("T1"))
    expect(await there(Watches.of("T1"))).toEqual([])
  })

  test("a claim that another took cannot be renewed or finished", async () => {
    await here(Watches.add(watchOf("c")))
    const first = await here(Watches.claim(watchOf("c"), 1_000_000))
    if (first === undefined) throw new Error("no claim")
    await here(Watches.renew(first))
    await here(Watches.release(first))
    const second = await there(Watches.claim(watchOf("c"), 1_000_000))
    expect(second?.watch.began).toBe(1_000_000)
    await expect(here(Watches.renew(first))).rejects.toMatchObject({ _tag: "ClaimLost" })
    expect(await here(Watches.finish(first, (watch) => ({ ...watch, due: 9_000_000 })))).toBeUndefined()
    await here(Watches.forget("T1"))
  })

  test("a workspace has a hundred at most", async () => {
    for (let i = 0; i < Watches.atMost; i++) await here(Watches.add({ ...watchOf(`n${i}`), team: "T2" }))
    expect(await here(Watches.add({ ...watchOf("more"), team: "T2" }))).toBe("full")
    await here(Watches.forget("T2"))
    expect(await there(Watches.of("T2"))).toEqual([])
  })
})
