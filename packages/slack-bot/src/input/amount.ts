import { amountIn } from "@xingtu/core/adapter"

/** Amounts and ranges of them among the words that people type. */

const unit = "(?:百万|[kwm千万亿])?元?"
const currency = "cny|rmb|yuan|人民币|usd|eur|gbp|hkd|jpy|dollars?|euros?|美元|美金|欧元|英镑|港币|日元"
const likeAmount = new RegExp(
  `^[-+]?(?:${currency}|\\p{Sc}|[A-Z]{2}\\$)?\\d[\\d.,]*(?:e\\+?\\d+)?${unit}(?:${currency})?$`,
  "iu"
)
const digitsOnly = /^(?:\p{L}*[<>=≤≥:]+)?\d[\d.,]*(?:百万|[kwm千万亿])?$/iu
const behindDigits = new RegExp(`^(?:百万|[千万亿]|元|块|${currency})(?:元|块|${currency})?$`, "i")
const beforeDigits = new RegExp(`^(?:${currency})$`, "i")

/** What was meant as an amount, whether it can be read or not: `$50k`, `-5`, `1e6`, `€5.000`. */
export const isLikeAmount = (typed: string): boolean => likeAmount.test(typed.normalize("NFKC"))

/** Words with each amount in one of them: `50 万`, `50k RMB`, `CNY 500,000`. */
export const withWholeAmounts = (words: ReadonlyArray<string>): ReadonlyArray<string> =>
  words.reduce<ReadonlyArray<string>>((done, word) => {
    const before = done.at(-1) ?? ""
    const isOne =
      (digitsOnly.test(before) && behindDigits.test(word)) || (beforeDigits.test(before) && digitsOnly.test(word))
    return isOne ? [...done.slice(0, -1), before + word] : [...done, word]
  }, [])

export interface Span {
  readonly min?: number
  readonly max?: number
}

/** From and to: `1w-5w`, `<50000`, `10万以上`, `5000-`. A single number is the end that is named. */
export const spanIn = (typed: string, single: "min" | "max"): Span | undefined => {
  const text = typed.normalize("NFKC").trim()
  const [, sign, after = ""] = /^(<=?|>=?|≤|≥|=)(.+)$/.exec(text) ?? []
  const [, before = "", side] = /^(.+?)(以上|以下|以内|\+)$/.exec(text) ?? []
  if (sign !== undefined)
    return end(after, sign.startsWith(">") || sign === "≥" ? "min" : sign === "=" ? single : "max")
  if (side !== undefined) return end(before, side === "以上" || side === "+" ? "min" : "max")
  const [, from = "", to = ""] = /^([^-–~至]*)[-–~至]([^-–~至]*)$/.exec(text) ?? []
  if (from === "" && to === "") return end(text, single)
  const [least, most] = [from === "" ? undefined : amountIn(scaled(from, to)), to === "" ? undefined : amountIn(to)]
  if ((from !== "" && least === undefined) || (to !== "" && most === undefined)) return undefined
  return { ...(least === undefined ? {} : { min: least }), ...(most === undefined ? {} : { max: most }) }
}

const end = (text: string, which: "min" | "max"): Span | undefined => {
  const amount = amountIn(text)
  return amount === undefined ? undefined : { [which]: amount }
}

/** "1-5万" is ten to fifty thousand: what stands behind the second counts for both. */
const scaled = (from: string, to: string): string => {
  const scale = /(百万|[kwm千万亿])/i.exec(to)?.[1]
  return scale !== undefined && /^\d[\d.,]*$/.test(from.trim()) ? `${from.trim()}${scale}` : from
}
