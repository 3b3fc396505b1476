import type { Words } from "@xingtu/core"
import { Result } from "effect"
import type * as Grid from "../asking/Grid.ts"
import { grow } from "../google/HiddenSheet.ts"
import * as Marks from "../google/Marks.ts"
import { say } from "../util/words.ts"

/**
 * A table of ours in the document. People rename, insert, sort and delete: where it is now is read from marks, never
 * remembered.
 */

type Sheet = GoogleAppsScript.Spreadsheet.Sheet

export interface Table {
  readonly id: string
  /** The sheet's number, which no new name changes. */
  readonly sheet: number
  readonly width: number
}

/** Where a table is now. */
export interface Place {
  readonly sheet: Sheet
  /** The row of its headings; 0 when that was deleted. */
  readonly header: number
  /** Its last row. */
  readonly end: number
  /** How many rows of its run stand there. */
  readonly done: number
  /** Where each of its columns is; undefined when it was deleted. */
  readonly columns: ReadonlyArray<number | undefined>
}

const key = ({ id }: Pick<Table, "id">) => `xingtu:${id}`

/** A sheet by its number. */
const sheetOf = (id: number): Sheet | undefined =>
  SpreadsheetApp.getActiveSpreadsheet()
    .getSheets()
    .find((sheet) => sheet.getSheetId() === id)

/** Marks a new table that begins with its headings at a cell. */
export const mark = (table: Table, sheet: Sheet, row: number, column: number): void => {
  Marks.onRow(sheet, row, key(table), "h")
  Marks.onRow(sheet, row, key(table), "e0")
  for (let i = 0; i < table.width; i++) Marks.onColumn(sheet, column + i, key(table), `c${i}`)
}

/** Forgets a table. */
export const unmark = (table: Table): void => {
  const sheet = sheetOf(table.sheet)
  if (sheet !== undefined) for (const { remove } of Marks.find(sheet, key(table))) remove()
}

/** The last row of a column that holds anything. */
const lastOf = (sheet: Sheet, column: number): number => {
  const last = sheet.getLastRow()
  if (last === 0) return 0
  const values: ReadonlyArray<ReadonlyArray<unknown>> = sheet.getRange(1, column, last, 1).getValues()
  return values.reduce((at, [value], i) => (value === "" ? at : i + 1), 0)
}

export const find = (table: Table): Result.Result<Place, Words> => {
  const sheet = sheetOf(table.sheet)
  if (sheet === undefined) return Result.fail(say.tabDeleted)
  const marks = Marks.find(sheet, key(table))
  const at = (value: string) => marks.find((mark) => mark.value === value)?.at
  const columns = Array.from({ length: table.width }, (_, i) => at(`c${i}`))
  const [ids] = columns
  const end = marks.find(({ value }) => /^e\d/.test(value))
  const header = at("h") ?? 0
  if (end === undefined && header === 0) return Result.fail(say.tableDeleted(sheet.getName()))
  if (ids === undefined) return Result.fail(say.idsDeleted(sheet.getName()))
  return Result.succeed({
    sheet,
    header,
    // Where the last row itself was deleted, the table goes on below whatever stands in its column of ids.
    end: end?.at ?? Math.max(header, lastOf(sheet, ids)),
    done: end === undefined ? 0 : Number(end.value.slice(1)),
    columns
  })
}

/** Stretches of neighbouring columns, each with what of a line goes there. */
const stretches = (
  columns: Place["columns"]
): ReadonlyArray<{ readonly at: number; readonly parts: Array<number> }> => {
  const found: Array<{ readonly at: number; readonly parts: Array<number> }> = []
  columns.forEach((at, i) => {
    if (at === undefined) return
    const last = found[found.length - 1]
    if (last !== undefined && last.at + last.parts.length === at) last.parts.push(i)
    else found.push({ at, parts: [i] })
  })
  return found
}

const pick = <A>(line: ReadonlyArray<A>, parts: ReadonlyArray<number>, otherwise: A): Array<A> =>
  parts.map((i) => line[i] ?? otherwise)

