import type { Table } from "@xingtu/core"
import { fenced, plain } from "./fence.ts"
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

const quoted = (text: string): string => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

const line = (cells: ReadonlyArray<string>): string => cells.map(quoted).join(",")

/** The heading of a column, with its unit. */
export const heading = ({ title, unit }: Table.Column): string =>
  units[unit] === undefined ? title.en : `${title.en} (${units[unit]})`

const costLine = ({ cached, charged, left, unknown }: Cost): string =>
  `cost: ${charged} charged, ${cached} cached, ${unknown} may have been charged; ${left === undefined ? "no ceiling" : `left today ${left}`}`

/** About as many tokens as a model reads: ASCII by less than half, everything else by one a character. */
const tokens = (text: string): number => {
  let sum = 0
  for (const letter of text) sum += letter < "\u0080" ? 0.42 : 1
  return sum
}

const most = 7_000

/** A CSV of at most 8,000 tokens; `next` is where the rest begins, undefined when all of it is there. */
export const csv = (
  head: ReadonlyArray<string>,
  rows: ReadonlyArray<ReadonlyArray<string>>,
  from = 0
): { readonly text: string; readonly next: number | undefined } => {
  const lines = [line(head)]
  let used = tokens(lines[0] ?? "")
  for (let i = from; i < rows.length; i++) {
    const next = line(rows[i] ?? [])
    used += tokens(next) + 1
    if (used > most && lines.length > 1) return { text: lines.join("\n"), next: i }
    lines.push(next)
  }
  return { text: lines.join("\n"), next: undefined }
}

/** What stands around the data of a reply. */
export interface Around {
  readonly cost: Cost
  /** Said by this server, before the data: how the input was read, what is missing. */
  readonly notes?: ReadonlyArray<string>
  /** The cursor for the rest. */
  readonly more?: string | undefined
}

/** The same as text and as a structure, with what it cost at the end of both. */
export const reply = (data: string, { cost, more, notes = [] }: Around): Reply => {
  const rest = more === undefined ? [] : [`more: call again with cursor="${more}"`]
  return {
    text: [...notes, fenced(data), ...rest, costLine(cost)].join("\n"),
    structured: {
      ...(notes.length > 0 ? { notes } : {}),
      data: fenced(data),
      ...(more === undefined ? {} : { more }),
      cost: costLine(cost)
    }
  }
}

/** A table of core as a reply. */
export const table = (
  { columns, rows }: Table.Table,
  around: Omit<Around, "more">,
  cursor = 0,
  precision: Precision = "short"
): Reply => {
  const { next, text } = csv(
    columns.map(heading),
    rows.map((row) => row.map((value, i) => cell(value, columns[i]?.unit, precision))),
    cursor
  )
  return reply(text, { ...around, more: next === undefined ? undefined : String(next) })
}
