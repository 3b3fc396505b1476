// When a node's run began. n8n's Retry On Fail begins the same run again, and what its first try paid for counts as new.
import type { IExecuteFunctions } from "n8n-workflow"
import { latest } from "./latest.ts"

/** More runs are hardly under way at the same time. */
const runs = latest<Date>(1_000)

/** Undefined where n8n does not say which execution this is. */
export const began = (host: IExecuteFunctions, index: number): Date | undefined => {
  const execution: string | undefined = host.getExecutionId()
  if (execution === undefined) return undefined
  const run = JSON.stringify([
    host.getWorkflow().id,
    execution,
    host.getNode().id,
    host.evaluateExpression("{{ $runIndex }}", index)
  ])
  return runs(run, () => new Date())
}
