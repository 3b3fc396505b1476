import * as HiddenSheet from "../google/HiddenSheet.ts"

/**
 * Makes Sheets calculate the add-on's formulas again: it does so when a formula is entered, and not because stored
 * answers changed.
 */

export const isOurs = (formula: string): boolean => /\bXINGTU_[A-Z_]+\s*\(/i.test(formula)

interface Run {
  readonly row: number
  readonly column: number
  readonly formulas: Array<[string]>
}

/** Our formulas of a block of cells, those below one another together. */
const runsOf = (cells: ReadonlyArray<ReadonlyArray<string>>): ReadonlyArray<Run> => {
  const runs: Array<Run> = []
  for (let column = 0; column < (cells[0]?.length ?? 0); column++) {
    for (let row = 0; row < cells.length; row++) {
      const formula = cells[row]?.[column] ?? ""
      if (!isOurs(formula)) continue
      const last = runs[runs.length - 1]
      if (last !== undefined && last.column === column && last.row + last.formulas.length === row)
        last.formulas.push([formula])
      else runs.push({ row, column, formulas: [[formula]] })
    }
  }
  return runs
}

/** Enters the formulas of a sheet again. */
const enter = (sheet: GoogleAppsScript.Spreadsheet.Sheet): void => {
  const ranges = runsOf(sheet.getDataRange().getFormulas()).map((run) => ({
    range: sheet.getRange(run.row + 1, run.column + 1, run.formulas.length, 1),
    formulas: run.formulas
  }))
  if (ranges.length === 0) return
  try {
    for (const { range } of ranges) range.clearContent()
    SpreadsheetApp.flush()
  } finally {
    for (const { formulas, range } of ranges) range.setFormulas(formulas)
    SpreadsheetApp.flush()
  }
}

/**
 * Tells the sheets that somebody protected: their formulas stay as they are, and the others are calculated all the
 * same.
 */
export const recalculate = (): ReadonlyArray<string> => {
  const kept = HiddenSheet.id()
  const refused: Array<string> = []
  for (const sheet of SpreadsheetApp.getActiveSpreadsheet().getSheets()) {
    if (sheet.getSheetId() === kept) continue
    try {
      enter(sheet)
    } catch {
      refused.push(sheet.getName())
    }
  }
  return refused
}
