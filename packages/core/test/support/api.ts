import { Context, Effect, Layer, Redacted } from "effect"
import { TestClock } from "effect/testing"
import * as Store from "../../src/store/Store.ts"
import * as Transport from "../../src/api/Transport.ts"
import { Warn } from "../../src/util/Warn.ts"
import type { Settings } from "../../src/settings/Settings.ts"
import { Xingtu } from "../../src/client/Xingtu.ts"

/** How the API answers one request. */
export interface Says {
  readonly code?: number
  /** Takes this long. */
  readonly afterMs?: number
  /** Sends this instead of an envelope. */
  readonly body?: string
  /** Never answers; the connection breaks, or cannot be made. */
  readonly breaks?: "unsent" | "cut"
}

export interface Asked {
  readonly id: string
  readonly path: string
}

/** An API inside the test, so that its clock is the test's. It keeps what it was asked, and what it charged. */
export const scripted = (says: (asked: Asked, nth: number) => Says = () => ({})) => {
  const asked: Array<Asked> = []
  const charged: Array<string> = []
  const warnings: Array<string> = []
  const transport = (token = "the-secret-token") =>
    Transport.make({
      baseUrl: "http://api.test",
      token: Redacted.make(token),
      send: (address) =>
        Effect.gen(function* () {
          const [, path = "", query = ""] = /^http:\/\/api\.test([^?]*)\?(.*)$/.exec(Redacted.value(address)) ?? []
          const one = { path, id: /oAuthorId=(\d+)/.exec(query)?.[1] ?? "" }
          asked.push(one)
          const { afterMs = 0, body, breaks, code = 0 } = says(one, asked.length)
          if (breaks !== undefined) return yield* new Transport.NoReply({ outcome: breaks, reason: "ECONNRESET" })
          if (code === 0 || code === 201) charged.push(one.id)
          if (afterMs > 0) yield* Effect.sleep(afterMs)
          return {
            status: 200,
            body: body ?? JSON.stringify(code === 0 ? { code, data: { item_num: "7" } } : { code, message: "no" })
          }
        })
    })
  /** A client of this API; two with one store are like two processes. */
  const client = (
    settings: Partial<Settings> = {},
    store?: Store.Driver,
    token?: string,
    hear: Effect.Effect<void> = Effect.void
  ) => {
    const layer = Xingtu.layer({ requestsPerSecond: Infinity, ...settings }).pipe(
      Layer.provide(Layer.succeed(Transport.Transport, transport(token))),
      Layer.provide(
        Layer.succeed(Warn, (warning) =>
          Effect.andThen(
            Effect.sync(() => void warnings.push(warning.en)),
            hear
          )
        )
      )
    )
    return Effect.map(
      Layer.build(store === undefined ? layer : Layer.provide(layer, Layer.succeed(Store.Store, store))),
      (context) => Context.get(context, Xingtu)
    )
  }
  return { asked, charged, warnings, client, transport }
}

/** The n-th of many creators. */
export const creator = (n: number): string => String(6_955_721_930_401_000_000n + BigInt(n))

/** Lets time pass in small steps, so that what starts in between runs when it would. */
export const pass = (ms: number, step = 10): Effect.Effect<void> =>
  Effect.forEach(Array.from({ length: Math.ceil(ms / step) }), () => TestClock.adjust(step), { discard: true })
