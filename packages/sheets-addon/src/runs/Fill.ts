import { Table as CoreTable, type Words } from "@xingtu/core/adapter"
import { Result } from "effect"
import * as Ask from "../asking/Ask.ts"
import * as Cells from "../asking/Cells.ts"
import * as Columns from "../asking/Columns.ts"
import type * as Document from "../store/Document.ts"
import * as Grid from "../asking/Grid.ts"
import * as Job from "./Job.ts"
import * as NegativeCache from "../asking/NegativeCache.ts"
import * as Output from "../tables/Output.ts"
import * as Request from "./Request.ts"
import * as Settings from "../store/Settings.ts"
import * as Subject from "../asking/Subject.ts"
import * as Table from "../tables/Table.ts"
import * as Tables from "../tables/Tables.ts"
import { say } from "../util/words.ts"

/** A table of values that grows some ids at a time. */

/** Ids of one step. */
const stepSize = 8

const dayMs = 86_400_000

/** Where a table is to begin: a cell that was named, or a new sheet. */
const placeOf = (to: string, title: string, width: number): Result.Result<Output.At, Words> => {
  if (to.trim() === "")
    return Result.succeed({
      sheet: SpreadsheetApp.getActiveSpreadsheet().insertSheet(Output.freeName(title)),
      row: 1,
      column: 1
    })
  return Result.flatMap(Cells.rangeOf(to), (range) => {
    const at = { sheet: range.getSheet(), row: range.getRow(), column: range.getColumn() }
    return Output.isFree(at, width) ? Result.succeed(at) : Result.fail(say.occupied(to))
  })
}

/** Begins a run; `step` does the work. */
export const start = (request: Request.Request): Result.Result<Job.Progress, Words> =>
  Result.gen(function* () {
    const { columns, input, rows, subject } = yield* Request.read(request)
    const lang = Settings.lang()
    const at = yield* placeOf(request.to, subject.title[lang], Output.widthOf(columns))
    const table = Output.begin(at, columns, lang)
    const sheet = at.sheet.getName()
    Tables.note({ table, sheet, subject: subject.id, fields: request.fields, input, at: Date.now() })
    return Job.begin(
      "sidebar",
      { _tag: "Fill", subject: subject.id, fields: request.fields, input, rows, table },
      rows.length,
      { id: table.id, sheet }
    )
  })

/** As far as can be told before anything is requested: each row takes a line at least, which begins with its id. */
const outlines = (rows: ReadonlyArray<Ask.Row>, width: number): ReadonlyArray<ReadonlyArray<unknown>> =>
  rows.map((row) => [row._tag === "Blank" ? "" : row.id, ...Array.from({ length: width - 1 }, () => undefined)])

/** Whether what stands in a line is what a step that was ended in the middle had written there. */
const isOwn = (cells: ReadonlyArray<unknown>, [id]: ReadonlyArray<unknown>): boolean =>
  id !== "" && Table.same(cells[0], id)

/** What results left out of the columns of the table, and where it may be had. */
const notesOf = ({ shown }: Columns.Columns, outcomes: ReadonlyArray<Ask.Outcome>): ReadonlyArray<Words> =>
  shown
    .filter(({ column, endpoint }) => endpoint.table?.without?.field === column.key)
    .flatMap(({ endpoint }) =>
      outcomes.flatMap(({ question, told }) =>
        question.endpoint.id === endpoint.id && "data" in told ? CoreTable.notesOf(endpoint, told.data) : []
      )
    )

/**
 * Looks up some rows, and writes their lines unless the run has to stop. The next cells are looked at before anything
 * is paid for, and again before anything is written.
 */
export const step = (own: Document.Opened, job: Job.Fill, before: Job.Progress): Job.Piece => {
  const columns = Result.getOrThrow(Columns.read(Subject.find(job.subject) ?? Subject.report, job.fields))
  const rows = job.rows.slice(before.done, before.done + stepSize)
  const start = Table.find(job.table)
  if (Result.isFailure(start)) return Job.blocked(start.failure)
  // A step that Google ended after it had written is not written again.
  if (start.success.done > before.done) return { size: start.success.done - before.done, outcomes: [], failures: [] }
  const next = outlines(rows, job.table.width)
  const there = Table.read(start.success, start.success.end + 1, rows.length)
  const ahead = Table.taken(
    start.success,
    next.map((line, i) => (isOwn(there[i] ?? [], line) ? (there[i] ?? []) : line))
  )
  if (ahead !== undefined) return Job.blocked(say.notFree(start.success.sheet.getName(), ahead))
  const outcomes = Ask.now(own, Request.questionsOf(columns, rows, job.input))
  NegativeCache.note(outcomes, own.settings.freshDays * dayMs)
  const failed = new Set(Ask.failures(outcomes).map(({ id }) => id))
  const piece = {
    size: rows.length,
    outcomes,
    failures: [...Ask.failures(outcomes), ...Request.wrong(rows)],
    failedRows: rows.filter((row) => row._tag === "Wanted" && failed.has(row.id)).length
  }
  if (Ask.stopOf(outcomes) !== undefined) return piece
  const told = new Map(outcomes.map(({ question, told }) => [question, told]))
  const lines = Output.linesOf(columns, Ask.outcomes(rows, told), Settings.langIn(own.settings))
  const found = Table.find(job.table)
  if (Result.isFailure(found)) return { ...piece, because: found.failure }
  const place = found.success
  const taken = Table.taken(place, lines)
  if (taken !== undefined) return { ...piece, because: say.notFree(place.sheet.getName(), taken) }
  const changes = Table.changes(place, before.sheet)
  Table.append(job.table, place, lines, Grid.formatsOf(columns, "always"), before.done + rows.length)
  return { ...piece, notes: [...changes, ...notesOf(columns, outcomes)], sheet: place.sheet.getName() }
}
