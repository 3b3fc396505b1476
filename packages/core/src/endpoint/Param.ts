import { Result } from "effect"
import { inShanghai } from "../util/time.ts"
import type { Words } from "../util/Words.ts"
import { type Choice, choicesOf, chooser, eachOf, type Named, type Refused } from "./param/choices.ts"
import { idParser, type Pages, xingtuPages } from "./param/ids.ts"
import { asNarrow, asText, ok, type Parsed, wrong } from "./param/input.ts"
import { type Known, label } from "./param/labels.ts"
import { place } from "./param/places.ts"
import { spanParser } from "./param/spans.ts"

export type { Choice, Refused } from "./param/choices.ts"
export { type Pages, videoPages, xingtuPages } from "./param/ids.ts"

/** The kind of a parameter (text, number, choice, date, ...); adapters choose a form field by it. */
export type Kind = "id" | "text" | "count" | "flag" | "choice" | "choices" | "range" | "date"

/** A parameter as a value: its texts, and how input becomes the text that is sent to the API. */
export interface Param<Input = unknown, Required extends boolean = boolean> {
  readonly kind: Kind
  readonly title: Words
  readonly about: Words
  readonly required: Required
  readonly choices: ReadonlyArray<Choice>
  readonly example?: string
  /** What the API assumes when the parameter is left out: part of the request, never sent. */
  readonly default?: string
  /** Characters of a text, at most. */
  readonly maxLength?: number
  /** Name of the date parameter this one must not precede. */
  readonly notBefore?: string
  /** What is sent, or what is wrong with the input. */
  readonly parse: (input: unknown) => Parsed
  /** Never set; carries the input's type. */
  readonly Input?: Input
}

/** The type of the value that a parameter accepts. */
export type Input<P> = P extends Param<infer I> ? I : never

const make = <Input>(
  kind: Kind,
  title: Words,
  about: Words,
  parse: (input: unknown) => Parsed
): Param<Input, true> => ({
  kind,
  title,
  about,
  required: true,
  choices: [],
  parse
})

/** The parameter may be left out. */
export const optional = <P extends Param>(param: P): Omit<P, "required"> & { readonly required: false } => ({
  ...param,
  required: false
})

/** The parameter may be left out, and the API then takes this value. */
export const withDefault = <P extends Param>(
  param: P,
  value: string
): Omit<P, "required"> & { readonly required: false; readonly default: string } => ({
  ...param,
  required: false,
  default: value
})

/** The same with an example that help and documents show. */
export const withExample = <P extends Param>(param: P, example: string): P => ({ ...param, example })

/** A 16 to 20 digit id, or the address of a page that contains one. Refuses numbers that have lost digits. */
export const id = (title: Words, about: Words, pages: Pages = xingtuPages): Param<string | number | bigint, true> =>
  make("id", title, about, idParser(pages))

/** In an address each of these may take nine characters, and servers refuse long addresses. */
const longestText = 100

/** Any text but an empty one. */
export const text = (title: Words, about: Words, maxLength: number = longestText): Param<string, true> => ({
  ...make<string>(
    "text",
    title,
    { en: `${about.en} At most ${maxLength} characters.`, zh: `${about.zh}最多 ${maxLength} 个字符。` },
    (input) => {
      const found = asText(input)
      if (found === undefined || found === "") return wrong("Text is required.", "请提供文本。")
      return [...found].length > maxLength
        ? wrong(`Too long: at most ${maxLength} characters.`, `内容过长，最多 ${maxLength} 个字符。`)
        : ok(found)
    }
  ),
  maxLength
})

/** A whole number from 1. */
export const count = (title: Words, about: Words): Param<number | string, true> =>
  make("count", title, about, (input) => {
    const found = asNarrow(input)
    return found !== undefined && /^[1-9]\d{0,8}$/.test(found)
      ? ok(found)
      : wrong("Enter a whole number, 1 or more.", "请提供不小于 1 的整数。")
  })

const yes = new Set(["true", "yes", "y", "1", "on", "是"])
const no = new Set(["false", "no", "n", "0", "off", "否"])

/** Yes or no, in the ways people write it in English and Chinese. */
export const flag = (title: Words, about: Words): Param<boolean, true> =>
  make("flag", title, about, (input) => {
    const found = typeof input === "boolean" ? String(input) : asNarrow(input)?.toLowerCase()
    if (found !== undefined && yes.has(found)) return ok("true")
    if (found !== undefined && no.has(found)) return ok("false")
    return wrong("Enter yes or no (true or false).", "请填写是或否（true 或 false）。")
  })

