import { expect, it } from "@effect/vitest"
import { Clock, Effect, Fiber } from "effect"
import { TestClock } from "effect/testing"
import { Store } from "../../src/adapter.ts"
import { catalogue } from "../../src/index.ts"
import { creator, pass, scripted } from "../support/api.ts"
import { distant } from "../support/distant.ts"

const { spreadMetrics } = catalogue
const ask = (n: number) => ({ oAuthorId: creator(n) })

it.effect("a store that comes and goes is no way past the budget", () =>
  Effect.gen(function* () {
    const api = scripted()
    const { driver, place } = distant()
    const xingtu = yield* api.client({ dailyBudget: 3 }, driver)
    for (let n = 1; n <= 16; n++) {
      place.away = n % 4 !== 0
      if (!place.away) {
        yield* TestClock.adjust("1 minute")
        yield* xingtu.quota()
      }
      yield* Effect.exit(xingtu.call(spreadMetrics, ask(n)))
    }
    expect(api.charged).toHaveLength(3)
    expect((yield* xingtu.quota()).token).toMatchObject({ used: 3, open: 0, left: 0 })
  })
)

it.effect("a store that has room for counts but not for results keeps the books of what was paid for", () =>
  Effect.gen(function* () {
    const { driver, place } = distant()
    const isFull = ({ put = [] }: Store.Change) => put.some(({ value = "" }) => value.length > 500)
    const full: Store.Driver = {
      ...driver,
      commit: (change) =>
        isFull(change) ? Effect.fail(new Store.StoreFailure({ reason: "full" })) : driver.commit(change)
    }
    const long = JSON.stringify({ code: 0, data: { item_num: "7" }, reason: "x".repeat(1_000) })
    const api = scripted(() => ({ body: long }))
    const xingtu = yield* api.client({ dailyBudget: 10 }, full)
    for (let n = 1; n <= 4; n++) yield* xingtu.call(spreadMetrics, ask(n))
    yield* TestClock.adjust("1 minute")
    // As it would be read when this process has ended.
    const next = yield* api.client({ dailyBudget: 10 }, place.store)
    expect((yield* next.quota()).token).toMatchObject({ used: 4, left: 6 })
    expect(api.charged).toHaveLength(4)
  })
)

it.effect.each([1, 2, 3, 4, 5, 6])(
  "a store that takes %d changes and goes again has counted all the answers that it holds",
  (room) =>
    Effect.gen(function* () {
      const { driver, place } = distant()
      const left = { changes: Infinity }
      const full: Store.Driver = {
        ...driver,
        commit: (change) =>
          Effect.suspend(() =>
            left.changes-- > 0 ? driver.commit(change) : Effect.fail(new Store.StoreFailure({ reason: "full" }))
          )
      }
      const api = scripted()
      const xingtu = yield* api.client({ dailyBudget: 10 }, full)
      const plan = [1, 2, 3, 4].map(creator)
      place.away = true
      for (const oAuthorId of plan) yield* xingtu.call(spreadMetrics, { oAuthorId })
      place.away = false
      left.changes = room
      yield* TestClock.adjust("1 second")
      // As it would be read when this process was killed.
      const next = yield* api.client({ dailyBudget: 10 }, place.store)
      const { stored } = yield* next.plan(spreadMetrics, plan)
      expect(stored).toHaveLength(Math.min(room - 1, 4))
      expect((yield* next.quota()).token).toMatchObject({ used: 4, open: 0, left: 6 })
    })
)

