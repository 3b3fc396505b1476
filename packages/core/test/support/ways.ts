import { Layer, Redacted } from "effect"
import { FetchHttpClient } from "effect/http"
import { Transport } from "../../src/adapter.ts"
import { overFetch } from "../../src/api/overFetch.ts"
import { layerHttp } from "../../src/http.ts"
import { layerUndici } from "../../src/node/index.ts"

/** Spelled differently in an address. */
export const token = "tok/en+with special&letters"
const options = (baseUrl: string) => ({ baseUrl, token: Redacted.make(token) })

/** Every way core sends a request. */
export const ways: Readonly<Record<string, (baseUrl: string) => Layer.Layer<Transport.Transport, unknown>>> = {
  undici: (baseUrl) => layerUndici(options(baseUrl)),
  fetch: (baseUrl) =>
    Layer.succeed(Transport.Transport, Transport.makeTimed({ ...options(baseUrl), send: overFetch(globalThis.fetch) })),
  "Effect's HttpClient": (baseUrl) => layerHttp(options(baseUrl)).pipe(Layer.provide(FetchHttpClient.layer))
}
