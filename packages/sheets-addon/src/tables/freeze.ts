import type { Words } from "@xingtu/core/adapter"
import { Result } from "effect"
import { isOurs, recalculate } from "./recalculate.ts"
import * as Formulas from "./Formulas.ts"
import * as Ids from "../asking/Ids.ts"
import * as Registry from "../asking/Registry.ts"
import { refused } from "../util/refused.ts"
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

/**
 * What a formula shows that has no figures yet, or not all: it works, it waits, or a request failed. Every failure
 * says whether it was charged.
 */
const isUnfinished = (value: unknown): boolean =>
  typeof value === "string" &&
  (Ids.isLoading(value) || /^#[A-Z][A-Z0-9/_]*[!?]?(\s|$)/.test(value) || say.isPending(value) || say.isFailure(value))

/** Whether a formula's own arguments are refused: what it shows is not a result. */
const isMistaken = (formula: string, sheet: GoogleAppsScript.Spreadsheet.Sheet): boolean =>
  Formulas.given(formula, sheet).some(
    (given) =>
      Result.isFailure(given) ||
      (given.success.rows.length > 0 && given.success.rows.every(({ _tag }) => _tag === "Failed"))
  )

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

/**
 * Stretches of cells that went blank with their formulas. What another's formula had spilled goes blank too; it comes
 * back by itself.
 */
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

interface Frozen {
  readonly formulas: number
  /** Those that were left, since they show no figures or not all. */
  readonly left: number
}

/**
 * Replaces our formulas of the selection by what they show. Those that wait or failed stay, and so do other formulas.
 */
export const freeze = (): Result.Result<Frozen, Words> => {
  try {
    return freezeSelected()
  } catch (error) {
    return Result.fail(refused(error) ?? say.brokenLooks)
  }
}

const freezeSelected = (): Result.Result<Frozen, Words> => {
  const selected = SpreadsheetApp.getActiveSpreadsheet().getActiveRange()
  if (selected === null) return Result.fail(say.nothingToFreeze)
  const sheet = selected.getSheet()
  const area = sheet.getDataRange()
  const before: Grid<unknown> = area.getValues()
  const formulas = placesOf(area.getFormulas())
  const chosen = formulas.filter(({ formula }) => isOurs(formula)).filter(isIn(selected))
  if (chosen.length === 0) return Result.fail(say.nothingToFreeze)
  /** A formula spills to the right and down, so the nearest in these directions owns a cell. */
  const ownerOf = ({ column, row }: Place) => formulas.filter((one) => one.column <= column && one.row <= row).at(-1)
  const unfinished = new Set<Place | undefined>(
    before.flatMap((line, r) =>
      line.flatMap((value, c) => (isUnfinished(value) ? [ownerOf({ row: r + 1, column: c + 1 })] : []))
    )
  )
  const ours = chosen.filter((one) => !unfinished.has(one) && !isMistaken(one.formula, sheet))
  if (ours.length === 0) return Result.fail(say.unfinished)
  replace(sheet, area, before, ours, (place) => ours.some((one) => one === ownerOf(place)))
  // Nobody is to pay for the ids of a formula that is gone; those that are still there say so themselves.
  Registry.forget()
  recalculate()
  return Result.succeed({ formulas: ours.length, left: chosen.length - ours.length })
}

const replace = (
  sheet: GoogleAppsScript.Spreadsheet.Sheet,
  area: GoogleAppsScript.Spreadsheet.Range,
  before: Grid<unknown>,
  ours: ReadonlyArray<Place & { readonly formula: string }>,
  isMine: (place: Place) => boolean
): void => {
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
    SpreadsheetApp.flush()
  } catch (error) {
    restore(() => {
      for (const place of ours) cell(place).setFormula(place.formula)
    })
    throw error
  }
}

/** What Google did not let be cleared is still there. */
const restore = (write: () => void): void => {
  try {
    write()
    SpreadsheetApp.flush()
  } catch {
    // The first refusal is the one that is told.
  }
}