it.effect("what is paid for while a store takes what it is owed is counted before it is stored", () =>
  Effect.gen(function* () {
    const { driver, place } = distant()
    const left = { changes: Infinity }
    const meanwhile: Array<Effect.Effect<unknown>> = []
    const full: Store.Driver = {
      ...driver,
      commit: (change) =>
        Effect.suspend(() => {
          if (place.away || left.changes-- <= 0) return Effect.fail(new Store.StoreFailure({ reason: "full" }))
          const next = change.put === undefined ? undefined : meanwhile.pop()
          return Effect.andThen(next ?? Effect.void, driver.commit(change))
        })
    }
    const api = scripted()
    const xingtu = yield* api.client({ dailyBudget: 10 }, full)
    place.away = true
    yield* xingtu.call(spreadMetrics, ask(1))
    place.away = false
    meanwhile.push(Effect.exit(xingtu.call(spreadMetrics, ask(2))))
    // The counts of the first, its answer, and the counts of the second.
    left.changes = 3
    yield* TestClock.adjust("1 second")
    const next = yield* api.client({ dailyBudget: 10 }, place.store)
    expect((yield* next.plan(spreadMetrics, [creator(1), creator(2)])).stored).toEqual([creator(1)])
    expect((yield* next.quota()).token).toMatchObject({ used: 2, open: 0 })
    expect(api.charged).toHaveLength(2)
  })
)

it.effect("a budget that others have spent stays spent when the store goes away", () =>
  Effect.gen(function* () {
    const api = scripted()
    const { driver, place } = distant()
    const [xingtu, other] = [
      yield* api.client({ dailyBudget: 3 }, driver),
      yield* api.client({ dailyBudget: 3 }, place.store)
    ]
    yield* xingtu.call(spreadMetrics, ask(1))
    yield* other.call(spreadMetrics, ask(2))
    yield* other.call(spreadMetrics, ask(3))
    expect((yield* Effect.flip(xingtu.call(spreadMetrics, ask(4))))._tag).toBe("BudgetSpent")
    place.away = true
    expect((yield* Effect.flip(xingtu.call(spreadMetrics, ask(4))))._tag).toBe("BudgetSpent")
    expect(api.charged).toHaveLength(3)
  })
)

it.effect(
  "a fresh call whose store goes meanwhile gives its claim back when the store returns, however long the answer was",
  () =>
    Effect.gen(function* () {
      const { driver, place } = distant()
      const long = JSON.stringify({ code: 0, data: { item_num: "7" }, reason: "x".repeat(1_000) })
      const api = scripted((_, nth) => {
        place.away = nth === 2
        return nth === 1 ? { body: long } : { code: 301 }
      })
      const xingtu = yield* api.client({ retries: 0 }, driver)
      yield* xingtu.call(spreadMetrics, ask(1))
      yield* Effect.flip(xingtu.call(spreadMetrics, ask(1), { fresh: true }))
      place.away = false
      yield* TestClock.adjust("1 minute")
      yield* xingtu.quota()
      const other = yield* api.client({ retries: 0 }, place.store)
      const fresh = yield* Effect.forkChild(Effect.flip(other.call(spreadMetrics, ask(1), { fresh: true })))
      yield* pass(1_000)
      expect((yield* Fiber.join(fresh))._tag).toBe("CollectionFailed")
      expect((yield* other.call(spreadMetrics, ask(1))).meta.source).toBe("store")
      expect((yield* other.quota()).token).toMatchObject({ used: 1, unknown: 0, open: 0 })
    })
)

it.effect("an answer that is added when the store returns does not replace a newer one", () =>
  Effect.gen(function* () {
    const { driver, place } = distant()
    const api = scripted((_, nth) => {
      if (nth === 1) place.away = true
      return {}
    })
    const [xingtu, other] = [yield* api.client({}, driver), yield* api.client({ atHand: 0 }, place.store)]
    yield* xingtu.call(spreadMetrics, ask(1))
    yield* TestClock.adjust("20 minutes")
    const run = { fresh: new Date(yield* Clock.currentTimeMillis) }
    const newer = yield* other.call(spreadMetrics, ask(1), run)
    place.away = false
    yield* xingtu.quota()
    expect((yield* other.call(spreadMetrics, ask(1))).meta.at).toBe(newer.meta.at)
    expect((yield* other.call(spreadMetrics, ask(1), run)).meta.charged).toBe("no")
    expect(api.asked).toHaveLength(2)
  })
)
