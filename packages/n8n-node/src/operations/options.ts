// What every call of a node has in common.
import type { Answer, CallOptions } from "@xingtu/core"
import type { IDataObject, IExecuteFunctions, IPollFunctions } from "n8n-workflow"
import { runOf } from "../run/began.ts"
import { entitled, type Named, type Naming } from "../panel/output.ts"

/** Calls are counted under the workflow's name. */
export const consumerOf = (host: IExecuteFunctions | IPollFunctions): string =>
  host.getWorkflow().name || host.getWorkflow().id || "n8n"

/** Under whose name a call is counted, and from when on a cached result is too old. */
export const callOptions = (host: IExecuteFunctions, index: number): CallOptions => ({
  fresh: host.getNodeParameter("options.fresh", index, false) === true && (runOf(host)?.began ?? true),
  consumer: consumerOf(host)
})

const namings: ReadonlyArray<Naming> = ["keys", "en", "zh"]

/** Rows with what the panel wants where there is no data. */
export const filledAt = (host: IExecuteFunctions, index: number): ((row: IDataObject) => IDataObject) =>
  host.getNodeParameter("options.empty", index, "null") === "text"
    ? (row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value ?? ""]))
    : (row) => row

/** Rows as the panel wants them: under which names, and with what where there is no data. */
export const dressAt = (host: IExecuteFunctions, index: number, fields: Named): ((row: IDataObject) => IDataObject) => {
  const chosen = host.getNodeParameter("options.names", index, "keys")
  const title = entitled(fields, namings.find((naming) => naming === chosen) ?? "keys")
  const filled = filledAt(host, index)
  return (row) => title(filled(row))
}

const detailsOf = ({ meta, drift }: Answer): IDataObject => ({ ...meta, drift: drift.map((line) => ({ ...line })) })

/** Adds how results came about, where the panel asks for it. */
export const withCall = (host: IExecuteFunctions, index: number) => {
  const wanted = host.getNodeParameter("options.call", index, false) === true
  return (answers: ReadonlyArray<Answer>): IDataObject => {
    const [first, ...others] = answers.map(detailsOf)
    if (!wanted || first === undefined) return {}
    return others.length === 0 ? { call: first } : { calls: [first, ...others] }
  }
}
