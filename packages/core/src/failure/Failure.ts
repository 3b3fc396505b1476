import type { Business } from "./business.ts"
import { chargedWords, type Facts, type Told } from "./common.ts"
import type { BudgetSpent, ClientClosed, GateClosed, NotInTime, NotSent, OutcomeUnknown } from "./withheld.ts"
import type { InvalidInput, Timeout, UnexpectedAnswer, Unreachable, UpstreamRefused } from "./transport.ts"
import { isRecord } from "../util/path.ts"
import type { Words } from "../util/Words.ts"

export * from "./business.ts"
export { chargedWords } from "./common.ts"
export type { Charged, Facts, Meaning, Received, Told } from "./common.ts"
export * from "./withheld.ts"
export * from "./transport.ts"

/** All failures of a single call, as a union. Match on `_tag`. */
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

/** All failures of a call in a run over many IDs: those of a single call, and `NotSent`. */
export type Any = CallFailure | NotSent

/** Whether a thrown value is a failure of a call: `catch (e) { if (!isFailure(e)) throw e }`. */
export const isFailure = (thrown: unknown): thrown is CallFailure =>
  isRecord(thrown) &&
  typeof thrown["_tag"] === "string" &&
  typeof thrown["endpoint"] === "string" &&
  thrown["charged"] !== undefined &&
  thrown["advice"] !== undefined

/**
 * The three sentences of a failure in one language: what happened, whether it was charged, what to do.
 * `explain(failure, "en").advice`
 */
export const explain = (failure: Facts, lang: keyof Words) => ({
  happened: failure.happened[lang],
  charged: chargedWords[failure.charged][lang],
  advice: failure.advice[lang]
})

/** The same three sentences as one text: `Failure.text(failure, "zh")`. In English it is the `message`. */
export const text = (failure: Facts, lang: keyof Words): string =>
  Object.values(explain(failure, lang)).join(lang === "zh" ? "" : " ")

/** The vendor's own message and request ID as sentences, where there are any. Their text comes from outside: escape it. */
export const vendorText = (failure: Facts & Told, lang: keyof Words): ReadonlyArray<string> => {
  const { requestId, vendorMessage } = failure
  const zh = lang === "zh"
  return [
    ...(vendorMessage === undefined
      ? []
      : [zh ? `API 信息：“${vendorMessage}”。` : `Message from the API: "${vendorMessage}".`]),
    ...(requestId === undefined ? [] : [zh ? `请求编号：${requestId}。` : `Request ID: ${requestId}.`])
  ]
}
