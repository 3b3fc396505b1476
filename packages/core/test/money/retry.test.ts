import { expect, it } from "@effect/vitest"
import { Duration, Effect, Fiber, Schedule } from "effect"
import { TestClock } from "effect/testing"
import { catalogue, type CallOptions, Retry } from "../../src/index.ts"
import { createXingtu } from "../../src/promise.ts"
import { creator, pass, type Says, scripted } from "../support/api.ts"
import { serve } from "../support/server.ts"

const { spreadMetrics } = catalogue
const one = { oAuthorId: creator(1) }

/** Asks once on a clock of its own; tells when requests went out, in ms, and how it ended. */
const asked = (
  says: (nth: number) => Says,
  settings: Parameters<ReturnType<typeof scripted>["client"]>[0],
  options?: CallOptions
) =>
  Effect.gen(function* () {
    const at: Array<number> = []
    const begun = yield* Effect.clockWith((clock) => clock.currentTimeMillis)
    const clock = yield* Effect.clockWith(Effect.succeed)
    const api = scripted((_, nth) => {
      at.push(clock.currentTimeMillisUnsafe() - begun)
      return says(nth)
    })
    const xingtu = yield* api.client(settings)
    const call = yield* Effect.forkChild(Effect.result(xingtu.call(spreadMetrics, one, options)))
    yield* pass(130_000, 500)
    return { at, outcome: yield* Fiber.join(call), quota: yield* xingtu.quota(), charged: api.charged }
  })

const kinds: ReadonlyArray<readonly [kind: keyof Retry.Schedules, says: Says]> = [
  ["CollectionFailed", { code: 301 }],
  ["RateLimited", { code: 302 }],
  ["ServerError", { code: 500 }],
  ["ServiceUnavailable", { code: 503 }],
  ["Unreachable", { breaks: "unsent" }]
]

it.effect.each(kinds)("%s has a schedule of its own, which others do not follow", ([kind, says]) =>
  Effect.gen(function* () {
    const settings = { retries: 2, retry: { [kind]: Schedule.spaced("3 seconds") } }
    expect((yield* asked(() => says, settings)).at).toEqual([0, 3_000, 6_000])
    const [, other = { code: 0 }] = kinds.find(([name]) => name !== kind) ?? []
    expect((yield* asked(() => other, settings)).at[1]).toBeLessThan(3_000)
  })
)

it.effect.each(kinds)("%s is repeated with growing pauses unless something else is set", ([kind, says]) =>
  Effect.gen(function* () {
    const { at, outcome } = yield* asked(() => says, {})
    expect(at).toHaveLength(5)
    expect(outcome).toMatchObject({ failure: { _tag: kind, attempts: 5 } })
    const pauses = at.slice(1).map((when, i) => when - (at[i] ?? 0))
    expect(pauses.at(-1)).toBeGreaterThan(3 * (pauses[0] ?? Infinity))
    if (kind === "RateLimited") expect(pauses[0]).toBeGreaterThanOrEqual(1_000)
  })
)

it.effect("each kind of failure goes on where its own schedule was", () =>
  Effect.gen(function* () {
    const { at } = yield* asked((nth) => ({ code: nth % 2 === 1 ? 301 : 500 }), {
      retries: 4,
      retry: { CollectionFailed: [1_000, 2_000], ServerError: [10_000, 20_000] }
    })
    expect(at).toEqual([0, 1_000, 11_000, 13_000, 33_000])
  })
)

/** What may have been charged, and what is final. */
const never: ReadonlyArray<readonly [Says, string]> = [
  [{ afterMs: 100_000 }, "Timeout"],
  [{ breaks: "cut" }, "Unreachable"],
  [{ body: "<html>" }, "UnexpectedAnswer"],
  [{ code: 303 }, "DailyQuotaExceeded"],
  [{ code: 400 }, "InvalidParameters"],
  [{ code: 100 }, "InvalidToken"],
  [{ code: 201 }, "NoContent"],
  [{ code: 101 }, "UnknownCode"],
  [{ code: 202 }, "ItemNotSupported"]
]

const hostile: ReadonlyArray<Retry.Retry> = [
  Schedule.forever,
  Object.fromEntries(Object.keys(Retry.schedules).map((kind) => [kind, Schedule.forever])),
  [0, 0, 0, 0, 0, 0]
]

it.effect.each(never.flatMap(([says, tag]) => hostile.map((retry) => [says, tag, retry] as const)))(
  "no schedule repeats what may have been charged or is final: %o",
  ([says, tag, retry]) =>
    Effect.gen(function* () {
      for (const place of ["setting", "option"] as const) {
        const { at, outcome } = yield* asked(
          () => says,
          place === "setting" ? { retry, retries: 1_000 } : {},
          place === "option" ? { retry, retries: 1_000 } : {}
        )
        expect(outcome).toMatchObject({ failure: { _tag: tag } })
        expect(at).toHaveLength(1)
      }
    })
)

it.effect.each(never.slice(0, 3))(
  "with risk payTwice its schedule is followed, each attempt in its place of the budget: %o",
  ([says, tag]) =>
    Effect.gen(function* () {
      const retry = { Timeout: [1_000, 2_000], Unreachable: [1_000, 2_000], UnexpectedAnswer: [1_000, 2_000] }
      const settings = { attempt: 5_000, dailyBudget: 2 }
      const { at, outcome, quota } = yield* asked(() => says, settings, { risk: "payTwice", retry })
      expect(at).toHaveLength(2)
      expect(outcome).toMatchObject({ failure: { _tag: "BudgetSpent", charged: "unknown", uncertain: 2 } })
      expect(quota.token).toMatchObject({ unknown: 2, left: 0 })
      expect(tag in retry).toBe(true)
    })
)

