import { expect, it } from "@effect/vitest"
import { Effect, Fiber, Result, Scope, Stream } from "effect"
import { TestClock } from "effect/testing"
import { catalogue, Store } from "../../src/adapter.ts"
import { creator, pass, scripted } from "../support/api.ts"

const { spreadMetrics, videoDistribution } = catalogue
const one = { oAuthorId: creator(1) }

it.effect("50 callers of one question make one request, and one of them pays", () =>
  Effect.gen(function* () {
    const api = scripted(() => ({ afterMs: 100 }))
    const xingtu = yield* api.client()
    const all = yield* Effect.forkChild(
      Effect.forEach(
        Array.from({ length: 50 }, (_, i) => i),
        // What is left out is what is assumed, so both are one question.
        (i) => xingtu.ask(spreadMetrics, i % 2 === 0 ? one : { ...one, platform: "SHORT_VIDEO", range: "30d" }),
        { concurrency: "unbounded" }
      )
    )
    yield* TestClock.adjust("100 millis")
    const answers = yield* Fiber.join(all)
    expect(api.asked).toHaveLength(1)
    expect(answers.filter(({ meta }) => meta.charged === "yes")).toHaveLength(1)
    expect(answers.filter(({ meta }) => meta.source === "store")).toHaveLength(49)
    expect(new Set(answers.map(({ data }) => JSON.stringify(data))).size).toBe(1)
    expect((yield* xingtu.quota()).totals).toEqual([
      {
        consumers: ["default"],
        endpoint: "spreadMetrics",
        charged: 1,
        unknown: 0,
        free: 0,
        stored: 49,
        requests: 1,
        durationMs: 100
      }
    ])
  })
)

it.effect("an answer stays good for its time, is the token's own, and is asked again when it must be fresh", () =>
  Effect.gen(function* () {
    const api = scripted()
    const store = Store.memory()
    const xingtu = yield* api.client({ ttl: { spreadMetrics: "1 hour" } }, store)
    const paid = yield* xingtu.call(spreadMetrics, one)
    yield* TestClock.adjust("59 minutes")
    const kept = yield* xingtu.call(spreadMetrics, one)
    expect(kept.meta).toEqual({ ...paid.meta, source: "store", charged: "no", attempts: 0, durationMs: 0 })
    expect(kept.raw).toEqual(paid.raw)
    // A new process reads it from the store, with its own decoder.
    const restarted = yield* api.client({ ttl: { spreadMetrics: "1 hour" } }, store)
    expect(yield* restarted.call(spreadMetrics, one)).toEqual(kept)
    expect(api.asked).toHaveLength(1)
    // Who wants newer answers does not get old ones, whatever they were stored for.
    const impatient = yield* api.client({ ttl: { spreadMetrics: "10 minutes" } }, store)
    expect((yield* impatient.plan(spreadMetrics, [one.oAuthorId])).toPay).toHaveLength(1)
    expect(yield* impatient.stored(spreadMetrics, one)).toBeUndefined()
    const fresh = yield* xingtu.call(spreadMetrics, one, { fresh: true })
    expect(fresh.meta).toMatchObject({ source: "api", charged: "yes", at: "1970-01-01T00:59:00.000Z" })
    const other = yield* api.client({}, store, "another token")
    yield* other.call(spreadMetrics, one)
    expect(api.asked).toHaveLength(3)
    yield* TestClock.adjust("1 hour")
    yield* xingtu.call(spreadMetrics, one)
    expect(api.asked).toHaveLength(4)
  })
)

it.effect("who leaves does not stop a request that is out: its answer is stored", () =>
  Effect.gen(function* () {
    const api = scripted(() => ({ afterMs: 1_000 }))
    const xingtu = yield* api.client()
    const caller = yield* Effect.forkChild(xingtu.call(spreadMetrics, one))
    yield* TestClock.adjust("500 millis")
    yield* Fiber.interrupt(caller)
    expect(api.asked).toHaveLength(1)
    yield* TestClock.adjust("500 millis")
    expect((yield* xingtu.call(spreadMetrics, one)).meta.source).toBe("store")
    expect(api.asked).toHaveLength(1)
    expect((yield* xingtu.quota()).token).toMatchObject({ used: 1, open: 0 })
  })
)

it.effect("who leaves before anything was sent costs nothing", () =>
  Effect.gen(function* () {
    const api = scripted(() => ({ afterMs: 1_000 }))
    const xingtu = yield* api.client({ concurrency: 1, dailyBudget: 2 })
    const first = yield* Effect.forkChild(xingtu.call(spreadMetrics, one))
    yield* TestClock.adjust("10 millis")
    const second = yield* Effect.forkChild(xingtu.call(spreadMetrics, { oAuthorId: creator(2) }))
    yield* TestClock.adjust("10 millis")
    expect((yield* xingtu.quota()).token).toMatchObject({ open: 2, left: 0 })
    yield* Fiber.interrupt(second)
    yield* TestClock.adjust("2 seconds")
    yield* Fiber.join(first)
    expect(api.asked).toHaveLength(1)
    expect((yield* xingtu.quota()).token).toMatchObject({ used: 1, open: 0, left: 1 })
  })
)

