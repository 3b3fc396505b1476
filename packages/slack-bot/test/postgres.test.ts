import type { Store } from "@xingtu/core"
import { storeContract } from "@xingtu/core/store-contract"
import { Effect, Exit, Redacted, Scope } from "effect"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { openPostgres } from "../src/state/postgres.ts"
import { databaseUrl } from "./support/database.ts"

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

  test.each(storeContract.map(({ check, name }) => [name, check] as const))("%s", async (name, check) => {
    await expect(Effect.runPromise(check(store, `${name}/`))).resolves.toBeUndefined()
  })

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
