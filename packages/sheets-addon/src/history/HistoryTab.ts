import { Format, type Lang, type Table, type Watch, type Words } from "@xingtu/core/adapter"
import * as Columns from "../asking/Columns.ts"
import * as Grid from "../asking/Grid.ts"
import { grow } from "../google/HiddenSheet.ts"
import * as Subject from "../asking/Subject.ts"
import { typed } from "../util/typed.ts"
import { say } from "../util/words.ts"

/** The tab of the daily snapshots: a row for each creator and day, whose columns are found by their headings. */

type Sheet = GoogleAppsScript.Spreadsheet.Sheet

interface Figure {
  readonly title: Words
  readonly unit: Table.Column["unit"]
  readonly of: (snapshot: Watch.Snapshot) => number | undefined
}

/** What a snapshot tells, by the key its column has in core's report. */
const told: Readonly<Record<string, Figure["of"]>> = {
  price_2: ({ prices }) => prices?.placement,
  price_71: ({ prices }) => prices?.custom,
  "expect_cpm.cpm_21_60": ({ cpm }) => cpm?.placement,
  "expect_cpm.cpm_60": ({ cpm }) => cpm?.custom,
  follower: ({ followers }) => followers,
  play_mid: ({ medianPlays }) => medianPlays
}

let known: ReadonlyMap<string, Figure> | undefined

/** The figures of a history, with the titles and units core's tables give them. */
export const figures = (): ReadonlyMap<string, Figure> => {
  if (known !== undefined) return known
  const columns = Columns.all([Subject.report])
  known = new Map(
    Object.entries(told).flatMap(([key, of]) => {
      const column = columns.find((one) => one.key === key)
      return column === undefined ? [] : [[key, { title: column.title, unit: column.unit, of }] as const]
    })
  )
  return known
}

interface Column {
  readonly key: string
  readonly names: ReadonlyArray<string>
  readonly format: string
}

const columns = (): ReadonlyArray<Column> => {
  const text = (key: string, { en, zh }: Words): Column => ({ key, names: [en, zh], format: "@" })
  return [
    text("day", say.dayColumn),
    text("id", say.id),
    text("name", say.nameColumn),
    ...[...figures()].map(([key, { title, unit }]) => ({
      key,
      names: [Grid.titled(title, unit, "en"), Grid.titled(title, unit, "zh")],
      format: Grid.formats[unit] ?? "General"
    })),
    text("note", say.noteColumn)
  ]
}

/** Writes the headings of a new tab. */
export const create = (name: string, lang: Lang): Sheet => {
  const sheet = SpreadsheetApp.getActiveSpreadsheet().insertSheet(name)
  const heads = columns().map(({ names }) => names[lang === "zh" ? 1 : 0] ?? "")
  sheet
    .getRange(1, 1, 1, heads.length)
    .setNumberFormats([heads.map(() => "@")])
    .setValues([heads])
    .setFontWeight("bold")
  sheet.setFrozenRows(1)
  return sheet
}

/** The tab, whatever it is called now. */
export const find = (sheetId: number): Sheet | undefined =>
  SpreadsheetApp.getActiveSpreadsheet()
    .getSheets()
    .find((sheet) => sheet.getSheetId() === sheetId)

/** Where the columns are, from 0: people move them, and put their own beside them. */
type Places = ReadonlyMap<string, number>

const places = (head: ReadonlyArray<unknown>): Places =>
  new Map(
    columns().flatMap(({ key, names }) => {
      const at = head.findIndex((cell) => names.some((name) => name === String(cell).trim()))
      return at < 0 ? [] : [[key, at] as const]
    })
  )

/** A row of the tab. */
export interface Row {
  readonly day: string
  readonly id: string
  readonly name: string
  /** By the key of the column; what has no figure is left out. */
  readonly figures: ReadonlyMap<string, number>
}

interface Read {
  readonly places: Places
  readonly rows: ReadonlyArray<Row & { readonly row: number }>
}

