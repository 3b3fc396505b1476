// A failure of core as n8n shows it: the title says what happened, the description whether it was charged and what to do.
import { Failure } from "@xingtu/core"
import { type IDataObject, type INode, NodeApiError, NodeOperationError } from "n8n-workflow"

type Any = Failure.CallFailure | Failure.NotSent

const told = (failure: Any): string => {
  const said = "vendorMessage" in failure && failure.vendorMessage !== undefined ? ` The API said: "${failure.vendorMessage}".` : ""
  const request = "requestId" in failure && failure.requestId !== undefined ? ` Request id: ${failure.requestId}.` : ""
  return said + request
}

const code = (failure: Any): number | undefined => ("code" in failure ? failure.code : undefined)

/** As an item, for workflows that go on and for agents. */
export const item = (failure: Any): IDataObject => ({
  error: failure.message,
  reason: failure._tag,
  code: code(failure) ?? null,
  charged: failure.charged,
  advice: failure.advice.en
})

/** As the error that ends a run. */
export const error = (node: INode, failure: Any, itemIndex: number): NodeApiError | NodeOperationError => {
  const { happened, charged, advice } = Failure.explain(failure, "en")
  const description = `${charged} ${advice}${told(failure)}`
  const made = failure._tag === "InvalidInput" || failure._tag === "NotSent"
    ? new NodeOperationError(node, happened, { itemIndex, description })
    : new NodeApiError(node, { message: happened }, { itemIndex, message: happened, description, httpCode: String(code(failure) ?? failure._tag) })
  // n8n puts its own words in place of a message that holds a system error code.
  made.message = happened
  return made
}
