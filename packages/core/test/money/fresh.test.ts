import { expect, it } from "@effect/vitest"
import { Clock, Effect, Fiber, Scope, Stream } from "effect"
import { TestClock } from "effect/testing"
import { catalogue, Report, Store, Xingtu } from "../../src/adapter.ts"
import { creator, pass, type Says, scripted } from "../support/api.ts"

const { spreadMetrics } = catalogue
const one = { oAuthorId: creator(1) }

it.effect("a fresh call that fails, or dies, gives the stored answer back; meanwhile others still get it", () =>
  Effect.gen(function* () {
    const api = scripted((_, nth) => (nth === 1 ? {} : nth === 2 ? { code: 301, afterMs: 1_000 } : { breaks: "cut" }))
    const store = Store.memory()
    const [a, b] = [yield* api.client({ retries: 0 }, store), yield* api.client({ retries: 0, atHand: 0 }, store)]
    yield* a.call(spreadMetrics, one)
    const refreshing = yield* Effect.forkChild(Effect.flip(a.call(spreadMetrics, one, { fresh: true })))
    yield* pass(100)
    expect((yield* b.call(spreadMetrics, one)).meta).toMatchObject({ source: "store", at: "1970-01-01T00:00:00.000Z" })
    expect((yield* b.plan(spreadMetrics, [one.oAuthorId])).stored).toHaveLength(1)
    // Who also wants it fresh waits, and then does not take the old one for new.
    const alsoFresh = yield* Effect.forkChild(Effect.flip(b.call(spreadMetrics, one, { fresh: true })))
    yield* pass(3_000)
    expect((yield* Fiber.join(refreshing))._tag).toBe("CollectionFailed")
    expect((yield* Fiber.join(alsoFresh))._tag).toBe("Unreachable")
    expect((yield* b.call(spreadMetrics, one)).meta.source).toBe("store")
    expect(api.asked).toHaveLength(3)
    const dying = yield* scripted(() => ({ afterMs: 3_600_000 }))
      .client(
        { deadline: "1 second" },
        {
          ...store,
          commit: (change) =>
            change.when?.length === 1 && change.add?.some(({ by }) => by === 1) === true
              ? store.commit(change)
              : Effect.never
        }
      )
      .pipe(Effect.provideService(Scope.Scope, yield* Scope.make()))
    yield* Effect.forkChild(dying.call(spreadMetrics, one, { fresh: true }))
    yield* pass(10_000, 100)
    expect((yield* b.call(spreadMetrics, one)).meta.source).toBe("store")
  })
)

it.effect(
  "a run that is tried again takes what its first try paid for, and does not send again what may have been charged",
  () =>
    Effect.gen(function* () {
      const two = { oAuthorId: creator(2) }
      const api = scripted((_, nth) => (nth === 3 ? { breaks: "cut" } : {}))
      const xingtu = yield* api.client({ retries: 0, unknownFor: "10 minutes" })
      const old = yield* xingtu.call(spreadMetrics, one)
      yield* TestClock.adjust("1 minute")
      const run = { fresh: new Date(yield* Clock.currentTimeMillis) }
      const first = yield* xingtu.call(spreadMetrics, one, run)
      expect(first.meta).toMatchObject({ charged: "yes", at: "1970-01-01T00:01:00.000Z" })
      expect(first.meta.at).not.toBe(old.meta.at)
      expect(yield* Effect.flip(xingtu.call(spreadMetrics, two, run))).toMatchObject({
        _tag: "Unreachable",
        charged: "unknown"
      })
      yield* TestClock.adjust("1 minute")
      expect((yield* xingtu.call(spreadMetrics, one, run)).meta).toMatchObject({
        source: "store",
        charged: "no",
        at: first.meta.at
      })
      expect(yield* Effect.flip(xingtu.call(spreadMetrics, two, run))).toMatchObject({
        _tag: "OutcomeUnknown",
        charged: "unknown",
        attempts: 0
      })
      expect(api.asked).toHaveLength(3)
      // Nor does it wait for somebody who wants a still newer one.
      const slow = yield* Effect.forkChild(xingtu.call(spreadMetrics, one, { fresh: true }))
      expect((yield* xingtu.call(spreadMetrics, one, run)).meta).toMatchObject({ source: "store", at: first.meta.at })
      yield* Fiber.interrupt(slow)
      // A later run has its own beginning; one that begins tomorrow begins now.
      for (const fresh of [new Date(yield* Clock.currentTimeMillis), new Date("2070-01-01")]) {
        yield* TestClock.adjust("1 second")
        expect((yield* xingtu.call(spreadMetrics, one, { fresh })).meta.charged).toBe("yes")
      }
    })
)

