// Why there is no request for an item, in the panel's words; nothing is sent for it.
import { catalogue, Endpoint, Failure, splitList } from "@xingtu/core/adapter"
import { Result } from "effect"
import type { IExecuteFunctions } from "n8n-workflow"
import { isCreator, locator } from "../panel/creator.ts"
import { label } from "../panel/words.ts"

/** What is read of the panel, or why it is refused. */
export type Refusable<A> = Result.Result<A, Failure.InvalidInput>

/** A refusal over one field of the panel. */
export const refused = (operation: string, param: string, problem: Failure.Problem["problem"]): Failure.InvalidInput =>
  new Failure.InvalidInput({ endpoint: operation, problems: [{ param, problem }] })

/** The panel has one name for the creator, and titles for the rest. */
const titleOf = (endpoint: Endpoint.Endpoint, param: string): string => {
  const field = Endpoint.fields(endpoint).find(({ name }) => name === param)
  if (field === undefined) return param
  return isCreator(field) ? locator.displayName : label(field.title)
}

/** Core's request, or what is wrong with the panel's values. */
export const question = (endpoint: Endpoint.Endpoint, input: object): Refusable<Endpoint.Question> =>
  Result.mapError(
    Endpoint.question(endpoint, input),
    ({ problems }) =>
      new Failure.InvalidInput({
        endpoint: endpoint.id,
        problems: problems.map(({ param, problem }) => ({ param: titleOf(endpoint, param), problem }))
      })
  )

/** Every endpoint asks for the creator in the same way. */
const creator = Endpoint.idParam(catalogue.creatorProfile) ?? "id"

/** A creator's ID as requests have it. */
export const creatorIdOf = (given: unknown): Refusable<string> =>
  Result.map(question(catalogue.creatorProfile, { [creator]: given }), ({ query }) => String(query[creator]))

/** A field of the panel, and the operation it belongs to. */
interface Chosen {
  readonly displayName: string
  readonly name: string
  readonly operation: string
}

const isStrange = ({ displayName, operation }: Chosen, given: string, all: ReadonlyArray<string>) =>
  Result.fail(
    refused(operation, displayName, {
      en: `"${given}" is not one of ${all.join(", ")}.`,
      zh: `“${given}”不在可选项中：${all.join(", ")}。`
    })
  )

/** The one that is chosen: from the menu in the panel, or by the name an expression or an agent gives. */
export const choiceAt = <A extends string>(
  host: IExecuteFunctions,
  index: number,
  field: Chosen,
  all: readonly [usual: A, ...others: ReadonlyArray<A>]
): Refusable<A> => {
  const given = String(host.getNodeParameter(field.name, index, all[0]))
  const found = all.find((known) => known === given)
  return found === undefined ? isStrange(field, given, all) : Result.succeed(found)
}

/** What is chosen of a list: ticked in the panel, or names with commas as expressions and agents give them. */
export const chosenAt = <A extends string>(
  host: IExecuteFunctions,
  index: number,
  field: Chosen,
  all: ReadonlyArray<A>
): Refusable<ReadonlyArray<A>> => {
  const given = host.getNodeParameter(field.name, index, [])
  const names = (Array.isArray(given) ? given.map(String) : splitList(String(given)))
    .map((one) => one.trim())
    .filter((one) => one !== "")
  const stranger = names.find((one) => !all.some((known) => known === one))
  if (stranger !== undefined) return isStrange(field, stranger, all)
  if (names.length === 0) {
    const list = all.join(", ")
    return Result.fail(
      refused(field.operation, field.displayName, {
        en: `Choose at least one of ${list}.`,
        zh: `请至少选择一项：${list}。`
      })
    )
  }
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
