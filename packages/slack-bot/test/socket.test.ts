import { Effect, Exit, Scope } from "effect"
import { TestClock } from "effect/testing"
import { EventEmitter } from "node:events"
import { expect, test } from "vitest"
import { keep } from "../src/slack/Socket.ts"
import { freePort } from "./support/port.ts"

/** A connection that Slack closes as soon as it is open. */
const shortLived = () => {
  const events = new EventEmitter()
  let opened = 0
  return {
    opened: () => opened,
    client: {
      on: (name: string, listener: () => void) => events.on(name, listener),
      start: async () => {
        opened++
        events.emit("connected")
        queueMicrotask(() => events.emit("disconnected"))
        return {}
      }
    },
    lose: () => events.emit("disconnected")
  }
}

const settle = Effect.promise(() => new Promise((done) => setTimeout(done, 5)))

test("connections that live shortly are opened ever more rarely, one that lived is replaced at once", async () => {
  const port = await freePort()
  const { client, lose, opened } = shortLived()
  const counted = await Effect.runPromise(
    Effect.gen(function* () {
      const scope = yield* Scope.make()
      yield* Scope.provide(keep(client as never, port), scope)
      yield* settle
      // The first one lived for an hour.
      yield* TestClock.adjust("1 hour")
      lose()
      yield* settle
      yield* TestClock.adjust(0)
      yield* settle
      const atOnce = opened()
      for (let second = 0; second < 600; second++) {
        yield* TestClock.adjust("1 second")
        if (second % 5 === 0) yield* settle
      }
      yield* Scope.close(scope, Exit.void)
      return { atOnce, later: opened() - atOnce }
    }).pipe(Effect.provide(TestClock.layer()))
  )
  expect(counted.atOnce).toBe(1)
  // 500 ms, 1 s, 2 s, ... 30 s: and not six hundred.
  expect(counted.later).toBeGreaterThan(10)
  expect(counted.later).toBeLessThan(40)
})
