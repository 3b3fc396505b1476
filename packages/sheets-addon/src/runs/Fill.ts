import { Endpoint, type Words } from "@xingtu/core/adapter"
import { Result } from "effect"
import * as Ask from "../asking/Ask.ts"
import { calculated } from "../asking/calculated.ts"
import * as Client from "../asking/Client.ts"
import * as Columns from "../asking/Columns.ts"
import * as Document from "../store/Document.ts"
import * as Ids from "../asking/Ids.ts"
import * as Job from "./Job.ts"
import * as NegativeCache from "../asking/NegativeCache.ts"
import * as Options from "../asking/Options.ts"
import * as Output from "./Output.ts"
import * as Problems from "./Problems.ts"
import * as Settings from "../store/Settings.ts"
import * as Subject from "../asking/Subject.ts"
import { say } from "../util/words.ts"

/** A table of values: what it would cost, and its lines, some ids at a time. */

/** Ids of one step: what breaks in one request breaks all that went with it. */
const stepSize = 8

/** What fits into the document's properties until it is done. */
const mostRows = 2_000

/** What a person fills in. */
export interface Request {
  readonly subject: string
  /** `Sheet1!A2:A50`; for a search also a keyword. */
  readonly ids: string
  readonly fields: string
  readonly options: Options.Input
  /** A cell, or empty for a new sheet. */
  readonly to: string
}

export interface Plan {
  readonly ids: number
  /** Calls that would be paid for. */
  readonly toPay: number
  /** Calls whose answer is stored. */
  readonly stored: number
  /** Calls that may have been paid for already, and are not sent again for a while. */
  readonly unsettled: number
  readonly problems: ReadonlyArray<Problems.Problem>
  /** Calls that may still be paid for today; undefined is no limit. */
  readonly left?: number
}

const rangeOf = (address: string): Result.Result<GoogleAppsScript.Spreadsheet.Range, Words> => {
  try {
    return Result.succeed(SpreadsheetApp.getActiveSpreadsheet().getRange(address))
  } catch {
    return Result.fail(say.noRange(address))
  }
}

/** The cells a run is about. Only an address that names its sheet is no keyword. */
const cellsOf = ({ endpoints }: Subject.Subject, ids: string): Result.Result<unknown, Words> =>
  endpoints.some((endpoint) => Endpoint.idParam(endpoint) === undefined) && !ids.includes("!")
    ? Result.succeed(ids)
    : Result.map(rangeOf(ids), calculated)

const read = ({ fields, ids, options, subject: id }: Request) =>
  Result.gen(function* () {
    const subject = Subject.find(id)
    if (subject === undefined) return yield* Result.fail(say.broken)
    const columns = yield* Columns.read(subject, fields)
    const input = yield* Options.read(subject, Object.entries(options))
    const rows = yield* Result.all(
      (yield* Ids.rows(yield* cellsOf(subject, ids), subject, "header")).map(Ask.check(columns.endpoints, input))
    )
    if (rows.length === 0) return yield* Result.fail(say.noIds(ids))
    if (rows.length > mostRows) return yield* Result.fail(say.tooMany(mostRows))
    return { subject, columns, input, rows }
  })

const questionsOf = (columns: Columns.Columns, rows: ReadonlyArray<Ask.Row>, input: Options.Input) =>
  Ask.questions(columns.endpoints, Ask.idsOf(Ask.wanted(rows)), input)

/** Rows that cannot be asked. */
const wrong = (rows: ReadonlyArray<Ask.Row>) => rows.filter((row) => row._tag === "Failed")

/** What a run would cost. Asks and pays nothing. */
export const plan = (request: Request): Result.Result<Plan, Words> =>
  Result.map(read(request), ({ columns, input, rows }) => {
    const questions = questionsOf(columns, rows, input)
    const { left, paid, unsettled } = Client.run(Document.open(), "sheet", (xingtu) =>
      Ask.toPay(xingtu, questions, Client.consumers.sheet)
    )
    return {
      ids: Ask.idsOf(questions).length,
      toPay: paid.size,
      stored: questions.length - paid.size - unsettled,
      unsettled,
      problems: Problems.add([], wrong(rows)),
      ...(Number.isFinite(left) ? { left } : {})
    }
  })

/** Begins a run; `step` does the work. */
export const start = (request: Request): Result.Result<Job.Progress, Words> =>
  Result.gen(function* () {
    const { columns, input, rows, subject } = yield* read(request)
    const lang = Settings.lang()
    const target = request.to.trim() === "" ? undefined : yield* rangeOf(request.to)
    const at =
      target === undefined
        ? { sheet: Output.freeName(subject.title[lang]), row: 1, column: 1 }
        : { sheet: target.getSheet().getName(), row: target.getRow(), column: target.getColumn() }
    if (!Output.isFree(at, columns.shown.length + 2)) return yield* Result.fail(say.occupied(request.to))
    Output.writeHeader(at, columns, lang)
    return Job.begin(
      "sidebar",
      { _tag: "Fill", subject: subject.id, fields: request.fields, input, rows, at },
      rows.length,
      { sheet: at.sheet, nextRow: at.row + 1 }
    )
  })

/** Asks about some rows, and writes their lines unless the run has to stop. */
export const step = (own: Document.Opened, job: Job.Fill, { done, nextRow }: Job.Progress): Job.Piece => {
  const columns = Result.getOrThrow(Columns.read(Subject.find(job.subject) ?? Subject.report, job.fields))
  const rows = job.rows.slice(done, done + stepSize)
  const outcomes = Ask.now(own, questionsOf(columns, rows, job.input))
  NegativeCache.note(outcomes)
  const told = new Map(outcomes.map(({ question, told }) => [question, told]))
  const written =
    Ask.stopOf(outcomes) === undefined
      ? Output.writeRows(job.at, nextRow, columns, Ask.outcomes(rows, told), Settings.langIn(own.settings))
      : nextRow
  return { size: rows.length, outcomes, failures: [...Ask.failures(outcomes), ...wrong(rows)], nextRow: written }
}
