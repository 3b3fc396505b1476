// Two clients that share one budget, circuit breaker and rate limit: node quota.ts <id> <id> ...
import { BaseUrl, CurrentConsumer, Quota, Xingtu } from "@xingtu/core"
import { layerUndici } from "@xingtu/core/node"
import { Config, Console, Context, Effect, Layer, Result } from "effect"

const transport = Layer.unwrap(
  Effect.gen(function* () {
    const base = BaseUrl.parse(yield* Config.withDefault(Config.String("JUSTONEAPI_BASE_URL"), "global"))
    return layerUndici({ baseUrl: Result.getOrThrow(base).url, token: yield* Config.Redacted("JUSTONEAPI_TOKEN") })
  })
)

// At most three paid calls a day, for both clients together.
const shared = Layer.merge(Quota.layer({ dailyBudget: 3, requestsPerSecond: 5 }), transport)

/** A client as each part of a program makes its own. */
const client = (name: string, settings: Parameters<typeof Xingtu.layer>[0]) =>
  Effect.gen(function* () {
    const xingtu = Context.get(yield* Layer.build(Xingtu.layer(settings)), Xingtu)
    return (id: string) =>
      xingtu.spreadMetrics({ oAuthorId: id }).pipe(
        Effect.provideService(CurrentConsumer, name),
        Effect.match({
          onSuccess: ({ meta }) => `${name}: ${id}, charged: ${meta.charged}`,
          onFailure: ({ message }) => `${name}: ${id}, ${message}`
        }),
        Effect.flatMap(Console.log)
      )
  })

const program = Effect.gen(function* () {
  const nightly = yield* client("nightly", { deadline: "10 minutes", ttl: { creator: "7 days" } })
  const screen = yield* client("screen", { deadline: "20 seconds", retries: 1 })
  const ids = process.argv.slice(2)
  for (const id of ids) yield* nightly(id)
  // What the one has paid for costs the other nothing, and beyond the budget neither pays.
  for (const id of ids) yield* screen(id)
})

await Effect.runPromise(program.pipe(Effect.provide(shared), Effect.scoped))
