import { Failure, Format, type Lang, Table, type Words } from "@xingtu/core"
import type * as Columns from "./Columns.ts"
import { say } from "../util/words.ts"

/** What stands in a cell. */
export type Cell = string | number | boolean

export type Row = ReadonlyArray<Cell>

/** What one endpoint told. */
export type Told = { readonly data: unknown } | { readonly why: Words }

/** What became of one row of the ids. */
export type Outcome =
  | { readonly _tag: "Blank" }
  /** What each endpoint that is shown told, by its id. */
  | { readonly _tag: "Asked"; readonly id: string; readonly told: ReadonlyMap<string, Told> }
  | { readonly _tag: "Failed"; readonly id: string; readonly why: Words }

/** Units a header names; shares and counts speak for themselves. */
const units: Partial<Record<Table.Column["unit"], Words>> = {
  yuan: { en: "CNY", zh: "元" },
  seconds: { en: "s", zh: "秒" }
}

/** A title as a heading, with its unit where that does not speak for itself. */
export const titled = (title: Words, unit: Table.Column["unit"], lang: Lang): string => {
  const named = units[unit]?.[lang]
  if (named === undefined) return title[lang]
  return lang === "zh" ? `${title.zh}（${named}）` : `${title.en} (${named})`
}

/** A text that a spreadsheet could take for a formula begins with an apostrophe instead. */
export const safe = (text: string): string => (/^[=+\-@\t\r\n]./s.test(text) ? `'${text}` : text)

/** A natural value; texts are inert, and nothing is a date, a null or no number. */
const cell = (value: Table.Cell, column: Table.Column, lang: Lang): Cell => {
  if (value === undefined) return ""
  if (typeof value === "number") return Number.isFinite(value) ? Format.rounded(value, column.unit) : ""
  if (typeof value === "boolean") return value
  return safe(column.unit === "time" ? Format.cell(value, "time", lang) : value)
}

/** What happened, whether it was charged, what to do. */
export const explained = (failure: Failure.Facts): Words => ({
  en: Failure.text(failure, "en"),
  zh: Failure.text(failure, "zh")
})

/** Whether an id has rows of its own instead of one line of values. */
const hasBlocks = ({ endpoints }: Columns.Columns): boolean =>
  endpoints.some((endpoint) => Table.of(endpoint, endpoint.data.none).rows.length !== 1)

/**
 * Which lines begin with the id they belong to. A formula stands beside its ids, so only blocks need them, and only
 * where there are several.
 */
export type Ids = "always" | "blocks" | "never"

const showsIds = (columns: Columns.Columns, ids: Ids): boolean =>
  ids === "always" || (ids === "blocks" && hasBlocks(columns))

export const header = (columns: Columns.Columns, ids: Ids, lang: Lang): Row => [
  ...(showsIds(columns, ids) ? [say.id[lang]] : []),
  ...columns.shown.map(({ column }) => titled(column.title, column.unit, lang)),
  say.error[lang]
]

const errorOf = (columns: Columns.Columns, told: ReadonlyMap<string, Told>, lang: Lang): string => {
  const titles = new Map<string, Array<string>>()
  for (const { id, title } of columns.endpoints) {
    const one = told.get(id)
    if (one !== undefined && "why" in one)
      titles.set(one.why[lang], [...(titles.get(one.why[lang]) ?? []), title[lang]])
  }
  return [...titles].map(([why, of]) => (columns.endpoints.length === 1 ? why : `${of.join(", ")}: ${why}`)).join(" ")
}

/** The line or the lines of one row of the ids. */
export const lines = (columns: Columns.Columns, outcome: Outcome, ids: Ids, lang: Lang): ReadonlyArray<Row> => {
  const start = (id: string) => (showsIds(columns, ids) ? [id] : [])
  const empty = columns.shown.map(() => "")
  if (outcome._tag === "Blank") return [[...start(""), ...empty, ""]]
  if (outcome._tag === "Failed") return [[...start(outcome.id), ...empty, outcome.why[lang]]]
  const tables = new Map(
    columns.endpoints.map((endpoint) => {
      const told = outcome.told.get(endpoint.id)
      return [endpoint, told !== undefined && "data" in told ? Table.of(endpoint, told.data, lang).rows : []]
    })
  )
  const error = errorOf(columns, outcome.told, lang)
  const height = Math.max(...[...tables.values()].map((rows) => rows.length))
  if (height < 1) return [[...start(outcome.id), ...empty, error === "" ? Format.noData[lang] : error]]
  return Array.from({ length: height }, (_, i) => [
    ...start(outcome.id),
    ...columns.shown.map(({ at, column, endpoint }) => cell(tables.get(endpoint)?.[i]?.[at], column, lang)),
    error
  ])
}

/** A header, and a line or a block of lines for each row of the ids, in their order. */
export const of = (
  columns: Columns.Columns,
  outcomes: ReadonlyArray<Outcome>,
  ids: Ids,
  lang: Lang
): ReadonlyArray<Row> => {
  const body = outcomes.flatMap((outcome) => lines(columns, outcome, ids, lang))
  if (columns.header === "header") return [header(columns, ids, lang), ...body]
  return body.length === 0 ? [[""]] : body
}

/**
 * Why there is nothing to show at all, where every id has the same reason: it stands in the formula's
 * own cell, not far to the right.
 */
export const reason = (outcomes: ReadonlyArray<Outcome>, lang: Lang): string | undefined => {
  const reasons = new Set<string | undefined>()
  for (const outcome of outcomes) {
    if (outcome._tag === "Failed") return undefined
    if (outcome._tag === "Asked")
      for (const told of outcome.told.values()) reasons.add("why" in told ? told.why[lang] : undefined)
  }
  return reasons.size === 1 ? [...reasons][0] : undefined
}

/** A single id: the value itself when it has one field and one line, otherwise as for many. */
export const single = (
  columns: Columns.Columns,
  outcomes: ReadonlyArray<Outcome>,
  lang: Lang
): Cell | ReadonlyArray<Row> => {
  const [outcome] = outcomes
  if (outcome === undefined || outcome._tag === "Blank") return ""
  if (outcome._tag === "Failed") return outcome.why[lang]
  if (columns.shown.length > 1 || hasBlocks(columns)) return of(columns, outcomes, "never", lang)
  const [value = "", error = ""] = lines(columns, outcome, "never", lang)[0] ?? []
  return error !== "" && error !== Format.noData[lang] ? error : value
}

/** Number formats of the units that have one; a sheet's own columns get the same. */
export const formats: Partial<Record<Table.Column["unit"], string>> = {
  yuan: "#,##0.00",
  share: "0.00%",
  seconds: "0.0",
  count: "#,##0",
  id: "@",
  text: "@",
  time: "@",
  date: "@"
}

/** Number formats of a line, by unit; ids and texts stay as they are. */
export const formatsOf = (columns: Columns.Columns, ids: Ids): ReadonlyArray<string> => [
  ...(showsIds(columns, ids) ? ["@"] : []),
  ...columns.shown.map(({ column }) => formats[column.unit] ?? "General"),
  "@"
]
