// The report of a creator: one row from several endpoints.
import { catalogue, Failure, Report } from "@xingtu/core/adapter"
import { Effect, Result, Stream } from "effect"
import type { IExecuteFunctions } from "n8n-workflow"
import { creatorAt } from "../panel/creator.ts"
import { report } from "../panel/menu.ts"
import { namesOf, versionOf } from "../panel/keys.ts"
import { reportItem } from "../panel/output.ts"
import { parts } from "../panel/properties.ts"
import { chosenAt, creatorIdOf } from "../run/refusal.ts"
import type { Outcome, Task } from "../run/run.ts"
import { callOptions, dressAt, withCall } from "./options.ts"

/** What failed parts cost: the reason alone does not tell. */
const billOf = (row: Report.Row): string =>
  row.outcomes
    .flatMap((outcome) => (outcome._tag === "Failed" && outcome.failure.charged !== "no" ? [outcome] : []))
    .map(({ endpoint, failure }) => ` ${catalogue[endpoint].title.en}: ${Failure.explain(failure, "en").charged}`)
    .join("")

/**
 * The failure that stands for all of a row: one that cost, or may have, rather than one that says that nothing was
 * charged.
 */
const dearest = (failures: ReadonlyArray<Failure.CallFailure>): Failure.CallFailure | undefined =>
  failures.find(({ charged }) => charged === "yes") ??
  failures.find(({ charged }) => charged === "unknown") ??
  failures[0]

/**
 * A row whose every part failed is no row; one that lacks parts says which, and a failure that stops still stops the
 * run.
 */
const outcomeOf = (row: Report.Row, table: Outcome["rows"]): Outcome => {
  const failures = row.outcomes.flatMap((outcome) => (outcome._tag === "Failed" ? [outcome.failure] : []))
  const stop = failures.find(({ stops }) => stops)
  if (failures.length < row.outcomes.length)
    return stop === undefined ? { rows: table } : { rows: table, failure: stop }
  const failure = dearest(failures)
  // Its row tells what else happened to it.
  if (stop !== undefined && failure?.charged !== "no") return { rows: table, failure: stop }
  return failure === undefined ? { rows: table } : { rows: [], failure: stop ?? failure }
}

/** The row of one creator. */
export const reportTask = (host: IExecuteFunctions, index: number): Task =>
  Result.gen(function* () {
    const creator = yield* creatorIdOf(creatorAt(host, index))
    const endpoints = yield* chosenAt(host, index, { ...parts, operation: report.value }, Report.all)
    const options = { ...callOptions(host, index), endpoints }
    const details = withCall(host, index)
    const version = versionOf(host.getNode().typeVersion)
    const columns = Report.columns({ endpoints })
    const names = namesOf(version, report.value, columns)
    const fields = columns.map((column, i) => ({ column, name: names[i] ?? column.key }))
    const shown = dressAt(host, index, fields)
    return Report.rows([creator], options).pipe(
      Stream.runCollect,
      Effect.map(([row]): Outcome => {
        if (row === undefined) return { rows: [] }
        const answers = row.outcomes.flatMap((outcome) => (outcome._tag === "Answered" ? [outcome.answer] : []))
        const [cells = []] = Report.table([row], { endpoints }).rows
        const { id, missing, ...rest } = reportItem(fields, cells, version)
        return outcomeOf(row, [
          {
            ...shown({
              creator_id: id,
              ...rest,
              missing: typeof missing === "string" ? missing + billOf(row) : null
            }),
            ...details(answers)
          }
        ])
      })
    )
  })
