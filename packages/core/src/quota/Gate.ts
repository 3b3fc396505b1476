import * as Failure from "../failure/Failure.ts"
import { memoize } from "../util/memoize.ts"
import type { QuotaDay } from "../settings/QuotaDay.ts"
import type { Put, When } from "../store/Store.ts"

/** How far a response of the API closes the way, and for how long. */
interface Closing {
  readonly scope: "token" | "endpoint"
  readonly opens: (now: number, day: QuotaDay) => number
}

const minutes = (count: number) => (now: number) => now + count * 60_000

/** The responses that will be the same for every call until something changes. Another token is another gate. */
const closings: ReadonlyMap<number, Closing> = new Map<number, Closing>([
  [Failure.InvalidToken.code, { scope: "token", opens: minutes(1) }],
  [Failure.DailyQuotaExceeded.code, { scope: "token", opens: (_, day) => day.endsAt }],
  [Failure.InsufficientBalance.code, { scope: "token", opens: minutes(10) }],
  [Failure.TokenLimitReached.code, { scope: "token", opens: minutes(10) }],
  [Failure.PermissionDenied.code, { scope: "endpoint", opens: minutes(1) }],
  [Failure.OutOfService.code, { scope: "endpoint", opens: minutes(10) }]
])

/** Why the way is closed, and until when. While `probing`, one call is out to see whether it is open again. */
export interface Latch {
  readonly code: number
  readonly until: number
  readonly probing: boolean
  /** How long that call may take. */
  readonly probeMs?: number
}

const write = (latch: Latch): string => JSON.stringify(latch)

const read = (text: string | undefined): Latch | undefined => {
  if (text === undefined) return undefined
  try {
    const { code, probeMs, probing, until } = Object(JSON.parse(text))
    return typeof code === "number" && typeof until === "number"
      ? { code, until, probing: probing === true, ...(typeof probeMs === "number" ? { probeMs } : {}) }
      : undefined
  } catch {
    return undefined
  }
}

/** Long enough to outlive the quota day and the probe after it. */
const kept = 48 * 3_600_000

/** A latch whose time is over and who took it to try again. */
export interface Probe {
  readonly key: string
  readonly latch: Latch
}

/** Open, if these conditions still hold; the call takes the probes with it. */
export interface Open {
  readonly _tag: "Open"
  readonly probes: ReadonlyArray<Probe>
  readonly when: ReadonlyArray<When>
  readonly put: ReadonlyArray<Put>
}

export type Verdict =
  | { readonly _tag: "Closed"; readonly latch: Latch }
  /** Somebody is trying whether it is open again. */
  | { readonly _tag: "Probing" }
  | Open

const nothing: ReadonlyArray<Put> = []

/** Nothing was ever closed. */
const open: Verdict = { _tag: "Open", probes: [], when: [], put: [] }

export type Gate = ReturnType<typeof make>

