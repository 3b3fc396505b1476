import type { Table, Words } from "@xingtu/core/adapter"
import { Result } from "effect"
import * as Columns from "../asking/Columns.ts"
import * as Grid from "../asking/Grid.ts"
import * as Subject from "../asking/Subject.ts"
import { refused } from "../util/refused.ts"
import { say } from "../util/words.ts"

/**
 * Percent, yuan and thousands for the columns of a sheet, by their headings: formulas give figures, and cannot format.
 */

type Unit = Table.Column["unit"]

const plain = (text: string): string => text.toLowerCase().replace(/\s+/g, " ").trim()

/** A unit that a heading ends with, in brackets. */
const suffixes: ReadonlyArray<readonly [RegExp, Unit]> = [
  [/\s*[(（](cny|rmb|yuan|¥|元)[)）]$/, "yuan"],
  [/\s*[(（](s|sec|秒)[)）]$/, "seconds"]
]

let titles: ReadonlyMap<string, Unit> | undefined

/** Titles in both languages and keys of every table; only when somebody asks. */
const known = (): ReadonlyMap<string, Unit> => {
  if (titles !== undefined) return titles
  const found = new Map<string, Unit>()
  const own = [say.expectedPlays, say.expectedInteractions].map((title) => ({
    key: title.en,
    title,
    unit: "count" as const
  }))
  for (const { key, title, unit } of [...Columns.all(Subject.all()), ...own])
    for (const name of [title.en, title.zh, key])
      // One title may stand for a text here and a figure there; the figure is what can be formatted.
      if (Grid.formats[found.get(plain(name)) ?? "plain"] === undefined) found.set(plain(name), unit)
  titles = found
  return found
}

const unitOf = (heading: unknown): Unit | undefined => {
  if (typeof heading !== "string") return undefined
  const text = plain(heading)
  const named = known().get(text)
  if (named !== undefined) return named
  const suffix = suffixes.find(([pattern]) => pattern.test(text))
  return suffix?.[1]
}

/** The format of what stands under a heading; texts, ids and times are left as they are. */
const formatOf = (heading: unknown): string | undefined => {
  const unit = unitOf(heading)
  const format = unit === undefined ? undefined : Grid.formats[unit]
  return format === "@" ? undefined : format
}

/** A line of headings: texts only, of which one at least says what the figures under it are. */
const isHeader = (line: ReadonlyArray<unknown>): boolean =>
  line.every((cell) => typeof cell === "string") && line.some((cell) => formatOf(cell) !== undefined)

/**
 * Formats what stands under known headings in the selected columns; a single cell stands for the whole table around it.
 * Tells how many columns there were.
 */
export const format = (): Result.Result<number, Words> => {
  try {
    return formatSelected()
  } catch (error) {
    return Result.fail(refused(error) ?? say.brokenLooks)
  }
}

const formatSelected = (): Result.Result<number, Words> => {
  const selected = SpreadsheetApp.getActiveSpreadsheet().getActiveRange()
  if (selected === null) return Result.fail(say.nothingToFormat)
  const sheet = selected.getSheet()
  const { first, width } =
    selected.getNumRows() * selected.getNumColumns() === 1
      ? { first: selected.getDataRegion().getColumn(), width: selected.getDataRegion().getNumColumns() }
      : { first: selected.getColumn(), width: Math.min(selected.getNumColumns(), sheet.getLastColumn()) }
  const last = sheet.getLastRow()
  if (last < 2 || width < 1) return Result.fail(say.nothingToFormat)
  const lines: ReadonlyArray<ReadonlyArray<unknown>> = sheet.getRange(1, first, last, width).getValues()
  const headers = lines.flatMap((line, i) => (isHeader(line) ? [i] : []))
  let formatted = 0
  headers.forEach((at, i) => {
    const rows = (headers[i + 1] ?? lines.length) - at - 1
    lines[at]?.forEach((heading, c) => {
      const format = formatOf(heading)
      if (format === undefined || rows < 1) return
      sheet.getRange(at + 2, first + c, rows, 1).setNumberFormat(format)
      formatted++
    })
  })
  // Google may refuse only when it writes.
  SpreadsheetApp.flush()
  return formatted === 0 ? Result.fail(say.nothingToFormat) : Result.succeed(formatted)
}
