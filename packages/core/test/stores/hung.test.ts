import { expect, it } from "@effect/vitest"
import { Effect, Fiber } from "effect"
import { catalogue, Store } from "../../src/adapter.ts"
import { resilientStore } from "../../src/store/resilientStore.ts"
import { creator, pass, scripted } from "../support/api.ts"

const { spreadMetrics } = catalogue
const ask = (n: number) => ({ oAuthorId: creator(n) })

/** A store of somebody's own, with no limit to what it waits for. */
const hanging = (hang: Effect.Effect<never>) => {
  const store = Store.memory()
  const place = { store, hangs: false }
  const reach = <A>(effect: Effect.Effect<A>) => Effect.suspend(() => (place.hangs ? hang : effect))
  const driver: Store.Driver = {
    get: (keys) => reach(store.get(keys)),
    commit: (change) => reach(store.commit(change)),
    counts: (group) => reach(store.counts(group)),
    size: (folder) => reach(store.size(folder))
  }
  return { driver, place }
}

const hangs: ReadonlyArray<readonly [name: string, hang: Effect.Effect<never>]> = [
  ["hangs", Effect.never],
  ["hangs and cannot be interrupted", Effect.uninterruptible(Effect.never)],
  ["waits for a promise that never settles", Effect.promise(() => new Promise<never>(() => undefined))]
]

it.effect.each(hangs)("a result is delivered and owed while a custom store %s", ([, hang]) =>
  Effect.gen(function* () {
    const { driver, place } = hanging(hang)
    const api = scripted(() => ({ afterMs: 1_000 }))
    const xingtu = yield* api.client({ atHand: 0 }, driver)
    const sent = yield* Effect.forkChild(xingtu.call(spreadMetrics, ask(1)), { startImmediately: true })
    yield* pass(500)
    place.hangs = true
    yield* pass(15_000, 100)
    expect((yield* Fiber.join(sent)).meta.charged).toBe("yes")
    expect(api.warnings).toHaveLength(1)
    expect(api.warnings[0]).toMatch(/does not respond/)
    // Nobody waits again.
    const next = yield* Effect.forkChild(
      Effect.all([xingtu.call(spreadMetrics, ask(2)), xingtu.call(spreadMetrics, ask(1)), xingtu.quota()]),
      { startImmediately: true }
    )
    yield* pass(1_000)
    const [two, one, { token }] = yield* Fiber.join(next)
    expect([two.meta.charged, one.meta.charged]).toEqual(["yes", "no"])
    expect(token).toMatchObject({ used: 2, open: 0 })
    place.hangs = false
    yield* pass(60_000, 500)
    const other = yield* api.client({}, place.store)
    expect((yield* other.plan(spreadMetrics, [creator(1), creator(2)])).stored).toHaveLength(2)
    expect((yield* other.quota()).token).toMatchObject({ used: 2, unknown: 0, open: 0 })
    expect(api.charged).toHaveLength(2)
  })
)

it("a store that answers at once is used without a timer, so where nothing can be scheduled, too", () => {
  const options = { name: "a", tell: () => Effect.void, isNewer: () => false }
  const store = resilientStore(Store.memory(), options)
  const paid = store.commit({
    put: [{ key: "answer/x/1", value: "x", ttlMs: 60_000 }],
    add: [{ group: "g", name: "n", by: 1, ttlMs: 60_000 }]
  })
  const all = Effect.all([paid, store.get(["answer/x/1"]), store.counts("g"), store.size("answer/x/")])
  expect(Effect.runSync(all)).toEqual([{ _tag: "Done", sums: [1] }, ["x"], { n: 1 }, 1])
})
