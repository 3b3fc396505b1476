import { type Settings, Xingtu } from "@xingtu/core"
import { layerHttp } from "@xingtu/core/http"
import { layerUndici } from "@xingtu/core/node"
import { collectSpans, noToken, time, token } from "@xingtu/testing"
import { Effect, Layer, Redacted, Result } from "effect"
import { FetchHttpClient } from "effect/http"
import { inject } from "vitest"

/** Core over real HTTP, in time that jumps over pauses. Whatever comes out of it is searched for the token. */
export const core = (baseUrl: string, settings: Partial<Settings.Settings> = {}) => {
  const { pass, run, slept, watched } = time()
  const { spans, tracer } = collectSpans()
  const address = { baseUrl, token: Redacted.make(token) }
  const transport =
    inject("transport") === "HttpClient"
      ? Layer.provide(layerHttp(address), FetchHttpClient.layer)
      : // Where `fetch` is not Node's own, it goes that way.
        layerUndici(address)
  const client = Xingtu.layer({ requestsPerSecond: Infinity, ...settings }).pipe(Layer.provide(watched(transport)))
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
