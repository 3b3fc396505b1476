// Tries again on schedules of its own: node retries.ts <id>
import { Retry, Xingtu } from "@xingtu/core"
import { layerConfig } from "@xingtu/core/node"
import { Console, Effect, Schedule } from "effect"

const retry: Retry.Retry = {
  // 301: collecting takes the vendor a moment, and asking more often does not help.
  CollectionFailed: Schedule.spaced("1 second"),
  // 302: as usual, but somebody hears of it.
  RateLimited: Retry.schedules.RateLimited.pipe(
    Schedule.tap(({ attempt }) => Console.error(`Too fast, for the ${attempt}. time`))
  )
  // What may have been charged is not repeated, whatever stands here.
}

const program = Effect.gen(function* () {
  const xingtu = yield* Xingtu
  const { meta } = yield* xingtu.spreadMetrics({ oAuthorId: process.argv[2] ?? "" })
  yield* Console.log(`${meta.attempts} attempts in ${Math.round(meta.durationMs / 1000)} s, charged: ${meta.charged}`)
})

await Effect.runPromise(Effect.provide(program, layerConfig({ retry, retries: 6, deadline: "90 seconds" })))