/** One of a closed set; understands the value, its words in both languages and the spellings listed. */
export const choice = <const N extends Readonly<Record<string, Named>>>(
  title: Words,
  about: Words,
  named: N,
  refused: ReadonlyArray<Refused> = []
): Param<keyof N & string, true> => {
  const choices = choicesOf(named)
  return { ...make<keyof N & string>("choice", title, about, chooser(choices, refused)), choices }
}

/** Several of a closed set, as a list or separated by commas. */
export const choices = <const N extends Readonly<Record<string, Named>>>(
  title: Words,
  about: Words,
  named: N
): Param<string | ReadonlyArray<keyof N & string>, true> => {
  const known = choicesOf(named)
  const parse = chooser(known)
  return {
    ...make<string | ReadonlyArray<keyof N & string>>("choices", title, about, (input) => eachOf(input, parse)),
    choices: known
  }
}

/** Several of the marketplace's labels, as a list or separated by commas. */
export const labels = (title: Words, about: Words, known: Known): Param<string | ReadonlyArray<string>, true> => {
  const parse = label(known)
  return make("choices", title, about, (input) => eachOf(input, parse))
}

/** Several provinces or cities, as a list or separated by commas; sent in Chinese. */
export const places = (title: Words, about: Words): Param<string | ReadonlyArray<string>, true> =>
  make("choices", title, about, (input) => eachOf(input, place))

/** A text of one form. */
export const matching = (title: Words, about: Words, form: RegExp, wanted: Words): Param<string, true> =>
  make("text", title, about, (input) => {
    const found = asText(input)
    return found !== undefined && form.test(found) ? ok(found) : Result.fail(wanted)
  })

/** `min-max`, both ends given; understands 1,000 and 10万-20万. No end is above `most`. */
export const range = (
  title: Words,
  about: Words,
  most = Infinity
): Param<string | readonly [min: number, max: number], true> => make("range", title, about, spanParser(most))

/** A range of shares: 0.1-0.2, or 10%-20%. */
export const shares = (title: Words, about: Words) => range(title, about, 1)

/** The marketplace lives in Asia/Shanghai, UTC+8 without summer time. */
const shanghai = (date: Date): string | undefined =>
  Number.isNaN(date.getTime()) ? undefined : inShanghai(date.getTime())

/** A time with its offset is an instant, whatever clock wrote it down; one without is a day of a calendar. */
const instant = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?) ?(Z|[+-]\d{2}:?\d{2})$/i

const dayIn = (text: string): string | undefined => {
  const [, day = "", time = "", offset = ""] = instant.exec(text) ?? []
  return day === "" ? text : shanghai(new Date(`${day}T${time}${offset.replace(/^([+-]\d{2})(\d{2})$/, "$1:$2")}`))
}

/** A day as people write it: 20260901, 2026-09-01, 2026/9/1, 2026年9月1日. */
const written = /^(?:(\d{4})(\d{2})(\d{2})|(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?)(?:[T ]\d{2}:.*)?$/

const dayOf = (input: unknown): string | undefined => {
  const match = written.exec((input instanceof Date ? shanghai(input) : dayIn(asNarrow(input) ?? "")) ?? "")
  if (match === null) return undefined
  const [, year, month = "", date = ""] = match.filter((part) => part !== undefined)
  const day = `${year}-${month.padStart(2, "0")}-${date.padStart(2, "0")}`
  const read = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(day) ? day : undefined
}

/** A day in Asia/Shanghai, from an ISO date or a `Date`; sent in the form the endpoint wants. */
export const date = (title: Words, about: Words, form: "yyyy-MM-dd" | "yyyyMMdd"): Param<string | Date, true> => ({
  ...make<string | Date>("date", title, about, (input) => {
    const day = dayOf(input)
    return day === undefined
      ? wrong("Enter a valid date, such as 2026-09-30.", "请提供有效日期，例如 2026-09-30。")
      : ok(form === "yyyyMMdd" ? day.replaceAll("-", "") : day)
  }),
  example: "2026-09-30"
})

/** The end of a period whose start is the parameter named. */
export const notBefore = <P extends Param>(param: P, start: string): P => ({ ...param, notBefore: start })
