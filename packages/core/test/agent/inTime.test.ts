import { Effect, Fiber } from "effect"
import { TestClock } from "effect/testing"
import { expect, test } from "vitest"
import { inTime } from "../../src/agent/common.ts"

test("a creator that hangs is not waited for, and those before it are told", async () => {
  const said: Array<number> = []
  const run = Effect.gen(function* () {
    const who = { patienceMs: 45_000, progress: (done: number) => Effect.sync(() => said.push(done)) }
    const one = (id: string) => (id === "c" ? Effect.never : Effect.as(Effect.sleep("1 second"), id))
    const fiber = yield* Effect.forkChild(inTime(["a", "b", "c", "d", "e"], who, one))
    for (let second = 0; second < 52; second++) yield* TestClock.adjust("1 second")
    expect(said).toEqual([1, 2])
    for (let second = 0; second < 2; second++) yield* TestClock.adjust("1 second")
    return yield* Fiber.join(fiber)
  })
  const ended = await Effect.runPromise(Effect.provide(run, TestClock.layer()))
  expect(ended).toEqual({ found: ["a", "b"], done: 2, late: true, next: 2, skipped: [] })
})
