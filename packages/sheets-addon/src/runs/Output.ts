import type { Lang } from "@xingtu/core"
import type * as Columns from "../asking/Columns.ts"
import * as Grid from "../asking/Grid.ts"
import { grow } from "../google/HiddenSheet.ts"
import type { Fill } from "./Job.ts"

/** A run's table in the document: ids as text, numbers by their unit. */

const sheetOf = (name: string): GoogleAppsScript.Spreadsheet.Sheet => {
  const document = SpreadsheetApp.getActiveSpreadsheet()
  return document.getSheetByName(name) ?? document.insertSheet(name)
}

/** A name no sheet has yet. */
export const freeName = (title: string): string => {
  const document = SpreadsheetApp.getActiveSpreadsheet()
  for (let i = 1; ; i++) {
    const name = i === 1 ? title : `${title} ${i}`
    if (document.getSheetByName(name) === null) return name
  }
}

/** Whether anything stands where a table of this width would go. */
export const isFree = ({ column, row, sheet: name }: Fill["at"], width: number): boolean => {
  const sheet = SpreadsheetApp.getActiveSpreadsheet().getSheetByName(name)
  if (sheet === null) return true
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

const put = (at: Fill["at"], row: number, lines: ReadonlyArray<Grid.Row>, formats: ReadonlyArray<string>) => {
  const [first] = lines
  if (first === undefined) return
  const sheet = sheetOf(at.sheet)
  grow(sheet, row + lines.length - 1, at.column + first.length - 1)
  const range = sheet.getRange(row, at.column, lines.length, first.length)
  // The format first: an id that is written into a cell of numbers loses its last digits.
  range.setNumberFormats(lines.map(() => [...formats])).setValues(lines.map((line) => [...line]))
  return range
}

export const writeHeader = (at: Fill["at"], columns: Columns.Columns, lang: Lang): void => {
  const header = Grid.header(columns, "always", lang)
  put(
    at,
    at.row,
    [header],
    header.map(() => "@")
  )?.setFontWeight("bold")
}

/** Writes what became of some rows, and tells where the next go. */
export const writeRows = (
  at: Fill["at"],
  row: number,
  columns: Columns.Columns,
  outcomes: ReadonlyArray<Grid.Outcome>,
  lang: Lang
): number => {
  const lines = outcomes.flatMap((outcome) => Grid.lines(columns, outcome, "always", lang))
  put(at, row, lines, Grid.formatsOf(columns, "always"))
  return row + lines.length
}
