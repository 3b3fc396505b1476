// The run of a node. n8n's Retry On Fail begins the same run again: what its first try paid for counts as new, and on
// its bill.
import type { IExecuteFunctions } from "n8n-workflow"
import { latest } from "./latest.ts"
import { type Meter, newMeter } from "./meter.ts"

/** When a run began, and what its tries have paid for. */
export interface Run {
  readonly began: Date
  readonly meter: Meter
}

/** More runs are hardly under way at the same time. */
const runs = latest<Run>(1_000)

/** Undefined where n8n does not say which execution this is. */
export const runOf = (host: IExecuteFunctions): Run | undefined => {
  const execution: string | undefined = host.getExecutionId()
  if (execution === undefined) return undefined
  const name = JSON.stringify([
    host.getWorkflow().id,
    execution,
    host.getNode().id,
    host.evaluateExpression("{{ $runIndex }}", 0)
  ])
  return runs(name, () => ({ began: new Date(), meter: newMeter() }))
}