/** The gate of one token. Its latches are in the store, so every process has the same. */
export const make = (account: string, day: (now: number) => QuotaDay) => {
  /** Latches this process has seen, by key: checked again right before sending, without asking the store. */
  const seen = new Map<string, Latch>()
  const notice = (key: string, latch: Latch | undefined) => {
    if (latch === undefined) seen.delete(key)
    else seen.set(key, latch)
  }

  /**
   * A clock that wrote it may have been ahead, or be set back since. What lasts for more than twice the time it could
   * be closed for now is not believed: one call tries.
   */
  const isShut = ({ code, probeMs = Infinity, probing, until }: Latch, now: number): boolean => {
    if (now >= until) return false
    const opens = probing ? now + probeMs : (closings.get(code)?.opens(now, day(now)) ?? Infinity)
    return until - now <= 2 * (opens - now)
  }

  const keys = memoize((endpoint): ReadonlyArray<string> => [`gate/${account}`, `gate/${account}/${endpoint}`])

  const judge = (endpoint: string, texts: ReadonlyArray<string | undefined>, now: number, probeMs: number): Verdict => {
    if (texts.every((text) => text === undefined) && keys(endpoint).every((key) => !seen.has(key))) return open
    const found = keys(endpoint).map((key, i) => ({ key, text: texts[i], latch: read(texts[i]) }))
    for (const { key, latch } of found) notice(key, latch)
    const shut = found.filter(({ latch }) => latch !== undefined && isShut(latch, now))
    const closed = shut.find(({ latch }) => latch?.probing === false)?.latch
    if (closed !== undefined) return { _tag: "Closed", latch: closed }
    if (shut.length > 0) return { _tag: "Probing" }
    const probes = found.flatMap(({ key, latch }) => (latch === undefined ? [] : [{ key, latch }]))
    return {
      _tag: "Open",
      probes,
      when: probes.length === 0 ? [] : found.map(({ key, text }) => ({ key, is: text })),
      put: probes.map(({ key, latch }) => ({
        key,
        value: write({ ...latch, until: now + probeMs, probing: true, probeMs }),
        ttlMs: kept
      }))
    }
  }

  /** A latch that this process saw close since the call was let through. */
  const closedMeanwhile = (endpoint: string, now: number): Latch | undefined =>
    seen.size === 0
      ? undefined
      : keys(endpoint)
          .map((key) => seen.get(key))
          .find((latch) => latch !== undefined && !latch.probing && isShut(latch, now))

  /** What the outcome of a call does to the gate; a number is the business code it ended with. */
  const after = (
    endpoint: string,
    outcome: "answered" | "unanswered" | number,
    probes: ReadonlyArray<Probe>,
    now: number,
    reservedOn: QuotaDay
  ): ReadonlyArray<Put> => {
    if (outcome === "answered" && probes.length === 0) return nothing
    const closing = typeof outcome === "number" ? closings.get(outcome) : undefined
    const puts = new Map<string, Latch | undefined>(
      // An outcome that says nothing about the latch leaves it to the next call to try.
      probes.map(({ key, latch }) => [
        key,
        outcome === "answered" ? undefined : { ...latch, until: now, probing: false }
      ])
    )
    if (closing !== undefined && typeof outcome === "number") {
      const [token = "", own = ""] = keys(endpoint)
      puts.set(closing.scope === "token" ? token : own, {
        code: outcome,
        until: closing.opens(now, reservedOn),
        probing: false
      })
    }
    return [...puts].map(([key, latch]) => {
      notice(key, latch)
      return { key, value: latch === undefined ? undefined : write(latch), ttlMs: kept }
    })
  }

  /** The latches of the token, as the store has them, and those of endpoints this process has called. */
  const shut = (text: string | undefined, now: number) => {
    const [token = ""] = keys("")
    const latch = read(text)
    const all = [...seen].filter(([key]) => key !== token)
    return [...(latch === undefined ? [] : [[token, latch] as const]), ...all]
      .filter(([, one]) => isShut(one, now))
      .map(([key, { code, until }]) => ({
        ...(key === token ? {} : { endpoint: key.slice(token.length + 1) }),
        code,
        opensAt: until
      }))
  }

  /** The keys of the latches that may be closed, as far as this process knows. */
  const known = (): ReadonlyArray<string> => [...new Set([...keys("").slice(0, 1), ...seen.keys()])]

  /** Lets one call try at once what is closed. */
  const reopened = (texts: ReadonlyMap<string, string | undefined>, now: number): ReadonlyArray<Put> =>
    [...texts].flatMap(([key, text]) => {
      const latch = read(text)
      if (latch === undefined || latch.probing || !isShut(latch, now)) return []
      const open = { ...latch, until: now }
      notice(key, open)
      return [{ key, value: write(open), ttlMs: kept }]
    })

  return { keys, judge, closedMeanwhile, after, shut, known, reopened }
}
