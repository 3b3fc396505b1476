import type * as Endpoint from "../endpoint/Endpoint.ts"
import type * as Failure from "../failure/Failure.ts"
import type { Spent } from "./Budgets.ts"
import type { Total } from "./Totals.ts"
import type { Pace } from "./RateLimiter.ts"
import type { Words } from "../util/Words.ts"

/** A way that an earlier answer of the API closed. */
export interface Closed {
  /** The business code that closed it. */
  readonly code: number
  /** The endpoint it closed; undefined when it closed them all. */
  readonly endpoint?: string
  readonly reason: Words
  /** When the next call tries again, ISO 8601 UTC. */
  readonly opensAt: string
}

/** What was spent today, what is left, and whether calls may go out. */
export interface QuotaReport {
  /** `yyyy-MM-dd` where the quota is counted. */
  readonly day: string
  /** When that day ends, ISO 8601 UTC. */
  readonly endsAt: string
  readonly token: Spent
  /** The consumer that was asked about; of several, the one that has the least left. */
  readonly consumer: Spent & { readonly name: string }
  /** What was asked today, by consumer and endpoint. */
  readonly totals: ReadonlyArray<Total>
  /** Empty when every way is open. */
  readonly closed: ReadonlyArray<Closed>
  readonly pace: Pace
  /** Answers in the store. */
  readonly stored: number
}

/** What asking many ids would cost, before anything is asked. */
export interface Plan {
  /** Ids whose answer is stored: free. */
  readonly stored: ReadonlyArray<Endpoint.Id>
  /** Ids that would be paid for, each question once. */
  readonly toPay: ReadonlyArray<Endpoint.Id>
  /** Ids that another call is asking now, or whose outcome is unknown; they are not paid for again without consent. */
  readonly unsettled: ReadonlyArray<Endpoint.Id>
  readonly invalid: ReadonlyArray<{ readonly id: Endpoint.Id; readonly failure: Failure.InvalidInput }>
  /** Paid calls left today for this token and consumer; undefined when there is no budget. */
  readonly left: number | undefined
  /** What to know before asking, such as that these are more answers than the store holds. */
  readonly warning: Words | undefined
}
