import { expect, it } from "@effect/vitest"
import { Effect, Fiber, Result } from "effect"
import { TestClock } from "effect/testing"
import { catalogue, Store } from "../../src/adapter.ts"
import { creator, pass, scripted } from "../support/api.ts"

const { spreadMetrics, videoDistribution } = catalogue
const ask = (n: number) => ({ oAuthorId: creator(n) })

it.effect("303 closes until the quota day ends in Shanghai; then one call tries, and the rest wait for it", () =>
  Effect.gen(function* () {
    yield* TestClock.setTime(Date.parse("2026-11-22T10:00:00Z"))
    let spent = true
    const api = scripted(() => ({ code: spent ? 303 : 0, afterMs: 200 }))
    // Slow to read, as a store far away: several find the gate open before one of them takes the probe.
    const memory = Store.memory()
    const store: Store.Driver = {
      ...memory,
      get: (keys) => Effect.tap(memory.get(keys), () => Effect.sleep("20 millis"))
    }
    const [a, b] = [yield* api.client({}, store), yield* api.client({}, store)]
    const first = yield* Effect.forkChild(Effect.flip(a.call(spreadMetrics, ask(1))))
    yield* pass(300)
    expect(yield* Fiber.join(first)).toMatchObject({ _tag: "DailyQuotaExceeded", charged: "no" })
    const soon = <A, E>(effect: Effect.Effect<A, E>) =>
      Effect.flatMap(Effect.forkChild(effect), (fiber) => Effect.andThen(pass(100), Fiber.join(fiber)))
    for (const xingtu of [a, b]) {
      expect(yield* soon(Effect.flip(xingtu.call(videoDistribution, ask(2))))).toMatchObject({
        _tag: "GateClosed",
        code: 303,
        charged: "no",
        stops: true,
        attempts: 0,
        opensAt: "2026-11-22T16:00:00.000Z",
        advice: {
          en: "Continue after that time. Cached results stay available.",
          zh: "请在该时间之后继续；已缓存的结果仍可使用。"
        }
      })
    }
    expect((yield* soon(b.quota())).closed).toMatchObject([{ code: 303, opensAt: "2026-11-22T16:00:00.000Z" }])
    yield* TestClock.setTime(Date.parse("2026-11-22T15:59:59.800Z"))
    yield* soon(Effect.flip(b.call(spreadMetrics, ask(3))))
    expect(api.asked).toHaveLength(1)
    yield* pass(100)
    spent = false
    const all = yield* Effect.forkChild(
      Effect.forEach([a, b, a, b, a], (xingtu, i) => xingtu.call(spreadMetrics, ask(10 + i)), {
        concurrency: "unbounded"
      })
    )
    yield* pass(150)
    expect(api.asked).toHaveLength(2)
    yield* pass(2_000)
    expect((yield* Fiber.join(all)).map(({ meta }) => meta.charged)).toEqual(["yes", "yes", "yes", "yes", "yes"])
    expect(api.asked).toHaveLength(6)
    expect((yield* soon(a.quota())).closed).toEqual([])
  })
)

it.effect("601 lets one call try after ten minutes; while it fails the rest stay out", () =>
  Effect.gen(function* () {
    const api = scripted(() => ({ code: 601, afterMs: 100 }))
    const xingtu = yield* api.client()
    const round = (n: number) =>
      Effect.gen(function* () {
        const all = yield* Effect.forkChild(
          Effect.forEach([0, 1, 2, 3, 4], (i) => Effect.flip(xingtu.call(spreadMetrics, ask(n + i))), {
            concurrency: "unbounded"
          })
        )
        yield* pass(2_000)
        return (yield* Fiber.join(all)).map(({ _tag }) => _tag).sort()
      })
    expect(yield* round(0)).toContain("InsufficientBalance")
    const before = api.asked.length
    yield* TestClock.adjust("9 minutes")
    expect(yield* round(10)).toEqual(Array.from({ length: 5 }, () => "GateClosed"))
    expect(api.asked).toHaveLength(before)
    yield* TestClock.adjust("1 minute")
    expect(yield* round(20)).toEqual(["GateClosed", "GateClosed", "GateClosed", "GateClosed", "InsufficientBalance"])
    expect(api.asked).toHaveLength(before + 1)
    // Failing again closes for another ten minutes.
    yield* TestClock.adjust("9 minutes")
    expect(yield* round(30)).toEqual(Array.from({ length: 5 }, () => "GateClosed"))
  })
)

