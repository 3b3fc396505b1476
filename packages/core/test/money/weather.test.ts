import { expect, it } from "@effect/vitest"
import { Effect } from "effect"
import { TestClock } from "effect/testing"
import { catalogue, Report, Shortlist, Store, Watch, Xingtu } from "../../src/adapter.ts"
import { creator, scripted } from "../support/api.ts"

const { spreadMetrics } = catalogue
const ask = (n: number) => ({ oAuthorId: creator(n) })

/** A store whose ways fail each by itself. */
const weather = (store = Store.memory()) => {
  const place = { store, reads: "well", writes: "well", tried: 0 }
  const gone = new Store.StoreFailure({ reason: "gone" })
  const reading = <A>(effect: Effect.Effect<A>) =>
    Effect.suspend((): Effect.Effect<A, Store.StoreFailure> => {
      place.tried++
      return place.reads === "well" ? effect : Effect.fail(gone)
    })
  const driver: Store.Driver = {
    get: (keys) => reading(store.get(keys)),
    counts: (group) => reading(store.counts(group)),
    size: (folder) => reading(store.size(folder)),
    commit: (change) =>
      Effect.suspend((): Effect.Effect<Store.Committed, Store.StoreFailure> => {
        place.tried++
        if (place.writes === "well") return store.commit(change)
        // The change arrives, and nobody hears of it.
        return place.writes === "unheard" ? Effect.andThen(store.commit(change), Effect.fail(gone)) : Effect.fail(gone)
      })
  }
  return { place, driver }
}

it.effect("a store that takes nothing more is still read: forty stored questions are not paid again", () =>
  Effect.gen(function* () {
    const { driver, place } = weather()
    const api = scripted()
    const before = yield* api.client({}, driver)
    for (let n = 0; n < 40; n++) yield* before.call(spreadMetrics, ask(n))
    place.writes = "badly"
    const xingtu = yield* api.client({ dailyBudget: 45 }, driver)
    yield* xingtu.call(spreadMetrics, ask(40))
    for (let n = 0; n <= 40; n++) expect((yield* xingtu.call(spreadMetrics, ask(n))).meta.source).toBe("store")
    expect(api.charged).toHaveLength(41)
    expect(api.warnings).toHaveLength(1)
    expect(api.warnings[0]).toMatch(/cannot be written \(gone\).*are charged for them again/)
    expect((yield* xingtu.quota()).token).toMatchObject({ used: 41, left: 4 })
    place.writes = "well"
    yield* TestClock.adjust("2 seconds")
    const other = yield* api.client({}, place.store)
    expect((yield* other.call(spreadMetrics, ask(40))).meta.source).toBe("store")
    expect((yield* other.quota()).token).toMatchObject({ used: 41, open: 0 })
    expect(api.warnings).toHaveLength(2)
  })
)

it.effect("what this process paid for it still has when the store is gone", () =>
  Effect.gen(function* () {
    const { driver, place } = weather()
    const api = scripted()
    const xingtu = yield* api.client({ atHand: 0 }, driver)
    for (let n = 0; n < 40; n++) yield* xingtu.call(spreadMetrics, ask(n))
    place.reads = place.writes = "badly"
    for (let n = 0; n < 40; n++) expect((yield* xingtu.call(spreadMetrics, ask(n))).meta.source).toBe("store")
    expect(api.charged).toHaveLength(40)
    expect(api.warnings[0]).toMatch(/cannot be used \(gone\)/)
    // Without a budget nothing else told it how far the counts were.
    expect((yield* xingtu.quota()).token).toMatchObject({ used: 40, unknown: 0, open: 0 })
  })
)

it.effect("a store that is gone is not asked by those who call", () =>
  Effect.gen(function* () {
    const { driver, place } = weather()
    const api = scripted()
    const xingtu = yield* api.client({}, driver)
    place.reads = place.writes = "badly"
    yield* xingtu.call(spreadMetrics, ask(0))
    const { tried } = place
    for (let n = 0; n < 20; n++) yield* xingtu.call(spreadMetrics, ask(n))
    yield* xingtu.quota()
    expect(place.tried).toBe(tried)
    yield* TestClock.adjust("10 minutes")
    // A program that is done may end: it is not tried for ever.
    expect(place.tried).toBe(tried + 8)
    place.reads = place.writes = "well"
    yield* xingtu.quota()
    yield* TestClock.adjust("2 seconds")
    expect((yield* xingtu.quota()).stored).toBe(20)
  })
)

