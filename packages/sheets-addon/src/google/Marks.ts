/** Notes that Sheets moves along with a row or a column and that nobody sees: developer metadata. */

type Sheet = GoogleAppsScript.Spreadsheet.Sheet

const letters = (column: number): string =>
  (column > 26 ? letters(Math.floor((column - 1) / 26)) : "") + String.fromCharCode(65 + ((column - 1) % 26))

const add = (sheet: Sheet, line: string, key: string, value: string): void => {
  sheet.getRange(`${line}:${line}`).addDeveloperMetadata(key, value, SpreadsheetApp.DeveloperMetadataVisibility.PROJECT)
}

export const onRow = (sheet: Sheet, row: number, key: string, value: string): void =>
  add(sheet, String(row), key, value)

export const onColumn = (sheet: Sheet, column: number, key: string, value: string): void =>
  add(sheet, letters(column), key, value)

export interface Mark {
  readonly value: string
  /** The row or the column where it is now. */
  readonly at: number
  readonly remove: () => void
}

/** What is noted under a key in a sheet. */
export const find = (sheet: Sheet, key: string): ReadonlyArray<Mark> =>
  sheet
    .createDeveloperMetadataFinder()
    .withKey(key)
    .find()
    .flatMap((one) => {
      const place = one.getLocation()
      const at = place.getRow()?.getRow() ?? place.getColumn()?.getColumn()
      return at === undefined ? [] : [{ value: one.getValue() ?? "", at, remove: () => one.remove() }]
    })
