import { expect, it } from "@effect/vitest"
import { Effect, Fiber } from "effect"
import { catalogue } from "../../src/index.ts"
import { creator, pass, scripted } from "../support/api.ts"

const { spreadMetrics } = catalogue
const ask = (n: number) => ({ oAuthorId: creator(n) })
const ids = (count: number) => Array.from({ length: count }, (_, i) => i)

it.effect("requests go out evenly spaced, in the order they were asked", () =>
  Effect.gen(function* () {
    const api = scripted()
    const xingtu = yield* api.client({ requestsPerSecond: 10, concurrency: 100 })
    const all = yield* Effect.forkChild(
      Effect.forEach(ids(20), (i) => xingtu.call(spreadMetrics, ask(i)), { concurrency: "unbounded" })
    )
    yield* pass(990)
    expect(api.asked).toHaveLength(10)
    yield* pass(1_000)
    yield* Fiber.join(all)
    expect(api.asked.map(({ id }) => id)).toEqual(ids(20).map(creator))
  })
)

it.effect("no more requests are out than allowed", () =>
  Effect.gen(function* () {
    const api = scripted(() => ({ afterMs: 1_000 }))
    const xingtu = yield* api.client({ concurrency: 3 })
    const all = yield* Effect.forkChild(
      Effect.forEach(ids(9), (i) => xingtu.call(spreadMetrics, ask(i)), { concurrency: "unbounded" })
    )
    for (const out of [3, 6, 9]) {
      yield* pass(900)
      expect(api.asked).toHaveLength(out)
      yield* pass(110)
    }
    yield* pass(1_000)
    expect(yield* Fiber.join(all)).toHaveLength(9)
  })
)

it.effect("who waits for a turn gives up at the deadline, unsent and uncharged", () =>
  Effect.gen(function* () {
    const api = scripted(() => ({ afterMs: 10_000 }))
    const xingtu = yield* api.client({ concurrency: 1, dailyBudget: 10 })
    const first = yield* Effect.forkChild(xingtu.call(spreadMetrics, ask(1)))
    yield* pass(100)
    const second = yield* Effect.forkChild(Effect.flip(xingtu.call(spreadMetrics, ask(2), { deadline: "2 seconds" })))
    yield* pass(2_100)
    expect(yield* Fiber.join(second)).toMatchObject({
      _tag: "NotInTime",
      waitedFor: "turn",
      charged: "no",
      attempts: 0
    })
    yield* pass(10_000, 100)
    yield* Fiber.join(first)
    expect(api.asked).toHaveLength(1)
    expect((yield* xingtu.quota()).token).toMatchObject({ used: 1, open: 0, left: 9 })
  })
)

it.effect("302 halves the pace once for those refused together, and it recovers", () =>
  Effect.gen(function* () {
    let refusing = true
    const api = scripted(() => ({ code: refusing ? 302 : 0 }))
    const xingtu = yield* api.client({ requestsPerSecond: 100, retries: 0 })
    yield* Effect.forkChild(
      Effect.forEach(ids(5), (i) => Effect.flip(xingtu.call(spreadMetrics, ask(i))), { concurrency: "unbounded" })
    )
    yield* pass(100)
    expect((yield* xingtu.quota()).pace).toEqual({ requestsPerSecond: 100, share: 0.5, concurrency: 8 })
    refusing = false
    yield* Effect.forkChild(
      Effect.forEach(ids(40), (i) => xingtu.call(spreadMetrics, ask(100 + i)), { concurrency: "unbounded" })
    )
    yield* pass(1_500)
    expect((yield* xingtu.quota()).pace.share).toBe(1)
  })
)

it.effect("an endpoint can have a pace of its own", () =>
  Effect.gen(function* () {
    const api = scripted()
    const xingtu = yield* api.client({ endpointRequestsPerSecond: { spreadMetrics: 2 } })
    yield* Effect.forkChild(
      Effect.forEach(ids(4), (i) => xingtu.call(spreadMetrics, ask(i)), { concurrency: "unbounded" })
    )
    yield* Effect.forkChild(
      Effect.forEach(ids(4), (i) => xingtu.call(catalogue.videoDistribution, ask(i)), { concurrency: "unbounded" })
    )
    yield* pass(990)
    expect(api.asked.filter(({ path }) => path === spreadMetrics.path)).toHaveLength(2)
    expect(api.asked).toHaveLength(6)
    yield* pass(1_000)
  })
)
