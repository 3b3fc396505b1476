import { Clock, Effect } from "effect"
import type * as Attempts from "../api/Attempts.ts"
import type { Consumer } from "../quota/Consumers.ts"
import type * as Endpoint from "../endpoint/Endpoint.ts"
import type { Drift } from "../endpoint/Wire.ts"
import { isoTime } from "../util/time.ts"

/** Where a result came from (API or cache), when, whether it was charged, and after how many attempts. */
export interface Meta {
  readonly endpoint: string
  /** When the API returned this result, ISO 8601 UTC; for a cached result, when it was fetched. */
  readonly at: string
  readonly source: "api" | "store"
  /** Whether this call was charged. A cached result, or one that another call paid for, is not. */
  readonly charged: "yes" | "no"
  /** An attempt before the one that succeeded may have been charged too. */
  readonly doubt: boolean
  /** Requests sent for this call; 0 for a cached result. */
  readonly attempts: number
  readonly durationMs: number
  readonly requestId?: string
  readonly recordTime?: string
}

/**
 * The result of a call: `data` with units, the response as it came (`raw`), values in an unexpected format (`drift`),
 * and where it came from and whether it was charged (`meta`).
 */
export interface Answer<D = unknown> {
  /** The fields of the API under their own names, in natural units. What it leaves out is absent, never 0. */
  readonly data: D
  /** The response body exactly as it came. */
  readonly raw: unknown
  /** Values in an unexpected format, which `data` leaves out; usually empty. */
  readonly drift: ReadonlyArray<Drift>
  readonly meta: Meta
}

/**
 * Options of one call: timeouts, retries, `fresh`, `risk`, `consumer`. They take precedence over the client's
 * settings.
 */
export interface CallOptions extends Partial<Attempts.Patience> {
  /** `payTwice` also retries an attempt that may have been charged; by default `payOnce`. */
  readonly risk?: "payOnce" | "payTwice"
  /**
   * Who the call is counted for (a workspace, a workflow, a document), in budgets and totals. Several at once:
   * `["user/U1", "channel/C1"]`.
   */
  readonly consumer?: Consumer
  /**
   * `true` ignores the cached result and pays for a new one, also if an earlier call may have been charged. A `Date`
   * ignores only results from before it, so that a run can be repeated from its start without paying twice.
   */
  readonly fresh?: boolean | Date
}

/** The options of a run of many calls: it pays for a new result of each request once, however often it meets it. */
export const ofRun = <O extends CallOptions>(options: O): Effect.Effect<O> =>
  options.fresh === true
    ? Effect.map(Clock.currentTimeMillis, (now) => ({ ...options, fresh: new Date(now) }))
    : Effect.succeed(options)

/** Reads `data` with the endpoint's units. What does not match is listed in `drift`, never lost. */
export const decode = <D>(
  endpoint: Endpoint.Endpoint<Endpoint.Params, D>,
  paid: Omit<Attempts.Paid, "reply">
): Answer<D> => {
  const drift: Array<Drift> = []
  const data = endpoint.data.read(paid.data ?? {}, "", drift) ?? endpoint.data.none
  const { at, attempts, uncertain, durationMs, raw, recordTime, requestId } = paid
  const meta: { -readonly [K in keyof Meta]: Meta[K] } = {
    endpoint: endpoint.id,
    at: isoTime(at),
    source: "api",
    charged: "yes",
    doubt: uncertain > 0,
    attempts,
    durationMs
  }
  if (requestId !== undefined) meta.requestId = requestId
  if (recordTime !== undefined) meta.recordTime = recordTime
  return { data, raw, drift, meta }
}

/** The same result for those who did not pay for it. */
export const stored = <D>(answer: Answer<D>): Answer<D> => ({
  ...answer,
  meta: { ...answer.meta, source: "store", charged: "no", doubt: false, attempts: 0, durationMs: 0 }
})
