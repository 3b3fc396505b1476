/** Formulas become the values they show: what was paid for stays, whatever happens to the add-on. */

/** A text that would be a number, a date or a formula if it were typed. */
const needsText = (value: unknown): boolean => typeof value === "string" && /^[\d=+\-@]/.test(value)

const inert = (value: unknown): unknown => (typeof value === "string" && /^[=+\-@]./.test(value) ? `'${value}` : value)

/** The selection; a single cell stands for the table it is in. */
export const freeze = (): string => {
  const selected = SpreadsheetApp.getActiveSpreadsheet().getActiveRange()
  if (selected === null) return ""
  const range = selected.getNumRows() * selected.getNumColumns() === 1 ? selected.getDataRegion() : selected
  const values = range.getValues()
  const formats = range.getNumberFormats()
  range.setNumberFormats(values.map((row, r) => row.map((value, c) => (needsText(value) ? "@" : formats[r]?.[c] ?? "General"))))
  range.setValues(values.map((row) => row.map(inert)))
  return range.getA1Notation()
}
