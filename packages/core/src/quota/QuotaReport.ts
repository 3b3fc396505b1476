import type * as Endpoint from "../endpoint/Endpoint.ts"
import type * as Failure from "../failure/Failure.ts"
import type { Spent } from "./Budgets.ts"
import type { Total } from "./Totals.ts"
import type { Pace } from "./RateLimiter.ts"
import type { Words } from "../util/Words.ts"

/** A circuit breaker that is open: the code that opened it, what it stops, and when calls resume. */
export interface Closed {
  /** The business code that opened the circuit breaker. */
  readonly code: number
  /** The endpoint that it stops; undefined for all endpoints. */
  readonly endpoint?: string
  readonly reason: Words
  /** When the next call is sent, ISO 8601 UTC. */
  readonly opensAt: string
}

/** Today's usage: paid calls used and left, by consumer and endpoint, and which circuit breakers are open. */
export interface QuotaReport {
  /** The quota day, `yyyy-MM-dd` in its time zone. */
  readonly day: string
  /** When that day ends, ISO 8601 UTC. */
  readonly endsAt: string
  readonly token: Spent
  /** The usage of the consumer you named; of several, the one with the least left. */
  readonly consumer: Spent & { readonly name: string }
  /** Today's calls, by consumer and endpoint. */
  readonly totals: ReadonlyArray<Total>
  /** The circuit breakers that are open; empty if calls can be sent. */
  readonly closed: ReadonlyArray<Closed>
  readonly pace: Pace
  /** Number of cached results. */
  readonly stored: number
}

/** What a run over many IDs would cost: which IDs would be paid for, which are cached, which are invalid. */
export interface Plan {
  /** IDs whose result is cached: free. */
  readonly stored: ReadonlyArray<Endpoint.Id>
  /** IDs that would be paid for, one paid call each. */
  readonly toPay: ReadonlyArray<Endpoint.Id>
  /** IDs with a request in progress, or one that may have been charged; they are not paid for again without consent. */
  readonly unsettled: ReadonlyArray<Endpoint.Id>
  readonly invalid: ReadonlyArray<{ readonly id: Endpoint.Id; readonly failure: Failure.InvalidInput }>
  /** Paid calls left today for this token and consumer; undefined when there is no budget. */
  readonly left: number | undefined
  /** A warning, such as that these are more results than the store can hold. */
  readonly warning: Words | undefined
}
