// oxlint-disable-next-line typescript/triple-slash-reference -- packages that compile these sources need the declaration too
/// <reference path="./pool.d.ts" />
import { Effect, Layer, Result, type Scope } from "effect"
import type { Dispatcher, Pool } from "undici"
import { checked } from "../api/access.ts"
import { Alarm, whenOver } from "../api/Alarm.ts"
import { overFetch } from "../api/overFetch.ts"
import { largestBody, tooLarge } from "../api/size.ts"
import { makeTimed, noReply, NoReply, type Options, type Reply, type Send, Transport } from "../api/Transport.ts"
import type { InvalidSettings } from "../failure/InvalidSettings.ts"
import { isRecord } from "../util/path.ts"
import { unpacked } from "./unpack.ts"

const utf8 = new TextDecoder()

/**
 * One GET, stopped when its time is over or nobody waits for it any more. Undici's lowest layer: its `request` wraps
 * every body in a stream, which costs as much as all of core. Until `onRequestStart` nothing was written to the network.
 */
const get =
  (pool: Dispatcher, origin: string, pathFrom: number, alarm: Alarm): Send =>
  (url, timeoutMs) =>
    Effect.callback((resume) => {
      const chunks: Array<Buffer> = []
      let size = 0
      let status = 0
      let encoding: string | undefined
      let left = false
      let started: Dispatcher.DispatchController | undefined
      const leave = () => {
        left = true
        callOff()
        started?.abort(new Error("nobody waits for it"))
      }
      const give = (reply: Effect.Effect<Reply, NoReply>) => {
        callOff()
        resume(reply)
      }
      const read = (body: Uint8Array) => give(Effect.succeed({ status, body: utf8.decode(body) }))
      const callOff = whenOver(alarm, timeoutMs, () => {
        const outcome = started === undefined ? "unsent" : "timeout"
        resume(Effect.fail(new NoReply({ outcome, reason: "no response in time" })))
        leave()
      })
      pool.dispatch(
        {
          origin,
          path: url().slice(pathFrom),
          method: "GET",
          headers: { "accept-encoding": "gzip, br" },
          headersTimeout: 0,
          bodyTimeout: 0
        },
        {
          onRequestStart: (controller) => {
            started = controller
            if (left) leave()
          },
          onResponseStart: (_, code, headers) => {
            status = code
            const packed = headers["content-encoding"]
            encoding = typeof packed === "string" ? packed : packed?.join(",")
          },
          onResponseData: (_, chunk) => {
            size += chunk.length
            if (size <= largestBody) chunks.push(chunk)
            else {
              give(Effect.fail(tooLarge()))
              leave()
            }
          },
          onResponseEnd: () => {
            const body = chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks)
            if (encoding === undefined) return read(body)
            unpacked(body, encoding, (whole) =>
              Result.isSuccess(whole) ? read(whole.success) : give(Effect.fail(whole.failure))
            )
          },
          onResponseError: (_, error) => {
            const { outcome, reason } = noReply(error)
            // Whether it was sent is known here, whatever the error says.
            const known = started === undefined ? "unsent" : outcome === "unsent" ? "cut" : outcome
            give(Effect.fail(new NoReply({ outcome: known, reason })))
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
 * Undici's pool alone: the whole of it takes twice as long to load, and would become the dispatcher of everybody's
 * `fetch`.
 */
const loadPool = async (): Promise<typeof Pool> => {
  try {
    return (await import("undici/lib/dispatcher/pool.js")).default
  } catch {
    return (await import("undici")).Pool
  }
}

/** Node's own, unless it had been replaced before. */
const originalFetch = /undici/i.test(String(globalThis.fetch)) ? globalThis.fetch : undefined

const [newest, older] = [Symbol.for("undici.globalDispatcher.2"), Symbol.for("undici.globalDispatcher.1")]

/** The options an agent of undici was made with, in every version that Node brings. */
const optionsOf = (agent: object): unknown => {
  const name = Object.getOwnPropertySymbols(agent).find(({ description }) => description === "options")
  return name === undefined ? undefined : Reflect.get(agent, name)
}

/** The agent that was found to be usual last: looking at it anew would cost each call as much as all the books. */
let usual: unknown

/** What undici and Node set by themselves: an agent without options. */
const isUsual = (agent: unknown): boolean => {
  if (agent === usual) return true
  if (!isRecord(agent) || Object(agent).constructor.name !== "Agent") return false
  const options = optionsOf(agent)
  const isPlain =
    isRecord(options) && Object.values(options).every((value) => value === undefined || value === Infinity)
  if (isPlain) usual = agent
  return isPlain
}

/**
 * Whether `fetch` would go the usual way too. Where it was replaced, or a dispatcher was set (a proxy, also by
 * NODE_USE_ENV_PROXY, a mock, certificates of one's own), requests go through `fetch`, so that they go that way as well.
 */
const fetchIsUsual = (): boolean =>
  globalThis.fetch === originalFetch && isUsual(Reflect.get(globalThis, newest) ?? Reflect.get(globalThis, older))

/** Connections to one address that stay open until the scope closes. Undici is loaded by the first call. */
export const pooled = (baseUrl: string, connections = 64): Effect.Effect<Send, never, Scope.Scope> => {
  const { origin } = new URL(baseUrl)
  return Effect.zipWith(
    Effect.acquireRelease(
      Effect.promise(async () => new (await loadPool())(origin, { connections, connectTimeout: 10_000 })),
      (pool) => Effect.promise(() => pool.destroy())
    ),
    Alarm,
    (pool, alarm) => {
      const straight = get(pool, origin, pathFrom(baseUrl), alarm)
      return (url, timeoutMs) =>
        fetchIsUsual() ? straight(url, timeoutMs) : overFetch(globalThis.fetch)(url, timeoutMs)
    }
  )
}

/**
 * A transport over undici, the fastest on Node; connections are kept open. Redirects are not followed; they would
 * carry the token elsewhere. Where `fetch` was replaced, or goes through a proxy or another dispatcher, so does this.
 */
export const layerUndici = (
  given: Options & { readonly connections?: number }
): Layer.Layer<Transport, InvalidSettings> =>
  Layer.effect(
    Transport,
    Effect.flatMap(checked(given), (options) =>
      Effect.map(pooled(options.baseUrl, options.connections), (send) => makeTimed({ ...options, send }))
    )
  )
