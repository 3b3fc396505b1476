import { expect, it } from "@effect/vitest"
import { Effect, Fiber } from "effect"
import { catalogue, Store } from "../../src/adapter.ts"
import { creator, pass, type Says, scripted } from "../support/api.ts"
import { settable } from "../support/settable.ts"

const { spreadMetrics } = catalogue
const ask = (n: number) => ({ oAuthorId: creator(n) })

const says: ReadonlyArray<readonly [name: string, says: Says, counted: object]> = [
  ["an answer", { afterMs: 1_000 }, { used: 1, unknown: 0, open: 0 }],
  ["no answer", { afterMs: 600_000 }, { used: 0, unknown: 1, open: 0 }],
  ["a failure that is free", { afterMs: 1_000, body: '{"code":301}' }, { used: 0, unknown: 0, open: 0 }]
]

it.effect.each([60_000, 3_600_000].flatMap((backMs) => says.map((one) => [backMs, ...one] as const)))(
  "a clock that is set back by %d ms during a call (%s): it ends in time, and the books are whole",
  ([backMs, , answer, counted]) =>
    Effect.gen(function* () {
      const { on, place } = yield* settable
      const api = scripted((_, nth) => (nth === 1 ? answer : {}))
      const store = Store.memory()
      const open = api.client({ retries: 0, atHand: 0, deadline: 20_000, dailyBudget: 9 }, store)
      const [xingtu, other] = yield* on(Effect.all([open, open]))
      const sent = yield* Effect.forkChild(on(Effect.exit(xingtu.call(spreadMetrics, ask(1)))), {
        startImmediately: true
      })
      yield* pass(500)
      place.backMs = backMs
      const waits = yield* Effect.forkChild(on(Effect.exit(other.call(spreadMetrics, ask(1)))), {
        startImmediately: true
      })
      yield* pass(25_000, 50)
      yield* Fiber.join(sent)
      yield* Fiber.join(waits)
      const asked = api.asked.length
      expect(api.charged.length).toBeLessThanOrEqual(answer.body === undefined ? 1 : 2)
      const report = yield* on(other.quota())
      expect(report.token).toMatchObject(asked === 1 ? counted : { used: 1, unknown: 0, open: 0 })
      expect(report.totals.filter(({ durationMs }) => durationMs < 0)).toEqual([])
    })
)

it.effect.each([
  ["free failures", { afterMs: 900, code: 301 }],
  ["a rate limit", { afterMs: 900, code: 302 }],
  ["an outage", { afterMs: 900, code: 500 }]
] as const)("a clock that is set back during a call does not let it try past its deadline: %s", ([, answer]) =>
  Effect.gen(function* () {
    const { on, place } = yield* settable
    const api = scripted(() => answer)
    const store = Store.memory()
    const retry = Array.from({ length: 2_000 }, () => 50)
    const xingtu = yield* on(api.client({ retry, deadline: 20_000 }, store))
    const sent = yield* Effect.forkChild(on(Effect.exit(xingtu.call(spreadMetrics, ask(1)))), {
      startImmediately: true
    })
    yield* pass(2_500)
    place.backMs = 3_600_000
    yield* pass(20_000, 50)
    expect(sent.pollUnsafe()).toBeDefined()
    const tried = api.asked.length
    expect(tried).toBeGreaterThan(1)
    yield* pass(60_000, 100)
    expect(api.asked.length).toBe(tried)
  })
)
