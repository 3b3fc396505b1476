import { expect, it } from "@effect/vitest"
import { Effect, Fiber } from "effect"
import { catalogue, Store } from "../../src/adapter.ts"
import type { Settings } from "../../src/settings/Settings.ts"
import { creator, pass, type Says, scripted } from "../support/api.ts"
import { distant } from "../support/distant.ts"

const { spreadMetrics } = catalogue
const ask = { oAuthorId: creator(1) }
/** The deadline and its grace are over by then: a claim that is still there is given up by others. */
const patience = { deadline: 1_500, retries: 0, atHand: 0, unknownFor: 60_000 }
const overMs = 7_000
/** What is neither late nor sent again is answered so. */
const soon: Says = { afterMs: 100 }

/** Processes with one store, from which each can be cut off. */
const processes = (says: (nth: number) => Says, settings: Partial<Settings> = {}) => {
  const store = Store.memory()
  const api = scripted((_, nth) => says(nth))
  const open = Effect.suspend(() => {
    const { driver, place } = distant(undefined, store)
    return Effect.map(api.client({ ...patience, ...settings }, driver), (client) => ({ client, place }))
  })
  return Effect.map(Effect.all([open, open, open]), ([first, second, third]) => ({ api, first, second, third }))
}

type Process = Effect.Success<ReturnType<typeof processes>>["first"]

const send = ({ client }: Process, options = {}) =>
  Effect.forkChild(Effect.result(client.call(spreadMetrics, ask, options)), { startImmediately: true })

/** Asks, and says what came of it. */
const asks = (process: Process, options = {}) =>
  Effect.gen(function* () {
    const sent = yield* send(process, options)
    yield* pass(patience.deadline, 50)
    const result = yield* Fiber.join(sent)
    return result._tag === "Success" ? result.success.meta.source : result.failure._tag
  })

const cutOff = ({ place }: Process) => Effect.sync(() => void (place.away = true))

/** It is back, and pays what it owes. */
const rejoins = ({ client, place }: Process) =>
  Effect.gen(function* () {
    place.away = false
    yield* client.quota()
    yield* pass(40_000, 250)
  })

const books = ({ client }: Process) =>
  Effect.map(client.quota(), ({ token: { open, unknown, used }, totals }) => ({
    used,
    unknown,
    open,
    free: totals.reduce((sum, total) => sum + total.free, 0)
  }))

const nothing = { used: 0, unknown: 0, open: 0, free: 0 }

const outcomes: ReadonlyArray<readonly [name: string, says: Says, counted: typeof nothing, then: string]> = [
  ["an answer", {}, { ...nothing, used: 1 }, "store"],
  ["a refusal that is free", { code: 400 }, { ...nothing, free: 1 }, "InvalidParameters"],
  ["a failure that is free", { code: 301 }, { ...nothing, free: 1 }, "api"],
  ["a failure that was charged", { code: 201 }, { ...nothing, used: 1 }, "NoContent"],
  ["no answer", { afterMs: 60_000 }, { ...nothing, unknown: 1 }, "OutcomeUnknown"]
]

it.effect.each(outcomes)(
  "%s that came while its process was cut off counts once, although others gave the call up",
  ([, says, counted, then]) =>
    Effect.gen(function* () {
      const { first, second } = yield* processes((nth) => (nth === 1 ? { afterMs: 1_000, ...says } : soon))
      const sent = yield* send(first)
      yield* pass(500)
      yield* cutOff(first)
      yield* pass(overMs)
      expect(yield* asks(second)).toBe("OutcomeUnknown")
      expect(yield* books(second)).toEqual({ ...nothing, unknown: 1 })
      yield* Fiber.join(sent)
      yield* rejoins(first)
      expect(yield* books(second)).toEqual(counted)
      expect(yield* books(first)).toEqual(counted)
      expect(yield* asks(second)).toBe(then)
    })
)

it.effect.each(["payOnce", "payTwice"] as const)(
  "a process that was cut off gives up a call that was answered meanwhile: it counts as answered (%s)",
  (risk) =>
    Effect.gen(function* () {
      const { api, first, second } = yield* processes((nth) => (nth === 1 ? { afterMs: 1_000 } : soon))
      const sent = yield* send(first)
      yield* send(second)
      yield* pass(500)
      yield* cutOff(second)
      yield* pass(overMs)
      yield* Fiber.join(sent)
      expect(yield* asks(second)).toBe("OutcomeUnknown")
      if (risk === "payTwice") expect(yield* asks(second, { risk })).toBe("api")
      yield* rejoins(second)
      const counted = { ...nothing, used: risk === "payTwice" ? 2 : 1 }
      expect(api.charged).toHaveLength(counted.used)
      expect(yield* books(first)).toEqual(counted)
      expect(yield* books(second)).toEqual(counted)
      expect(yield* asks(second)).toBe("store")
    })
)