it.effect("who wants it fresh does not join those who take what is stored", () =>
  Effect.gen(function* () {
    const api = scripted(() => ({ afterMs: 100 }))
    const store = Store.memory()
    const first = yield* Effect.forkChild((yield* api.client({}, store)).call(spreadMetrics, one))
    yield* pass(200)
    yield* Fiber.join(first)
    const xingtu = yield* api.client({}, { ...store, get: (keys) => Effect.delay(store.get(keys), "50 millis") })
    const both = yield* Effect.forkChild(
      Effect.all([xingtu.call(spreadMetrics, one), xingtu.call(spreadMetrics, one, { fresh: true })], {
        concurrency: "unbounded"
      })
    )
    yield* pass(1_000)
    expect((yield* Fiber.join(both)).map(({ meta }) => meta.charged)).toEqual(["no", "yes"])
  })
)

it.effect("a run over many pays anew for each question once, however often it meets it", () =>
  Effect.gen(function* () {
    const api = scripted()
    const xingtu = yield* api.client()
    const ids = [1, 2, 3, 1, 2, 3].map(creator)
    yield* Stream.runDrain(xingtu.many(spreadMetrics, ids))
    yield* TestClock.adjust("1 minute")
    const anew = yield* Stream.runCollect(xingtu.many(spreadMetrics, ids, { fresh: true, concurrency: 1 }))
    expect(anew.map((outcome) => outcome._tag === "Answered" && outcome.answer.meta.charged)).toEqual([
      "yes",
      "yes",
      "yes",
      "no",
      "no",
      "no"
    ])
    yield* TestClock.adjust("1 minute")
    yield* Stream.runDrain(
      Report.rows(ids, { endpoints: ["spreadMetrics"], fresh: true, concurrency: 1 }).pipe(
        Stream.provideService(Xingtu, xingtu)
      )
    )
    expect(api.charged).toHaveLength(9)
  })
)

it.effect("what a fresh call paid for goes before what was at hand", () =>
  Effect.gen(function* () {
    const api = scripted()
    const xingtu = yield* api.client()
    yield* xingtu.call(spreadMetrics, one)
    // Read from the store once, it stays at hand.
    yield* xingtu.call(spreadMetrics, one)
    yield* TestClock.adjust("1 minute")
    const renewed = yield* xingtu.call(spreadMetrics, one, { fresh: true })
    expect((yield* xingtu.call(spreadMetrics, one)).meta).toMatchObject({ source: "store", at: renewed.meta.at })
  })
)

const endings: ReadonlyArray<readonly [how: string, says: Says, again: string]> = [
  ["is told that there is no content", { code: 201 }, "NoContent"],
  ["is cut off", { breaks: "cut" }, "OutcomeUnknown"],
  ["dies", { afterMs: 3_600_000 }, "OutcomeUnknown"]
]

it.effect.each(endings)(
  "a run that %s and is tried again pays nothing twice, though an older answer is stored",
  ([, says, again]) =>
    Effect.gen(function* () {
      const api = scripted((_, nth) => (nth === 1 ? {} : says))
      const store = Store.memory()
      const xingtu = yield* api.client({ retries: 0, atHand: 0 }, store)
      const old = yield* xingtu.call(spreadMetrics, one)
      yield* TestClock.adjust("1 minute")
      const run = { fresh: new Date(yield* Clock.currentTimeMillis) }
      // Its claim is written; what becomes of the call only where it lives on.
      const mortal: Store.Driver =
        says.afterMs === undefined
          ? store
          : {
              ...store,
              commit: (change) =>
                change.add?.some(({ by }) => by === 1) === true && change.when?.length === 1
                  ? store.commit(change)
                  : Effect.never
            }
      const first = yield* api
        .client({ retries: 0, deadline: "1 second" }, mortal)
        .pipe(Effect.provideService(Scope.Scope, yield* Scope.make()))
      yield* Effect.forkChild(Effect.exit(first.call(spreadMetrics, one, run)))
      yield* pass(10_000, 100)
      expect((yield* Effect.flip(xingtu.call(spreadMetrics, one, run)))._tag).toBe(again)
      expect(api.asked).toHaveLength(2)
      // Who does not ask for a new one still has the old one; also when the doubt is over.
      for (const wait of ["0 seconds", "11 minutes"] as const) {
        yield* TestClock.adjust(wait)
        expect((yield* xingtu.call(spreadMetrics, one)).meta).toMatchObject({ source: "store", at: old.meta.at })
      }
    })
)
