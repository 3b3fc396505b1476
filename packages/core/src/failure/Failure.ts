import type { Business } from "./business.ts"
import { chargedWords, type Facts } from "./common.ts"
import type { BudgetSpent, ClientClosed, GateClosed, NotInTime, NotSent, OutcomeUnknown } from "./withheld.ts"
import type { InvalidInput, Timeout, UnexpectedAnswer, Unreachable, UpstreamRefused } from "./transport.ts"
import { isRecord } from "../util/path.ts"
import type { Words } from "../util/Words.ts"

export * from "./business.ts"
export { chargedWords } from "./common.ts"
export type { Charged, Facts, Meaning, Received, Told } from "./common.ts"
export * from "./withheld.ts"
export * from "./transport.ts"

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
  | ClientClosed

/** Everything one call of a run can fail with: the same, and that it was not sent because the run stopped. */
export type Any = CallFailure | NotSent

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
