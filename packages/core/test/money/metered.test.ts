import { expect, it } from "@effect/vitest"
import { Effect, Fiber, Stream } from "effect"
import { TestClock } from "effect/testing"
import { metered, newMeter } from "../../src/adapter.ts"
import { catalogue } from "../../src/index.ts"
import { creator, pass, scripted } from "../support/api.ts"

const { spreadMetrics } = catalogue

it.effect(
  "every door of a metered client counts, and none pays beyond the limit; what is stored is given all the same",
  () =>
    Effect.gen(function* () {
      const api = scripted()
      const meter = newMeter()
      const xingtu = metered(yield* api.client({}), meter, 2)
      yield* xingtu.call(spreadMetrics, { oAuthorId: creator(1) })
      yield* xingtu.spreadMetrics({ oAuthorId: creator(1) })
      const outcomes = yield* Stream.runCollect(xingtu.many(spreadMetrics, [creator(1), creator(2), creator(3)]))
      expect(outcomes.map((one) => (one._tag === "Failed" ? one.failure._tag : one._tag))).toEqual([
        "Answered",
        "Answered",
        "BudgetSpent"
      ])
      expect(meter).toMatchObject({ charged: 2, stored: 2, unknown: 0 })
      expect(api.charged).toHaveLength(2)
    })
)

it.effect("a call that nobody waits for any more may have been charged", () =>
  Effect.gen(function* () {
    const api = scripted()
    const meter = newMeter()
    const client = yield* api.client({})
    const xingtu = metered({ ...client, ask: () => Effect.never }, meter, 5)
    const fiber = yield* Effect.forkChild(xingtu.call(spreadMetrics, { oAuthorId: creator(1) }))
    yield* TestClock.adjust("1 second")
    yield* Fiber.interrupt(fiber)
    expect(meter).toMatchObject({ charged: 0, unknown: 1 })
  })
)

it.effect("a call that ends while it waits for its turn to try again counts what its attempt may have cost", () =>
  Effect.gen(function* () {
    const api = scripted(() => ({ code: 503 }))
    const xingtu = yield* api.client({ retry: [1_000], deadline: 20_000, requestsPerSecond: 0.1 })
    const meter = newMeter()
    const run = metered(xingtu, meter, Infinity)
    const sent = yield* Effect.forkChild(Effect.flip(run.call(spreadMetrics, { oAuthorId: creator(1) })))
    yield* pass(500, 100)
    const others = Array.from({ length: 9 }, (_, i) => xingtu.call(spreadMetrics, { oAuthorId: creator(2 + i) }))
    const line = yield* Effect.forkChild(Effect.exit(Effect.all(others, { concurrency: "unbounded" })))
    yield* pass(25_000, 100)
    expect(yield* Fiber.join(sent)).toMatchObject({ _tag: "NotInTime", charged: "unknown", attempts: 1, uncertain: 1 })
    expect(meter).toMatchObject({ charged: 0, unknown: 1 })
    yield* pass(120_000, 1_000)
    yield* Fiber.join(line)
  })
)
