import { Failure, Format, type Lang, Table, type Words } from "@xingtu/core"
import type * as Columns from "./Columns.ts"
import { say } from "./words.ts"

/** What stands in a cell. */
export type Cell = string | number | boolean

/** What became of one row of the ids. */
export type Outcome =
  | { readonly _tag: "Blank" }
  | { readonly _tag: "Answered"; readonly id: string; readonly data: unknown }
  | { readonly _tag: "Failed"; readonly id: string; readonly why: Words }

/** Units a header names; shares and counts speak for themselves. */
const units: Partial<Record<Table.Column["unit"], Words>> = { yuan: { en: "CNY", zh: "元" }, seconds: { en: "s", zh: "秒" } }

export const title = (column: Table.Column, lang: Lang): string => {
  const unit = units[column.unit]?.[lang]
  if (unit === undefined) return column.title[lang]
  return lang === "zh" ? `${column.title.zh}（${unit}）` : `${column.title.en} (${unit})`
}

/** A text that a spreadsheet could take for a formula begins with an apostrophe instead. */
const safe = (text: string): string => (/^[=+\-@\t\r\n]./s.test(text) ? `'${text}` : text)

/** A natural value; texts are inert, and nothing is a date, a null or no number. */
export const cell = (value: Table.Cell, column: Table.Column, lang: Lang): Cell => {
  if (value === undefined) return ""
  if (typeof value === "number") return Number.isFinite(value) ? value : ""
  if (typeof value === "boolean") return value
  return safe(column.unit === "time" ? Format.cell(value, "time", lang) : value)
}

/** What happened, whether it was charged, what to do. */
export const explained = (failure: Failure.Facts): Words => {
  const in_ = (lang: Lang) => Object.values(Failure.explain(failure, lang)).join(lang === "zh" ? "" : " ")
  return { en: in_("en"), zh: in_("zh") }
}

/** Whether an id has rows of its own instead of one line of values. */
const manyRows = ({ endpoint }: Columns.Columns): boolean => Table.of(endpoint, endpoint.data.none).rows.length !== 1

/** A header, and a line or a block of lines for each row of the ids, in their order. */
export const of = (columns: Columns.Columns, outcomes: ReadonlyArray<Outcome>, lang: Lang): ReadonlyArray<ReadonlyArray<Cell>> => {
  const blocks = manyRows(columns)
  const line = (id: string, values: ReadonlyArray<Cell>, error: string): ReadonlyArray<Cell> => [...(blocks ? [id] : []), ...values, error]
  const empty = columns.shown.map(() => "")
  const lines = outcomes.flatMap((outcome): ReadonlyArray<ReadonlyArray<Cell>> => {
    if (outcome._tag === "Blank") return [line("", empty, "")]
    if (outcome._tag === "Failed") return [line(outcome.id, empty, outcome.why[lang])]
    const { rows } = Table.of(columns.endpoint, outcome.data, lang)
    if (rows.length === 0) return [line(outcome.id, empty, Format.noData[lang])]
    return rows.map((row) => line(outcome.id, columns.shown.map(({ at, column }) => cell(row[at], column, lang)), ""))
  })
  const header = line(say.id[lang], columns.shown.map(({ column }) => title(column, lang)), say.error[lang])
  return columns.header === "header" ? [header, ...lines] : lines.length === 0 ? [[""]] : lines
}

/** A single id: the value itself when it has one field and one line, otherwise as for many. */
export const single = (columns: Columns.Columns, outcomes: ReadonlyArray<Outcome>, lang: Lang): Cell | ReadonlyArray<ReadonlyArray<Cell>> => {
  const [outcome] = outcomes
  if (outcome === undefined || outcome._tag === "Blank") return ""
  if (outcome._tag === "Failed") return outcome.why[lang]
  if (columns.shown.length > 1 || manyRows(columns)) return of(columns, outcomes, lang)
  return of({ ...columns, header: "noHeader" }, outcomes, lang)[0]?.[0] ?? ""
}
