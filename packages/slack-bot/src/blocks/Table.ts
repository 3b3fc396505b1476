import { Format, type Lang, type Table } from "@xingtu/core"
import { say } from "../util/words.ts"
import { type Block, type CellElement, context, rawNumber, rawText } from "./blocks.ts"
import { clip, plain } from "../util/escape.ts"
import { limits } from "./limits.ts"

type Column = Table.Column

const cellOf = (value: Table.Cell, column: Column, lang: Lang): CellElement => {
  const shown = Format.cell(value, column.unit, lang)
  return typeof value === "number" && Number.isFinite(value) ? rawNumber(value, shown) : rawText(shown)
}

/** One line under another: what a single result says. */
const lines = (table: Table.Table, lang: Lang): Block => ({
  type: "table",
  rows: [
    [rawText(say.metric[lang]), rawText(say.value[lang])],
    ...table.columns
      .slice(0, limits.tableRows - 1)
      .map((column, i) => [rawText(column.title[lang]), cellOf(table.rows[0]?.[i], column, lang)])
  ],
  // A long text beside the numbers must not push them out of sight.
  column_settings: [{ is_wrapped: true }, { align: "right", is_wrapped: true }]
})

/** As many rows as Slack takes. */
const fitting = (
  rows: ReadonlyArray<ReadonlyArray<CellElement>>,
  used: number
): ReadonlyArray<ReadonlyArray<CellElement>> => {
  let chars = used
  const end = rows.findIndex((row, i) => {
    chars += row.reduce((sum, cell) => sum + cell.text.length, 0)
    return i >= limits.tableRows || chars > limits.tableChars
  })
  return end === -1 ? rows : rows.slice(0, end)
}

const pageSize = 10

/** Only some columns, in this order. */
const columnsOf = ({ columns, rows }: Table.Table, order: ReadonlyArray<number>): Table.Table => ({
  columns: order.flatMap((i) => columns[i] ?? []),
  rows: rows.map((row) => order.map((i) => row[i]))
})

/**
 * What someone reads across: ids last, since nobody knows a creator by theirs; columns nobody has a value in are named
 * below instead.
 */
const readable = (table: Table.Table): { readonly table: Table.Table; readonly empty: ReadonlyArray<Column> } => {
  const all = table.columns.map((_, i) => i)
  const full = all.filter((i) => table.rows.some((row) => row[i] !== undefined))
  const isId = (i: number) => table.columns[i]?.unit === "id"
  return {
    table: full.length === 0 ? table : columnsOf(table, [...full.filter((i) => !isId(i)), ...full.filter(isId)]),
    empty: full.length === 0 ? [] : all.filter((i) => !full.includes(i)).flatMap((i) => table.columns[i] ?? [])
  }
}

/** Several rows as a table that sorts and filters. */
export const grid = (all: Table.Table, caption: string, lang: Lang): ReadonlyArray<Block> => {
  const { empty, table } = readable(all)
  const columns = table.columns.slice(0, limits.tableColumns)
  const head = columns.map((column) => rawText(column.title[lang]))
  const rows = table.rows.map((row) => columns.map((column, i) => cellOf(row[i], column, lang)))
  const kept = fitting(
    rows,
    head.reduce((sum, cell) => sum + cell.text.length, 0)
  )
  const notes = [
    ...(kept.length < rows.length ? [say.rowsCut(kept.length, rows.length)[lang]] : []),
    ...(empty.length === 0 ? [] : [say.nobodyHas(empty.map(({ title }) => title[lang]).join(say.comma[lang]))[lang]]),
    ...(columns.length < table.columns.length ? [say.columnsCut(columns.length, table.columns.length)[lang]] : [])
  ]
  return [
    {
      type: "data_table",
      caption: clip(plain(caption), limits.caption),
      rows: [head, ...kept].map((row) => [...row]),
      page_size: Math.min(pageSize, Math.max(1, kept.length))
    },
    ...(notes.length === 0 ? [] : [context(...notes)])
  ]
}

/** A few rows as columns under their names: each metric is one line, read across. */
export const transposed = (all: Table.Table, nameKey: string, lang: Lang): ReadonlyArray<Block> => {
  const { empty, table } = readable(all)
  const name = table.columns.findIndex(({ key }) => key === nameKey)
  const id = table.columns.findIndex(({ unit }) => unit === "id")
  const metrics = table.columns.map((column, i) => ({ column, i })).filter(({ i }) => i !== name)
  const head = [say.metric[lang], ...table.rows.map((row) => String(row[name] ?? row[id] ?? ""))]
  const rows = metrics.map(({ column, i }) => [
    rawText(column.title[lang]),
    ...table.rows.map((row) => cellOf(row[i], column, lang))
  ])
  return [
    {
      type: "table",
      rows: [head.map((cell) => rawText(cell)), ...fitting(rows, head.join("").length)].map((row) => [...row]),
      column_settings: [{ is_wrapped: true }, ...table.rows.map(() => ({ align: "right" as const, is_wrapped: true }))]
    },
    ...(empty.length === 0
      ? []
      : [context(say.nobodyHas(empty.map(({ title }) => title[lang]).join(say.comma[lang]))[lang])])
  ]
}

/** A result's table as native blocks: one row as lines, several as a table that sorts and filters. */
export const of = (table: Table.Table, caption: string, lang: Lang): ReadonlyArray<Block> =>
  table.rows.length === 0
    ? [context(say.noRows[lang])]
    : table.rows.length === 1 && table.columns.length > 2
      ? [lines(table, lang)]
      : grid(table, caption, lang)
