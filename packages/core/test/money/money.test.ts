import { expect, it } from "@effect/vitest"
import { Effect, Exit, Fiber, Result, Scope, Stream } from "effect"
import { TestClock } from "effect/testing"
import { catalogue, Endpoint, Store } from "../../src/adapter.ts"
import { creator, pass, scripted } from "../support/api.ts"
import { distant } from "../support/distant.ts"

const { creatorSearch, spreadMetrics } = catalogue
const one = { oAuthorId: creator(1) }

it.effect("who leaves while the claim is being written leaves no claim and no reservation", () =>
  Effect.gen(function* () {
    const api = scripted()
    const store = Store.memory()
    // Written at once, confirmed later: as over a network.
    const far: Store.Driver = {
      ...store,
      commit: (change) => Effect.tap(store.commit(change), () => Effect.sleep("100 millis"))
    }
    const xingtu = yield* api.client({ dailyBudget: 3 }, far)
    const caller = yield* Effect.forkChild(xingtu.call(spreadMetrics, one))
    yield* pass(50)
    yield* Fiber.interrupt(caller)
    yield* pass(1_000)
    expect(api.asked).toHaveLength(0)
    expect((yield* xingtu.quota()).token).toMatchObject({ used: 0, unknown: 0, open: 0, left: 3 })
    expect((yield* xingtu.plan(spreadMetrics, [one.oAuthorId])).toPay).toHaveLength(1)
  })
)

it.effect("a program that ends right after its caller left still gives the claim back", () =>
  Effect.gen(function* () {
    const api = scripted()
    const store = Store.memory()
    let open = true
    const far: Store.Driver = {
      ...store,
      commit: (change) =>
        Effect.suspend(() =>
          open
            ? Effect.tap(store.commit(change), () => Effect.sleep("100 millis"))
            : Effect.fail(new Store.StoreFailure({ reason: "closed" }))
        )
    }
    const scope = yield* Scope.make()
    const xingtu = yield* api.client({}, far).pipe(Effect.provideService(Scope.Scope, scope))
    const caller = yield* Effect.forkChild(xingtu.call(spreadMetrics, one))
    yield* pass(50)
    yield* Fiber.interrupt(caller)
    const closing = yield* Effect.forkChild(
      Effect.tap(Scope.close(scope, Exit.void), () => Effect.sync(() => void (open = false)))
    )
    yield* pass(1_000)
    yield* Fiber.join(closing)
    const other = yield* api.client({ dailyBudget: 3 }, store)
    expect((yield* other.quota()).token).toMatchObject({ used: 0, unknown: 0, open: 0, left: 3 })
    expect((yield* other.plan(spreadMetrics, [one.oAuthorId])).toPay).toHaveLength(1)
  })
)

it.effect("who leaves in the moment its turn comes stops no request that is out", () =>
  Effect.gen(function* () {
    const api = scripted(() => ({ afterMs: 100 }))
    const xingtu = yield* api.client({ concurrency: 1 })
    const busy = yield* Effect.forkChild(xingtu.call(spreadMetrics, { oAuthorId: creator(9) }))
    yield* pass(10)
    const leaving = yield* Effect.forkChild(xingtu.call(spreadMetrics, one))
    yield* pass(20)
    busy.addObserver(() => leaving.interruptUnsafe())
    yield* pass(1_000)
    expect((yield* xingtu.quota()).token).toMatchObject({ used: api.charged.length, unknown: 0, open: 0 })
  })
)

it.effect("nothing is sent when too little time is left to hear the answer", () =>
  Effect.gen(function* () {
    const api = scripted(({ id }) => ({ afterMs: id === creator(9) ? 8_000 : 500 }))
    const xingtu = yield* api.client({ concurrency: 1, dailyBudget: 5 })
    const busy = yield* Effect.forkChild(xingtu.call(spreadMetrics, { oAuthorId: creator(9) }))
    yield* pass(10)
    const hasty = yield* Effect.forkChild(Effect.flip(xingtu.call(spreadMetrics, one, { deadline: "5 seconds" })))
    yield* pass(10)
    // Waits longer than the one it joins, so the question stays wanted.
    const patient = yield* Effect.forkChild(Effect.result(xingtu.call(spreadMetrics, one)))
    yield* pass(10_000, 100)
    expect(yield* Fiber.join(hasty)).toMatchObject({ _tag: "NotInTime", charged: "no" })
    yield* Fiber.join(busy)
    const outcome = yield* Fiber.join(patient)
    expect(Result.isSuccess(outcome) ? outcome.success.meta.attempts : outcome.failure).toMatchObject({
      _tag: "NotInTime",
      charged: "no"
    })
    expect(api.asked).toHaveLength(1)
    expect((yield* xingtu.quota()).token).toMatchObject({ used: 1, unknown: 0, open: 0, left: 4 })
  })
)

