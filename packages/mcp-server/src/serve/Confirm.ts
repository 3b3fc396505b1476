import { Clock, Effect } from "effect"
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto"

/** What a code confirms: nothing else may be paid for with it. */
export interface Subject {
  readonly caller: string
  readonly tool: string
  /** The arguments, without the code itself. */
  readonly input: unknown
  readonly calls: number
}

const validMs = 10 * 60_000

/** The same arguments in another order are the same. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, held: unknown) =>
    typeof held === "object" && held !== null && !Array.isArray(held)
      ? Object.fromEntries(Object.entries(held).sort(([a], [b]) => (a < b ? -1 : 1)))
      : held
  )

/** Codes of this process: each is good once, for ten minutes, for one caller, tool, input and at most so many calls. */
export const make = () => {
  const secret = randomBytes(32)
  /** Used codes until they would have ended anyway. */
  const used = new Map<string, number>()

  const mac = (until: string, nonce: string, { caller, calls, input, tool }: Subject) =>
    createHmac("sha256", secret)
      .update(canonical([until, nonce, caller, tool, input, calls]))
      .digest("base64url")
      .slice(0, 22)

  return {
    issue: (subject: Subject): Effect.Effect<string> =>
      Effect.map(Clock.currentTimeMillis, (now) => {
        const until = (now + validMs).toString(36)
        const nonce = randomBytes(6).toString("base64url")
        return [until, nonce, subject.calls.toString(36), mac(until, nonce, subject)].join(".")
      }),
    /** Whether the code confirms this; once. A price that has risen since needs a new code. */
    redeem: (code: string, subject: Subject): Effect.Effect<boolean> =>
      Effect.map(Clock.currentTimeMillis, (now) => {
        for (const [old, end] of used) if (end <= now) used.delete(old)
        const [until = "", nonce = "", calls = "", given = ""] = code.split(".")
        const [end, confirmed] = [Number.parseInt(until, 36), Number.parseInt(calls, 36)]
        if (!(end > now) || !(confirmed >= subject.calls) || used.has(nonce)) return false
        const wanted = Buffer.from(mac(until, nonce, { ...subject, calls: confirmed }))
        const got = Buffer.from(given)
        if (wanted.length !== got.length || !timingSafeEqual(wanted, got)) return false
        used.set(nonce, end)
        return true
      })
  }
}

export type Codes = ReturnType<typeof make>
