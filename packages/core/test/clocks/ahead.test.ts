import { expect, it } from "@effect/vitest"
import { Clock, Effect, Fiber } from "effect"
import { TestClock } from "effect/testing"
import { catalogue, Store } from "../../src/adapter.ts"
import { creator, pass, scripted } from "../support/api.ts"
import { distant } from "../support/distant.ts"
import { settable } from "../support/settable.ts"

const { spreadMetrics } = catalogue
const ask = (n: number) => ({ oAuthorId: creator(n) })
const hour = 3_600_000
const patience = { deadline: 20_000, retries: 0, atHand: 0, unknownFor: 60_000 }

type Client = Effect.Success<ReturnType<ReturnType<typeof scripted>["client"]>>

/** Asks, and says what came of it and how long it took. */
const asks = (client: Client, n = 1, options = {}) =>
  Effect.gen(function* () {
    const sent = yield* Effect.forkChild(Effect.result(client.call(spreadMetrics, ask(n), options)), {
      startImmediately: true
    })
    for (let steps = 0; steps < 100 && sent.pollUnsafe() === undefined; steps++) yield* pass(250, 250)
    const result = yield* Fiber.join(sent)
    return result._tag === "Success" ? result.success.meta.source : result.failure._tag
  })

/** What becomes of a question that is asked again and again for so long; each outcome once. */
const asksOn = (client: Client, ms: number, options = {}) =>
  Effect.gen(function* () {
    const told: Array<string> = []
    const end = (yield* Clock.currentTimeMillis) + ms
    while ((yield* Clock.currentTimeMillis) < end) {
      const one = yield* asks(client, 1, options)
      if (told.at(-1) !== one) told.push(one)
      yield* pass(5_000, 1_000)
    }
    return told
  })

/** A process that was killed during its call, and another one with the same store whose clock is an hour behind. */
const left = (how: { readonly killedAfterMs: number }) =>
  Effect.gen(function* () {
    const { on, place } = yield* settable
    place.backMs = -hour
    const store = Store.memory()
    const own = distant(undefined, store)
    const api = scripted((_, nth) => (nth === 1 ? { afterMs: 600_000 } : {}))
    const gone = yield* on(api.client(patience, own.driver))
    yield* Effect.forkChild(on(Effect.exit(gone.call(spreadMetrics, ask(1)))), { startImmediately: true })
    yield* pass(how.killedAfterMs, 500)
    own.place.away = true
    return { api, store, next: yield* api.client(patience, store) }
  })

it.effect("a claim that a dead process made by a clock an hour ahead is a doubt after its time, and then is over", () =>
  Effect.gen(function* () {
    const { api, next } = yield* left({ killedAfterMs: 1_000 })
    // 25 seconds for the claim, then a minute for the doubt of it and 25 seconds more, since both are watched.
    expect(yield* asksOn(next, 240_000)).toEqual(["NotInTime", "OutcomeUnknown", "api", "store"])
    expect(api.asked).toHaveLength(2)
    expect((yield* next.quota()).token).toMatchObject({ used: 1, unknown: 1, open: 0 })
  })
)

it.effect("a doubt that was written by a clock an hour ahead is over after its time", () =>
  Effect.gen(function* () {
    const { api, next } = yield* left({ killedAfterMs: 30_000 })
    expect(yield* asks(next)).toBe("OutcomeUnknown")
    yield* pass(50_000, 1_000)
    expect(yield* asks(next)).toBe("OutcomeUnknown")
    yield* pass(15_000, 1_000)
    expect(yield* asks(next)).toBe("api")
    expect(api.asked).toHaveLength(2)
  })
)

it.effect("a process that is new each time knows no more than the clock: it waits, and pays nothing", () =>
  Effect.gen(function* () {
    const { api, store } = yield* left({ killedAfterMs: 1_000 })
    for (let n = 0; n < 5; n++) expect(yield* asks(yield* api.client(patience, store))).toBe("NotInTime")
    expect(api.asked).toHaveLength(1)
    yield* TestClock.adjust(hour - 60_000)
    expect(yield* asks(yield* api.client(patience, store))).toBe("OutcomeUnknown")
  })
)

it.effect.each([{}, { risk: "payTwice" as const }, { fresh: true }])(
  "a claim of a live process whose clock is an hour ahead holds for as long as its call may take: %o",
  (options) =>
    Effect.gen(function* () {
      const { on, place } = yield* settable
      place.backMs = -hour
      const store = Store.memory()
      const api = scripted(() => ({ afterMs: 118_000 }))
      const long = { ...patience, deadline: 120_000, attempt: 120_000 }
      const alive = yield* on(api.client(long, store))
      const next = yield* api.client(patience, store)
      const sent = yield* Effect.forkChild(on(alive.call(spreadMetrics, ask(1))), { startImmediately: true })
      expect(yield* asksOn(next, 117_000, options)).toEqual(["NotInTime", "store"])
      expect((yield* Fiber.join(sent)).meta.source).toBe("api")
      expect(api.asked).toHaveLength(1)
      expect((yield* next.quota()).token).toMatchObject({ used: 1, unknown: 0, open: 0 })
    })
)