it.effect("a schedule for ever without pauses ends at the number of retries, and with no number at the deadline", () =>
  Effect.gen(function* () {
    expect((yield* asked(() => ({ code: 301 }), { retry: Schedule.forever })).at).toHaveLength(5)
    const { at, outcome } = yield* asked(() => ({ code: 301 }), {
      retry: Schedule.forever,
      retries: Infinity,
      deadline: 100
    })
    expect(outcome).toMatchObject({ failure: { _tag: "CollectionFailed" } })
    expect(at.length).toBeGreaterThan(5)
    expect(Math.max(...at)).toBeLessThan(100)
  })
)

it.effect.each([
  ["pauses past the deadline", Schedule.spaced("10 minutes")],
  ["pauses for ever", Schedule.spaced(Duration.infinity)],
  ["never tells", Schedule.modifyDelay(Schedule.forever, () => Effect.never)],
  ["breaks", Schedule.modifyDelay(Schedule.forever, () => Effect.die("the-secret-token"))],
  [
    "throws",
    Schedule.while(Schedule.forever, () => {
      throw new Error("the-secret-token")
    })
  ],
  ["is interrupted", Schedule.modifyDelay(Schedule.forever, () => Effect.interrupt)],
  ["is over at once", Schedule.recurs(0)]
] as const)("a schedule that %s leaves the failure as it was", ([, schedule]) =>
  Effect.gen(function* () {
    const { at, outcome, quota } = yield* asked(() => ({ code: 301 }), { retry: schedule })
    expect(at).toEqual([0])
    expect(outcome).toMatchObject({ failure: { _tag: "CollectionFailed", attempts: 1, charged: "no" } })
    expect(quota.token).toMatchObject({ used: 0, unknown: 0, open: 0 })
  })
)

it.effect("a call's own attempt, deadline, retries and schedule go before the client's", () =>
  Effect.gen(function* () {
    const settings = { retry: { ServerError: [9_000, 9_000] } }
    const fails = () => ({ code: 500 })
    expect((yield* asked(fails, settings, { retry: { ServerError: [500, 1_000, 1_500] } })).at).toEqual([
      0, 500, 1_500, 3_000
    ])
    expect((yield* asked(fails, settings, { retry: { RateLimited: [1] } })).at).toEqual([0, 9_000, 18_000])
    expect((yield* asked(fails, settings, { retries: 0 })).at).toEqual([0])
    expect((yield* asked(fails, settings, { deadline: 13_000 })).at).toEqual([0, 9_000])
    const slow = yield* asked(() => ({ afterMs: 60_000 }), settings, { attempt: 7_000 })
    expect(slow.outcome).toMatchObject({ failure: { _tag: "Timeout", afterMs: 7_000 } })
  })
)

it.effect("who lists more pauses than there are retries means them all, unless both are said", () =>
  Effect.gen(function* () {
    const six = [1, 1, 1, 1, 1, 1]
    expect((yield* asked(() => ({ code: 301 }), { retry: six })).at).toHaveLength(7)
    expect((yield* asked(() => ({ code: 301 }), { retry: six, retries: 2 })).at).toHaveLength(3)
    expect((yield* asked(() => ({ code: 301 }), {}, { retry: { CollectionFailed: six } })).at).toHaveLength(7)
    expect((yield* asked(() => ({ code: 301 }), { retries: 0 }, { retry: six })).at).toHaveLength(7)
  })
)

it.effect.each([
  [{ attempt: 0 }, "attempt"],
  [{ deadline: NaN }, "deadline"],
  [{ retries: -1 }, "retries"],
  [{ retry: "often" }, "retry"],
  [{ retry: { NoContent: [1] } }, "retry.NoContent"]
] as const)("an option that would not hold is refused before anything is sent: %o", ([options, param]) =>
  Effect.gen(function* () {
    const api = scripted()
    const xingtu = yield* api.client()
    const failure = yield* Effect.flip(xingtu.call(spreadMetrics, one, options as object))
    expect(failure).toMatchObject({ _tag: "InvalidInput", charged: "no", problems: [{ param }] })
    yield* TestClock.adjust(1_000)
    expect(api.asked).toHaveLength(0)
  })
)

it.live("the Promise door takes pauses, numbers and schedules", () =>
  Effect.promise(async () => {
    const server = await serve(() => 0, { code: 500 })
    const xingtu = createXingtu({
      token: "t",
      baseUrl: server.url,
      requestsPerSecond: Infinity,
      retry: [1, "2 millis"]
    })
    const attempts = async (options?: CallOptions) => {
      const failure: unknown = await xingtu.spreadMetrics(one, options).catch((error: unknown) => error)
      return Object(failure).attempts
    }
    expect(await attempts({ retries: 2 })).toBe(3)
    expect(await attempts({ retries: 0 })).toBe(1)
    expect(await attempts({ retry: [1], retries: 1 })).toBe(2)
    expect(await attempts({ retry: { ServerError: Schedule.recurs(2) } })).toBe(3)
    await xingtu.close()
    await server.close()
  })
)
