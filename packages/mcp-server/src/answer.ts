import type { Table } from "@xingtu/core"
import type { Reply } from "./Tool.ts"

/** What the calls of a tool cost, as its last line says. */
export interface Cost {
  readonly charged: number
  readonly cached: number
  readonly unknown: number
  /** Paid calls left today under the tightest ceiling; undefined when there is none. */
  readonly left: number | undefined
}

const units: Readonly<Record<string, string>> = { yuan: "CNY", seconds: "s", share: "%" }

/** Four significant digits: more tells a model nothing and costs tokens. */
const rounded = (value: number): string => String(Number(value.toPrecision(4)))

const shown = (value: Table.Cell, unit: Table.Column["unit"]): string => {
  if (value === undefined) return ""
  if (typeof value !== "number") return String(value)
  if (unit === "share") return rounded(value * 100)
  return unit === "count" && Math.abs(value) < 10_000 ? String(value) : rounded(value)
}

const quoted = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** A table as CSV, with units in the header, ids as text, and nothing where there is no data. */
export const csv = ({ columns, rows }: Table.Table): string =>
  [
    columns.map(({ title, unit }) => quoted(units[unit] === undefined ? title.en : `${title.en} (${units[unit]})`)),
    ...rows.map((row) => row.map((cell, i) => quoted(shown(cell, columns[i]?.unit ?? "text"))))
  ]
    .map((line) => line.join(","))
    .join("\n")

export const costLine = ({ cached, charged, left, unknown }: Cost): string =>
  `cost: ${charged} charged, ${cached} cached, ${unknown} may have been charged; ${left === undefined ? "no ceiling set" : `left today ${left}`}`

/** The same as text and as a structure, with what it cost at the end of both. */
export const reply = (table: Table.Table, cost: Cost, notes: ReadonlyArray<string> = []): Reply => {
  const body = csv(table)
  return {
    text: [body, ...notes, costLine(cost)].join("\n"),
    structured: { csv: body, ...(notes.length > 0 ? { notes } : {}), cost: costLine(cost) }
  }
}