it.effect("a free refusal that was remembered by a clock an hour ahead is requested again after its time", () =>
  Effect.gen(function* () {
    const { on, place } = yield* settable
    place.backMs = -hour
    const store = Store.memory()
    const api = scripted(() => ({ code: 400 }))
    const first = yield* on(api.client(patience, store))
    yield* on(Effect.exit(first.call(spreadMetrics, ask(1))))
    const next = yield* api.client(patience, store)
    yield* asks(next)
    yield* TestClock.adjust("9 minutes")
    yield* asks(next)
    expect(api.asked).toHaveLength(1)
    yield* TestClock.adjust("2 minutes")
    yield* asks(next)
    expect(api.asked).toHaveLength(2)
  })
)

const closing: ReadonlyArray<readonly [code: number, tag: string]> = [
  [100, "InvalidToken"],
  [601, "InsufficientBalance"],
  [600, "PermissionDenied"]
]

it.effect.each(closing)("a breaker that %d opened is tried at once when the clock goes back an hour", ([code, tag]) =>
  Effect.gen(function* () {
    const { on, place } = yield* settable
    const store = Store.memory()
    const api = scripted(() => ({ code }))
    const xingtu = yield* on(api.client(patience, store))
    const asked = (n: number) => on(Effect.map(Effect.flip(xingtu.call(spreadMetrics, ask(n))), ({ _tag }) => _tag))
    expect(yield* asked(1)).toBe(tag)
    expect(yield* asked(2)).toBe("GateClosed")
    place.backMs = hour
    expect((yield* on(xingtu.quota())).closed).toEqual([])
    expect(yield* asked(3)).toBe(tag)
    // Written anew, by the clock as it is now.
    expect(yield* asked(4)).toBe("GateClosed")
    expect((yield* on(xingtu.quota())).closed).toMatchObject([{ code }])
    expect(api.asked).toHaveLength(2)
  })
)

it.effect("a breaker of a clock that is a little ahead holds", () =>
  Effect.gen(function* () {
    const { on, place } = yield* settable
    place.backMs = -30_000
    const store = Store.memory()
    const api = scripted(() => ({ code: 100 }))
    const first = yield* on(api.client(patience, store))
    yield* on(Effect.exit(first.call(spreadMetrics, ask(1))))
    const next = yield* api.client(patience, store)
    expect(yield* asks(next, 2)).toBe("GateClosed")
    yield* TestClock.adjust("88 seconds")
    expect(yield* asks(next, 2)).toBe("GateClosed")
    yield* TestClock.adjust("3 seconds")
    expect(yield* asks(next, 2)).toBe("InvalidToken")
  })
)

it.effect.each([
  ["at noon it stays open until the day ends", "2026-11-22T12:00:00+08:00", "GateClosed"],
  ["past midnight it is tried, since that day has not begun", "2026-11-23T00:30:00+08:00", "DailyQuotaExceeded"]
] as const)("303, and the clock goes back an hour: %s", ([, at, then]) =>
  Effect.gen(function* () {
    yield* TestClock.setTime(Date.parse(at))
    const { on, place } = yield* settable
    const api = scripted(() => ({ code: 303 }))
    const xingtu = yield* on(api.client(patience))
    const asked = (n: number) => on(Effect.map(Effect.flip(xingtu.call(spreadMetrics, ask(n))), ({ _tag }) => _tag))
    expect(yield* asked(1)).toBe("DailyQuotaExceeded")
    place.backMs = hour
    expect(yield* asked(2)).toBe(then)
  })
)

it.effect("a probe whose process is gone lets another try when the clock goes back an hour", () =>
  Effect.gen(function* () {
    const { on, place } = yield* settable
    const store = Store.memory()
    const own = distant(undefined, store)
    const api = scripted((_, nth) => (nth === 1 ? { code: 601 } : nth === 2 ? { afterMs: 600_000 } : {}))
    const gone = yield* on(api.client(patience, own.driver))
    const next = yield* on(api.client(patience, store))
    yield* on(Effect.exit(gone.call(spreadMetrics, ask(1))))
    yield* TestClock.adjust("10 minutes")
    yield* Effect.forkChild(on(Effect.exit(gone.call(spreadMetrics, ask(2)))), { startImmediately: true })
    yield* pass(500)
    own.place.away = true
    place.backMs = hour
    const sent = yield* Effect.forkChild(on(next.call(spreadMetrics, ask(3))), { startImmediately: true })
    yield* pass(1_000, 50)
    expect((yield* Fiber.join(sent)).meta.source).toBe("api")
    yield* pass(25_000, 500)
  })
)

it.effect("the pace is halved again after the clock goes back an hour", () =>
  Effect.gen(function* () {
    const { on, place } = yield* settable
    const api = scripted(() => ({ code: 302 }))
    const xingtu = yield* on(api.client({ ...patience, requestsPerSecond: 10 }))
    const share = Effect.gen(function* () {
      const sent = yield* Effect.forkChild(on(Effect.exit(xingtu.call(spreadMetrics, ask(1)))), {
        startImmediately: true
      })
      yield* pass(2_000, 100)
      yield* Fiber.join(sent)
      return (yield* on(xingtu.quota())).pace.share
    })
    expect(yield* share).toBe(0.5)
    place.backMs = hour
    expect(yield* share).toBe(0.25)
  })
)