it.effect("600 closes its endpoint only, 100 everything for its token only", () =>
  Effect.gen(function* () {
    const api = scripted(({ path }) => ({ code: path === spreadMetrics.path ? 600 : 0 }))
    const store = Store.memory()
    const xingtu = yield* api.client({}, store)
    expect((yield* Effect.flip(xingtu.call(spreadMetrics, ask(1))))._tag).toBe("PermissionDenied")
    expect(yield* Effect.flip(xingtu.call(spreadMetrics, ask(2)))).toMatchObject({ _tag: "GateClosed", code: 600 })
    yield* xingtu.call(videoDistribution, ask(1))
    expect((yield* xingtu.quota()).closed).toMatchObject([{ code: 600, endpoint: "spreadMetrics" }])
    yield* TestClock.adjust("1 minute")
    expect((yield* Effect.flip(xingtu.call(spreadMetrics, ask(2))))._tag).toBe("PermissionDenied")

    const wrong = scripted(() => ({ code: 100 }))
    const [old, fresh] = [yield* wrong.client({}, store, "old token"), yield* api.client({}, store, "new token")]
    expect((yield* Effect.flip(old.call(spreadMetrics, ask(1))))._tag).toBe("InvalidToken")
    expect(yield* Effect.flip(old.call(videoDistribution, ask(1)))).toMatchObject({ _tag: "GateClosed", code: 100 })
    expect((yield* fresh.call(videoDistribution, ask(1))).meta.charged).toBe("yes")
  })
)

it.effect("calls that were let through stop when another finds the gate closed meanwhile", () =>
  Effect.gen(function* () {
    const api = scripted(() => ({ code: 303, afterMs: 100 }))
    const xingtu = yield* api.client({ concurrency: 2 })
    const all = yield* Effect.forkChild(
      Effect.forEach(
        Array.from({ length: 20 }, (_, i) => i),
        (i) => Effect.flip(xingtu.call(spreadMetrics, ask(i))),
        { concurrency: "unbounded" }
      )
    )
    yield* pass(1_000)
    const tags = (yield* Fiber.join(all)).map(({ _tag }) => _tag)
    expect(tags.filter((tag) => tag === "DailyQuotaExceeded")).toHaveLength(2)
    expect(tags.filter((tag) => tag === "GateClosed")).toHaveLength(18)
    expect(api.asked).toHaveLength(2)
    expect((yield* xingtu.quota()).token).toMatchObject({ used: 0, open: 0 })
  })
)

it.effect("a probe that ends without a verdict leaves the next call to try", () =>
  Effect.gen(function* () {
    const codes = [601, 301, 0]
    const api = scripted((_, nth) => ({ code: codes[nth - 1] ?? 0 }))
    const xingtu = yield* api.client({ retries: 0 })
    yield* Effect.flip(xingtu.call(spreadMetrics, ask(1)))
    yield* TestClock.adjust("10 minutes")
    expect((yield* Effect.flip(xingtu.call(spreadMetrics, ask(2))))._tag).toBe("CollectionFailed")
    expect(Result.isSuccess(yield* Effect.result(xingtu.call(spreadMetrics, ask(3))))).toBe(true)
    expect((yield* xingtu.quota()).closed).toEqual([])
  })
)

it.effect("303 that comes after midnight ends the day before, not the new one", () =>
  Effect.gen(function* () {
    const api = scripted((_, nth) => (nth === 1 ? { code: 303, afterMs: 20_000 } : {}))
    const xingtu = yield* api.client()
    yield* TestClock.setTime(Date.parse("2026-11-22T23:59:50+08:00"))
    const late = yield* Effect.forkChild(Effect.flip(xingtu.call(spreadMetrics, ask(1))))
    yield* pass(21_000, 100)
    expect((yield* Fiber.join(late))._tag).toBe("DailyQuotaExceeded")
    expect((yield* xingtu.call(spreadMetrics, ask(1))).meta.charged).toBe("yes")
  })
)
