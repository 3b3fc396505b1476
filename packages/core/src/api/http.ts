import { Effect, Layer, Redacted, Stream } from "effect"
import { FetchHttpClient, HttpClient, HttpClientRequest } from "effect/http"
import type { InvalidSettings } from "../failure/InvalidSettings.ts"
import { checked } from "./access.ts"
import { largestBody, tooLarge } from "./size.ts"
import { make, type Options, Transport } from "./Transport.ts"

/**
 * A transport over Effect's `HttpClient`, for use outside Node: `layerHttp({ baseUrl, token })`. The client's own
 * spans are off: they would carry the address.
 */
export const layerHttp = (given: Options): Layer.Layer<Transport, InvalidSettings, HttpClient.HttpClient> =>
  Layer.effect(
    Transport,
    Effect.zipWith(checked(given), HttpClient.HttpClient, (options, client) =>
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
