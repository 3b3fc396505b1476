import { type Settings, Xingtu } from "@xingtu/core"
import { layerHttp } from "@xingtu/core/http"
import { collectSpans, noToken, time, token } from "@xingtu/testing"
import { Effect, Layer, Redacted, Result } from "effect"
import { FetchHttpClient } from "effect/http"

/** Core over real HTTP, in time that jumps over pauses. Whatever comes out of it is searched for the token. */
export const core = (baseUrl: string, settings: Partial<Settings.Settings> = {}) => {
  const { clock: _, fetch, pass, run, slept } = time()
  const { spans, tracer } = collectSpans()
  const client = Xingtu.layer({ requestsPerSecond: Infinity, ...settings }).pipe(
    Layer.provide(layerHttp({ baseUrl, token: Redacted.make(token) })),
    Layer.provide(FetchHttpClient.layer),
    Layer.provide(Layer.succeed(FetchHttpClient.Fetch, fetch))
  )
  const use = async <A, E>(ask: (xingtu: Xingtu["Service"]) => Effect.Effect<A, E>): Promise<Result.Result<A, E>> => {
    const result = await run(Xingtu.use(ask).pipe(Effect.result, Effect.provide(client), Effect.withTracer(tracer)))
    noToken({ result, spans })
    return result
  }
  return { pass, slept, spans, use }
}

/** The failure of a call that has to fail. */
export const failureOf = <A, E>(result: Result.Result<A, E>): E => {
  if (Result.isFailure(result)) return result.failure
  throw new Error(`This had to fail: ${JSON.stringify(result.success)}`)
}
