import type { Table } from "@xingtu/core"
import { fenced, plain } from "./fence.ts"
import type { Told } from "./Tool.ts"

/** The same as text and as a structure, since clients forward only one of the two. */
export interface Reply {
  readonly text: string
  readonly structured: Readonly<Record<string, unknown>>
}

/** What the calls of a tool cost, as its last line says. */
export interface Cost {
  readonly charged: number
  readonly stored: number
  readonly unknown: number
}

export const costLine = ({ charged, stored, unknown }: Cost, left: string): string =>
  `cost: ${charged} charged, ${stored} cached, ${unknown} may have been charged; ${left}`

const units: Readonly<Record<string, string>> = { yuan: "CNY", seconds: "s", share: "%" }

/** Four significant digits: more tells a model nothing and costs tokens. */
const rounded = (value: number): string => {
  const exact = Number(value.toPrecision(4))
  const text = String(exact)
  return text.includes("e-") ? exact.toFixed(12).replace(/\.?0+$/, "") : text
}

/** `short` for lists that are compared; `exact` for one request, where each figure counts. */
export type Precision = "short" | "exact"

export const cell = (
  value: Table.Cell,
  unit: Table.Column["unit"] = "text",
  precision: Precision = "short"
): string => {
  if (value === undefined) return ""
  if (typeof value === "boolean") return value ? "yes" : "no"
  if (typeof value === "number") {
    const natural = unit === "share" ? value * 100 : value
    if (precision === "short") return rounded(natural)
    return `${Number(natural.toFixed(2))}${unit === "share" ? "%" : ""}`
  }
  return unit === "time" ? value.slice(0, 16) : plain(value)
}

const line = (cells: ReadonlyArray<string>): string =>
  cells.map((text) => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)).join(",")

const heading = ({ title, unit }: Table.Column): string =>
  units[unit] === undefined ? title.en : `${title.en} (${units[unit]})`

/** About as many tokens as a model reads: ASCII by less than half, everything else by one a character. */
const tokens = (text: string): number => {
  let sum = 1
  for (const letter of text) sum += letter < "\u0080" ? 0.42 : 1
  return sum
}

const most = 6_500

/** Lines that fit into an answer, at least one; `next` is where the rest begins, undefined when all are there. */
const fitting = (head: string, lines: ReadonlyArray<string>, from: number) => {
  let used = tokens(head)
  let next = from
  while (next < lines.length && (used += tokens(lines[next] ?? "")) <= most) next++
  const end = Math.max(next, from + 1)
  return {
    data: [head, ...lines.slice(from, end)].join("\n"),
    next: end < lines.length ? end : undefined
  }
}

/** A table as CSV with units in its head, of at most 8,000 tokens with what stands around it. */
export const csv = ({ columns, rows }: Table.Table, from = 0, precision: Precision = "short") =>
  fitting(
    line(columns.map(heading)),
    rows.map((row) => line(row.map((value, i) => cell(value, columns[i]?.unit, precision)))),
    from
  )

/** Lines of this server's own, from a cursor on. */
export const listed = (head: string, lines: ReadonlyArray<string>, from = 0) => fitting(head, lines, from)

/** The cursor of what goes on at `next`. */
export const cursor = (next: number | undefined): string | undefined => (next === undefined ? undefined : String(next))

/** What a tool tells, with what it cost at the end; `code` confirms what is left of an agreed cost. */
export const reply = ({ data, facts, more, notes = [] }: Told, cost: string, code?: string): Reply => {
  const shown = data === undefined ? undefined : fenced(data)
  const agreed = code === undefined ? "" : `, confirm="${code}"`
  return {
    text: [
      ...notes,
      ...(facts === undefined ? [] : [JSON.stringify(facts)]),
      ...(shown === undefined ? [] : [shown]),
      ...(more === undefined ? [] : [`more: call again with cursor="${more}"${agreed}`]),
      cost
    ].join("\n"),
    structured: {
      ...facts,
      ...(notes.length > 0 ? { notes } : {}),
      ...(shown === undefined ? {} : { data: shown }),
      ...(more === undefined ? {} : { more }),
      ...(code === undefined ? {} : { confirm: code }),
      cost
    }
  }
}
