import { expect, it } from "@effect/vitest"
import { Context, Effect, Fiber, Layer, Result, type Scope } from "effect"
import { TestClock } from "effect/testing"
import { describe } from "vitest"
import {
  catalogue,
  CurrentConsumer,
  Quota,
  type Settings,
  Spacing,
  Store,
  Transport,
  Xingtu
} from "../../src/adapter.ts"
import { creator, pass, type Says, scripted } from "../support/api.ts"

const { spreadMetrics } = catalogue
const about = (n: number) => ({ oAuthorId: creator(n) })

/** So many clients of one API over what they share. */
const clients = <R = never, E = never>(
  api: ReturnType<typeof scripted>,
  shared: Layer.Layer<R, E>,
  settings: Partial<Settings.Settings> = {},
  tokens: readonly [string, string] = ["t", "t"]
): Effect.Effect<readonly [Xingtu["Service"], Xingtu["Service"]], unknown, Scope.Scope> =>
  Effect.gen(function* () {
    const context = yield* Layer.build(shared)
    const client = (token: string) =>
      Effect.map(
        Layer.build(
          Xingtu.layer(settings).pipe(Layer.provide(Layer.succeed(Transport.Transport, api.transport(token))))
        ),
        (built) => Context.get(built, Xingtu)
      ).pipe(Effect.provideContext(context))
    return [yield* client(tokens[0]), yield* client(tokens[1])] as const
  })

const quota = (settings: Partial<Settings.QuotaSettings> = {}) =>
  Quota.layer({ requestsPerSecond: Infinity, ...settings })

describe("two clients over one Quota", () => {
  it.effect("keep one budget, and neither sees more left than there is", () =>
    Effect.gen(function* () {
      const api = scripted(() => ({ afterMs: 5 }))
      const [a, b] = yield* clients(api, quota({ dailyBudget: 10, consumerBudgets: { me: 7 } }))
      const asked = yield* Effect.forkChild(
        Effect.forEach(
          Array.from({ length: 40 }, (_, i) => i),
          (i) => Effect.result((i % 2 === 0 ? a : b).call(spreadMetrics, about(i), i < 20 ? { consumer: "me" } : {})),
          { concurrency: "unbounded" }
        )
      )
      yield* pass(1_000)
      const results = yield* Fiber.join(asked)
      expect(api.charged).toHaveLength(10)
      const refused = results.filter(Result.isFailure).map(({ failure }) => failure._tag)
      expect(new Set(refused)).toEqual(new Set(["BudgetSpent"]))
      expect((yield* a.quota("me")).consumer.used).toBeLessThanOrEqual(7)
      expect((yield* a.quota()).token).toEqual((yield* b.quota()).token)
      expect(yield* b.left()).toEqual({ left: 0, budget: 10 })
    })
  )

  it.effect("have one circuit breaker: what closes it for one closes it for the other, and one probe opens both", () =>
    Effect.gen(function* () {
      let says: Says = { code: 601 }
      const api = scripted(() => says)
      const [a, b] = yield* clients(api, quota())
      yield* Effect.flip(a.call(spreadMetrics, about(1)))
      expect(yield* Effect.flip(b.call(spreadMetrics, about(2)))).toMatchObject({ _tag: "GateClosed", code: 601 })
      expect(api.asked).toHaveLength(1)
      expect((yield* b.quota()).closed).toMatchObject([{ code: 601 }])
      says = {}
      yield* b.reopen
      expect((yield* a.call(spreadMetrics, about(3))).meta.charged).toBe("yes")
      expect((yield* b.call(spreadMetrics, about(4))).meta.charged).toBe("yes")
    })
  )

  it.effect("share one pace and what it learned from 302", () =>
    Effect.gen(function* () {
      const at: Array<number> = []
      const clock = yield* Effect.clockWith(Effect.succeed)
      const api = scripted(() => {
        at.push(clock.currentTimeMillisUnsafe())
        return { code: at.length === 9 ? 302 : 0 }
      })
      const [a, b] = yield* clients(api, Quota.layer({ requestsPerSecond: 2, concurrency: 3 }))
      const ask = (n: number) => (n % 2 === 0 ? a : b).call(spreadMetrics, about(n))
      const asked = yield* Effect.forkChild(
        Effect.forEach([0, 1, 2, 3, 4, 5], ask, { concurrency: "unbounded", discard: true })
      )
      yield* pass(10_000, 100)
      yield* Fiber.join(asked)
      const gaps = at.slice(1).map((when, i) => when - (at[i] ?? 0))
      expect(Math.min(...gaps)).toBeGreaterThanOrEqual(500)
      at.length = 8
      yield* Effect.forkChild(Effect.exit(a.call(spreadMetrics, about(9), { retries: 0 })))
      yield* pass(1_000, 100)
      expect((yield* b.quota()).pace).toMatchObject({ requestsPerSecond: 2, share: 0.5, concurrency: 3 })
    })
  )

  it.effect("pay once for a question that both ask, at once and later", () =>
    Effect.gen(function* () {
      const api = scripted(() => ({ afterMs: 500 }))
      const [a, b] = yield* clients(api, quota())
      const both = yield* Effect.forkChild(
        Effect.all([a.call(spreadMetrics, about(1)), b.call(spreadMetrics, about(1))], { concurrency: 2 })
      )
      yield* pass(5_000, 50)
      expect((yield* Fiber.join(both)).map(({ meta }) => meta.charged).toSorted()).toEqual(["no", "yes"])
      expect(api.charged).toHaveLength(1)
    })
  )

  it.effect("with two tokens have a budget and a breaker for each", () =>
    Effect.gen(function* () {
      const api = scripted((_, nth) => ({ code: nth === 1 ? 601 : 0 }))
      const [a, b] = yield* clients(api, quota({ dailyBudget: 2 }), {}, ["one", "two"])
      yield* Effect.flip(a.call(spreadMetrics, about(1)))
      expect((yield* b.call(spreadMetrics, about(2))).meta.charged).toBe("yes")
      expect([yield* a.left(), yield* b.left()]).toMatchObject([{ left: 2 }, { left: 1 }])
    })
  )
})

