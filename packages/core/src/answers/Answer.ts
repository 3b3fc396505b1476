import { Clock, Effect } from "effect"
import type * as Attempts from "../api/Attempts.ts"
import type { Consumer } from "../quota/Consumers.ts"
import type * as Endpoint from "../endpoint/Endpoint.ts"
import type { Drift } from "../endpoint/Wire.ts"

/** Where an answer came from and what it cost. */
export interface Meta {
  readonly endpoint: string
  /** When the API answered, ISO 8601 UTC; also for an answer from the store. */
  readonly at: string
  readonly source: "api" | "store"
  /** Whether this call was paid for; an answer from the store, or one that another call paid for, is not. */
  readonly charged: "yes" | "no"
  /** An attempt before the one that succeeded may have been charged too. */
  readonly doubt: boolean
  /** Requests that were sent for this call. */
  readonly attempts: number
  readonly durationMs: number
  readonly requestId?: string
  readonly recordTime?: string
}

/** An answer: decoded with units, as it came, and where the two disagree. */
export interface Answer<D = unknown> {
  /** The fields of the API under their own names, in natural units. What it leaves out is absent, never 0. */
  readonly data: D
  /** The body exactly as it came. */
  readonly raw: unknown
  /** Where the answer was not as expected; empty as a rule. */
  readonly drift: ReadonlyArray<Drift>
  readonly meta: Meta
}

/** How one call is made: its own `attempt`, `deadline`, `retries` and `retry` go before the client's. */
export interface CallOptions extends Partial<Attempts.Patience> {
  /** Also send again when an attempt may have been charged. */
  readonly risk?: "payOnce" | "payTwice"
  /**
   * Who asks (a workspace, a workflow, a document): budgets and totals are kept for each. Several at once: `["user/U1",
   * "channel/C1"]`.
   */
  readonly consumer?: Consumer
  /**
   * Goes round the stored answer and pays for a new one, also when the outcome of an earlier call is unknown. With a
   * moment only what is from before it is not taken: a run that is tried again from its start pays for nothing twice.
   */
  readonly fresh?: boolean | Date
}

/** The options of a run of many calls: it pays anew for each question once, however often it meets it. */
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
    at: new Date(at).toISOString(),
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

/** The same answer for those who did not pay for it. */
export const stored = <D>(answer: Answer<D>): Answer<D> => ({
  ...answer,
  meta: { ...answer.meta, source: "store", charged: "no", doubt: false, attempts: 0, durationMs: 0 }
})