it.effect("a retry that could not hear its answer in time is not sent", () =>
  Effect.gen(function* () {
    const api = scripted((_, nth) => (nth === 1 ? { code: 301, afterMs: 39_000 } : { afterMs: 5_000 }))
    const xingtu = yield* api.client({ deadline: "40 seconds" })
    const call = yield* Effect.forkChild(Effect.flip(xingtu.call(spreadMetrics, one)))
    yield* pass(45_000, 100)
    expect(yield* Fiber.join(call)).toMatchObject({ charged: "no" })
    expect(api.asked).toHaveLength(1)
    expect(api.charged).toHaveLength(0)
  })
)

it.effect("a remembered refusal keeps its term when a fresh call in between fails", () =>
  Effect.gen(function* () {
    const api = scripted((_, nth) => ({ code: [400, 301][nth - 1] ?? 0 }))
    const xingtu = yield* api.client({ retries: 0 })
    expect((yield* Effect.flip(xingtu.call(spreadMetrics, one)))._tag).toBe("InvalidParameters")
    expect((yield* Effect.flip(xingtu.call(spreadMetrics, one, { fresh: true })))._tag).toBe("CollectionFailed")
    expect((yield* Effect.flip(xingtu.call(spreadMetrics, one)))._tag).toBe("InvalidParameters")
    yield* TestClock.adjust("11 minutes")
    expect((yield* xingtu.call(spreadMetrics, one)).meta.charged).toBe("yes")
  })
)

it.effect("a request that broke inside this program may have been charged: it is not sent again unasked", () =>
  Effect.gen(function* () {
    const api = scripted(() => {
      throw new Error("a bug of a transport")
    })
    const xingtu = yield* api.client({ dailyBudget: 5 })
    yield* Effect.exit(xingtu.call(spreadMetrics, one))
    expect((yield* Effect.flip(xingtu.call(spreadMetrics, one)))._tag).toBe("OutcomeUnknown")
    expect(api.asked).toHaveLength(1)
    expect((yield* xingtu.quota()).token).toMatchObject({ used: 0, unknown: 1, open: 0, left: 4 })
  })
)

it.effect("who accepts paying twice does not end with the doubt of one who does not", () =>
  Effect.gen(function* () {
    const api = scripted((_, nth) => (nth === 1 ? { body: "<html>", afterMs: 1_000 } : {}))
    const xingtu = yield* api.client()
    const once = yield* Effect.forkChild(Effect.flip(xingtu.call(spreadMetrics, one)))
    yield* pass(100)
    const twice = yield* Effect.forkChild(xingtu.call(spreadMetrics, one, { risk: "payTwice" }))
    yield* pass(5_000, 50)
    expect((yield* Fiber.join(once))._tag).toBe("UnexpectedAnswer")
    expect((yield* Fiber.join(twice)).meta.charged).toBe("yes")
  })
)

it.effect("the doubt of one who accepts paying twice is kept from those who do not, however the call ends", () =>
  Effect.gen(function* () {
    const api = scripted((_, nth) => (nth === 1 ? { breaks: "cut" } : nth === 2 ? { code: 301 } : {}))
    const xingtu = yield* api.client({ retries: 1 })
    const twice = yield* Effect.forkChild(Effect.flip(xingtu.call(spreadMetrics, one, { risk: "payTwice" })))
    yield* pass(2_000, 50)
    expect(yield* Fiber.join(twice)).toMatchObject({ _tag: "CollectionFailed", charged: "unknown" })
    expect((yield* Effect.flip(xingtu.call(spreadMetrics, one)))._tag).toBe("OutcomeUnknown")
    expect(api.asked).toHaveLength(2)
  })
)

it.effect.each([{ code: 201 }, { body: JSON.stringify({ code: 0, data: { base_resp: { status_code: 7 } } }) }])(
  "of all who wait for one charged refusal, one paid: %j",
  (says) =>
    Effect.gen(function* () {
      const api = scripted(() => ({ ...says, afterMs: 100 }))
      const xingtu = yield* api.client()
      const all = yield* Effect.forkChild(
        Effect.all(
          [1, 2, 3].map(() => Effect.flip(xingtu.call(spreadMetrics, one))),
          { concurrency: "unbounded" }
        )
      )
      yield* pass(300)
      expect((yield* Fiber.join(all)).map(({ charged }) => charged)).toEqual(["yes", "no", "no"])
      expect(api.asked).toHaveLength(1)
    })
)