const readAll = (sheet: Sheet): Read => {
  const [head = [], ...lines]: ReadonlyArray<ReadonlyArray<unknown>> = sheet.getDataRange().getValues()
  const at = places(head)
  const cell = (line: ReadonlyArray<unknown>, key: string): unknown => line[at.get(key) ?? -1]
  const rows = lines.map((line, i) => ({
    row: i + 2,
    day: typed(cell(line, "day")),
    id: String(cell(line, "id") ?? "").trim(),
    name: String(cell(line, "name") ?? ""),
    figures: new Map(
      [...figures().keys()].flatMap((key) => {
        const value = cell(line, key)
        return typeof value === "number" ? [[key, value] as const] : []
      })
    )
  }))
  return { places: at, rows: rows.filter(({ day, id }) => /^\d{4}-\d\d-\d\d$/.test(day) && id !== "") }
}

export const rows = (sheet: Sheet): ReadonlyArray<Row> => readAll(sheet).rows

/** A creator's day as it is written. */
export interface Line {
  readonly day: string
  readonly name: string
  readonly snapshot: Watch.Snapshot
  readonly note: string
}

/** Columns that stand beside one another are written at once; between them may be somebody else's. */
const stretches = (at: Places): ReadonlyArray<{ readonly first: number; readonly columns: ReadonlyArray<Column> }> => {
  const found: Array<{ first: number; columns: Array<Column> }> = []
  const sorted = columns()
    .flatMap((column) => (at.has(column.key) ? [{ column, place: at.get(column.key) ?? 0 }] : []))
    .sort((a, b) => a.place - b.place)
  for (const { column, place } of sorted) {
    const last = found[found.length - 1]
    if (last !== undefined && last.first + last.columns.length === place) last.columns.push(column)
    else found.push({ first: place, columns: [column] })
  }
  return found
}

const valueOf = ({ day, name, note, snapshot }: Line, before: Row | undefined, key: string): Grid.Cell => {
  if (key === "day") return day
  if (key === "id") return snapshot.id
  if (key === "name") return Grid.safe(name === "" ? (before?.name ?? "") : name)
  if (key === "note") return note
  const figure = figures().get(key)
  const value = figure?.of(snapshot)
  // What this look did not tell, an earlier one of the day did.
  if (value === undefined || figure === undefined) return before?.figures.get(key) ?? ""
  return Format.rounded(value, figure.unit)
}

/** Whether the tab can be written to and has what tells rows apart; otherwise nothing is to be paid for it. */
export const problem = (sheet: Sheet): Words | undefined => {
  const head = sheet.getRange(1, 1, 1, Math.max(1, sheet.getLastColumn()))
  const [first = []]: ReadonlyArray<ReadonlyArray<unknown>> = head.getValues()
  const at = places(first)
  if (!at.has("day") || !at.has("id")) return say.noHistoryHeads
  const place = at.get("day") ?? 0
  // Google refuses only when it writes.
  sheet.getRange(1, place + 1).setValue(String(first[place]))
  SpreadsheetApp.flush()
  return undefined
}

/**
 * Writes a row for each creator and day: where there is one already it is brought up to date, otherwise it is added
 * below.
 */
export const write = (sheet: Sheet, lines: ReadonlyArray<Line>): void => {
  const { places: at, rows } = readAll(sheet)
  const known = new Map(rows.map((row) => [`${row.day} ${row.id}`, row]))
  const placed = lines.map((line) => ({ line, before: known.get(`${line.day} ${line.snapshot.id}`) }))
  const put = (row: number, all: typeof placed) => {
    if (all.length === 0) return
    grow(sheet, row + all.length - 1, 1)
    for (const { columns, first } of stretches(at))
      sheet
        .getRange(row, first + 1, all.length, columns.length)
        .setNumberFormats(all.map(() => columns.map(({ format }) => format)))
        .setValues(all.map(({ before, line }) => columns.map(({ key }) => valueOf(line, before, key))))
  }
  for (const one of placed) if (one.before !== undefined) put(one.before.row, [one])
  put(
    sheet.getLastRow() + 1,
    placed.filter(({ before }) => before === undefined)
  )
  SpreadsheetApp.flush()
}