it.effect.each([
  ["both give it up", "payOnce", true, { ...nothing, unknown: 1 }],
  ["the one that was cut off gives it up alone", "payOnce", false, { ...nothing, unknown: 1 }],
  ["both give it up, and the one that was cut off pays again", "payTwice", true, { ...nothing, used: 1, unknown: 1 }],
  ["the one that was cut off gives it up alone, and pays again", "payTwice", false, { ...nothing, used: 1, unknown: 1 }]
] as const)("a call whose process is gone is unknown once: %s", ([, risk, both, counted]) =>
  Effect.gen(function* () {
    const { first, second, third } = yield* processes((nth) => (nth === 1 ? { afterMs: 60_000 } : soon))
    yield* send(third)
    yield* send(second)
    yield* pass(500)
    yield* cutOff(third)
    yield* cutOff(second)
    yield* pass(overMs)
    expect(yield* asks(second)).toBe("OutcomeUnknown")
    if (both) expect(yield* asks(first)).toBe("OutcomeUnknown")
    if (risk === "payTwice") expect(yield* asks(second, { risk })).toBe("api")
    yield* rejoins(second)
    expect(yield* asks(first)).toBe(risk === "payTwice" ? "store" : "OutcomeUnknown")
    expect(yield* books(first)).toEqual(counted)
    expect(yield* books(second)).toEqual(counted)
  })
)

it.effect.each(outcomes)(
  "%s that came while its process was cut off counts beside what was paid again meanwhile",
  ([, says, counted]) =>
    Effect.gen(function* () {
      const { first, second, third } = yield* processes((nth) => (nth === 1 ? { afterMs: 1_000, ...says } : soon))
      const sent = yield* send(first)
      yield* pass(500)
      yield* cutOff(first)
      yield* pass(overMs)
      expect(yield* asks(second)).toBe("OutcomeUnknown")
      expect(yield* asks(second, { risk: "payTwice" })).toBe("api")
      yield* Fiber.join(sent)
      yield* rejoins(first)
      expect(yield* books(second)).toEqual({ ...counted, used: counted.used + 1 })
      expect(yield* asks(first)).toBe("store")
      expect(yield* asks(third)).toBe("store")
    })
)

it.effect.each([
  ["a doubt", { afterMs: 60_000 }, { unknownFor: 1_000 }, { ...nothing, unknown: 1 }],
  ["an answer", { afterMs: 1_000 }, { ttl: { spreadMetrics: "1 second" } }, { ...nothing, used: 1 }]
] as const)(
  "%s that is over when its process is back leaves nothing that others would give up",
  ([, says, settings, counted]) =>
    Effect.gen(function* () {
      const { first, second } = yield* processes((nth) => (nth === 1 ? says : soon), settings)
      const sent = yield* send(first)
      yield* pass(500)
      yield* cutOff(first)
      yield* pass(3_000)
      yield* Fiber.join(sent)
      first.place.away = false
      yield* pass(overMs - 3_500)
      expect(yield* asks(second)).toBe("api")
      expect(yield* books(second)).toEqual({ ...counted, used: counted.used + 1 })
    })
)

it.effect("what others paid again while a process was cut off is newer than its answer, and stays", () =>
  Effect.gen(function* () {
    const body = (n: number) => JSON.stringify({ code: 0, data: { item_num: String(n) } })
    const { first, second } = yield* processes((nth) => ({ afterMs: nth === 1 ? 1_000 : 100, body: body(nth) }))
    const sent = yield* send(first)
    yield* pass(500)
    yield* cutOff(first)
    yield* pass(overMs)
    yield* asks(second)
    yield* pass(60_000, 500)
    // It was unknown for long enough.
    expect(yield* asks(second)).toBe("api")
    yield* Fiber.join(sent)
    yield* rejoins(first)
    expect(yield* books(second)).toEqual({ ...nothing, used: 2 })
    expect((yield* first.client.call(spreadMetrics, ask)).data.item_num).toBe(2)
  })
)

it.effect.each(outcomes)(
  "%s that stood still on its way to the store counts once, although others gave the call up",
  ([, says, counted, then]) =>
    Effect.gen(function* () {
      const store = Store.memory()
      const place = { stands: false }
      const commit = (change: Store.Change): ReturnType<typeof store.commit> =>
        Effect.suspend(() => (place.stands ? Effect.andThen(Effect.sleep(250), commit(change)) : store.commit(change)))
      const api = scripted((_, nth) => (nth === 1 ? { afterMs: 1_000, ...says } : soon))
      const [first, second] = yield* Effect.all([
        api.client(patience, { ...store, commit }),
        api.client(patience, store)
      ])
      const process: Process = { client: second, place: { store, away: false } }
      const sent = yield* send({ ...process, client: first })
      yield* pass(500)
      place.stands = true
      yield* pass(overMs)
      expect(yield* asks(process)).toBe("OutcomeUnknown")
      place.stands = false
      yield* pass(1_000)
      yield* Fiber.join(sent)
      expect(yield* books(process)).toEqual(counted)
      expect(yield* asks(process)).toBe(then)
    })
)
