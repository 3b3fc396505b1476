import { Cause, Exit, Option } from "effect"
import type * as Attempts from "../api/Attempts.ts"
import type * as Endpoint from "../endpoint/Endpoint.ts"
import * as CacheEntry from "./CacheEntry.ts"
import type * as Failure from "../failure/Failure.ts"
import type * as Gate from "../quota/Gate.ts"
import type * as Ledger from "../quota/Ledger.ts"
import type * as Totals from "../quota/Totals.ts"
import { ms } from "../util/ms.ts"
import type { Progress } from "../api/Progress.ts"
import type { QuotaDay } from "../settings/QuotaDay.ts"
import * as Settings from "../settings/Settings.ts"
import type * as Store from "../store/Store.ts"

/**
 * Failures that would be the same again, and how long they are remembered instead of being requested (and possibly
 * paid) again.
 */
const rememberMs: ReadonlyMap<Failure.CallFailure["_tag"], number> = new Map<Failure.CallFailure["_tag"], number>([
  ["NoContent", 6 * 3_600_000],
  ["ItemNotSupported", 6 * 3_600_000],
  ["UpstreamRefused", 3_600_000],
  ["InvalidParameters", 600_000],
  ["NotFound", 600_000],
  ["UnknownCode", 600_000]
])

/** A call that has ended, as the one who made it knows it. */
export interface Ended {
  readonly key: string
  /** Its claim, as it was written. */
  readonly claim: CacheEntry.Claimed
  readonly probes: ReadonlyArray<Gate.Probe>
  readonly progress: Progress
}

/** A result that was paid for is written whatever the books throw; its place in the budget then stays taken. */
const orNothing = <A>(lines: () => ReadonlyArray<A>): ReadonlyArray<A> => {
  try {
    return lines()
  } catch {
    return []
  }
}

/** What the end of a call writes, all at once: the reply or the doubt first, then the latches, and the books. */
export const change = (
  {
    day,
    gate,
    ledger,
    settings
  }: {
    readonly gate: Gate.Gate
    readonly ledger: Ledger.Ledger
    readonly settings: Settings.Settings
    readonly day: (now: number) => QuotaDay
  },
  endpoint: Endpoint.Endpoint,
  exit: Exit.Exit<Attempts.Paid, Attempts.SendFailure>,
  { claim, key, probes, progress: { attempts, lost, places, refusal, uncertain } }: Ended,
  now: number
): Store.Change => {
  const reservedOn = day(claim.at)
  const books = (settled: Pick<Totals.Settled, "charged" | "unknown" | "free">) =>
    orNothing(() =>
      ledger
        .settle(reservedOn, claim.consumers, endpoint.id, places, {
          ...settled,
          requests: attempts,
          // A clock may be set back.
          durationMs: Math.max(0, now - claim.at)
        })
        .concat(ledger.takeHits(reservedOn))
    )
  // A quota that ended with its day is tried again, not held against the day after.
  const latches = (outcome: Parameters<Gate.Gate["after"]>[1]) =>
    orNothing(() => gate.after(endpoint.id, outcome, probes, now, reservedOn))

  if (Exit.isSuccess(exit)) {
    const {
      at,
      uncertain,
      reply: { body, status }
    } = exit.value
    const answer = CacheEntry.put(key, { _tag: "Answered", at, status, body }, Settings.ttlMs(settings, endpoint))
    return { put: [answer, ...latches("answered")], add: books({ charged: 1, unknown: uncertain }) }
  }

  const failure = Option.getOrUndefined(Cause.findErrorOption(exit.cause))
  const unknown = failure?.uncertain ?? uncertain
  // A closed gate quotes the code that closed it; it is no new result.
  const code = failure !== undefined && failure._tag !== "GateClosed" && "code" in failure ? failure.code : "unanswered"
  const { previous } = claim
  // A result that was paid for comes back when there is no new one.
  const previousMs = CacheEntry.goodForMs(previous, Settings.ttlMs(settings, endpoint), now)
  const leaving = (entry: CacheEntry.Entry | undefined, forMs: number): Store.Change => ({
    when: [{ key, is: CacheEntry.write(claim) }],
    put: [
      entry === undefined
        ? { key, value: undefined, ttlMs: 0 }
        : CacheEntry.put(key, entry, Math.max(forMs, previousMs)),
      ...latches(code)
    ],
    add: books(failure?.charged === "yes" ? { charged: 1, unknown } : unknown > 0 ? { unknown } : { free: 1 })
  })
  const rememberedFor = failure === undefined ? undefined : rememberMs.get(failure._tag)
  if (rememberedFor !== undefined && refusal !== undefined) {
    return leaving({ _tag: "Answered", at: now, until: now + rememberedFor, previous, ...refusal }, rememberedFor)
  }
  if (failure === undefined ? unknown > 0 : lost) {
    const forMs = ms(settings.unknownFor)
    return leaving({ _tag: "Unknown", at: now, until: now + forMs, previous }, forMs)
  }
  return leaving(previous, 0)
}
