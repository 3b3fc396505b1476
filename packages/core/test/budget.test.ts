import { expect, it } from "@effect/vitest"
import { Effect, Result, type Scope, Stream } from "effect"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, describe } from "vitest"
import { catalogue, Store } from "../src/index.ts"
import { openRedis, openSqlite } from "../src/node/index.ts"
import { creator, scripted } from "./support/api.ts"
import { clearRedis, needsRedis, redis } from "./support/redis.ts"

const { spreadMetrics } = catalogue
const folder = mkdtempSync(join(tmpdir(), "xingtu-budget-"))
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await clearRedis()
})

let files = 0
const stores: ReadonlyArray<readonly [name: string, open: Effect.Effect<Store.Driver, Store.StoreFailure, Scope.Scope> | undefined]> = [
  ["memory", Effect.sync(() => Store.memory())],
  ["SQLite", Effect.suspend(() => openSqlite(join(folder, `${files++}.db`)))],
  [`Redis${needsRedis}`, redis === undefined ? undefined : Effect.map(openRedis(redis), ({ store }) => store)]
]

describe.each(stores)("%s", (name, open) => {
  it.live.skipIf(open === undefined)("a budget of 100, 8 fibers and 500 calls: exactly 100 are charged", () =>
    Effect.scoped(Effect.gen(function*() {
      const store = yield* open ?? Effect.die("skipped")
      const api = scripted(({ id }) => ({ code: 0, afterMs: Number(id.slice(-1)) % 3 }))
      const token = `budget of ${name}`
      // Two clients on one store are as two processes.
      const [first, second] = [yield* api.client({ dailyBudget: 100 }, store, token), yield* api.client({ dailyBudget: 100 }, store, token)]
      const results = yield* Effect.forEach(
        Array.from({ length: 500 }, (_, i) => i),
        (i) => Effect.result((i % 2 === 0 ? first : second).call(spreadMetrics, { oAuthorId: creator(i) }, { consumer: `team ${i % 4}` })),
        { concurrency: 8 }
      )
      const failures = results.flatMap((result) => (Result.isFailure(result) ? [result.failure] : []))
      expect(api.charged).toHaveLength(100)
      expect(api.asked).toHaveLength(100)
      expect(failures).toHaveLength(400)
      expect(new Set(failures.map(({ _tag, charged }) => `${_tag} ${charged}`))).toEqual(new Set(["BudgetSpent no"]))
      const report = yield* first.quota("team 1")
      expect(report.token).toEqual({ used: 100, unknown: 0, open: 0, budget: 100, left: 0 })
      expect(report.totals.reduce((sum, { charged }) => sum + charged, 0)).toBe(100)
      expect(report.stored).toBe(100)
    })))
})

it.effect("a consumer's own budget stops that consumer only, and a run says what was not sent", () =>
  Effect.gen(function*() {
    const api = scripted()
    const xingtu = yield* api.client({ dailyBudget: 100, consumerBudgets: { intern: 2 } })
    const ids = [1, 2, 3, 4].map(creator)
    expect((yield* xingtu.plan(spreadMetrics, ids, { consumer: "intern" })).left).toBe(2)
    const outcomes = yield* Stream.runCollect(xingtu.many(spreadMetrics, ids, { consumer: "intern", concurrency: 1 }))
    expect(outcomes.map((outcome) => (outcome._tag === "Answered" ? "Answered" : outcome.failure._tag))).toEqual(["Answered", "Answered", "BudgetSpent", "NotSent"])
    const [spent] = outcomes.flatMap((outcome) => (outcome._tag === "Failed" ? [outcome.failure] : []))
    expect(spent).toMatchObject({ consumer: "intern", budget: 2, charged: "no", stops: true })
    expect(spent?.happened.zh).toContain("intern")
    const rest = yield* Stream.runCollect(xingtu.many(spreadMetrics, ids, { consumer: "boss" }))
    expect(rest.every(({ _tag }) => _tag === "Answered")).toBe(true)
    expect(api.charged).toHaveLength(4)
    expect((yield* xingtu.plan(spreadMetrics, ids)).left).toBe(96)
  }))