it.effect("without a shared Quota each client has a budget of its own", () =>
  Effect.gen(function* () {
    const api = scripted()
    const [a, b] = yield* clients(api, Layer.empty, { dailyBudget: 1, requestsPerSecond: Infinity })
    yield* a.call(spreadMetrics, about(1))
    yield* b.call(spreadMetrics, about(2))
    expect(api.charged).toHaveLength(2)
  })
)

describe("the store of a Quota", () => {
  const store = () => Layer.sync(Store.Store, () => Store.memory())

  it.effect("is the one it is given, or the clients', however the layers are put together", () =>
    Effect.gen(function* () {
      const own = store()
      const beside = quota({ dailyBudget: 1 }).pipe(Layer.provideMerge(own))
      const merged = Layer.merge(quota({ dailyBudget: 1 }), own)
      const hidden = Layer.provide(quota({ dailyBudget: 1 }), own)
      for (const shared of [beside, merged, hidden]) {
        const api = scripted()
        const [a, b] = yield* clients(api, shared)
        yield* a.call(spreadMetrics, about(1))
        expect(yield* Effect.flip(b.call(spreadMetrics, about(2)))).toMatchObject({ _tag: "BudgetSpent" })
        expect((yield* b.quota()).stored).toBe(1)
      }
    })
  )

  it.effect("is one: a client with another is refused, since budgets would come apart", () =>
    Effect.gen(function* () {
      const api = scripted()
      const shared = Layer.merge(Layer.provide(quota(), store()), Layer.fresh(store()))
      const refused = yield* Effect.flip(clients(api, shared))
      expect(refused).toMatchObject({ _tag: "InvalidSettings", problems: [{ setting: "Store" }] })
    })
  )
})

it.effect("a client that shares a Quota cannot set what belongs to it", () =>
  Effect.gen(function* () {
    const api = scripted()
    const given = { dailyBudget: 5, concurrency: 1, retries: 2 }
    const refused = yield* Effect.flip(clients(api, quota(), given))
    expect(refused).toMatchObject({
      _tag: "InvalidSettings",
      problems: [{ setting: "dailyBudget" }, { setting: "concurrency" }]
    })
  })
)

it.effect.each([
  [{ dailyBudget: NaN }, "dailyBudget"],
  [{ dailyBuget: 1 }, "dailyBuget"],
  [{ retries: 1 }, "retries"],
  [{ endpointRequestsPerSecond: { spreadMetric: 1 } }, "endpointRequestsPerSecond.spreadMetric"]
] as const)("a Quota of wrong settings is refused: %o", ([given, setting]) =>
  Effect.gen(function* () {
    const refused = yield* Effect.flip(Effect.scoped(Layer.build(Quota.layer(given as object))))
    expect(refused).toMatchObject({ _tag: "InvalidSettings", problems: [{ setting }] })
  })
)

it.effect("a Quota takes the Spacing that is provided", () =>
  Effect.gen(function* () {
    const keys: Array<string> = []
    const spacing = Layer.succeed(Spacing, { next: (key) => Effect.sync(() => (keys.push(key), 0)) })
    const [a] = yield* clients(scripted(), Layer.provide(Quota.layer({ requestsPerSecond: 5 }), spacing))
    yield* a.call(spreadMetrics, about(1))
    expect(keys).toHaveLength(1)
  })
)

it.effect("the ambient consumer pays for calls, plans and runs that name none", () =>
  Effect.gen(function* () {
    const api = scripted()
    const xingtu = yield* api.client({ consumerBudgets: { "workflow/*": 2 } })
    const asWorkflow = Effect.provideService(CurrentConsumer, "workflow/daily")
    yield* asWorkflow(xingtu.spreadMetrics(about(1)))
    yield* asWorkflow(xingtu.call(spreadMetrics, about(2), { consumer: "someone" }))
    yield* xingtu.call(spreadMetrics, about(3))
    expect((yield* asWorkflow(xingtu.quota())).consumer).toMatchObject({ name: "workflow/daily", used: 1, left: 1 })
    expect(yield* asWorkflow(xingtu.left())).toEqual({ left: 1, budget: 2 })
    expect(yield* xingtu.left()).toBeUndefined()
    expect((yield* asWorkflow(xingtu.plan(spreadMetrics, [creator(9)]))).left).toBe(1)
    yield* asWorkflow(xingtu.call(spreadMetrics, about(4)))
    expect(yield* Effect.flip(asWorkflow(xingtu.call(spreadMetrics, about(5))))).toMatchObject({
      _tag: "BudgetSpent",
      consumer: "workflow/daily"
    })
    yield* TestClock.adjust("1 day")
    const two = Effect.provideService(CurrentConsumer, ["workflow/a", "workflow/b"])
    yield* two(xingtu.call(spreadMetrics, about(6)))
    expect([
      (yield* xingtu.quota("workflow/a")).consumer.used,
      (yield* xingtu.quota("workflow/b")).consumer.used
    ]).toEqual([1, 1])
  })
)
