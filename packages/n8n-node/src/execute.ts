// What the node gives back: rows, and what went wrong where the workflow, or the agent, can see it.
import { Xingtu, type Words } from "@xingtu/core/adapter"
import { Effect, Result } from "effect"
import { type IExecuteFunctions, type INodeExecutionData, NodeOperationError } from "n8n-workflow"
import { runOf } from "./run/began.ts"
import { overflow, runWith } from "./run/client.ts"
import * as Failed from "./run/Failure.ts"
import { billOf, type Meter, metered, newMeter } from "./run/meter.ts"
import { allocateBudget, asking, deciding, rankShortlist, reopen, report, status } from "./panel/menu.ts"
import { endpointTask } from "./operations/endpoint.ts"
import { reportTask } from "./operations/report.ts"
import { allocateTask, rankTask } from "./operations/shortlist.ts"
import { reopenTask, statusTask } from "./operations/status.ts"
import { maxPaidCalls, toolCalls, whenStopped } from "./panel/properties.ts"
import { notFromZero, wholeFromZero } from "./panel/number.ts"
import { refused, unreadable } from "./run/refusal.ts"
import { type Done, type Outcome, runAll, type Task } from "./run/run.ts"

const taskAt = (host: IExecuteFunctions, operation: string, index: number): Task => {
  if (operation === report.value) return reportTask(host, index)
  if (operation === status.value) return statusTask(host)
  if (operation === reopen.value) return reopenTask(host)
  if (operation === rankShortlist.value) return rankTask(host)
  if (operation === allocateBudget.value) return allocateTask(host)
  const found = asking.find(({ value }) => value === operation)
  if (found === undefined) throw new NodeOperationError(host.getNode(), `Unknown operation "${operation}".`)
  return endpointTask(host, found.endpoint, index)
}

/** An agent's tool must answer: an error would end the agent. */
const isTool = (host: IExecuteFunctions): boolean => host.isToolExecution() || host.getNode().type.endsWith("Tool")

const goesOn = (host: IExecuteFunctions): boolean => host.continueOnFail() || isTool(host)

/** The requests of every item. Before anything is paid, a run that would end over an item ends over it. */
const tasksOf = (host: IExecuteFunctions): ReadonlyArray<Task> => {
  const operation = String(host.getNodeParameter("operation", 0))
  // What decides over a list makes its requests once for all items.
  const items = deciding.some(({ value }) => value === operation) ? [0] : host.getInputData()
  if (goesOn(host)) {
    const read = (index: number) =>
      Result.try({ try: () => taskAt(host, operation, index), catch: unreadable(operation) })
    return items.map((_, index) => Result.flatMap(read(index), (task) => task))
  }
  return items.map((_, index) => {
    const task = taskAt(host, operation, index)
    if (Result.isFailure(task)) throw Failed.error(host.getNode(), task.failure, { itemIndex: index })
    return task
  })
}

/**
 * What stops one call (quota, balance, budget, token) stops all; another failure ends a run that does not go on, unless
 * there are pages to give back.
 */
const endsRun = (host: IExecuteFunctions) => {
  const mayEnd = !goesOn(host)
  return ({ failure, nextPage }: Outcome): boolean => failure?.stops === true || (mayEnd && nextPage === undefined)
}

/** Rows as items; one that is an item of the input in other words keeps that one's files. */
const itemsOf =
  (host: IExecuteFunctions) =>
  ({ index, pairs, rows }: Done): ReadonlyArray<INodeExecutionData> => {
    if (pairs === undefined) return rows.map((json) => ({ json, pairedItem: { item: index } }))
    const given = host.getInputData()
    return rows.map((json, at) => {
      const item = pairs[at] ?? index
      const { binary } = given[item] ?? {}
      return { json, pairedItem: { item }, ...(binary === undefined ? {} : { binary }) }
    })
  }

/**
 * n8n tells a failed item by these two fields and sends it to the error output, if there is one. With a bill, the item
 * stands for the run.
 */
const failedItem = ({ failure, index, nextPage }: Done, bill: string): ReadonlyArray<INodeExecutionData> =>
  failure === undefined
    ? []
    : [
        {
          json: {
            error: bill === "" ? failure.message : Failed.whole(failure, bill),
            details: { ...Failed.details(failure), ...(nextPage === undefined ? {} : { nextPage }) }
          },
          pairedItem: { item: index }
        }
      ]

/** Whether the run paid for more than its failure tells. */
const isPaidElsewhere = ({ charged, unknown }: Meter, { failure }: Broken): boolean =>
  charged + unknown > (failure.charged === "no" ? 0 : 1)

interface Broken extends Done {
  readonly failure: Failed.Any
}

const isBroken = (done: Done): done is Broken => done.failure !== undefined

/** What the first failure does not tell of another: pages that were paid for, or a charge. */
const isOfItsOwn = ({ failure, nextPage }: Broken): boolean => nextPage !== undefined || failure.charged !== "no"

