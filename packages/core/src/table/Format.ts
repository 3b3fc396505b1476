import type { Cell, Table } from "./Table.ts"
import type { Unit } from "../endpoint/Wire.ts"
import { minuteInShanghai } from "../util/time.ts"
import type { Lang } from "../util/Words.ts"

/** Digits after the point that a unit is exact to; a share has two less as a percentage. */
const digits: Partial<Record<Unit, number>> = { yuan: 2, share: 4, seconds: 1, count: 0, index: 2, plain: 4 }

/**
 * Rounds a figure to the precision of its unit: yuan to 2 decimals, shares to 4, seconds to 1, counts to none. What is
 * not 0 does not become 0: it keeps two digits of its own.
 */
export const rounded = (value: number, unit: Unit): number => {
  const places = digits[unit]
  if (places === undefined || !Number.isFinite(value)) return value
  const near = Number(value.toFixed(places))
  return near === 0 ? Number(value.toPrecision(2)) : near
}

const grouped = (value: number, digits: number): string => {
  const [whole = "", part] = value.toFixed(digits).split(".")
  const separated = whole.replace(/\B(?=(\d{3})+$)/g, ",")
  return part === undefined ? separated : `${separated}.${part}`
}

const number = (value: number): string => grouped(value, Number.isInteger(value) ? 0 : 2)

const numbers: Partial<Record<Unit, (value: number, lang: Lang) => string>> = {
  // Prices are whole; costs are not, and keep their two digits.
  yuan: (value, lang) => `${grouped(value, Number.isInteger(value) ? 0 : 2)} ${lang === "zh" ? "元" : "CNY"}`,
  share: (value, lang) => `${grouped(value * 100, 2)}${lang === "zh" ? "%" : " %"}`,
  seconds: (value, lang) => `${grouped(value, 1)} ${lang === "zh" ? "秒" : "s"}`
}

const yesNo = { en: ["yes", "no"], zh: ["是", "否"] } as const

/** The text for a missing value in both languages: "no data". A missing value is never 0. */
export const noData = { en: "no data", zh: "无数据" } as const

/**
 * A cell as a person reads it: 56.18 CNY, 1,300 CNY, 2.44 %, 26.0 s, 3,642,403, no data. Times are shown in
 * Asia/Shanghai.
 */
export const cell = (value: Cell, unit: Unit, lang: Lang): string => {
  if (value === undefined) return noData[lang]
  if (typeof value === "boolean") return yesNo[lang][value ? 0 : 1]
  if (typeof value === "number") return numbers[unit]?.(value, lang) ?? number(value)
  return unit === "time" ? minuteInShanghai(Date.parse(value)) : value
}

/** A table as plain text, one line per value. Values without data are left out. */
export const text = ({ columns, rows, notes = [] }: Table, lang: Lang = "en"): string =>
  [
    ...rows.map((row) =>
      columns
        .flatMap(({ title, unit }, i) =>
          row[i] === undefined ? [] : [`${title[lang]}${lang === "zh" ? "：" : ": "}${cell(row[i], unit, lang)}`]
        )
        .join("\n")
    ),
    ...notes.map((note) => note[lang])
  ].join("\n\n")
