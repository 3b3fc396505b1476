import { Effect, Exit, Layer, Redacted, Scope } from "effect"
import { afterAll, describe, expect, test } from "vitest"
import * as Lists from "../src/state/Lists.ts"
import * as Recent from "../src/state/Recent.ts"
import * as People from "../src/state/People.ts"
import { type Durable, layer, type Where } from "../src/store/Stores.ts"
import { databaseUrl } from "./support/database.ts"
import { mkdtempSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

const database = await databaseUrl()
afterAll(() => database?.drop())

const places: ReadonlyArray<readonly [string, Where]> = [
  ["memory", { file: "memory" }],
  ["SQLite", { file: join(mkdtempSync(join(tmpdir(), "lists-")), "store.sqlite") }],
  [
    "Redis",
    {
      file: "memory",
      redis: { url: Redacted.make("redis://127.0.0.1:6379"), prefix: `lists-${process.pid}-${Date.now()}:` }
    }
  ],
  ...(database === undefined
    ? []
    : [["PostgreSQL", { file: "memory", database: Redacted.make(database.url) }] as const])
]

const ids = (n: number) => Array.from({ length: n }, (_, i) => String(6629722295873044000n + BigInt(i)))
const anna = { team: "T1", user: "U1" }

describe.each(places)("lists in %s", (_, where) => {
  const scope = Effect.runSync(Scope.make())
  const context = Effect.runPromise(Scope.provide(Layer.build(layer(where)), scope))
  const run = async <A, E>(effect: Effect.Effect<A, E, Durable>) =>
    Effect.runPromise(Effect.provideContext(effect, await context))
  const refusal = async (effect: Effect.Effect<unknown, unknown, Durable>) => {
    const failed = await run(Effect.flip(effect))
    return failed instanceof Lists.ListRefused ? failed.words.en : failed
  }
  afterAll(() => Effect.runPromise(Scope.close(scope, Exit.void)))

  test("are kept, found by name, renamed and deleted, each person's own", async () => {
    expect(await run(Lists.save(anna, " 美妆 Q4 ", [...ids(3), ...ids(2)]))).toMatchObject({
      list: { name: "美妆-Q4", ids: ids(3) },
      replaced: undefined
    })
    expect(await run(Lists.find(anna, "美妆-q4"))).toEqual(ids(3))
    expect(await run(Lists.find({ ...anna, user: "U2" }, "美妆-q4"))).toBeUndefined()
    expect(await run(Lists.find({ ...anna, team: "T2" }, "美妆-q4"))).toBeUndefined()
    expect(await run(Lists.save(anna, "美妆-q4", ids(5)))).toMatchObject({ replaced: 3 })
    expect(await run(Lists.rename(anna, "美妆-q4", "games"))).toMatchObject({ name: "games", ids: ids(5) })
    await run(Lists.save(anna, "other", ids(1)))
    expect(await refusal(Lists.rename(anna, "games", "Other"))).toContain("taken")
    expect((await run(Lists.all(anna))).map(({ name }) => name)).toEqual(["other", "games"])
    await run(Lists.remove(anna, "GAMES"))
    await run(Lists.remove(anna, "other"))
    expect(await run(Lists.all(anna))).toEqual([])
  })

  test("what was shown last has a name of its own", async () => {
    expect(await run(Lists.find(anna, "last"))).toBeUndefined()
    await run(Recent.remember(anna, { command: "search", title: "Search", ids: ids(120) }))
    expect(await run(Lists.find(anna, "上次"))).toEqual(ids(100))
    for (const n of [1, 2, 3, 4, 5, 6, 7, 8, 9, 1])
      await run(Recent.remember(anna, { command: `quota ${n}`, title: String(n), ids: [] }))
    expect(await run(Lists.find(anna, "last"))).toEqual(ids(100))
    expect((await run(Recent.all(anna))).map(({ title }) => title).join("")).toBe("19876543")
    expect(await refusal(Lists.save(anna, "Last", ids(1)))).toContain("taken")
  })

  test.each([
    ["", ids(1), "/xingtu save beauty-q4"],
    ["6629722295873044494", ids(1), "Enter a name first"],
    ["x".repeat(41), ids(1), "at most 40"],
    ["empty", [], "/xingtu save empty <id> <id>"],
    ["many", ids(101), "101 creators given"]
  ])("%s is refused with what to write", async (name, some, told) => {
    expect(await refusal(Lists.save(anna, name, some))).toContain(told)
  })

  test("an unknown one is named, with what it may have been meant for", async () => {
    await run(Lists.save(anna, "beauty", ids(2)))
    expect(await refusal(Lists.remove(anna, "beaty"))).toContain("Did you mean beauty?")
    expect(await refusal(Lists.rename(anna, "zzzzzzz", "a"))).toContain("/xingtu lists")
    await run(Lists.remove(anna, "beauty"))
  })

  test("they are bounded, and none is lost when several are saved at once", async () => {
    await run(
      Effect.forEach(
        Array.from({ length: 50 }, (_, n) => n),
        (n) => Lists.save(anna, `l${n}`, ids(100)),
        { concurrency: 10 }
      )
    )
    expect(await run(Lists.all(anna))).toHaveLength(50)
    expect(await refusal(Lists.save(anna, "more", ids(1)))).toContain("/xingtu lists delete")
    expect(await run(Lists.save(anna, "L7", ids(1)))).toMatchObject({ replaced: 100 })
  })

  test("they go with the workspace", async () => {
    await run(People.forget("T1"))
    expect(await run(Lists.all(anna))).toEqual([])
    expect(await run(Lists.last(anna))).toEqual([])
    expect(await run(Recent.all(anna))).toEqual([])
  })
})
