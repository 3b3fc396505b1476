import * as Format from "../table/Format.ts"
import { make, type Words } from "../util/Words.ts"

/** Figures inside sentences, in both languages. */

/** An amount as a price list shows it: whole yuan without decimals. */
export const yuan = (amount: number): Words =>
  make(Format.cell(amount, "yuan", "en"), Format.cell(amount, "yuan", "zh"))

/** A whole count. */
export const count = (value: number): string => Format.cell(Math.round(value), "count", "en")

const rounded = (fraction: number): string => {
  const percent = Math.abs(fraction * 100)
  return percent.toFixed(percent < 10 && !Number.isInteger(percent) ? 1 : 0)
}

/** A share: 28 %, 2.4 %. */
export const percent = (fraction: number): Words => {
  const sign = fraction < 0 ? "-" : ""
  return make(`${sign}${rounded(fraction)} %`, `${sign}${rounded(fraction)}%`)
}

/** How far a figure is from the list's median. */
export const against = (value: number, median: number | undefined): Words => {
  if (median === undefined || median <= 0) return make("", "")
  const off = value / median - 1
  if (Math.abs(off) < 0.005) return make(", at the list's median", "，与名单中位数持平")
  if (off >= 2) {
    const times = (value / median).toFixed(1)
    return make(`, ${times} times the list's median`, `，为名单中位数的 ${times} 倍`)
  }
  const by = percent(Math.abs(off))
  return off < 0
    ? make(`, ${by.en} under the list's median`, `，低于名单中位数 ${by.zh}`)
    : make(`, ${by.en} over the list's median`, `，高于名单中位数 ${by.zh}`)
}
