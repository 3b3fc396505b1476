import { pieces } from "../util/pieces.ts"

/**
 * Texts in a hidden sheet of the document: what outlives the cache. Formulas may read it; only menus, the sidebar and
 * triggers may write.
 */

const name = "_xingtu"

/** Characters in a cell; Sheets allows 50,000. */
const cellSize = 45_000

export interface Kept {
  readonly value: string
  readonly until: number
}

type Sheet = GoogleAppsScript.Spreadsheet.Sheet

/** What the sheet is known by, whatever somebody calls it. */
const markKey = "xingtu:kept"

const marked = (): Sheet | undefined => {
  try {
    return SpreadsheetApp.getActiveSpreadsheet()
      .createDeveloperMetadataFinder()
      .withKey(markKey)
      .find()
      .map((mark) => mark.getLocation().getSheet())
      .find((sheet) => sheet !== null)
  } catch {
    return undefined
  }
}

/** What our keys begin with; a sheet of somebody's own may have our name. */
const isOurs = (sheet: Sheet): boolean => {
  if (sheet.getLastRow() === 0) return true
  const [[, until] = []]: ReadonlyArray<ReadonlyArray<unknown>> = sheet.getRange(1, 1, 1, 2).getValues()
  return Number(until) > 1e12
}

const open = (): Sheet | undefined => {
  const found = marked()
  if (found !== undefined) return found
  const named = SpreadsheetApp.getActiveSpreadsheet().getSheetByName(name)
  return named !== null && isOurs(named) ? named : undefined
}

/** Its number, or undefined where there is none. */
export const id = (): number | undefined => open()?.getSheetId()

const freeName = (): string => {
  const document = SpreadsheetApp.getActiveSpreadsheet()
  for (let i = 1; ; i++) {
    const free = i === 1 ? name : `${name} ${i}`
    if (document.getSheetByName(free) === null) return free
  }
}

const create = (): Sheet => {
  const document = SpreadsheetApp.getActiveSpreadsheet()
  const before = document.getActiveSheet()
  const sheet = document.insertSheet(freeName())
  sheet.addDeveloperMetadata(markKey, "", SpreadsheetApp.DeveloperMetadataVisibility.PROJECT)
  sheet.hideSheet()
  // Inserting moved the view there.
  document.setActiveSheet(before)
  return sheet
}

/** Rows by key: the first two columns are the key and until when, the rest is the text. */
const index = (sheet: Sheet): ReadonlyMap<string, { readonly row: number; readonly until: number }> => {
  const last = sheet.getLastRow()
  if (last === 0) return new Map()
  return new Map(
    sheet
      .getRange(1, 1, last, 2)
      .getValues()
      .map(([key, until], i) => [String(key), { row: i + 1, until: Number(until) }])
  )
}

export const getAll = (keys: ReadonlyArray<string>): ReadonlyMap<string, Kept> => {
  const found = new Map<string, Kept>()
  const sheet = keys.length === 0 ? undefined : open()
  if (sheet === undefined) return found
  const rows = index(sheet)
  const wanted = keys.flatMap((key) => {
    const at = rows.get(key)
    return at === undefined ? [] : [{ key, ...at }]
  })
  if (wanted.length === 0) return found
  const first = Math.min(...wanted.map(({ row }) => row))
  const last = Math.max(...wanted.map(({ row }) => row))
  const cells = sheet.getRange(first, 3, last - first + 1, Math.max(1, sheet.getLastColumn() - 2)).getValues()
  for (const { key, row, until } of wanted)
    found.set(key, { value: (cells[row - first] ?? []).map(String).join(""), until })
  return found
}

/** How many keys start like this. */
export const size = (start: string): number => {
  const sheet = open()
  return sheet === undefined ? 0 : [...index(sheet).keys()].filter((key) => key.startsWith(start)).length
}

/** A range outside a sheet is an error; this makes the sheet large enough. */
export const grow = (sheet: Sheet, rows: number, columns: number): void => {
  const [moreRows, moreColumns] = [rows - sheet.getMaxRows(), columns - sheet.getMaxColumns()]
  if (moreRows > 0) sheet.insertRowsAfter(sheet.getMaxRows(), moreRows)
  if (moreColumns > 0) sheet.insertColumnsAfter(sheet.getMaxColumns(), moreColumns)
}

/** Adds texts, or puts them where the key already is. Whoever calls this holds the document's lock. */
const putAll = (texts: ReadonlyMap<string, Kept>): void => {
  if (texts.size === 0) return
  const sheet = open() ?? create()
  const rows = index(sheet)
  const lines = [...texts].map(([key, { until, value }]) => ({
    key,
    row: rows.get(key)?.row,
    cells: [key, until, ...pieces(value, cellSize)]
  }))
  const width = Math.max(...lines.map(({ cells }) => cells.length), sheet.getLastColumn())
  const padded = (cells: ReadonlyArray<string | number>) => [
    ...cells,
    ...Array.from({ length: width - cells.length }, () => "")
  ]
  const write = (row: number, values: Array<Array<string | number>>) => {
    grow(sheet, row + values.length - 1, width)
    sheet.getRange(row, 1, values.length, width).setNumberFormat("@").setValues(values)
  }
  for (const { cells, row } of lines) if (row !== undefined) write(row, [padded(cells)])
  const fresh = lines.filter(({ row }) => row === undefined).map(({ cells }) => padded(cells))
  if (fresh.length > 0) write(sheet.getLastRow() + 1, fresh)
  // Google may write later, when the lock is another's or the execution has ended.
  SpreadsheetApp.flush()
}

/** Rows that are kept: what is left of ten million cells is the user's. */
export const mostRows = 20_000

/** Stretches of rows that are deleted at a time, so that nobody waits long. */
const mostStretches = 50

/** Deletes what is over, and what is oldest beyond the bound. Whoever calls this holds the document's lock. */
export const prune = (most = mostRows): void => {
  const sheet = open()
  if (sheet === undefined) return
  const now = Date.now()
  const rows = [...index(sheet).values()]
  const live = rows.filter(({ until }) => until > now).sort((a, b) => b.until - a.until)
  const kept = new Set(live.slice(0, most).map(({ row }) => row))
  // One row stays: a sheet is never without.
  const gone = rows.map(({ row }) => row).filter((row) => row > 1 && !kept.has(row))
  const stretches: Array<{ at: number; count: number }> = []
  for (const row of gone.sort((a, b) => b - a)) {
    const last = stretches[stretches.length - 1]
    if (last !== undefined && last.at === row + 1) Object.assign(last, { at: row, count: last.count + 1 })
    else stretches.push({ at: row, count: 1 })
  }
  try {
    // From below, so that no row moves before its turn.
    for (const { at, count } of stretches.slice(0, mostStretches)) sheet.deleteRows(at, count)
    SpreadsheetApp.flush()
  } catch {
    // Somebody has protected the sheet: what is over stays, and harms nobody.
  }
}

/** The same, and whether it could: a sheet may be full, or protected by somebody. */
export const takes = (texts: ReadonlyMap<string, Kept>): boolean => {
  try {
    putAll(texts)
    return true
  } catch {
    return false
  }
}
