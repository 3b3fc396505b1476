import type { Lang, Table } from "@xingtu/core"
import { plain } from "../util/escape.ts"

type Unit = Table.Column["unit"]

/** Numbers stay numbers a spreadsheet can add up; their unit stands in the head. */
const units: Partial<Record<Unit, { readonly en: string; readonly zh: string }>> = {
  yuan: { en: "CNY", zh: "元" },
  share: { en: "%", zh: "%" },
  seconds: { en: "s", zh: "秒" },
  time: { en: "UTC", zh: "UTC" }
}

/** What a spreadsheet would run as a formula. */
const formula = /^[=+\-@\t\r＝＋－＠|%]/

/** Digits a spreadsheet would round: a tab keeps them text, and disappears when they are pasted into a command. */
const longDigits = /^\d{12,}$/

const cell = (value: Table.Cell, unit: Unit): string => {
  if (value === undefined) return ""
  if (typeof value === "number") return unit === "share" ? String(Number((value * 100).toFixed(6))) : String(value)
  if (typeof value === "boolean") return String(value)
  const text = plain(value)
  if (longDigits.test(text)) return `\t${text}`
  return formula.test(text) ? `'${text}` : text
}

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`

/** The head of a column, with its unit. */
export const head = ({ title, unit }: Table.Column, lang: Lang): string => {
  const of = units[unit]?.[lang]
  const name = plain(title[lang])
  return of === undefined ? name : `${name} (${of})`
}

/** A table as a file that Excel, Numbers and Sheets open rightly: UTF-8 with its mark, CRLF, no formulas. */
export const csv = (table: Table.Table, lang: Lang): string =>
  `\ufeff${[
    table.columns.map((column) => head(column, lang)),
    ...table.rows.map((row) => table.columns.map((column, i) => cell(row[i], column.unit)))
  ]
    .map((row) => row.map(quoted).join(","))
    .join("\r\n")}\r\n`

/** A name every file system takes. */
export const fileName = (title: string, kind: "csv" | "xlsx" = "csv"): string =>
  `${
    plain(title)
      .replace(/[\\/:*?"<>|\s]+/g, "-")
      .replace(/^[-.]+|[-.]+$/g, "")
      .slice(0, 80) || "xingtu"
  }.${kind}`