/** What stands in some rows of a table; what is outside the sheet or was deleted is blank. */
export const read = (place: Place, row: number, rows: number): ReadonlyArray<ReadonlyArray<unknown>> => {
  const lines = Array.from({ length: rows }, () => place.columns.map((): unknown => ""))
  const height = Math.min(rows, place.sheet.getMaxRows() - row + 1)
  if (height < 1) return lines
  for (const { at, parts } of stretches(place.columns)) {
    const cells: ReadonlyArray<ReadonlyArray<unknown>> = place.sheet.getRange(row, at, height, parts.length).getValues()
    cells.forEach((cells, r) => parts.forEach((i, c) => lines[r]?.splice(i, 1, cells[c])))
  }
  return lines
}

/** The formulas of one row, by the table's columns. */
export const formulas = (place: Place, row: number): ReadonlyArray<string> => {
  const found = place.columns.map(() => "")
  for (const { at, parts } of stretches(place.columns)) {
    const [cells = []] = place.sheet.getRange(row, at, 1, parts.length).getFormulas()
    parts.forEach((i, c) => found.splice(i, 1, cells[c] ?? ""))
  }
  return found
}

/** A value as it is read again after it was written. */
export const same = (cell: unknown, written: unknown): boolean =>
  cell === written ||
  (typeof cell === "string" && typeof written === "string" && cell === written.replace(/^'/, "")) ||
  (typeof cell === "number" && typeof written === "number" && Math.abs(cell - written) <= 1e-9 * Math.abs(written))

/** The first cell below the table that holds something else than what is to be written there: somebody's own. */
export const taken = (place: Place, lines: ReadonlyArray<ReadonlyArray<unknown>>): string | undefined => {
  const cells = read(place, place.end + 1, lines.length)
  for (const [r, line] of cells.entries())
    for (const [c, value] of line.entries()) {
      const at = place.columns[c]
      if (value !== "" && at !== undefined && !same(value, lines[r]?.[c]))
        return place.sheet.getRange(place.end + 1 + r, at).getA1Notation()
    }
  return undefined
}

/** Writes lines into rows of the table. */
export const write = (
  place: Pick<Place, "sheet" | "columns">,
  row: number,
  lines: ReadonlyArray<Grid.Row>,
  formats: ReadonlyArray<string>
): void => {
  if (lines.length === 0) return
  const { columns, sheet } = place
  grow(sheet, row + lines.length - 1, Math.max(...columns.map((at) => at ?? 0)))
  for (const { at, parts } of stretches(columns))
    sheet
      .getRange(row, at, lines.length, parts.length)
      // The format first: an id that is written into a cell of numbers loses its last digits.
      .setNumberFormats(lines.map(() => pick(formats, parts, "General")))
      .setValues(lines.map((line) => pick<Grid.Cell>(line, parts, "")))
}

/** Adds lines below the table. Both are written when this returns: what was begun again would stand there twice. */
export const append = (
  table: Table,
  place: Place,
  lines: ReadonlyArray<Grid.Row>,
  formats: ReadonlyArray<string>,
  done: number
): void => {
  write(place, place.end + 1, lines, formats)
  const before = Marks.find(place.sheet, key(table)).filter(({ value }) => /^e\d/.test(value))
  Marks.onRow(place.sheet, place.end + lines.length, key(table), `e${done}`)
  for (const { remove } of before) remove()
  SpreadsheetApp.flush()
}

/** What people have done to a table since it was begun. */
export const changes = (place: Place, name: string | undefined): ReadonlyArray<Words> => {
  const now = place.sheet.getName()
  const gone = place.columns.filter((at) => at === undefined).length
  return [
    ...(name === undefined || name === now ? [] : [say.tabRenamed(name, now)]),
    ...(gone === 0 ? [] : [say.columnsDeleted(gone)]),
    ...(place.header === 0 ? [say.headerDeleted] : [])
  ]
}
