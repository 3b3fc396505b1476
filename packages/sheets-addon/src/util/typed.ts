import { amountIn } from "@xingtu/core/adapter"

/** A number as people write it, such as 0.5, 50,000 or 5万; what is none is NaN, and for core to refuse. */
export const numberOf = (text: string): number => {
  const digits = text.replace(/[,，\s]/g, "")
  const plain = digits === "" ? Number.NaN : Number(digits)
  return Number.isNaN(plain) ? (amountIn(text) ?? Number.NaN) : plain
}

const two = (n: number): string => (n < 10 ? `0${n}` : String(n))

/** Whether a cell holds a date, by its tag: instanceof does not see dates of another realm. */
export const isDate = (cell: unknown): cell is Date => Object.prototype.toString.call(cell) === "[object Date]"

/** A date in the time zone of the script, as the API's dates are written. */
const day = (date: Date): string => `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`

/** What is written in a cell, also where Sheets made a date of it. */
export const typed = (cell: unknown): string => (isDate(cell) ? day(cell) : String(cell ?? "").trim())
