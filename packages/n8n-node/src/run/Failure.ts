// A failure of core as n8n shows it: the title says what happened, the description whether it was charged and what to
// do.
import { Failure } from "@xingtu/core"
import { type Failure as Failed, type IDataObject, type INode, NodeApiError, NodeOperationError } from "n8n-workflow"
import { rawItem } from "../panel/output.ts"

/** Everything that can become of a request instead of a result. */
export type Any = Failure.CallFailure | Failure.NotSent

const codeOf = (failure: Any): number | undefined => ("code" in failure ? failure.code : undefined)

const told = (failure: Any): IDataObject => ({
  ...("vendorMessage" in failure && failure.vendorMessage !== undefined
    ? { vendorMessage: failure.vendorMessage }
    : {}),
  ...("requestId" in failure && failure.requestId !== undefined ? { requestId: failure.requestId } : {})
})

/** What came instead of a result and may have been paid for; nobody else has it. A proxy's page is nobody's result. */
const came = (failure: Any): IDataObject => {
  if (failure._tag === "UpstreamRefused") return { raw: rawItem(failure.raw) }
  return failure._tag === "UnexpectedAnswer" && /^\s*[^<\s]/.test(failure.body) ? { raw: failure.body } : {}
}

/** Where the panel has what core advises. */
const here: Partial<Record<Any["_tag"], string>> = {
  GateClosed: " To retry at once, run the operation Quota > Reopen first.",
  OutcomeUnknown: " To refresh in a node, use Options > Refresh."
}

const adviceOf = (failure: Any): string => `${failure.advice.en}${here[failure._tag] ?? ""}`

/** As fields of an item, for workflows that go on and for agents. */
export const details = (failure: Any): IDataObject => ({
  reason: failure._tag,
  code: codeOf(failure) ?? null,
  charged: failure.charged,
  advice: adviceOf(failure),
  ...told(failure),
  ...came(failure)
})

/** Whether it was charged, and what the whole run paid for, which a person reads as one. */
const chargeOf = (failure: Any, bill: string): string => {
  const { charged } = Failure.explain(failure, "en")
  if (bill === "") return charged
  return failure.charged === "no" ? `The last call was not charged. ${bill}` : `${charged} ${bill}`
}

const descriptionOf = (failure: Any, bill: string): string => {
  const charged = chargeOf(failure, bill)
  return [charged, adviceOf(failure), ...Failure.vendorText(failure, "en")].filter(Boolean).join(" ")
}

/** Why, in the kinds that n8n knows: it waits, or does not try again, by them. */
const kinds: Partial<Record<Any["_tag"], Failed["cause"]>> = {
  InvalidToken: "credential-invalid",
  PermissionDenied: "credential-invalid",
  InsufficientBalance: "credential-invalid",
  TokenLimitReached: "quota-exhausted",
  DailyQuotaExceeded: "quota-exhausted",
  BudgetSpent: "quota-exhausted",
  RateLimited: "rate-limited",
  CollectionFailed: "temporarily-unavailable",
  ServiceUnavailable: "temporarily-unavailable",
  ServerError: "temporarily-unavailable",
  Unreachable: "temporarily-unavailable",
  Timeout: "temporarily-unavailable",
  NotInTime: "temporarily-unavailable",
  InvalidInput: "configuration-invalid",
  InvalidParameters: "configuration-invalid",
  NoContent: "configuration-invalid",
  NotFound: "configuration-invalid"
}

/** The same for what an earlier response closed. */
const kindOf = (failure: Any): Failed["cause"] | undefined =>
  failure._tag === "GateClosed"
    ? kinds[Failure.fromCode(failure.code, { endpoint: failure.endpoint })._tag]
    : kinds[failure._tag]

const reasonOf = (failure: Any): { readonly failure?: Failed } => {
  const cause = kindOf(failure)
  if (cause === undefined) return {}
  const opensAt = "opensAt" in failure ? Date.parse(failure.opensAt) : Number.NaN
  const isTimed = cause === "quota-exhausted" || cause === "rate-limited" || cause === "temporarily-unavailable"
  return { failure: isTimed ? { cause, ...(opensAt > 0 ? { resetsAtEpochMs: opensAt } : {}) } : { cause } }
}

/** As the error of an item or of the run. */
export const error = (
  node: INode,
  failure: Any,
  { bill = "", itemIndex }: { readonly itemIndex?: number; readonly bill?: string } = {}
): NodeApiError | NodeOperationError => {
  const message = failure.happened.en
  const description = descriptionOf(failure, bill)
  const at = itemIndex === undefined ? {} : { itemIndex }
  const made =
    codeOf(failure) === undefined && failure.attempts === 0
      ? new NodeOperationError(node, message, { ...at, description, ...reasonOf(failure) })
      : new NodeApiError(node, { message }, { ...at, message, description, ...reasonOf(failure) })
  // n8n puts its own words in place of a message that holds a system's error code.
  made.message = message
  // n8n shows both under the error's details.
  made.context["code"] = codeOf(failure) ?? failure._tag
  made.context["data"] = came(failure)["raw"]
  return made
}
