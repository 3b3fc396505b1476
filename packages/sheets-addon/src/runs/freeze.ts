import type { Words } from "@xingtu/core/adapter"
import { Result } from "effect"
import { isOurs, recalculate } from "./recalculate.ts"
import * as Registry from "../asking/Registry.ts"
import { say } from "../util/words.ts"

/** Formulas become the values they show: what was paid for stays, whatever happens to the add-on. */

type Grid<A> = ReadonlyArray<ReadonlyArray<A>>

interface Place {
  readonly row: number
  readonly column: number
}

/** A text that would be a number, a date or a formula if it were typed. */
const needsText = (value: unknown): boolean => typeof value === "string" && /^[\d=+\-@]/.test(value)

const inert = (value: unknown): unknown => (typeof value === "string" && /^[=+\-@]./.test(value) ? `'${value}` : value)

/** What a formula shows that has no figures yet, or not all. */
const isUnfinished = (value: unknown): boolean =>
  typeof value === "string" && (/^(Loading\.\.\.|#(ERROR|REF|NAME|VALUE)[!?])/.test(value) || say.isPending(value))

/** What stands in a formula's own cell when nothing could be shown: every failure says whether it was charged. */
const isFailure = (value: unknown): boolean => typeof value === "string" && say.isFailure(value)

/** Formulas of these cells, by column and then by row. */
const placesOf = (formulas: Grid<string>): ReadonlyArray<Place & { readonly formula: string }> =>
  formulas
    .flatMap((line, r) =>
      line.flatMap((formula, c) => (formula === "" ? [] : [{ row: r + 1, column: c + 1, formula }]))
    )
    .sort((a, b) => a.column - b.column || a.row - b.row)

/** Whether a place is in the selection; a single cell stands for its whole sheet. */
const isIn =
  (selected: GoogleAppsScript.Spreadsheet.Range) =>
  ({ column, row }: Place): boolean =>
    selected.getNumRows() * selected.getNumColumns() === 1 ||
    (row >= selected.getRow() &&
      row <= selected.getLastRow() &&
      column >= selected.getColumn() &&
      column <= selected.getLastColumn())

/** Stretches of cells that went blank with their formulas. What another's formula had spilled goes blank too; it comes back by itself. */
const vanished = (
  before: Grid<unknown>,
  after: Grid<unknown>,
  isMine: (place: Place) => boolean
): ReadonlyArray<Place & { readonly values: ReadonlyArray<unknown> }> =>
  before.flatMap((line, r) => {
    const stretches: Array<Place & { readonly values: Array<unknown> }> = []
    line.forEach((value, c) => {
      const place = { row: r + 1, column: c + 1 }
      if (value === "" || (after[r]?.[c] ?? "") !== "" || !isMine(place)) return
      const last = stretches[stretches.length - 1]
      if (last !== undefined && last.column + last.values.length === place.column) last.values.push(value)
      else stretches.push({ ...place, values: [value] })
    })
    return stretches
  })

/** Replaces our formulas of the selection, and tells how many there were. Other formulas stay. */
export const freeze = (): Result.Result<number, Words> => {
  const selected = SpreadsheetApp.getActiveSpreadsheet().getActiveRange()
  if (selected === null) return Result.fail(say.nothingToFreeze)
  const sheet = selected.getSheet()
  const area = sheet.getDataRange()
  const before: Grid<unknown> = area.getValues()
  const formulas = placesOf(area.getFormulas())
  const ours = formulas.filter(({ formula }) => isOurs(formula)).filter(isIn(selected))
  if (ours.length === 0) return Result.fail(say.nothingToFreeze)
  const mine = new Set<Place | undefined>(ours)
  /** A formula spills to the right and down, so the nearest in these directions owns a cell. */
  const isMine = ({ column, row }: Place) =>
    mine.has(formulas.filter((one) => one.column <= column && one.row <= row).at(-1))
  if (before.some((line, r) => line.some((value, c) => isUnfinished(value) && isMine({ row: r + 1, column: c + 1 }))))
    return Result.fail(say.unfinished)
  if (ours.some(({ column, row }) => isFailure(before[row - 1]?.[column - 1]))) return Result.fail(say.unfinished)
  const cell = ({ column, row }: Place) => sheet.getRange(row, column)
  for (const place of ours) cell(place).clearContent()
  try {
    SpreadsheetApp.flush()
    const after: Grid<unknown> = sheet.getRange(1, 1, area.getNumRows(), area.getNumColumns()).getValues()
    for (const { column, row, values } of vanished(before, after, isMine)) {
      const range = sheet.getRange(row, column, 1, values.length)
      const formats = range.getNumberFormats()[0] ?? []
      range
        .setNumberFormats([values.map((value, i) => (needsText(value) ? "@" : (formats[i] ?? "General")))])
        .setValues([values.map(inert)])
    }
  } catch (error) {
    for (const place of ours) cell(place).setFormula(place.formula)
    throw error
  }
  // Nobody is to pay for the ids of a formula that is gone; those that are still there say so themselves.
  Registry.forget()
  recalculate()
  return Result.succeed(ours.length)
}