it.effect("changes that happened although nobody heard of it count once", () =>
  Effect.gen(function* () {
    const { driver, place } = weather()
    const api = scripted()
    const xingtu = yield* api.client({ dailyBudget: 9 }, driver)
    for (let n = 0; n < 5; n++) {
      place.writes = n % 2 === 0 ? "unheard" : "well"
      yield* xingtu.call(spreadMetrics, ask(n))
      place.writes = "well"
      yield* TestClock.adjust("10 seconds")
    }
    expect(api.charged).toHaveLength(5)
    expect((yield* xingtu.quota()).token).toMatchObject({ used: 5, unknown: 0, open: 0, left: 4 })
    const other = yield* api.client({}, place.store)
    expect(yield* other.plan(spreadMetrics, [0, 1, 2, 3, 4].map(creator))).toMatchObject({ toPay: [], unsettled: [] })
  })
)

it.effect("a client that ends writes what it owes", () =>
  Effect.gen(function* () {
    const { driver, place } = weather()
    const api = scripted()
    yield* Effect.scoped(
      Effect.gen(function* () {
        const xingtu = yield* api.client({}, driver)
        place.writes = "badly"
        yield* xingtu.call(spreadMetrics, ask(1))
        place.writes = "well"
      })
    )
    const other = yield* api.client({}, place.store)
    expect((yield* other.call(spreadMetrics, ask(1))).meta.source).toBe("store")
    expect((yield* other.quota()).token).toMatchObject({ used: 1, open: 0 })
  })
)

it.effect("a plan says in words when its run is larger than the store", () =>
  Effect.gen(function* () {
    const api = scripted(() => ({ body: JSON.stringify({ code: 0, data: { text: "x".repeat(2_000) } }) }))
    const ids = (count: number) => Array.from({ length: count }, (_, n) => creator(n))
    const said = {
      warning: {
        en: expect.stringMatching(/larger than the store: .* cached ones, .* still valid/),
        zh: expect.stringMatching(/超出存储上限：.*已缓存 .*仍有效/)
      }
    }
    const few = yield* api.client({}, Store.memory(20))
    expect((yield* few.plan(spreadMetrics, ids(20))).warning).toBeUndefined()
    expect(yield* few.plan(spreadMetrics, ids(21))).toMatchObject(said)
    yield* few.call(spreadMetrics, ask(100))
    expect(yield* few.plan(spreadMetrics, ids(20))).toMatchObject(said)
    expect((yield* few.plan(spreadMetrics, [creator(100)])).warning).toBeUndefined()
    // By their length, once one is known.
    const short = yield* api.client({}, Store.memory({ characters: 20_000 }))
    yield* short.call(spreadMetrics, ask(0))
    expect((yield* short.plan(spreadMetrics, ids(5))).warning).toBeUndefined()
    expect(yield* short.plan(spreadMetrics, ids(50))).toMatchObject(said)
    // Several questions of each are one run.
    const two = ["spreadMetrics", "creatorProfile"] as const
    const together = Effect.all([
      Report.plan(ids(11), { endpoints: two }),
      Watch.planSnapshot(ids(11), { watch: ["price", "takesOrders"] }),
      Shortlist.planCandidates({ ids: ids(11) }, { sources: two })
    ])
    const plans = yield* Effect.provideService(together, Xingtu, yield* api.client({}, Store.memory(20)))
    expect(plans).toMatchObject([[said, said], [said, said], said])
  })
)

it.effect.each([
  ["count", 10_500, 1_000],
  ["weight", 700, 50_000]
] as const)("a run larger than the memory (%s) finds most of it the second time, and hears before", ([, runs, size]) =>
  Effect.gen(function* () {
    const api = scripted(() => ({ body: JSON.stringify({ code: 0, data: { text: "x".repeat(size) } }) }))
    const xingtu = yield* api.client({ atHand: 0 })
    for (let n = 0; n < runs; n++) yield* xingtu.call(spreadMetrics, ask(n))
    expect(api.charged).toHaveLength(runs)
    expect(api.warnings).toHaveLength(1)
    expect(api.warnings[0]).toMatch(/nearly full .*charged again/)
    for (let n = 0; n < runs; n++) yield* xingtu.call(spreadMetrics, ask(n))
    expect(api.charged.length - runs).toBeLessThan(runs / 4)
  })
)