it.effect("half a character in a consumer's name costs nobody an answer", () =>
  Effect.gen(function* () {
    const api = scripted()
    const store = Store.memory()
    const xingtu = yield* api.client({ dailyBudget: 5 }, store)
    yield* xingtu.call(spreadMetrics, one)
    yield* xingtu.call(spreadMetrics, one, { consumer: "channel \ud83d" })
    expect(
      (yield* xingtu.call(spreadMetrics, { oAuthorId: creator(2) }, { consumer: "channel \ud83d" })).meta.charged
    ).toBe("yes")
    expect((yield* xingtu.quota()).token).toMatchObject({ used: 2, open: 0 })
  })
)

it.effect("half a character in a parameter is refused before anything is sent", () =>
  Effect.gen(function* () {
    const api = scripted()
    const xingtu = yield* api.client()
    const failure = yield* Effect.flip(xingtu.call(creatorSearch, { keyword: "play \ud83d" }))
    expect(failure).toMatchObject({ _tag: "InvalidInput", charged: "no" })
  })
)

it.effect("a budget of all consumers of a kind holds for every name", () =>
  Effect.gen(function* () {
    const api = scripted()
    const xingtu = yield* api.client({ consumerBudgets: { "*": 1 } })
    for (const consumer of ["constructor", "toString", "sheet"]) {
      yield* xingtu.call(spreadMetrics, { oAuthorId: creator(consumer.length) }, { consumer })
      expect(yield* Effect.flip(xingtu.call(spreadMetrics, { oAuthorId: creator(99) }, { consumer }))).toMatchObject({
        _tag: "BudgetSpent",
        consumer,
        budget: 1
      })
    }
  })
)

it("a default that is given and one that is left out are one question", () => {
  const differing = Object.values(catalogue).flatMap((endpoint: Endpoint.Endpoint) => {
    const given = Object.fromEntries(
      Object.entries(endpoint.params)
        .filter(([, { required }]) => required)
        .map(([name]) => [name, name.endsWith("Date") ? "2026-09-30" : creator(1)])
    )
    const plain = Endpoint.question(endpoint, given)
    if (Result.isFailure(plain)) return [`${endpoint.id}: ${plain.failure.message}`]
    return Object.entries(endpoint.params).flatMap(([name, { default: standard }]) => {
      if (standard === undefined) return []
      const full = Endpoint.question(endpoint, { ...given, [name]: standard })
      return Result.isSuccess(full) && full.success.key === plain.success.key
        ? []
        : [`${endpoint.id}.${name}=${standard}`]
    })
  })
  expect(differing).toEqual([])
})

it.effect("a listener of warnings that breaks costs nobody an answer", () =>
  Effect.gen(function* () {
    const api = scripted()
    const store = Store.memory()
    let commits = 0
    const failing: Store.Driver = {
      ...store,
      // The claim is written, the answer cannot be.
      commit: (change) =>
        Effect.suspend(() =>
          commits++ === 0 ? store.commit(change) : Effect.fail(new Store.StoreFailure({ reason: "gone" }))
        )
    }
    const xingtu = yield* api.client({}, failing, undefined, Effect.die(new Error("the logger is broken")))
    expect((yield* xingtu.call(spreadMetrics, one)).meta.charged).toBe("yes")
    expect((yield* xingtu.call(spreadMetrics, one)).meta.source).toBe("store")
    expect(api.asked).toHaveLength(1)
  })
)

it.effect("who leaves while the books are being joined takes nothing with them", () =>
  Effect.gen(function* () {
    const api = scripted()
    const { driver, place } = distant("100 millis")
    const xingtu = yield* api.client({ dailyBudget: 9 }, driver)
    place.away = true
    yield* Effect.forkChild(xingtu.call(spreadMetrics, one))
    yield* pass(1_000)
    place.away = false
    yield* pass(60_000, 1_000)
    const leaving = yield* Effect.forkChild(xingtu.call(spreadMetrics, { oAuthorId: creator(2) }))
    // The answer is carried over in the first 100 ms, then the books.
    yield* pass(150)
    yield* Fiber.interrupt(leaving)
    yield* pass(60_000, 1_000)
    const settling = yield* Effect.forkChild(xingtu.quota())
    yield* pass(5_000, 100)
    yield* Fiber.join(settling)
    const other = yield* api.client({ dailyBudget: 9 }, place.store)
    expect((yield* other.quota()).token).toMatchObject({ used: api.charged.length, open: 0 })
    expect((yield* other.plan(spreadMetrics, [one.oAuthorId])).stored).toHaveLength(1)
  })
)

