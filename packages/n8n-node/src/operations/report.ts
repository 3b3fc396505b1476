// The report of a creator: one row from several endpoints.
import { Report } from "@xingtu/core"
import { Effect, Stream } from "effect"
import type { IExecuteFunctions } from "n8n-workflow"
import { creatorAt } from "../creator.ts"
import { items, named } from "../output.ts"
import type { Outcome, Task } from "../run.ts"
import { callOptions, withCall } from "./options.ts"

const isPart = (id: unknown): id is Report.Source => Report.all.some((part) => part === id)

const partsAt = (host: IExecuteFunctions, index: number): ReadonlyArray<Report.Source> => {
  const chosen = host.getNodeParameter("parts", index, [...Report.usual])
  return Array.isArray(chosen) ? chosen.filter(isPart) : []
}

const idOf = (value: unknown) => (typeof value === "string" || typeof value === "number" ? value : undefined)

/** A row whose every part failed is no row; one that lacks parts says which, and a failure that stops still stops the run. */
const outcomeOf = (row: Report.Row, table: Outcome["rows"]): Outcome => {
  const failures = row.outcomes.flatMap((outcome) => (outcome._tag === "Failed" ? [outcome.failure] : []))
  const [first] = failures
  if (first === undefined) return { rows: table }
  if (failures.length === row.outcomes.length) return { rows: [], failure: first }
  const stop = failures.find((failure) => failure.stops)
  return stop === undefined ? { rows: table } : { rows: table, failure: stop }
}

export const reportTask = (host: IExecuteFunctions, index: number): Task => {
  const endpoints = partsAt(host, index)
  const details = withCall(host, index)
  const names = named(Report.columns({ endpoints }))
  return Report.rows([idOf(creatorAt(host, index))], { ...callOptions(host, index), endpoints }).pipe(
    Stream.runCollect,
    Effect.map(([row]): Outcome => {
      if (row === undefined) return { rows: [] }
      const answers = row.outcomes.flatMap((outcome) => (outcome._tag === "Answered" ? [outcome.answer] : []))
      const [values = {}] = items(Report.table([row], { endpoints }).rows, names)
      const { id, ...rest } = values
      return outcomeOf(row, [{ creator_id: id, ...rest, ...details(answers) }])
    })
  )
}
