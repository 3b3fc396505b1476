// What the panel asks for, item by item.
import { Endpoint } from "@xingtu/core"
import { type IDataObject, type IExecuteFunctions, NodeOperationError } from "n8n-workflow"
import { plain, plainAll } from "./field.ts"
import { operations } from "./menu.ts"
import type { Output } from "./output.ts"
import { isCreator, isOpen } from "./properties.ts"

/** What one item asks. */
export interface Task {
  readonly endpoint: Endpoint.Endpoint
  readonly input: IDataObject
  /** Rows that are wanted. */
  readonly limit: number
  readonly output: Output
  readonly withCall: boolean
  readonly fresh: boolean
  /** The workflow, under whose name the call is counted. */
  readonly consumer: string
}

const endpointOf = (host: IExecuteFunctions): Endpoint.Endpoint => {
  const value = host.getNodeParameter("operation", 0)
  const found = operations.find(({ endpoint }) => endpoint.id === value)
  if (found === undefined) throw new NodeOperationError(host.getNode(), `There is no operation "${String(value)}"`)
  return found.endpoint
}

const outputOf = (host: IExecuteFunctions, index: number): Output => {
  const mode = host.getNodeParameter("output", index, "simplified")
  if (mode === "raw") return { mode }
  if (mode !== "selected") return { mode: "simplified" }
  const fields = host.getNodeParameter("fields", index, [])
  return { mode, fields: Array.isArray(fields) ? fields.map(String) : String(fields).split(",").map((name) => name.trim()) }
}

const limitOf = (host: IExecuteFunctions, endpoint: Endpoint.Endpoint, index: number): number =>
  endpoint.pages === undefined || host.getNodeParameter("returnAll", index, false) === true ? Infinity : Number(host.getNodeParameter("limit", index, 50))

/** The panel's values under core's names. Core checks them before anything is sent. */
const inputOf = (host: IExecuteFunctions, endpoint: Endpoint.Endpoint, index: number): IDataObject => {
  const fields = Endpoint.fields(endpoint)
  const open = fields.filter(isOpen(endpoint)).map(({ name }) => [name, plain(host.getNodeParameter(name, index, ""))])
  const creator = fields.filter(isCreator).map(({ name }) => [name, host.getNodeParameter("creatorId", index, "", { extractValue: true })])
  const additional = host.getNodeParameter("additionalFields", index, {}) as IDataObject
  return { ...plainAll(additional), ...Object.fromEntries([...creator, ...open]) }
}

export const tasksOf = (host: IExecuteFunctions): ReadonlyArray<Task> => {
  const endpoint = endpointOf(host)
  const consumer = host.getWorkflow().name ?? host.getWorkflow().id ?? "n8n"
  return host.getInputData().map((_, index) => ({
    endpoint,
    input: inputOf(host, endpoint, index),
    limit: limitOf(host, endpoint, index),
    output: outputOf(host, index),
    withCall: host.getNodeParameter("options.call", index, false) === true,
    fresh: host.getNodeParameter("options.fresh", index, false) === true,
    consumer
  }))
}
