// An operation that asks one endpoint, page after page where there are pages.
import { type Answer, Endpoint, Xingtu } from "@xingtu/core"
import { Effect, Option, Result, Stream } from "effect"
import type { IDataObject, IExecuteFunctions } from "n8n-workflow"
import { creatorAt, isCreator } from "../creator.ts"
import { plain, plainAll } from "../field.ts"
import { type Output, rows } from "../output.ts"
import { isOpen } from "../properties.ts"
import type { Task } from "../run.ts"
import { callOptions, withCall } from "./options.ts"

const outputAt = (host: IExecuteFunctions, index: number): Output => {
  const mode = host.getNodeParameter("output", index, "simplified")
  if (mode === "raw") return { mode }
  if (mode !== "selected") return { mode: "simplified" }
  const fields = host.getNodeParameter("fields", index, [])
  return { mode, fields: Array.isArray(fields) ? fields.map(String) : String(fields).split(",").map((name) => name.trim()) }
}

const limitAt = (host: IExecuteFunctions, endpoint: Endpoint.Endpoint, index: number): number =>
  endpoint.pages === undefined || host.getNodeParameter("returnAll", index, false) === true ? Infinity : Number(host.getNodeParameter("limit", index, 50))

/** The panel's values under core's names. Core checks them before anything is sent. */
const inputAt = (host: IExecuteFunctions, endpoint: Endpoint.Endpoint, index: number): IDataObject => {
  const fields = Endpoint.fields(endpoint)
  const open = fields.filter(isOpen(endpoint)).map(({ name }) => [name, plain(host.getNodeParameter(name, index, ""))])
  const creator = fields.filter(isCreator).map(({ name }) => [name, creatorAt(host, index)])
  const additional = host.getNodeParameter("additionalFields", index, {}) as IDataObject
  return { ...plainAll(additional), ...Object.fromEntries([...creator, ...open]) }
}

/** Whom rows are about, as it was sent, so that a row says what it belongs to. */
const subjectOf = (endpoint: Endpoint.Endpoint, input: IDataObject): IDataObject => {
  const param = Endpoint.idParam(endpoint)
  const question = Endpoint.question(endpoint, input)
  if (param === undefined || Result.isFailure(question)) return {}
  return { [param === "itemId" ? "item_id" : "creator_id"]: question.success.query[param] }
}

export const endpointTask = (host: IExecuteFunctions, endpoint: Endpoint.Endpoint, index: number): Task => {
  const input = inputAt(host, endpoint, index)
  const output = outputAt(host, index)
  const limit = limitAt(host, endpoint, index)
  const subject = output.mode === "raw" ? {} : subjectOf(endpoint, input)
  const details = withCall(host, index)
  const rowsOf = (answer: Answer) => rows(endpoint, answer, output).map((row) => ({ ...subject, ...row, ...details([answer]) }))

  return Effect.gen(function*() {
    const xingtu = yield* Xingtu
    const got: Array<IDataObject> = []
    let pages = 0
    const failure = yield* xingtu.pages(endpoint, input, callOptions(host, index)).pipe(
      Stream.tap((answer) => Effect.sync(() => {
        got.push(...rowsOf(answer))
        pages++
      })),
      Stream.takeUntil(() => got.length >= limit),
      Stream.runDrain,
      Effect.flip,
      Effect.option
    )
    const kept = { rows: got.slice(0, limit) }
    if (Option.isNone(failure)) return kept
    const first = Number(input[endpoint.pages?.param ?? ""] ?? 1)
    return { ...kept, failure: failure.value, ...(pages === 0 ? {} : { nextPage: first + pages }) }
  })
}