it.effect("a run that is stopped keeps what was paid, and goes on later without paying again", () =>
  Effect.gen(function* () {
    const api = scripted(() => ({ afterMs: 100 }))
    const xingtu = yield* api.client()
    const ids = Array.from({ length: 20 }, (_, i) => creator(i))
    const run = yield* Effect.forkChild(Stream.runCollect(xingtu.many(spreadMetrics, ids, { concurrency: 4 })))
    yield* pass(250)
    yield* Fiber.interrupt(run)
    yield* pass(1_000)
    expect(api.asked).toHaveLength(12)
    const plan = yield* xingtu.plan(spreadMetrics, [...ids, creator(0), "6.9E+18"])
    expect([plan.stored.length, plan.toPay.length, plan.invalid.length, plan.unsettled.length]).toEqual([12, 8, 1, 0])
    const rest = yield* Effect.forkChild(Stream.runCollect(xingtu.many(spreadMetrics, ids)))
    yield* pass(1_000)
    const outcomes = yield* Fiber.join(rest)
    expect(outcomes.map(({ id }) => id)).toEqual(ids)
    expect(
      outcomes.filter((outcome) => outcome._tag === "Answered" && outcome.answer.meta.charged === "yes")
    ).toHaveLength(8)
    expect(api.charged).toHaveLength(20)
  })
)

it.effect("an unknown outcome is not sent again unasked; fresh sends it", () =>
  Effect.gen(function* () {
    const api = scripted((_, nth) => (nth === 1 ? { breaks: "cut" } : {}))
    const xingtu = yield* api.client({ unknownFor: "10 minutes" })
    const cut = yield* Effect.flip(xingtu.call(spreadMetrics, one))
    expect(cut).toMatchObject({ _tag: "Unreachable", charged: "unknown" })
    const again = yield* Effect.flip(xingtu.call(spreadMetrics, one))
    expect(again).toMatchObject({
      _tag: "OutcomeUnknown",
      charged: "unknown",
      attempts: 0,
      since: "1970-01-01T00:00:00.000Z",
      until: "1970-01-01T00:10:00.000Z"
    })
    expect((yield* xingtu.plan(spreadMetrics, [one.oAuthorId])).unsettled).toEqual([one.oAuthorId])
    expect(api.asked).toHaveLength(1)
    expect((yield* xingtu.call(spreadMetrics, one, { fresh: true })).meta.charged).toBe("yes")
    expect((yield* xingtu.quota()).token).toMatchObject({ used: 1, unknown: 1, open: 0 })
  })
)

it.effect("an unknown outcome is forgotten after its time", () =>
  Effect.gen(function* () {
    const api = scripted((_, nth) => (nth === 1 ? { body: "<html>" } : {}))
    const xingtu = yield* api.client({ unknownFor: "10 minutes" })
    expect(yield* Effect.flip(xingtu.call(spreadMetrics, one))).toMatchObject({ _tag: "UnexpectedAnswer" })
    yield* TestClock.adjust("10 minutes")
    expect((yield* xingtu.call(spreadMetrics, one)).meta.charged).toBe("yes")
  })
)

it.effect.each([
  [201, "NoContent", "yes"],
  [400, "InvalidParameters", "no"],
  [202, "ItemNotSupported", "unknown"],
  [101, "UnknownCode", "unknown"]
] as const)("%i would be the same again: it is remembered and not asked again", ([code, tag, charged]) =>
  Effect.gen(function* () {
    const api = scripted(() => ({ code }))
    const xingtu = yield* api.client()
    expect(yield* Effect.flip(xingtu.call(spreadMetrics, one))).toMatchObject({ _tag: tag, code, charged })
    expect(yield* Effect.flip(xingtu.call(spreadMetrics, one))).toMatchObject({
      _tag: tag,
      code,
      charged: "no",
      attempts: 0,
      vendorMessage: "no"
    })
    yield* Effect.flip(xingtu.call(videoDistribution, one))
    expect(api.asked).toHaveLength(2)
  })
)

it.effect("301 that goes on is asked again the next time, and costs nothing", () =>
  Effect.gen(function* () {
    const api = scripted(() => ({ code: 301 }))
    const xingtu = yield* api.client({ retries: 0, dailyBudget: 1 })
    for (let i = 0; i < 3; i++)
      expect(yield* Effect.flip(xingtu.call(spreadMetrics, one))).toMatchObject({
        _tag: "CollectionFailed",
        charged: "no"
      })
    expect(api.asked).toHaveLength(3)
    expect((yield* xingtu.quota()).token).toMatchObject({ used: 0, unknown: 0, open: 0, left: 1 })
    expect((yield* xingtu.quota()).totals[0]).toMatchObject({ free: 3, requests: 3 })
  })
)

it.effect("503 before a success is counted as one that may have been charged", () =>
  Effect.gen(function* () {
    const api = scripted((_, nth) => ({ code: nth === 1 ? 503 : nth === 2 ? 301 : 0 }))
    const xingtu = yield* api.client({ dailyBudget: 10 })
    const call = yield* Effect.forkChild(xingtu.call(spreadMetrics, one))
    yield* TestClock.adjust("30 seconds")
    expect((yield* Fiber.join(call)).meta).toMatchObject({ attempts: 3, doubt: true, charged: "yes" })
    expect((yield* xingtu.quota()).token).toMatchObject({ used: 1, unknown: 1, open: 0, left: 8 })
  })
)

