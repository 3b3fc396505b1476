import type { Lang, Table } from "@xingtu/core"
import type { Cell, SheetData } from "write-excel-file/node"
import { clip, plain } from "../util/escape.ts"
import { head } from "./csv.ts"

type Unit = Table.Column["unit"]

/** How Excel shows a number; what it computes with is the number itself. */
const formats: Partial<Record<Unit, string>> = {
  yuan: "#,##0.00",
  share: "0.0%",
  count: "#,##0",
  seconds: "0.0",
  index: "0.0"
}

/** Excel's own limit of a cell. */
const cellAtMost = 32_000

/** No XML text may hold these; and Excel reads `_x0041_` as a sign of its own. */
const text = (outside: string): string =>
  clip(
    plain(outside)
      .replace(/[\ufffe\uffff]/g, "")
      .replace(/_(?=x[0-9a-f]{4}_)/gi, "_x005F_"),
    cellAtMost
  )

/** A text is typed as text, so that nothing in it runs as a formula and an id keeps its digits. */
const textCell = (value: string): Cell => ({ type: String, value: text(value), format: "@" })

const cell = (value: Table.Cell, unit: Unit): Cell => {
  if (value === undefined || value === "") return null
  if (typeof value === "boolean") return { type: Boolean, value }
  if (typeof value === "number")
    return Number.isFinite(value)
      ? { type: Number, value, ...(formats[unit] === undefined ? {} : { format: formats[unit] }) }
      : null
  const at = unit === "time" ? new Date(value) : undefined
  return at !== undefined && !Number.isNaN(at.getTime())
    ? { type: Date, value: at, format: "yyyy-mm-dd hh:mm" }
    : textCell(value)
}

const widthOf = (unit: Unit): number => (unit === "text" ? 24 : unit === "id" ? 22 : unit === "time" ? 18 : 14)

/** Excel takes 31 characters without some signs. */
const sheetName = (title: string): string => clip(plain(title).replace(/[\\/?*[\]:']/g, " "), 31).trim() || "xingtu"

/** A table as an Excel workbook: numbers as numbers with their formats, ids as text, the head in sight. */
export const xlsx = async (table: Table.Table, title: string, lang: Lang): Promise<Buffer> => {
  // Loaded where the first file is made.
  const { default: write } = await import("write-excel-file/node")
  const rows: SheetData = [
    table.columns.map((column) => ({
      type: String,
      value: text(column.unit === "share" ? column.title[lang] : head(column, lang)),
      fontWeight: "bold" as const
    })),
    ...table.rows.map((row) => table.columns.map((column, i) => cell(row[i], column.unit)))
  ]
  return write(rows, {
    sheet: sheetName(title),
    stickyRowsCount: 1,
    columns: table.columns.map(({ unit }) => ({ width: widthOf(unit) }))
  }).toBuffer()
}
