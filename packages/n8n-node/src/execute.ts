// What the node does with the items it is given.
import { Endpoint, Transport, Xingtu } from "@xingtu/core"
import { Effect, Layer, Result } from "effect"
import { type IDataObject, type IExecuteFunctions, type INodeExecutionData, NodeOperationError } from "n8n-workflow"
import * as Failed from "./failure.ts"
import { accountOf, credentialType, transport } from "./host.ts"
import { operations } from "./menu.ts"
import { type Output, rows } from "./output.ts"
import { isCreator } from "./properties.ts"

const operationOf = (host: IExecuteFunctions) => {
  const value = host.getNodeParameter("operation", 0)
  const found = operations.find(({ endpoint }) => endpoint.id === value)
  if (found === undefined) throw new NodeOperationError(host.getNode(), `There is no operation ${String(value)}`)
  return found
}

const outputOf = (host: IExecuteFunctions, index: number): Output => {
  const mode = host.getNodeParameter("output", index)
  if (mode === "raw") return { mode }
  return mode === "selected" ? { mode, fields: host.getNodeParameter("fields", index, []) as Array<string> } : { mode: "simplified" }
}

/** What the panel says for one item, under core's names. Core checks it. */
const inputOf = (host: IExecuteFunctions, endpoint: Endpoint.Endpoint, index: number): IDataObject => {
  const additional = host.getNodeParameter("additionalFields", index, {}) as IDataObject
  const required = Endpoint.fields(endpoint).filter((field) => field.required).map((field) => [
    field.name,
    isCreator(field) ? host.getNodeParameter("creatorId", index, "", { extractValue: true }) : host.getNodeParameter(field.name, index)
  ])
  return { ...additional, ...Object.fromEntries(required) }
}

export const execute = async (host: IExecuteFunctions): Promise<Array<Array<INodeExecutionData>>> => {
  const node = host.getNode()
  const { endpoint } = operationOf(host)
  const account = accountOf(await host.getCredentials(credentialType))
  if (Result.isFailure(account)) throw new NodeOperationError(node, account.failure)
  const layer = Xingtu.layer().pipe(Layer.provide(Layer.succeed(Transport.Transport, transport(host, account.success))))
  const one = (index: number) =>
    Effect.map(
      Effect.result(Xingtu.use((xingtu) => xingtu.ask(endpoint, inputOf(host, endpoint, index)))),
      (result): Array<INodeExecutionData> => {
        const pairedItem = { item: index }
        if (Result.isSuccess(result)) return rows(endpoint, result.success, outputOf(host, index), {}).map((json) => ({ json, pairedItem }))
        const error = Failed.error(node, result.failure, index)
        if (host.continueOnFail()) return [{ json: Failed.item(result.failure), error, pairedItem }]
        throw error
      }
    )
  const all = Effect.forEach(host.getInputData().map((_, index) => index), one, { concurrency: 4 })
  const signal = host.getExecutionCancelSignal()
  return [(await Effect.runPromise(Effect.provide(all, layer), signal === undefined ? {} : { signal })).flat()]
}
