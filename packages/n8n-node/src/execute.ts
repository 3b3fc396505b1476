// What the node gives back: rows, and what went wrong where the workflow, or the agent, can see it.
import type { IExecuteFunctions, INodeExecutionData } from "n8n-workflow"
import { askAll, type Done } from "./ask.ts"
import { runWith } from "./client.ts"
import * as Failed from "./failure.ts"
import { tasksOf } from "./task.ts"

/** An agent's tool must answer: an error would end the agent. */
const isTool = (host: IExecuteFunctions): boolean => host.isToolExecution() || host.getNode().type.endsWith("Tool")

const itemsOf = ({ index, rows }: Done): ReadonlyArray<INodeExecutionData> => rows.map((json) => ({ json, pairedItem: { item: index } }))

/** n8n tells a failed item by these two fields and sends it to the error output, if there is one. */
const failedItem = ({ failure, index, nextPage }: Done): ReadonlyArray<INodeExecutionData> =>
  failure === undefined ? [] : [{
    json: { error: failure.message, details: { ...Failed.details(failure), ...(nextPage === undefined ? {} : { nextPage }) } },
    pairedItem: { item: index }
  }]

/** The rows, and after them where the run stopped and how to go on. */
const partial = (host: IExecuteFunctions, all: ReadonlyArray<Done>, { failure, index, nextPage }: Done & { readonly failure: Failed.Any }) => {
  const left = all.filter((done) => done.failure !== undefined).map((done) => done.index)
  host.addExecutionHints({
    type: "warning",
    location: "outputPane",
    message: `The run stopped, and what was paid for is returned. ${failure.message} The last item says where to go on.`
  })
  const stop: INodeExecutionData = {
    json: {
      stopped: failure.message,
      ...Failed.details(failure),
      ...(nextPage === undefined ? {} : { nextPage }),
      unansweredItems: left
    },
    pairedItem: { item: index }
  }
  return [...all.flatMap(itemsOf), stop]
}

const hasFailed = (done: Done): done is Done & { readonly failure: Failed.Any } => done.failure !== undefined

export const execute = async (host: IExecuteFunctions): Promise<Array<Array<INodeExecutionData>>> => {
  const all = await runWith(host, askAll(tasksOf(host)), host.getExecutionCancelSignal())
  const first = all.find(hasFailed)
  if (first === undefined) return [all.flatMap(itemsOf)]
  if (host.continueOnFail() || isTool(host)) return [all.flatMap((done) => [...itemsOf(done), ...failedItem(done)])]
  const stoppedPartWay = (first.failure.stops || first.nextPage !== undefined) && all.some(({ rows }) => rows.length > 0)
  if (stoppedPartWay) return [partial(host, all, first)]
  throw Failed.error(host.getNode(), first.failure, first.index)
}
