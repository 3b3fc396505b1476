import { Clock, Context, Effect, Layer } from "effect"
import { Mac, SecureRandom } from "effect/crypto"
import { Base64Url, Hex } from "effect/encoding"

/** What a code confirms: nothing else may be paid for with it. */
export interface Subject {
  readonly caller: string
  readonly tool: string
  /** The arguments, without the code itself. */
  readonly input: unknown
  readonly calls: number
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

const validMs = 10 * 60_000

/** Nobody agrees to as many costs while a code is good. */
const mostUsed = 10_000

/** The same arguments in another order are the same. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, held: unknown) =>
    typeof held === "object" && held !== null && !Array.isArray(held)
      ? Object.fromEntries(Object.entries(held).sort(([a], [b]) => (a < b ? -1 : 1)))
      : held
  )

/** What nobody else may guess: marks around text from outside, and codes that confirm a cost. */
export class Secrets extends Context.Service<
  Secrets,
  {
    /** A new mark. */
    readonly mark: Effect.Effect<string>
    /** A code that is good once, for ten minutes, for one caller, tool, input and at most so many calls. */
    readonly issue: (subject: Subject) => Effect.Effect<string>
    /** Whether the code confirms this; once. A price that has risen since needs a new code. */
    readonly redeem: (code: string, subject: Subject) => Effect.Effect<boolean>
  }
>()("@xingtu/core/Secrets") {
  /** Codes of this process, signed by a key that never leaves it. */
  static readonly layer: Layer.Layer<Secrets> = Layer.effect(
    Secrets,
    Effect.gen(function* () {
      const { generateKey, sign } = yield* Mac.Mac
      const { randomBytes } = yield* SecureRandom.SecureRandom
      const key = yield* Effect.orDie(generateKey(Mac.hmacSha256))
      /** By their nonces, the oldest first: not by time, since a clock may be set back. */
      const used = new Set<string>()

      const mac = (until: string, nonce: string, { caller, calls, input, tool }: Subject) =>
        Effect.map(Effect.orDie(sign(key, bytes(canonical([until, nonce, caller, tool, input, calls])))), (tag) =>
          Base64Url.encode(tag.subarray(0, 16))
        )

      return {
        mark: Effect.map(randomBytes(6), Hex.encode),
        issue: Effect.fnUntraced(function* (subject) {
          const until = ((yield* Clock.currentTimeMillis) + validMs).toString(36)
          const nonce = Base64Url.encode(yield* randomBytes(6))
          return [until, nonce, subject.calls.toString(36), yield* mac(until, nonce, subject)].join(".")
        }),
        redeem: Effect.fnUntraced(function* (code, subject) {
          const now = yield* Clock.currentTimeMillis
          const [until = "", nonce = "", calls = "", given = ""] = code.split(".")
          const [end, confirmed] = [Number.parseInt(until, 36), Number.parseInt(calls, 36)]
          if (!(end > now) || !(confirmed >= subject.calls)) return false
          const wanted = yield* mac(until, nonce, { ...subject, calls: confirmed })
          // Two calls at once with one code: the first of them used it.
          if (used.has(nonce) || !Mac.timingSafeEqual(bytes(wanted), bytes(given))) return false
          used.add(nonce)
          const [oldest = ""] = used
          if (used.size > mostUsed) used.delete(oldest)
          return true
        })
      }
    })
  ).pipe(Layer.provide(Mac.layerWebCrypto), Layer.provide(SecureRandom.layerWebCrypto))
}
