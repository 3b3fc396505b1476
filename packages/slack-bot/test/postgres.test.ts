import type { Store } from "@xingtu/core"
import { lostReplyContract, storeContract } from "@xingtu/core/store-contract"
import { Effect, Exit, Redacted, Schedule, Scope } from "effect"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { openPostgres } from "../src/store/postgres.ts"
import { databaseUrl, startLine } from "./support/database.ts"

const database = await databaseUrl()

describe.runIf(database !== undefined)("a store in PostgreSQL", () => {
  const scope = Effect.runSync(Scope.make())
  let store: Store.Driver
  let other: Store.Driver

  beforeAll(async () => {
    const open = openPostgres(Redacted.make(database?.url ?? "")).pipe(Scope.provide(scope))
    // Two processes that start together.
    ;[store, other] = await Effect.runPromise(Effect.all([open, open], { concurrency: 2 }))
  })
  afterAll(async () => {
    await Effect.runPromise(Scope.close(scope, Exit.void))
    await database?.drop()
  })

  test.each([...storeContract, ...lostReplyContract].map(({ check, name }) => [name, check] as const))(
    "%s",
    async (name, check) => {
      await expect(Effect.runPromise(check(store, `${name}/`))).resolves.toBeUndefined()
    }
  )

  test("a hundred claims through two connections have one winner", async () => {
    const claims = await Effect.runPromise(
      Effect.forEach(
        Array.from({ length: 100 }, (_, n) => n),
        (n) =>
          (n % 2 === 0 ? store : other).commit({
            when: [{ key: "race", is: undefined }],
            put: [{ key: "race", value: String(n), ttlMs: 60_000 }],
            add: [{ group: "race", name: "won", by: 1, limit: 1, ttlMs: 60_000 }]
          }),
        { concurrency: "unbounded" }
      )
    )
    expect(claims.filter(({ _tag }) => _tag === "Done")).toHaveLength(1)
    expect(await Effect.runPromise(store.counts("race"))).toEqual({ won: 1 })
  })

  test("a change whose reply was lost is sent again, and counts once; a store in silence is not waited for twice", async () => {
    const line = await startLine(database?.url ?? "")
    const inner = Effect.runSync(Scope.make())
    const through = await Effect.runPromise(openPostgres(Redacted.make(line.url)).pipe(Scope.provide(inner)))
    const change: Store.Change = {
      id: "lost/1",
      when: [{ key: "lost/answer", is: undefined }],
      put: [{ key: "lost/answer", value: "paid", ttlMs: 60_000 }],
      add: [{ group: "lost", name: "n", by: 1, ttlMs: 60_000 }]
    }
    await Effect.runPromise(through.get(["x"]))
    line.loseReplies()
    const first = await Effect.runPromise(Effect.exit(through.commit(change)))
    expect(Exit.isFailure(first)).toBe(true)
    const sent = line.sent()
    for (let n = 0; n < 50; n++)
      expect(Exit.isFailure(await Effect.runPromise(Effect.exit(through.get([`k${n}`]))))).toBe(true)
    // Nothing but the watch for its return went out.
    expect(line.sent() - sent).toBeLessThan(5)
    line.mend()
    const again = Effect.retry(through.commit(change), Schedule.spaced("200 millis"))
    expect(await Effect.runPromise(again)).toEqual({ _tag: "Done", sums: [1] })
    expect(await Effect.runPromise(store.counts("lost"))).toEqual({ n: 1 })
    await Effect.runPromise(Scope.close(inner, Exit.void))
    await line.close()
  })

  test("what is over is swept, bit by bit, and a folder is counted without the others", async () => {
    const old = Array.from({ length: 1_500 }, (_, n) => ({ key: `old/x/${n}`, value: "v", ttlMs: 1 }))
    await Effect.runPromise(store.commit({ put: old, add: [{ group: "old", name: "n", by: 1, ttlMs: 1 }], id: "old" }))
    for (let n = 0; n < 150; n++)
      await Effect.runPromise(store.commit({ put: [{ key: `new/x/${n}`, value: "v", ttlMs: 60_000 }] }))
    expect(await database?.rows("select count(*)::int as n from xingtu_texts where key like 'old/%'")).toEqual([
      { n: 0 }
    ])
    expect(await database?.rows("select count(*)::int as n from xingtu_counts where grp = 'old'")).toEqual([{ n: 0 }])
    expect(await Effect.runPromise(store.size("new/x/"))).toBe(150)
    expect(await Effect.runPromise(store.size("new/"))).toBe(150)
    expect(await Effect.runPromise(store.size("old/x/"))).toBe(0)
  })

  test("what is wrong names no address and no password", async () => {
    const away = await Effect.runPromise(
      Effect.flip(Effect.scoped(openPostgres(Redacted.make("postgres://someone:geheim@127.0.0.1:1/none"))))
    )
    expect(away.reason).toBe("PostgreSQL: ECONNREFUSED")
  })
})

test.runIf(process.env["DATABASE_URL"] !== undefined)("the database that was named is there", () => {
  expect(database).toBeDefined()
})
