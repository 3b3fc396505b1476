import { Effect } from "effect"
import type * as Endpoint from "../endpoint/Endpoint.ts"
import type { Plan } from "../quota/QuotaReport.ts"
import type { Words } from "../util/Words.ts"
import { callsOf } from "./together.ts"
import { Xingtu } from "./Xingtu.ts"

/** What a run would cost now. */
export interface Price {
  /** Paid calls. */
  readonly calls: number
  /** Results that are cached: free. */
  readonly cached: number
  /** What to know before, such as that these are more results than the store holds. */
  readonly warning?: Words | undefined
}

/** The price of one request: free where its result is cached, and newer than this moment where there is one. */
export const ofRequest = (
  endpoint: Endpoint.Endpoint,
  input: object,
  newerThan = -Infinity
): Effect.Effect<Price, never, Xingtu> =>
  Effect.map(
    Xingtu.use((xingtu) => xingtu.stored(endpoint, input)),
    (found) =>
      found === undefined || Date.parse(found.meta.at) <= newerThan ? { calls: 1, cached: 0 } : { calls: 0, cached: 1 }
  )

/** The price of several plans as one run; a plan that says its own `calls` pays for what is cached as well. */
export const ofPlans = (plans: ReadonlyArray<Plan & { readonly calls?: number }>): Price => {
  const calls = plans.reduce((sum, plan) => sum + (plan.calls ?? callsOf([plan])), 0)
  const results = plans.reduce((sum, plan) => sum + callsOf([plan]) + plan.stored.length, 0)
  return { calls, cached: results - calls, warning: plans.find(({ warning }) => warning !== undefined)?.warning }
}
