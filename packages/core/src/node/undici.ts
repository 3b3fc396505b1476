import { Effect, Layer, Redacted } from "effect"
import { EventEmitter } from "node:events"
import { Agent, type Dispatcher, request } from "undici"
import { make, type Reply, Transport } from "../Transport.ts"

/** One GET, stopped when nobody waits for it any more. */
const get = (dispatcher: Dispatcher) => (url: Redacted.Redacted, timeoutMs: number): Effect.Effect<Reply, unknown> =>
  Effect.callback((resume) => {
    const signal = new EventEmitter()
    request(Redacted.value(url), { dispatcher, signal, headersTimeout: timeoutMs, bodyTimeout: timeoutMs }).then(
      ({ body, statusCode }) => body.text().then((text) => resume(Effect.succeed({ status: statusCode, body: text }))),
    ).catch((error: unknown) => resume(Effect.fail(error)))
    return Effect.sync(() => {
      signal.emit("abort")
    })
  })

/**
 * The quickest way to the API on Node: undici itself, whose connections stay open. Redirects are not followed; they
 * would carry the token elsewhere.
 */
export const layerUndici = (options: { readonly baseUrl: string; readonly token: Redacted.Redacted; readonly connections?: number }): Layer.Layer<Transport> =>
  Layer.effect(
    Transport,
    Effect.acquireRelease(
      Effect.sync(() => new Agent({ connections: options.connections ?? 64, connectTimeout: 10_000 })),
      (agent) => Effect.promise(() => agent.destroy())
    ).pipe(Effect.map((agent) => make({ ...options, send: get(agent) })))
  )
