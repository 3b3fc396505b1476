import type { Business } from "./failure/business.ts"
import { chargedWords, type Facts } from "./failure/facts.ts"
import type { BudgetSpent, GateClosed, NotInTime, OutcomeUnknown } from "./failure/held.ts"
import type { InvalidInput, Timeout, UnexpectedAnswer, Unreachable, UpstreamRefused } from "./failure/own.ts"
import { isRecord } from "./path.ts"
import type { Words } from "./Words.ts"

export * from "./failure/business.ts"
export type { Charged, Facts, Meaning, Received, Told } from "./failure/facts.ts"
export * from "./failure/held.ts"
export * from "./failure/own.ts"

/** Everything one call can fail with. */
export type CallFailure =
  | Business
  | UpstreamRefused
  | InvalidInput
  | Timeout
  | Unreachable
  | UnexpectedAnswer
  | BudgetSpent
  | GateClosed
  | OutcomeUnknown
  | NotInTime

/** Tells a failure of a call from any other thing that was thrown. */
export const isFailure = (thrown: unknown): thrown is CallFailure =>
  isRecord(thrown) &&
  typeof thrown["_tag"] === "string" &&
  typeof thrown["endpoint"] === "string" &&
  thrown["charged"] !== undefined &&
  thrown["advice"] !== undefined

/** The three sentences a reader needs, in one language. */
export const explain = (failure: Facts, lang: keyof Words) => ({
  happened: failure.happened[lang],
  charged: chargedWords[failure.charged][lang],
  advice: failure.advice[lang]
})
