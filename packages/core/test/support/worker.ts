// A process of its own for tests with several: asks what it is told, says on its output what came of it.
import { Effect, Layer, Redacted } from "effect"
import { spreadMetrics } from "../../src/endpoints/spreadMetrics.ts"
import type { RedisOptions } from "../../src/node/redis.ts"
import { layerUndici } from "../../src/node/undici.ts"
import { Xingtu } from "../../src/client/Xingtu.ts"

export interface Job {
  readonly url: string
  readonly store: RedisOptions | string
  readonly ids: ReadonlyArray<string>
  readonly concurrency: number
  readonly deadlineMs: number
  readonly fresh?: boolean
}

/** One line of output: an id that is settled, and how. */
export interface Settled {
  readonly id: string
  readonly charged: string
  readonly tag: string
}

// Only the store it needs: a process is started for each kill.
const store = async (place: Job["store"]) =>
  typeof place === "string"
    ? (await import("../../src/node/sqlite.ts")).sqliteStore(place)
    : (await import("../../src/node/redis.ts")).redisStore(place)

const job: Job = JSON.parse(process.argv[2] ?? "")

const ask = (id: string) =>
  Effect.flatMap(Xingtu, (xingtu) => xingtu.call(spreadMetrics, { oAuthorId: id }, { fresh: job.fresh ?? false })).pipe(
    Effect.match({
      onSuccess: ({ meta }): Settled => ({ id, charged: meta.charged, tag: meta.source }),
      onFailure: ({ _tag, charged }): Settled => ({ id, charged, tag: _tag })
    }),
    Effect.map((settled) => process.stdout.write(`${JSON.stringify(settled)}\n`))
  )

await Effect.runPromise(
  Effect.forEach(job.ids, ask, { concurrency: job.concurrency, discard: true }).pipe(
    Effect.provide(Xingtu.layer({ requestsPerSecond: Infinity, concurrency: Infinity, deadline: job.deadlineMs })),
    Effect.provide(
      Layer.merge(
        layerUndici({ baseUrl: job.url, token: Redacted.make("token of many processes") }),
        await store(job.store)
      )
    )
  )
)
