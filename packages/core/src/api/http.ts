import { Effect, Layer, Redacted, Stream } from "effect"
import { FetchHttpClient, HttpClient, HttpClientRequest } from "effect/http"
import { largestBody, tooLarge } from "./size.ts"
import { make, type Options, Transport } from "./Transport.ts"

/**
 * A transport over Effect's `HttpClient`, for use outside Node: `layerHttp({ baseUrl, token })`. The client's own
 * spans are off: they would carry the address.
 */
export const layerHttp = (options: Options): Layer.Layer<Transport, never, HttpClient.HttpClient> =>
  Layer.effect(
    Transport,
    Effect.map(HttpClient.HttpClient, (client) =>
      make({
        ...options,
        send: (url) =>
          Effect.gen(function* () {
            const response = yield* client.execute(HttpClientRequest.get(Redacted.value(url)))
            const decoder = new TextDecoder()
            let size = 0
            let body = ""
            yield* Stream.runForEach(response.stream, (chunk) => {
              size += chunk.length
              if (size > largestBody) return Effect.fail(tooLarge())
              body += decoder.decode(chunk, { stream: true })
              return Effect.void
            }).pipe(
              Effect.catchIf(
                (error) => error._tag === "HttpClientError" && error.reason._tag === "EmptyBodyError",
                () => Effect.void
              )
            )
            return { status: response.status, body: body + decoder.decode() }
          }).pipe(
            Effect.provideService(HttpClient.TracerDisabledWhen, () => true),
            // Followed, a redirect would carry the token elsewhere.
            Effect.provideService(FetchHttpClient.RequestInit, { redirect: "manual" })
          )
      })
    )
  )
