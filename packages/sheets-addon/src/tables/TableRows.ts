import { Format, type Words } from "@xingtu/core/adapter"
import { Result } from "effect"
import * as Ask from "../asking/Ask.ts"
import * as Client from "../asking/Client.ts"
import * as Columns from "../asking/Columns.ts"
import * as Document from "../store/Document.ts"
import * as Ids from "../asking/Ids.ts"
import * as Subject from "../asking/Subject.ts"
import * as Table from "./Table.ts"
import * as Tables from "./Tables.ts"
import { say } from "../util/words.ts"

/** The rows of a table as they stand now: which failed, which are old. */

export const dayMs = 86_400_000

export interface Line {
  readonly row: number
  readonly id: string
  readonly cells: ReadonlyArray<unknown>
  readonly failed: boolean
}

export interface Opened {
  readonly noted: Tables.Noted
  readonly subject: Subject.Subject
  readonly columns: Columns.Columns
  readonly place: Table.Place
  /** Rows with valid ids, as they stand now. */
  readonly lines: ReadonlyArray<Line>
}

/** What a row's last column says when nothing went wrong. */
const isGood = (error: unknown): boolean => error === "" || error === Format.noData.en || error === Format.noData.zh

const idOf = (cell: unknown, { input }: Tables.Noted, subject: Subject.Subject, columns: Columns.Columns) => {
  if (cell === "" || cell === undefined) return undefined
  const row = Result.getOrUndefined(Ids.rows(cell, subject, "header"))?.[0]
  const checked = row === undefined ? undefined : Result.getOrUndefined(Ask.check(columns.endpoints, input)(row))
  return checked?._tag === "Wanted" ? checked.id : undefined
}

export const open = (noted: Tables.Noted): Result.Result<Opened, Words> =>
  Result.gen(function* () {
    const subject = Subject.find(noted.subject)
    if (subject === undefined) return yield* Result.fail(say.otherTable)
    const columns = yield* Columns.read(subject, noted.fields)
    if (columns.shown.length + 2 !== noted.table.width) return yield* Result.fail(say.otherTable)
    const place = yield* Table.find(noted.table)
    const first = place.header + 1
    const lines = Table.read(place, first, Math.max(0, place.end - place.header)).flatMap((cells, i) => {
      const id = idOf(cells[0], noted, subject, columns)
      return id === undefined ? [] : [{ row: first + i, id, cells, failed: !isGood(cells[noted.table.width - 1]) }]
    })
    return { noted, subject, columns, place, lines }
  })

/** The ids of rows that failed, and of rows of which something is old or never had a result. */
interface Due {
  readonly failed: ReadonlyArray<string>
  readonly old: ReadonlyArray<string>
  /** Calls that each would pay for. */
  readonly failedCalls: number
  readonly oldCalls: number
  readonly since: number
}

export const due = (own: Document.Opened, { columns, lines, noted: { input } }: Opened): Due => {
  const since = Date.now() - own.settings.freshDays * dayMs
  const questions = Ask.questions(columns.endpoints, Ask.idsOf(lines), input)
  const stored = Client.run(own, "sheet", (xingtu) => Ask.stored(xingtu, questions))
  const calls = questions.map(({ id }, i) => {
    const at = stored[i]?.meta.at
    return { id, isMissing: at === undefined, isOld: at !== undefined && Date.parse(at) < since }
  })
  const failed = Ask.idsOf(lines.filter((line) => line.failed))
  const [isFailed, isOld] = [
    new Set(failed),
    new Set(calls.flatMap(({ id, isMissing, isOld }) => (isMissing || isOld ? [id] : [])))
  ]
  const old = Ask.idsOf(lines.filter(({ failed, id }) => failed || isOld.has(id)))
  return {
    failed,
    old,
    failedCalls: calls.filter(({ id, isMissing }) => isMissing && isFailed.has(id)).length,
    oldCalls: calls.filter(({ isMissing, isOld }) => isMissing || isOld).length,
    since
  }
}

export interface Summary {
  readonly id: string
  readonly title: Words
  readonly sheet: string
  readonly rows: number
  readonly failed: number
  readonly failedCalls: number
  readonly old: number
  readonly oldCalls: number
}

/** As many tables as a person looks through. */
const mostShown = 12

const summarize = (own: Document.Opened, noted: Tables.Noted): ReadonlyArray<Summary> => {
  const found = Result.getOrUndefined(open(noted))
  if (found === undefined) return []
  const { failed, failedCalls, old, oldCalls } = due(own, found)
  const [id, title, sheet] = [noted.table.id, found.subject.title, found.place.sheet.getName()]
  return [{ id, title, sheet, rows: found.lines.length, failed: failed.length, failedCalls, old: old.length, oldCalls }]
}

/** The tables of the document that are still there, the newest first. */
export const tables = (): ReadonlyArray<Summary> => {
  const own = Document.open()
  return Tables.all(own.properties)
    .slice(0, mostShown)
    .flatMap((noted) => summarize(own, noted))
}

export const summary = (id: string): Summary | undefined => {
  const own = Document.open()
  const noted = Tables.find(own.properties, id)
  return noted === undefined ? undefined : summarize(own, noted)[0]
}

/** The table a cell belongs to. */
export const at = (cell: GoogleAppsScript.Spreadsheet.Range): string | undefined => {
  const [row, column, sheet] = [cell.getRow(), cell.getColumn(), cell.getSheet().getSheetId()]
  return Tables.all(Document.open().properties)
    .filter(({ table }) => table.sheet === sheet)
    .find(({ table }) => {
      const place = Result.getOrUndefined(Table.find(table))
      return place !== undefined && row >= place.header && row <= place.end && place.columns.includes(column)
    })?.table.id
}
