import { expect, it } from "@effect/vitest"
import { Effect, Fiber, Result, type Scope, Stream } from "effect"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, describe } from "vitest"
import { catalogue, Store } from "../../src/adapter.ts"
import { openRedis, openSqlite } from "../../src/node/index.ts"
import { creator, pass, scripted } from "../support/api.ts"
import { clearRedis, needsRedis, redis } from "../support/redis.ts"

const { spreadMetrics } = catalogue
const folder = mkdtempSync(join(tmpdir(), "xingtu-budget-"))
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await clearRedis()
})

let files = 0
const stores: ReadonlyArray<
  readonly [name: string, open: Effect.Effect<Store.Driver, Store.StoreFailure, Scope.Scope> | undefined]
> = [
  ["memory", Effect.sync(() => Store.memory())],
  ["SQLite", Effect.suspend(() => openSqlite(join(folder, `${files++}.db`)))],
  [`Redis${needsRedis}`, redis === undefined ? undefined : Effect.map(openRedis(redis), ({ store }) => store)]
]

describe.each(stores)("%s", (name, open) => {
  it.live.skipIf(open === undefined)("a budget of 100, 8 fibers and 500 calls: exactly 100 are charged", () =>
    Effect.scoped(
      Effect.gen(function* () {
        const store = yield* open ?? Effect.die("skipped")
        const api = scripted(({ id }) => ({ code: 0, afterMs: Number(id.slice(-1)) % 3 }))
        const token = `budget of ${name}`
        // Two clients on one store are as two processes.
        const [first, second] = [
          yield* api.client({ dailyBudget: 100 }, store, token),
          yield* api.client({ dailyBudget: 100 }, store, token)
        ]
        const results = yield* Effect.forEach(
          Array.from({ length: 500 }, (_, i) => i),
          (i) =>
            Effect.result(
              (i % 2 === 0 ? first : second).call(
                spreadMetrics,
                { oAuthorId: creator(i) },
                { consumer: `team ${i % 4}` }
              )
            ),
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
      })
    )
  )
})

it.effect("a consumer's own budget stops that consumer only, and a run says what was not sent", () =>
  Effect.gen(function* () {
    const api = scripted()
    const xingtu = yield* api.client({ dailyBudget: 100, consumerBudgets: { intern: 2 } })
    const ids = [1, 2, 3, 4].map(creator)
    expect((yield* xingtu.plan(spreadMetrics, ids, { consumer: "intern" })).left).toBe(2)
    const outcomes = yield* Stream.runCollect(xingtu.many(spreadMetrics, ids, { consumer: "intern", concurrency: 1 }))
    expect(outcomes.map((outcome) => (outcome._tag === "Answered" ? "Answered" : outcome.failure._tag))).toEqual([
      "Answered",
      "Answered",
      "BudgetSpent",
      "NotSent"
    ])
    const [spent] = outcomes.flatMap((outcome) => (outcome._tag === "Failed" ? [outcome.failure] : []))
    expect(spent).toMatchObject({ consumer: "intern", budget: 2, charged: "no", stops: true })
    expect(spent?.happened.zh).toContain("intern")
    const rest = yield* Stream.runCollect(xingtu.many(spreadMetrics, ids, { consumer: "boss" }))
    expect(rest.every(({ _tag }) => _tag === "Answered")).toBe(true)
    expect(api.charged).toHaveLength(4)
    expect((yield* xingtu.plan(spreadMetrics, ids)).left).toBe(96)
  })
)

it.effect("a repetition after 503, which may have been charged, takes a place of its own in the budget", () =>
  Effect.gen(function* () {
    const asking = (api: ReturnType<typeof scripted>, dailyBudget: number) =>
      Effect.gen(function* () {
        const xingtu = yield* api.client({ dailyBudget, consumerBudgets: { intern: 4 } })
        const call = yield* Effect.forkChild(
          Effect.result(xingtu.call(spreadMetrics, { oAuthorId: creator(1) }, { consumer: "intern" }))
        )
        yield* pass(30_000, 500)
        return { result: yield* Fiber.join(call), spent: (yield* xingtu.quota("intern")).token }
      })
    const down = scripted(() => ({ code: 503 }))
    const refused = yield* asking(down, 2)
    expect(down.asked).toHaveLength(2)
    expect(refused.result).toMatchObject({
      _tag: "Failure",
      failure: { _tag: "BudgetSpent", charged: "unknown", attempts: 2, uncertain: 2 }
    })
    expect(refused.spent).toEqual({ used: 0, unknown: 2, open: 0, budget: 2, left: 0 })
    const own = yield* asking(
      scripted(() => ({ code: 503 })),
      9
    )
    expect(own.result).toMatchObject({ failure: { _tag: "BudgetSpent", consumer: "intern", budget: 4 } })
    const late = yield* asking(
      scripted((_, nth) => (nth === 1 ? { code: 503 } : {})),
      2
    )
    expect(late.result).toMatchObject({ _tag: "Success", success: { meta: { charged: "yes", doubt: true } } })
    expect(late.spent).toEqual({ used: 1, unknown: 1, open: 0, budget: 2, left: 0 })
    const free = yield* asking(
      scripted((_, nth) => ({ code: nth === 1 ? 503 : 400 })),
      9
    )
    expect(free.spent).toEqual({ used: 0, unknown: 1, open: 0, budget: 9, left: 8 })
  })
)
