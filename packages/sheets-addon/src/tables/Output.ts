import type { Lang } from "@xingtu/core"
import type * as Columns from "../asking/Columns.ts"
import * as Grid from "../asking/Grid.ts"
import * as Table from "./Table.ts"

/** A run's table in the document: ids as text, numbers by their unit. */

type Sheet = GoogleAppsScript.Spreadsheet.Sheet

/** The first cell of a table. */
export interface At {
  readonly sheet: Sheet
  readonly row: number
  readonly column: number
}

/** A name no sheet has yet; Sheets does not tell upper case from lower. */
export const freeName = (title: string): string => {
  const names = new Set(
    SpreadsheetApp.getActiveSpreadsheet()
      .getSheets()
      .map((sheet) => sheet.getName().toLowerCase())
  )
  for (let i = 1; ; i++) {
    const name = i === 1 ? title : `${title} ${i}`
    if (!names.has(name.toLowerCase())) return name
  }
}

/** Whether anything stands where a table of this width would go. */
export const isFree = ({ column, row, sheet }: At, width: number): boolean => {
  const [rows, columns] = [sheet.getLastRow() - row + 1, Math.min(width, sheet.getLastColumn() - column + 1)]
  return (
    rows < 1 ||
    columns < 1 ||
    sheet
      .getRange(row, column, rows, columns)
      .getValues()
      .flat()
      .every((value) => value === "")
  )
}

export const widthOf = (columns: Columns.Columns): number => columns.shown.length + 2

/** Writes the headings of a new table, and marks its place. */
export const begin = ({ column, row, sheet }: At, columns: Columns.Columns, lang: Lang): Table.Table => {
  const header = Grid.header(columns, "always", lang)
  const table = { id: Utilities.getUuid().slice(0, 8), sheet: sheet.getSheetId(), width: header.length }
  Table.write(
    { sheet, columns: header.map((_, i) => column + i) },
    row,
    [header],
    header.map(() => "@")
  )
  sheet.getRange(row, column, 1, header.length).setFontWeight("bold")
  Table.mark(table, sheet, row, column)
  SpreadsheetApp.flush()
  return table
}

/** The lines of some rows. */
export const linesOf = (
  columns: Columns.Columns,
  outcomes: ReadonlyArray<Grid.Outcome>,
  lang: Lang
): ReadonlyArray<Grid.Row> => outcomes.flatMap((outcome) => Grid.lines(columns, outcome, "always", lang))
