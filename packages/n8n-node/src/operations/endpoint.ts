// An operation that requests one endpoint, page after page where there are pages.
import { type Answer, Endpoint, Xingtu } from "@xingtu/core/adapter"
import { Effect, Option, Result, Stream } from "effect"
import type { IDataObject, IExecuteFunctions } from "n8n-workflow"
import { creatorAt, isCreator } from "../panel/creator.ts"
import { filtersOf } from "../panel/filters.ts"
import { asObject, plain, plainAll } from "../panel/field.ts"
import { type Version, versionOf } from "../panel/keys.ts"
import { fieldsOf, type Output, results, rows } from "../panel/output.ts"
import { isOpen, limit, outputMode, selected } from "../panel/properties.ts"
import { chosenAt, choiceAt, question, type Refusable, refused } from "../run/refusal.ts"
import { isSearch } from "../panel/menu.ts"
import type { Task } from "../run/run.ts"
import { callOptions, dressAt, withCall } from "./options.ts"

const outputAt = (
  host: IExecuteFunctions,
  endpoint: Endpoint.Endpoint,
  index: number,
  version: Version
): Refusable<Output> =>
  Result.gen(function* () {
    const operation = endpoint.id
    const mode = yield* choiceAt(host, index, { ...outputMode, operation }, ["simplified", "raw", "selected"])
    if (mode !== "selected") return { mode }
    const names = fieldsOf(endpoint, version).map(({ name }) => name)
    return { mode, fields: yield* chosenAt(host, index, { ...selected, operation }, names) }
  })

const notWhole = { en: "Enter a whole number, 1 or more.", zh: "须为不小于 1 的整数。" }

/** Results that are wanted. One that cannot be read would request pages, and keep nothing of them. */
const limitAt = (host: IExecuteFunctions, endpoint: Endpoint.Endpoint, index: number): Refusable<number> => {
  if (endpoint.pages === undefined || host.getNodeParameter("returnAll", index, false) === true)
    return Result.succeed(Infinity)
  const wanted = Number(host.getNodeParameter(limit.name, index, limit.default))
  return Number.isInteger(wanted) && wanted >= 1
    ? Result.succeed(wanted)
    : Result.fail(refused(endpoint.id, limit.displayName, notWhole))
}

/** The panel's values under core's names. Core checks them before anything is sent. */
const inputAt = (
  host: IExecuteFunctions,
  endpoint: Endpoint.Endpoint,
  index: number
): Readonly<Record<string, unknown>> => {
  const fields = Endpoint.fields(endpoint)
  const open = fields.filter(isOpen(endpoint)).map(({ name }) => [name, plain(host.getNodeParameter(name, index, ""))])
  const creator = fields.filter(isCreator).map(({ name }) => [name, creatorAt(host, index)])
  const additional = asObject(host.getNodeParameter("additionalFields", index, {}))
  const isGrouped = isSearch(endpoint) && versionOf(host.getNode().typeVersion) > 1
  const filters = isGrouped ? filtersOf((group) => host.getNodeParameter(group, index, {})) : {}
  return { ...plainAll(additional), ...filters, ...Object.fromEntries([...creator, ...open]) }
}

/** Whom rows are about, as it was sent, so that a row says what it belongs to. */
const subjectOf = (endpoint: Endpoint.Endpoint, { query }: Endpoint.Question): IDataObject => {
  const param = Endpoint.idParam(endpoint)
  return param === undefined ? {} : { [param === "itemId" ? "item_id" : "creator_id"]: query[param] }
}

/** The request of one item: what it asks, how its rows are to look, and the pages it takes. */
export const endpointTask = (host: IExecuteFunctions, endpoint: Endpoint.Endpoint, index: number): Task =>
  Result.gen(function* () {
    const given = inputAt(host, endpoint, index)
    const asked = yield* question(endpoint, given)
    const page = endpoint.pages?.param
    // The page as it was understood: a field left empty is the first one.
    const input = page === undefined ? given : { ...given, [page]: asked.query[page] }
    const version = versionOf(host.getNode().typeVersion)
    const output = yield* outputAt(host, endpoint, index, version)
    const most = yield* limitAt(host, endpoint, index)
    const subject = output.mode === "raw" ? {} : subjectOf(endpoint, asked)
    const options = callOptions(host, index)
    const details = withCall(host, index)
    const dressed =
      output.mode === "raw" ? (row: IDataObject) => row : dressAt(host, index, fieldsOf(endpoint, version))
    const rowsOf = (answer: Answer) =>
      rows(endpoint, answer, output, version).map((row) => ({
        ...dressed({ ...subject, ...row }),
        ...details([answer])
      }))

    return Effect.gen(function* () {
      const xingtu = yield* Xingtu
      const got: Array<IDataObject> = []
      let [pages, found] = [0, 0]
      const failure = yield* xingtu.pages(endpoint, input, options).pipe(
        Stream.tap((answer) =>
          Effect.sync(() => {
            const made = rowsOf(answer)
            got.push(...made)
            found += output.mode === "raw" ? results(endpoint, answer) : made.length
            pages++
          })
        ),
        Stream.takeUntil(() => found >= most),
        Stream.runDrain,
        Effect.flip,
        Effect.option
      )
      const kept = { rows: output.mode === "raw" ? got : got.slice(0, most) }
      if (Option.isNone(failure)) return kept
      const first = Number(page === undefined ? 1 : (asked.query[page] ?? 1))
      return { ...kept, failure: failure.value, ...(pages === 0 ? {} : { nextPage: first + pages }) }
    })
  })
