import { Schema } from "effect"

const positive = Schema.Int.check(Schema.isGreaterThanOrEqualTo(1))
const amount = Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))

/**
 * The limits of the account: accepted tokens, rate limit (302), daily quota (303), balance (601). Unset: no limit, any
 * token.
 */
export const Settings = Schema.Struct({
  /** The tokens that are accepted. */
  tokens: Schema.optionalKey(Schema.Array(Schema.NonEmptyString)),
  /** Requests per window and token; more get 302. */
  rate: Schema.optionalKey(Schema.Struct({ limit: positive, windowMs: positive })),
  /** Charged calls per day and token; more get 303. A day lasts until the next reset. */
  dailyQuota: Schema.optionalKey(amount),
  /** Charged calls that are paid for, per token; more get 601. */
  balance: Schema.optionalKey(amount)
})
export type Settings = typeof Settings.Type

interface Caller {
  readonly number: number
  recent: Array<number>
  charged: number
}

/** Who asks, and whether they may. */
export const make = (initial: Settings) => {
  let settings = initial
  const callers = new Map<string, Caller>()
  const callerOf = (token: string): Caller => {
    const known = callers.get(token) ?? { number: callers.size + 1, recent: [], charged: 0 }
    callers.set(token, known)
    return known
  }
  return {
    number: (token: string): number | undefined => (token === "" ? undefined : callerOf(token).number),
    /** The code this request is refused with, or undefined. */
    refuse: (token: string): number | undefined => {
      if (token === "" || (settings.tokens !== undefined && !settings.tokens.includes(token))) return 100
      const caller = callerOf(token)
      if (settings.rate !== undefined) {
        const now = Date.now()
        const { limit, windowMs } = settings.rate
        caller.recent = caller.recent.filter((at) => now - at < windowMs)
        if (caller.recent.length >= limit) return 302
        caller.recent.push(now)
      }
      if (settings.dailyQuota !== undefined && caller.charged >= settings.dailyQuota) return 303
      if (settings.balance !== undefined && caller.charged >= settings.balance) return 601
      return undefined
    },
    charge: (token: string) => {
      callerOf(token).charged++
    },
    /** Other rules from now on; what was charged so far still counts. */
    set: (next: Settings) => {
      settings = next
    }
  }
}

export type Account = ReturnType<typeof make>
