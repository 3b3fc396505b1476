import type { Lang } from "../util/Words.ts"
import type { Cell, Column, Table } from "./Table.ts"

/** Tables as models read them: CSV with units in the head, in pages that fit into a result. */

/** How a table is written. */
export interface CsvOptions {
  /** Makes text from outside harmless where it is shown. */
  readonly text: (value: string) => string
  /** The first row of the page; 0 unless set. */
  readonly from?: number
  /** Four significant digits, which is what a comparison needs; all of them for one result. */
  readonly exact?: boolean
  readonly lang?: Lang
  /** Tokens of a page, estimated on the safe side; 6,500 unless set. */
  readonly most?: number
}

/** A page of a table; `next` is where the rest begins. */
export interface CsvPage {
  readonly data: string
  readonly next: number | undefined
}

const units = {
  en: { yuan: "CNY", seconds: "s", share: "%" },
  zh: { yuan: "元", seconds: "秒", share: "%" }
} as const

const isUnit = (unit: string): unit is keyof (typeof units)["en"] => unit in units.en

/** More digits tell a model nothing and cost tokens. */
const rounded = (value: number): string => {
  const short = Number(value.toPrecision(4))
  const text = String(short)
  return text.includes("e-") ? short.toFixed(12).replace(/\.?0+$/, "") : text
}

const shown = (value: Cell, unit: Column["unit"], { exact = false, text }: CsvOptions): string => {
  if (value === undefined) return ""
  if (typeof value === "boolean") return value ? "yes" : "no"
  if (typeof value === "string") return unit === "time" ? value.slice(0, 16) : text(value)
  const natural = unit === "share" ? value * 100 : value
  return exact ? `${Number(natural.toFixed(2))}${unit === "share" ? "%" : ""}` : rounded(natural)
}

const line = (cells: ReadonlyArray<string>): string =>
  cells.map((text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)).join(",")

/** About as many tokens as a model reads: ASCII by less than half, everything else by one a character. */
const tokens = (text: string): number => {
  let sum = 1
  for (const letter of text) sum += letter < "\u0080" ? 0.42 : 1
  return sum
}

/** One page of a table: as many rows as there is room for, one at least. */
export const page = ({ columns, rows }: Table, options: CsvOptions): CsvPage => {
  const { from = 0, lang = "en", most = 6_500 } = options
  const lines = [
    line(columns.map(({ title, unit }) => (isUnit(unit) ? `${title[lang]} (${units[lang][unit]})` : title[lang])))
  ]
  let used = tokens(lines[0] ?? "")
  for (let i = from; i < rows.length; i++) {
    const next = line(columns.map(({ unit }, at) => shown(rows[i]?.[at], unit, options)))
    used += tokens(next)
    if (used > most && i > from) return { data: lines.join("\n"), next: i }
    lines.push(next)
  }
  return { data: lines.join("\n"), next: undefined }
}
