/** Makes Sheets calculate the add-on's formulas again: it does so when a formula is entered, and not because stored answers changed. */

const ours = /\bXINGTU_[A-Z_]+\s*\(/i

export const recalculate = (): void => {
  for (const sheet of SpreadsheetApp.getActiveSpreadsheet().getSheets()) {
    if (sheet.isSheetHidden()) continue
    const formulas = sheet.getDataRange().getFormulas()
    const width = formulas[0]?.length ?? 0
    const runs: Array<{ readonly row: number; readonly column: number; readonly formulas: Array<[string]> }> = []
    for (let column = 0; column < width; column++) {
      for (let row = 0; row < formulas.length; row++) {
        const formula = formulas[row]?.[column] ?? ""
        if (!ours.test(formula)) continue
        const last = runs[runs.length - 1]
        if (last !== undefined && last.column === column && last.row + last.formulas.length === row) last.formulas.push([formula])
        else runs.push({ row, column, formulas: [[formula]] })
      }
    }
    const ranges = runs.map((run) => ({ range: sheet.getRange(run.row + 1, run.column + 1, run.formulas.length, 1), formulas: run.formulas }))
    for (const { range } of ranges) range.clearContent()
    SpreadsheetApp.flush()
    for (const { formulas, range } of ranges) range.setFormulas(formulas)
  }
}
