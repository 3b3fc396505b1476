import { expect, it } from "@effect/vitest"
import { Effect, type Scope } from "effect"
import { TestClock } from "effect/testing"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, describe } from "vitest"
import { openRedis, openSqlite } from "../../src/node/index.ts"
import * as Store from "../../src/store/Store.ts"
import { clearRedis, needsRedis, redis } from "../support/redis.ts"
import { lostReplyContract, storeContract } from "../support/storeContract.ts"

const folder = mkdtempSync(join(tmpdir(), "xingtu-store-"))
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await clearRedis()
})

type Open = Effect.Effect<Store.Driver, Store.StoreFailure, Scope.Scope>

let files = 0
const sqlite: Open = Effect.suspend(() => openSqlite(join(folder, `${files++}.db`)))

const stores: ReadonlyArray<readonly [name: string, open: Open | undefined]> = [
  ["memory", Effect.sync(() => Store.memory())],
  ["SQLite", sqlite],
  [`Redis${needsRedis}`, redis === undefined ? undefined : Effect.map(openRedis(redis), ({ store }) => store)]
]

describe.each(stores)("%s", (_, open) => {
  for (const [i, { check, name }] of storeContract.entries()) {
    it.live.skipIf(open === undefined)(name, () =>
      Effect.scoped(Effect.flatMap(open ?? Effect.die("skipped"), (store) => check(store, `case${i}:`)))
    )
  }
})

// The reply of a file cannot get lost.
describe.each(stores.filter(([name]) => name !== "SQLite"))("%s", (_, open) => {
  for (const [i, { check, name }] of lostReplyContract.entries()) {
    it.live.skipIf(open === undefined)(name, () =>
      Effect.scoped(Effect.flatMap(open ?? Effect.die("skipped"), (store) => check(store, `lost${i}:`)))
    )
  }
})

// Redis keeps time itself; its own expiry is not tested here.
describe.each(stores.slice(0, 2))("%s", (_, open) => {
  it.effect("a text and a group of counts end when their time is over", () =>
    Effect.scoped(
      Effect.gen(function* () {
        const store = yield* open ?? Effect.die("never")
        yield* store.commit({
          put: [
            { key: "a/b/short", value: "v", ttlMs: 1_000 },
            { key: "a/b/long", value: "v", ttlMs: 9_000 }
          ],
          add: [{ group: "g", name: "n", by: 3, ttlMs: 1_000 }]
        })
        yield* TestClock.adjust(999)
        expect(yield* store.get(["a/b/short", "a/b/long"])).toEqual(["v", "v"])
        expect(yield* store.counts("g")).toEqual({ n: 3 })
        yield* TestClock.adjust(1)
        expect(yield* store.get(["a/b/short", "a/b/long"])).toEqual([undefined, "v"])
        expect(yield* store.size("a/b/")).toBe(1)
        expect(yield* store.counts("g")).toEqual({})
        const again = yield* store.commit({
          when: [{ key: "a/b/short", is: undefined }],
          add: [{ group: "g", name: "n", by: 1, limit: 1, ttlMs: 1_000 }]
        })
        expect(again).toEqual({ _tag: "Done", sums: [1] })
      })
    )
  )
})

it.effect("memory says that it is nearly full however few and long its texts are, once", () =>
  Effect.gen(function* () {
    for (const [count, length] of [
      [16, 1],
      [10_000, 100_000]
    ] as const) {
      const said: Array<string> = []
      const tell = ({ en }: { readonly en: string }) => Effect.sync(() => void said.push(en))
      const store = Store.memory({ count, characters: 1_600_000, tell })
      const put = (n: number) => store.commit({ put: [{ key: `a/b/${n}`, value: "x".repeat(length), ttlMs: 1_000 }] })
      for (let n = 0; n < 15; n++) yield* put(n)
      expect(said).toEqual([])
      for (let n = 15; n < 40; n++) yield* put(n)
      expect(said).toEqual([expect.stringMatching(/nearly full \(16 results\)/)])
    }
  })
)

it.effect("a full memory drops what is over before what is good, wherever it stands", () =>
  Effect.gen(function* () {
    const store = Store.memory(100)
    const write = (keys: ReadonlyArray<string>, ttlMs: number) =>
      Effect.forEach(keys, (key) => store.commit({ put: [{ key, value: key.padEnd(300), ttlMs }] }))
    const named = (kind: string) => Array.from({ length: 50 }, (_, n) => `${kind}${n}`)
    yield* Effect.forEach(named("").keys(), (n) =>
      Effect.andThen(write([`good${n}`], 9_000), write([`over${n}`], 1_000))
    )
    yield* TestClock.adjust("2 seconds")
    yield* write(named("new"), 9_000)
    const held = yield* store.get([...named("good"), ...named("new")])
    expect(held.filter((text) => text === undefined)).toEqual([])
  })
)

it.effect("memory holds no more texts than it may", () =>
  Effect.gen(function* () {
    const store = Store.memory(2)
    for (const key of ["a", "b", "a", "c"]) yield* store.commit({ put: [{ key, value: key, ttlMs: 1_000 }] })
    // The one that was just written stays.
    expect(yield* store.get(["c"])).toEqual(["c"])
    expect((yield* store.get(["a", "b"])).filter((text) => text !== undefined)).toHaveLength(1)
  })
)