it.effect("a slow listener of warnings loses nothing that was paid for", () =>
  Effect.gen(function* () {
    const { driver, place } = distant(0)
    // The store goes while the question is out, and is back before the listener has heard it.
    const api = scripted(() => {
      place.away = true
      return {}
    })
    const xingtu = yield* api.client(
      {},
      driver,
      undefined,
      Effect.andThen(
        Effect.sync(() => void (place.away = false)),
        Effect.sleep("3 seconds")
      )
    )
    const paying = yield* Effect.forkChild(xingtu.call(spreadMetrics, one))
    yield* pass(2_000, 50)
    yield* Effect.forkChild(xingtu.quota())
    yield* pass(10_000, 100)
    expect((yield* Fiber.join(paying)).meta.charged).toBe("yes")
    yield* Effect.forkChild(xingtu.quota())
    yield* pass(10_000, 100)
    const other = yield* api.client({}, place.store)
    expect((yield* other.plan(spreadMetrics, [one.oAuthorId])).stored).toHaveLength(1)
    expect((yield* other.quota()).token).toMatchObject({ used: 1, open: 0 })
  })
)

it.effect("a stored answer that was spoilt is none: it is asked again, once", () =>
  Effect.gen(function* () {
    const api = scripted()
    const store = Store.memory()
    const xingtu = yield* api.client({ atHand: 0 }, store)
    yield* xingtu.call(spreadMetrics, one)
    const spoiled: Store.Driver = {
      ...store,
      get: (keys) =>
        Effect.map(store.get(keys), (texts) =>
          texts.map((text) => (api.asked.length === 1 ? text?.slice(0, -20) : text))
        ),
      commit: (change) =>
        store.commit({ ...change, when: change.when?.filter(({ key }) => !key.startsWith("answer/")) ?? [] })
    }
    const other = yield* api.client({ atHand: 0 }, spoiled)
    expect((yield* other.call(spreadMetrics, one)).meta.charged).toBe("yes")
    expect((yield* other.call(spreadMetrics, one)).meta.charged).toBe("no")
    expect(api.asked).toHaveLength(2)
  })
)

it.effect("an answer that was spoilt while somebody renews it is waited for, not paid by two", () =>
  Effect.gen(function* () {
    const api = scripted(() => ({ afterMs: 1_000 }))
    const store = Store.memory()
    const xingtu = yield* api.client({ atHand: 0 }, store)
    const first = yield* Effect.forkChild(xingtu.call(spreadMetrics, one))
    yield* pass(2_000, 100)
    yield* Fiber.join(first)
    const renewing = yield* Effect.forkChild(xingtu.call(spreadMetrics, one, { fresh: true }))
    yield* pass(100)
    // The claim holds the old answer, which is cut off on its way.
    const spoiled: Store.Driver = {
      ...store,
      get: (keys) =>
        Effect.map(store.get(keys), (texts) =>
          texts.map((text) => (text?.startsWith("Claimed") === true ? text.slice(0, -20) : text))
        ),
      commit: (change) =>
        store.commit({ ...change, when: change.when?.filter(({ key }) => !key.startsWith("answer/")) ?? [] })
    }
    const other = yield* api.client({ atHand: 0 }, spoiled)
    const waiting = yield* Effect.forkChild(other.call(spreadMetrics, one))
    yield* pass(3_000, 100)
    yield* Fiber.join(renewing)
    expect((yield* Fiber.join(waiting)).meta.charged).toBe("no")
    expect(api.asked).toHaveLength(2)
  })
)

it.effect("pages that repeat themselves come to an end, whatever the API says", () =>
  Effect.gen(function* () {
    const body = JSON.stringify({
      code: 0,
      data: { authors: [{ star_id: "1" }], pagination: { has_more: true, page: 1 } }
    })
    const api = scripted(() => ({ body }))
    const xingtu = yield* api.client()
    const pages = yield* Stream.runCollect(Stream.take(xingtu.pages(creatorSearch, { keyword: "美妆" }), 20))
    expect(pages).toHaveLength(1)
    expect(api.asked).toHaveLength(2)
  })
)

it.effect("a first page without rows is a page all the same", () =>
  Effect.gen(function* () {
    const api = scripted(() => ({ body: JSON.stringify({ code: 0, data: { pagination: { has_more: false } } }) }))
    const xingtu = yield* api.client()
    const pages = yield* Stream.runCollect(xingtu.pages(creatorSearch, { keyword: "美妆" }))
    expect(pages).toHaveLength(1)
    expect(pages[0]?.meta.charged).toBe("yes")
  })
)
