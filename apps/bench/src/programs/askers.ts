import { catalogue, Xingtu } from "@xingtu/core"
import { layerUndici, redisStore, sqliteStore } from "@xingtu/core/node"
import { Effect, Layer, Redacted } from "effect"

/** One of several processes that ask the same questions, all at once. */
export interface Task {
  readonly url: string
  readonly store: { readonly redis: string; readonly prefix: string } | { readonly file: string } | "none"
  readonly calls: number
  readonly questions: number
}

export interface Done {
  readonly answered: number
  readonly failed: number
}

const storeOf = (store: Task["store"]) =>
  store === "none"
    ? Layer.empty
    : "file" in store
      ? sqliteStore(store.file)
      : redisStore({ url: store.redis, prefix: store.prefix })

const run = ({ calls, questions }: Task) =>
  Effect.gen(function* () {
    const xingtu = yield* Xingtu
    const one = (n: number) =>
      xingtu.call(catalogue.spreadMetrics, {
        oAuthorId: String(6_955_721_930_400_000_001n + BigInt(n % questions) * 10n)
      })
    const outcomes = yield* Effect.forEach(
      Array.from({ length: calls }, (_, n) => n),
      (n) => Effect.exit(one(n)),
      { concurrency: "unbounded" }
    )
    const answered = outcomes.filter(({ _tag }) => _tag === "Success").length
    return { answered, failed: calls - answered }
  })

const task: Task = JSON.parse(process.argv[2] ?? "{}")
const layer = Xingtu.layer({ requestsPerSecond: 1_000, concurrency: 50 }).pipe(
  Layer.provide(
    Layer.merge(
      layerUndici({ baseUrl: task.url, token: Redacted.make("bench-token-that-nobody-honours") }),
      storeOf(task.store)
    )
  )
)
const done: Done = await Effect.runPromise(Effect.provide(run(task), layer).pipe(Effect.orDie))
process.send?.(done)
process.disconnect()
