// Why there is no request for an item, in the panel's words; nothing is sent for it.
import { Endpoint, Failure, splitList } from "@xingtu/core/adapter"
import { Result } from "effect"
import type { IExecuteFunctions } from "n8n-workflow"
import { isCreator, locator } from "../panel/creator.ts"
import { label } from "../panel/words.ts"

export const refused = (operation: string, param: string, problem: Failure.Problem["problem"]): Failure.InvalidInput =>
  new Failure.InvalidInput({ endpoint: operation, problems: [{ param, problem }] })

/** The panel has one name for the creator, and titles for the rest. */
const titleOf = (endpoint: Endpoint.Endpoint, param: string): string => {
  const field = Endpoint.fields(endpoint).find(({ name }) => name === param)
  if (field === undefined) return param
  return isCreator(field) ? locator.displayName : label(field.title)
}

/** Core's request, or what is wrong with the panel's values. */
export const question = (
  endpoint: Endpoint.Endpoint,
  input: object
): Result.Result<Endpoint.Question, Failure.InvalidInput> =>
  Result.mapError(
    Endpoint.question(endpoint, input),
    ({ problems }) =>
      new Failure.InvalidInput({
        endpoint: endpoint.id,
        problems: problems.map(({ param, problem }) => ({ param: titleOf(endpoint, param), problem }))
      })
  )

/** What is chosen of a list: ticked in the panel, or names with commas as expressions and agents give them. */
export const chosenAt = <A extends string>(
  host: IExecuteFunctions,
  index: number,
  { displayName, name, operation }: { readonly displayName: string; readonly name: string; readonly operation: string },
  all: ReadonlyArray<A>
): Result.Result<ReadonlyArray<A>, Failure.InvalidInput> => {
  const given = host.getNodeParameter(name, index, [])
  const names = (Array.isArray(given) ? given.map(String) : splitList(String(given)))
    .map((one) => one.trim())
    .filter((one) => one !== "")
  const stranger = names.find((one) => !all.some((known) => known === one))
  const list = all.join(", ")
  if (stranger !== undefined)
    return Result.fail(
      refused(operation, displayName, {
        en: `"${stranger}" is not one of ${list}.`,
        zh: `“${stranger}”不在可选项中：${list}。`
      })
    )
  if (names.length === 0)
    return Result.fail(
      refused(operation, displayName, { en: `Choose at least one of ${list}.`, zh: `请至少选择一项：${list}。` })
    )
  return Result.succeed(names.flatMap((one) => all.filter((known) => known === one)))
}

/** An expression that n8n cannot work out, in n8n's words. */
export const unreadable =
  (operation: string) =>
  (error: unknown): Failure.InvalidInput => {
    const said = error instanceof Error ? error.message : String(error)
    return refused(operation, "Expression", {
      en: `${said.replace(/\.$/, "")}.`,
      zh: `${said.replace(/[.。]$/, "")}。`
    })
  }
