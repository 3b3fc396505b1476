import { Store } from "@xingtu/core"
import { Effect, Exit, Fiber, Layer, Scope } from "effect"
import { TestClock } from "effect/testing"
import { expect, test } from "vitest"
import * as Pending from "../src/Pending.ts"

const waiting: Pending.Waiting = { team: "T1", user: "U1", channel: "C1", lang: "en", replaces: false, command: "spread-metrics", since: 0 }

/** A process on this store. */
const processOn = (store: Store.Driver) => Layer.build(Layer.provide(Layer.fresh(Pending.layer), Layer.succeed(Store.Store, store)))

const told = (store: Store.Driver) =>
  Effect.scoped(Effect.flatMap(processOn(store), (context) => Effect.provideContext(Pending.Pending.use((pending) => pending.orphans), context)))

test("work that was cut off in a process that had run for days is found by the next one", () =>
  Effect.gen(function*() {
    const store = Store.memory()
    const scope = yield* Scope.make()
    const context = yield* Scope.provide(processOn(store), scope)
    yield* TestClock.adjust("3 days")
    const work = yield* Effect.forkChild(Effect.provideContext(Pending.Pending.use((pending) => pending.during(waiting)(Effect.never)), context))
    yield* TestClock.adjust("20 seconds")
    yield* Fiber.interrupt(work)
    yield* Scope.close(scope, Exit.void)
    expect(yield* told(store)).toEqual([waiting])
    expect(yield* told(store)).toEqual([])
  }).pipe(Effect.provide(TestClock.layer()), Effect.runPromise))