it.effect("a second process waits for the answer of the first, and takes over nothing when that one dies", () =>
  Effect.gen(function* () {
    const api = scripted(() => ({ afterMs: 2_000 }))
    const store = Store.memory()
    const [a, b] = [yield* api.client({}, store), yield* api.client({}, store)]
    const first = yield* Effect.forkChild(a.call(spreadMetrics, one))
    yield* TestClock.adjust("10 millis")
    const second = yield* Effect.forkChild(b.call(spreadMetrics, one))
    const short = yield* Effect.forkChild(Effect.flip(b.call(videoDistribution, one, { deadline: "1 second" })))
    yield* TestClock.adjust("5 seconds")
    expect((yield* Fiber.join(first)).meta.charged).toBe("yes")
    expect((yield* Fiber.join(second)).meta).toMatchObject({ charged: "no", source: "store" })
    expect((yield* Fiber.join(short))._tag).toBe("Timeout")
    expect(api.asked).toHaveLength(2)
  })
)

it.effect("who waits for another's call gives up at the deadline; the call goes on", () =>
  Effect.gen(function* () {
    const api = scripted(() => ({ afterMs: 30_000 }))
    const store = Store.memory()
    const [a, b] = [yield* api.client({}, store), yield* api.client({}, store)]
    const first = yield* Effect.forkChild(a.call(spreadMetrics, one))
    yield* TestClock.adjust("10 millis")
    const here = yield* Effect.forkChild(Effect.flip(a.call(spreadMetrics, one, { deadline: "5 seconds" })))
    const there = yield* Effect.forkChild(Effect.flip(b.call(spreadMetrics, one, { deadline: "5 seconds" })))
    yield* TestClock.adjust("5 seconds")
    for (const failure of [yield* Fiber.join(here), yield* Fiber.join(there)]) {
      expect(failure).toMatchObject({ _tag: "NotInTime", waitedFor: "answer", charged: "no", attempts: 0 })
    }
    yield* TestClock.adjust("30 seconds")
    expect((yield* Fiber.join(first)).meta.charged).toBe("yes")
    expect(api.asked).toHaveLength(1)
  })
)

it.effect("a claim whose owner is gone becomes an unknown outcome, once", () =>
  Effect.gen(function* () {
    const api = scripted()
    const store = Store.memory()
    const xingtu = yield* api.client({ dailyBudget: 5 }, store)
    // A process that is killed in the middle of its call: it claims, and nothing comes after; its scope is never
    // closed.
    const dying = yield* scripted(() => ({ afterMs: 3_600_000 }))
      .client(
        { deadline: "60 seconds", dailyBudget: 5 },
        {
          ...store,
          commit: (change) =>
            change.when?.some(({ is }) => is === undefined) === true ? store.commit(change) : Effect.never
        }
      )
      .pipe(Effect.provideService(Scope.Scope, yield* Scope.make()))
    yield* Effect.forkChild(dying.call(spreadMetrics, one, { consumer: "sheet" }))
    yield* TestClock.adjust("61 seconds")
    const waiting = yield* Effect.forkChild(Effect.result(xingtu.call(spreadMetrics, one)))
    yield* TestClock.adjust("10 seconds")
    const result = yield* Fiber.join(waiting)
    expect(Result.isFailure(result) && result.failure._tag).toBe("OutcomeUnknown")
    expect(api.asked).toHaveLength(0)
    const report = yield* xingtu.quota("sheet")
    expect(report.token).toMatchObject({ used: 0, unknown: 1, open: 0, left: 4 })
    expect(report.consumer).toMatchObject({ unknown: 1 })
    expect((yield* xingtu.call(spreadMetrics, one, { fresh: true })).meta.charged).toBe("yes")
  })
)

it.effect("garbage in the store is not an answer", () =>
  Effect.gen(function* () {
    const api = scripted()
    const store = Store.memory()
    const spoiled: Store.Driver = {
      ...store,
      get: (keys) => Effect.map(store.get(keys), (values) => values.map((value) => value && '{"_tag":'))
    }
    const xingtu = yield* api.client({ atHand: 0, deadline: "1 second" }, spoiled)
    const result = yield* Effect.result(xingtu.call(spreadMetrics, one))
    expect(Result.isSuccess(result)).toBe(true)
  })
)

it.effect("a search, which takes no id, has a plan too", () =>
  Effect.gen(function* () {
    const xingtu = yield* scripted().client()
    const plan = () => xingtu.plan(catalogue.creatorSearch, ["whatever"], { input: { keyword: "美妆" } })
    expect((yield* plan()).toPay).toHaveLength(1)
    yield* xingtu.call(catalogue.creatorSearch, { keyword: "美妆" })
    expect(yield* plan()).toMatchObject({ toPay: [], stored: ["whatever"], invalid: [] })
  })
)
