import { Effect, Layer, Redacted } from "effect"
import { type Dispatcher, Pool } from "undici"
import { makeTimed, noReply, NoReply, type Options, type Reply, Transport } from "../api/Transport.ts"

const utf8 = new TextDecoder()

/**
 * One GET, stopped when its time is over or nobody waits for it any more. Undici's lowest layer: its `request` wraps
 * every body in a stream, which costs as much as all of core. Until `onRequestStart` nothing was written to the network.
 */
const get =
  (pool: Pool, pathFrom: number) =>
  (url: Redacted.Redacted, timeoutMs: number): Effect.Effect<Reply, NoReply> =>
    Effect.callback((resume) => {
      const chunks: Array<Buffer> = []
      let status = 0
      let left = false
      let started: Dispatcher.DispatchController | undefined
      const leave = () => {
        left = true
        clearTimeout(timer)
        started?.abort(new Error("nobody waits for it"))
      }
      const timer = setTimeout(() => {
        resume(
          Effect.fail(
            new NoReply({ outcome: started === undefined ? "unsent" : "timeout", reason: "no answer in time" })
          )
        )
        leave()
      }, timeoutMs)
      pool.dispatch(
        { path: Redacted.value(url).slice(pathFrom), method: "GET", headersTimeout: 0, bodyTimeout: 0 },
        {
          onRequestStart: (controller) => {
            started = controller
            if (left) leave()
          },
          onResponseStart: (_, code) => {
            status = code
          },
          onResponseData: (_, chunk) => {
            chunks.push(chunk)
          },
          onResponseEnd: () => {
            clearTimeout(timer)
            resume(
              Effect.succeed({ status, body: utf8.decode(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)) })
            )
          },
          onResponseError: (_, error) => {
            clearTimeout(timer)
            const { outcome, reason } = noReply(error)
            resume(Effect.fail(new NoReply({ outcome: started === undefined ? "unsent" : outcome, reason })))
          }
        }
      )
      return Effect.sync(leave)
    })

/** Where the path begins in an address that starts with this base. */
const pathFrom = (baseUrl: string): number => {
  const slash = baseUrl.indexOf("/", baseUrl.indexOf("//") + 2)
  return slash < 0 ? baseUrl.length : slash
}

/**
 * The quickest way to the API on Node: undici itself, whose connections stay open. Redirects are not followed; they
 * would carry the token elsewhere.
 */
export const layerUndici = (options: Options & { readonly connections?: number }): Layer.Layer<Transport> =>
  Layer.effect(
    Transport,
    Effect.acquireRelease(
      Effect.sync(
        () =>
          new Pool(new URL(options.baseUrl).origin, { connections: options.connections ?? 64, connectTimeout: 10_000 })
      ),
      (pool) => Effect.promise(() => pool.destroy())
    ).pipe(Effect.map((pool) => makeTimed({ ...options, send: get(pool, pathFrom(options.baseUrl)) })))
  )
