import { Store } from "@xingtu/core/adapter"
import { Effect, Exit, Fiber, Layer, Scope } from "effect"
import { TestClock } from "effect/testing"
import { expect, test } from "vitest"
import * as Pending from "../src/state/Pending.ts"

const waiting: Pending.Waiting = {
  team: "T1",
  user: "U1",
  channel: "C1",
  lang: "en",
  replaces: false,
  command: "spread-metrics",
  since: 0
}

/** A process on this store. */
const processOn = (store: Store.Driver) =>
  Layer.build(Layer.provide(Layer.fresh(Pending.layer), Layer.succeed(Store.Store, store)))

/** What a new process finds. */
const told = (store: Store.Driver) =>
  Effect.scoped(
    Effect.flatMap(processOn(store), (context) =>
      Effect.provideContext(
        Pending.Pending.use((pending) => pending.orphans),
        context
      )
    )
  )

/** A process whose work is cut off after something has happened to it. */
const cutOffAfter = (store: Store.Driver, happens: Effect.Effect<unknown>) =>
  Effect.gen(function* () {
    const scope = yield* Scope.make()
    const context = yield* Scope.provide(processOn(store), scope)
    yield* happens
    const work = yield* Effect.forkChild(
      Effect.provideContext(
        Pending.Pending.use((pending) => pending.during(waiting)(Effect.never)),
        context
      )
    )
    yield* TestClock.adjust("20 seconds")
    yield* Fiber.interrupt(work)
    yield* Scope.close(scope, Exit.void)
  })

const timed = <A>(effect: Effect.Effect<A>) => Effect.runPromise(Effect.provide(effect, TestClock.layer()))

test("work that was cut off in a process that had run for days is found by the next one, once", () =>
  timed(
    Effect.gen(function* () {
      const store = Store.memory()
      yield* cutOffAfter(store, TestClock.adjust("3 days"))
      expect(yield* told(store)).toEqual([waiting])
      expect(yield* told(store)).toEqual([])
    })
  ))

test("and in one that another took for gone while the store did not hear from it", () => {
  let away = false
  const memory = Store.memory()
  const store: Store.Driver = {
    ...memory,
    commit: (change) => (away ? Effect.fail(new Store.StoreFailure({ reason: "away" })) : memory.commit(change))
  }
  return timed(
    Effect.gen(function* () {
      yield* cutOffAfter(
        store,
        Effect.gen(function* () {
          away = true
          yield* TestClock.adjust("1 minute")
          expect(yield* told(memory)).toEqual([])
          away = false
          yield* TestClock.adjust("10 seconds")
        })
      )
      expect(yield* told(store)).toEqual([waiting])
    })
  )
})

test("what Slack did not take is told again by the same process, or by the next one, for an hour", () =>
  timed(
    Effect.gen(function* () {
      const store = Store.memory()
      const scope = yield* Scope.make()
      const context = yield* Scope.provide(processOn(store), scope)
      const refused = Effect.provideContext(
        Pending.Pending.use((pending) => Effect.ignore(pending.during(waiting)(Effect.fail("refused")))),
        context
      )
      const orphans = Effect.provideContext(
        Pending.Pending.use((pending) => pending.orphans),
        context
      )
      yield* refused
      expect(yield* orphans).toEqual([waiting])
      expect(yield* orphans).toEqual([])
      // The longer ago somebody asked, the longer is the pause.
      yield* TestClock.adjust("20 minutes")
      yield* refused
      expect(yield* orphans).toEqual([])
      yield* TestClock.adjust("10 minutes")
      expect(yield* orphans).toEqual([waiting])
      yield* TestClock.adjust("31 minutes")
      yield* refused
      expect(yield* orphans).toEqual([])
      const recent = { ...waiting, since: 61 * 60_000 }
      yield* Effect.provideContext(
        Pending.Pending.use((pending) => Effect.ignore(pending.during(recent)(Effect.fail("refused")))),
        context
      )
      yield* Scope.close(scope, Exit.void)
      expect(yield* told(store)).toEqual([recent])
    })
  ))
