import * as CacheEntry from "./CacheEntry.ts"
import type { CallOptions } from "./Answer.ts"
import * as Failure from "../failure/Failure.ts"
import type * as Gate from "../quota/Gate.ts"

/** What the caller wants, and until when. */
export interface Wanted {
  readonly endpoint: string
  readonly risk: CallOptions["risk"]
  /** What was answered up to then is not taken. */
  readonly staleUntil: number
  /** When the caller gives up. */
  readonly deadline: number
  /** With less time left than this nothing is sent: a result that is paid for would hardly be heard. */
  readonly leastMs: number
}

/** What is to be done about a request now. */
export type Decision =
  /** The stored reply answers it. */
  | { readonly _tag: "Use"; readonly entry: CacheEntry.Answered }
  /** Somebody else asks it, and this is their claim. Without one somebody tries whether the way is open. Look again. */
  | { readonly _tag: "Wait"; readonly claim?: CacheEntry.Claimed }
  /** Who claimed it is gone: what became of their call is unknown. Then look again. */
  | { readonly _tag: "Abandon"; readonly claim: CacheEntry.Claimed }
  /** Nothing is sent; for a doubt, where there is one. */
  | {
      readonly _tag: "Refuse"
      readonly failure: Failure.OutcomeUnknown | Failure.GateClosed | Failure.NotInTime
      readonly doubt?: CacheEntry.Unknown
    }
  /** Claim it and pay; the valid result there is comes back if there is no new one. */
  | { readonly _tag: "Pay"; readonly previous: CacheEntry.Answered | undefined; readonly open: Gate.Open }

/**
 * What is to be done, by what the store holds of the request and what the gate says. Sends no request and changes
 * nothing: the loop that does it is in `Resolver`.
 *
 * @param entry what the store holds, without what is over by now
 */
export const decide = (
  entry: CacheEntry.Entry | undefined,
  verdict: Gate.Verdict,
  now: number,
  { deadline, endpoint, leastMs, risk, staleUntil }: Wanted
): Decision => {
  const isNewEnough = ({ at }: CacheEntry.Entry) => at > staleUntil
  const refuse = (failure: (Decision & { readonly _tag: "Refuse" })["failure"]): Decision => ({
    _tag: "Refuse",
    failure
  })
  const late = (waitedFor: Failure.NotInTime["waitedFor"]) => refuse(new Failure.NotInTime({ endpoint, waitedFor }))

  const found = CacheEntry.effective(entry, isNewEnough)
  if (found?._tag === "Claimed") {
    if (now >= found.until) return { _tag: "Abandon", claim: found }
    return now < deadline ? { _tag: "Wait", claim: found } : late("answer")
  }
  if (found !== undefined && isNewEnough(found)) {
    if (found._tag === "Answered") return { _tag: "Use", entry: found }
    if (risk !== "payTwice") {
      const failure = new Failure.OutcomeUnknown({ endpoint, since: found.at, until: found.until })
      return { _tag: "Refuse", failure, doubt: found }
    }
  }
  switch (verdict._tag) {
    case "Closed":
      return refuse(new Failure.GateClosed({ endpoint, code: verdict.latch.code, opensAt: verdict.latch.until }))
    case "Probing":
      return now < deadline ? { _tag: "Wait" } : late("turn")
    case "Open":
      return deadline - now < leastMs
        ? late("turn")
        : { _tag: "Pay", previous: found?.previous ?? (found?._tag === "Answered" ? found : undefined), open: verdict }
  }
}
