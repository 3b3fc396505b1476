import { Effect, Layer, Redacted } from "effect"
import { core, onNode } from "../clients/published.ts"

/** One of several processes that need the same results, all at once. */
export interface Task {
  readonly url: string
  readonly store: { readonly redis: string; readonly prefix: string } | { readonly file: string } | "none"
  readonly calls: number
  readonly different: number
}

export interface Done {
  readonly answered: number
  readonly failed: number
}

const { catalogue, Xingtu } = await core()
const { layerUndici, redisStore, sqliteStore } = await onNode()

const storeOf = (store: Task["store"]) =>
  store === "none"
    ? Layer.empty
    : "file" in store
      ? sqliteStore(store.file)
      : redisStore({ url: store.redis, prefix: store.prefix })

const run = ({ calls, different }: Task) =>
  Effect.gen(function* () {
    const xingtu = yield* Xingtu
    const one = (n: number) =>
      xingtu.call(catalogue.spreadMetrics, {
        oAuthorId: String(6_955_721_930_400_000_001n + BigInt(n % different) * 10n)
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