const stopItem = (
  { failure, index, nextPage }: Broken,
  unansweredItems: ReadonlyArray<number>
): INodeExecutionData => ({
  json: {
    stopped: failure.message,
    ...Failed.details(failure),
    ...(nextPage === undefined ? {} : { nextPage }),
    unansweredItems: [...unansweredItems]
  },
  pairedItem: { item: index }
})

/**
 * The rows, and after them where the run stopped and how to go on. Later versions tell it beside the items: an item
 * would become a row of a table.
 */
const partial = (host: IExecuteFunctions, all: ReadonlyArray<Done>, first: Broken): Array<INodeExecutionData> => {
  const items = all.flatMap(itemsOf(host))
  if (host.getNode().typeVersion > 1) return items
  const broken = all.filter(isBroken)
  const others = broken.filter((done) => done !== first && isOfItsOwn(done))
  const rest = broken.filter((done) => !others.includes(done)).map(({ index }) => index)
  return [...items, stopItem(first, rest), ...others.map((done) => stopItem(done, [done.index]))]
}

const returnsWhenStopped = (host: IExecuteFunctions): boolean =>
  host.getNodeParameter(`options.${whenStopped.name}`, 0, host.getNode().typeVersion > 1 ? "fail" : "return") ===
  "return"

/** The most this run may pay for. An agent calls its tools as it likes. */
const mostOf = (host: IExecuteFunctions): number => {
  const usual = isTool(host) ? toolCalls : Infinity
  const given: unknown = host.getNodeParameter(`options.${maxPaidCalls.name}`, 0, usual)
  if (given === usual) return usual
  const most = wholeFromZero(given)
  if (most !== undefined) return most
  throw Failed.error(host.getNode(), refused("options", maxPaidCalls.displayName, notFromZero))
}

const drifted = ({ drifted: fields }: Meter): string =>
  fields === 0
    ? ""
    : `${fields} ${fields === 1 ? "value was" : "values were"} in an unexpected format: Options > Include Call Details lists them.`

/** What no item can say: fields in another form, what results left out, and which items were. */
const besides = (meter: Meter, all: ReadonlyArray<Done>): string =>
  [drifted(meter), ...[...meter.notes].map(({ en }) => en), ...all.flatMap(({ note }) => note ?? [])].join(" ").trim()

/** What a person should know beside the items. n8n shows nothing where there are no items. */
const tell = (host: IExecuteFunctions, type: "info" | "warning", ...said: ReadonlyArray<string>): void => {
  const message = said.filter((one) => one !== "").join(" ")
  if (message !== "") host.addExecutionHints({ type, location: "outputPane", message })
}

/** Results of this account that are cached. */
const cached = Xingtu.use((xingtu) => Effect.map(xingtu.quota(), ({ stored }) => stored))

/** Runs the node for all input items: makes the requests, returns rows, and keeps every result that was paid for. */
export const execute = async (host: IExecuteFunctions): Promise<Array<Array<INodeExecutionData>>> => {
  const most = mostOf(host)
  const meter = runOf(host)?.meter ?? newMeter()
  const { charged } = meter
  const warnings: Array<Words> = []
  const run = Effect.zip(cached, runAll(tasksOf(host), endsRun(host)))
  const [before, all] = await runWith(host, run, {
    signal: host.getExecutionCancelSignal(),
    around: (client) => metered(client, meter, most),
    hear: (warning) => warnings.push(warning)
  })
  const larger = overflow(meter.charged - charged, before)
  if (larger !== undefined) warnings.push(larger)
  tell(host, "warning", ...warnings.map(({ en }) => en))
  const bill = billOf(meter)
  const first = all.find(isBroken)
  if (first === undefined) {
    const items = all.flatMap(itemsOf(host))
    const nothing = items.length === 0 ? "No results. A request without results is charged like any other." : ""
    tell(host, "info", nothing, bill, besides(meter, all))
    return [items]
  }
  const paid = isPaidElsewhere(meter, first) ? bill : ""
  if (goesOn(host)) {
    tell(host, "warning", bill, besides(meter, all))
    return [all.flatMap((done) => [...itemsOf(host)(done), ...failedItem(done, all.length === 1 ? paid : "")])]
  }
  const isPartial = (first.failure.stops || first.nextPage !== undefined) && all.some(({ rows }) => rows.length > 0)
  if (isPartial && returnsWhenStopped(host)) {
    const goOn = first.nextPage === undefined ? "" : `Next page: ${first.nextPage}.`
    tell(
      host,
      "warning",
      "The run stopped. Results that were paid for are returned.",
      first.failure.message,
      goOn,
      bill
    )
    return [partial(host, all, first)]
  }
  throw Failed.error(host.getNode(), first.failure, {
    itemIndex: first.index,
    bill: paid
  })
}
