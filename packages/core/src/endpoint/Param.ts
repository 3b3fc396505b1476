// oxlint-disable max-lines -- to be split by stage
import { inShanghai } from "../util/time.ts"
import { Result } from "effect"
import { nearest } from "../util/nearest.ts"
import type { Words } from "../util/Words.ts"
import * as W from "../util/Words.ts"

/** One answer a choice accepts. */
export interface Choice {
  readonly value: string
  readonly words: Words
  /** Other spellings people type, in lower case. */
  readonly also: ReadonlyArray<string>
}

/** What a parameter takes; adapters choose a widget by it. */
export type Kind = "id" | "text" | "count" | "flag" | "choice" | "choices" | "range" | "date"

/** A parameter as a value: its words, and how an input becomes the text the API is sent. */
export interface Param<Input = unknown, Required extends boolean = boolean> {
  readonly kind: Kind
  readonly title: Words
  readonly about: Words
  readonly required: Required
  readonly choices: ReadonlyArray<Choice>
  readonly example?: string
  /** What the API assumes when the parameter is left out: part of the question, never sent. */
  readonly default?: string
  /** Name of the date parameter this one must not precede. */
  readonly notBefore?: string
  /** What is sent, or what is wrong with the input. */
  readonly parse: (input: unknown) => Result.Result<string, Words>
  /** Never set; carries the input's type. */
  readonly Input?: Input
}

/** The input a parameter takes in typed code. */
export type Input<P> = P extends Param<infer I> ? I : never

const ok = (sent: string) => Result.succeed(sent)
const wrong = (en: string, zh: string) => Result.fail(W.make(en, zh))

const make = <Input>(
  kind: Kind,
  title: Words,
  about: Words,
  parse: (input: unknown) => Result.Result<string, Words>
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

/** Blanks of every width and zero-width marks around what people paste. */
const blanks = /^[\s\u200b-\u200f\u202a-\u202e\u2060\ufeff']+|[\s\u200b-\u200f\u202a-\u202e\u2060\ufeff]+$/g

const asText = (input: unknown): string | undefined =>
  typeof input === "string"
    ? input.replace(blanks, "")
    : typeof input === "number" || typeof input === "bigint"
      ? String(input)
      : undefined

const lostDigits = W.make(
  "This id has lost its last digits because it was handled as a number. Paste it again as text (in a sheet: Format > Number > Plain text, then paste).",
  "该 ID 曾被当作数字处理，末尾几位已丢失。请以文本形式重新粘贴（表格中：格式 > 数字 > 纯文本，然后粘贴）。"
)

/** Pages whose addresses hold an id. */
export interface Pages {
  readonly idIn: (url: string) => string | undefined
  /** What is said of another address. */
  readonly none: Words
}

/** Pages of creators in the marketplace. */
export const xingtuPages: Pages = {
  idIn: (url) =>
    /^https?:\/\/([\w-]+\.)*xingtu\.cn\//i.test(url) ? /(?:[/=])(\d{16,20})(?!\d)/.exec(url)?.[1] : undefined,
  none: W.make("This link is no Xingtu page with an id in it.", "该链接不是包含 ID 的星图页面。")
}

/** Pages of videos, in the marketplace or on Douyin. */
export const videoPages: Pages = {
  idIn: (url) =>
    /^https?:\/\/([\w-]+\.)*(?:ies)?douyin\.com\/(?:share\/)?(?:video|note)\/(\d{16,20})(?!\d)/i.exec(url)?.[2] ??
    xingtuPages.idIn(url),
  none: W.make("This link is no page of a video with an id in it.", "该链接不是包含 ID 的视频页面。")
}

const digits = /^\d{16,20}$/

const idParser =
  ({ idIn, none }: Pages) =>
  (input: unknown): Result.Result<string, Words> => {
    // Most ids need no care.
    if (typeof input === "string" && digits.test(input)) return ok(input)
    if (typeof input === "number" && !Number.isSafeInteger(input)) return Result.fail(lostDigits)
    // Chinese keyboards have wide digits as well.
    const text = asText(input)?.normalize("NFKC")
    if (text === undefined || text === "") return wrong("An id is needed.", "请提供 ID。")
    if (/^\d+(\.\d+)?[eE]\+?\d+$/.test(text)) return Result.fail(lostDigits)
    if (digits.test(text)) return ok(text)
    if (/^https?:/i.test(text)) {
      const found = idIn(text)
      return found === undefined ? Result.fail(none) : ok(found)
    }
    return wrong("An id has 16 to 20 digits.", "ID 应为 16 至 20 位数字。")
  }

/** A 16 to 20 digit id, or the address of a page that contains one. Refuses numbers that have lost digits. */
export const id = (title: Words, about: Words, pages: Pages = xingtuPages): Param<string | number | bigint, true> =>
  make("id", title, about, idParser(pages))

/** Any text but an empty one. */
export const text = (title: Words, about: Words): Param<string, true> =>
  make("text", title, about, (input) => {
    const found = asText(input)
    return found === undefined || found === "" ? wrong("A text is needed.", "请提供文本。") : ok(found)
  })

/** A whole number from 1. */
export const count = (title: Words, about: Words): Param<number | string, true> =>
  make("count", title, about, (input) => {
    const found = asText(input)
    return found !== undefined && /^[1-9]\d{0,8}$/.test(found)
      ? ok(found)
      : wrong("A whole number from 1 is needed.", "请提供不小于 1 的整数。")
  })

const yes = new Set(["true", "yes", "y", "1", "on", "是"])
const no = new Set(["false", "no", "n", "0", "off", "否"])

/** Yes or no, in the ways people write it in English and Chinese. */
export const flag = (title: Words, about: Words): Param<boolean, true> =>
  make("flag", title, about, (input) => {
    const found = typeof input === "boolean" ? String(input) : asText(input)?.toLowerCase()
    if (found !== undefined && yes.has(found)) return ok("true")
    if (found !== undefined && no.has(found)) return ok("false")
    return wrong("Yes or no is needed (true or false).", "请填写是或否（true 或 false）。")
  })

const plain = (text: string) => text.toLowerCase().replace(/[\s_-]+/g, "")

/** English words, Chinese words, and other spellings. */
type Named = readonly [en: string, zh: string, ...also: ReadonlyArray<string>]

const choicesOf = (named: Readonly<Record<string, Named>>): ReadonlyArray<Choice> =>
  Object.entries(named).map(([value, [en, zh, ...also]]) => ({ value, words: { en, zh }, also }))

const namesOf = (choices: ReadonlyArray<Choice>): ReadonlyMap<string, string> =>
  new Map(
    choices.flatMap((choice) =>
      [choice.value, choice.words.en, choice.words.zh, ...choice.also].map((name) => [plain(name), choice.value])
    )
  )

const chooser = (choices: ReadonlyArray<Choice>) => {
  let names: ReadonlyMap<string, string> | undefined
  return (input: unknown): Result.Result<string, Words> => {
    // Only when something is chosen: most programs start with choices they never use.
    const known = (names ??= namesOf(choices))
    const found = asText(input)
    const value = found === undefined ? undefined : known.get(plain(found))
    if (value !== undefined) return ok(value)
    const guess = found === undefined ? undefined : nearest(plain(found), [...known.keys()])
    const meant = guess === undefined ? undefined : known.get(guess)
    const listed =
      choices
        .slice(0, 8)
        .map((c) => c.value)
        .join(", ") + (choices.length > 8 ? ", ..." : "")
    return meant === undefined
      ? wrong(`This is none of its choices: ${listed}.`, `可选值：${listed}。`)
      : wrong(`This is none of its choices; did you mean ${meant}?`, `无此选项，您是否想输入 ${meant}？`)
  }
}

/** One of a closed set; understands the value, its words in both languages and the spellings listed. */
export const choice = <const N extends Readonly<Record<string, Named>>>(
  title: Words,
  about: Words,
  named: N
): Param<keyof N & string, true> => {
  const choices = choicesOf(named)
  return { ...make<keyof N & string>("choice", title, about, chooser(choices)), choices }
}

const split = (input: unknown): ReadonlyArray<unknown> =>
  (Array.isArray(input) ? input : [input]).flatMap((part) =>
    typeof part === "string" ? part.split(/[,，、;；\n]/).filter((text) => text.replace(blanks, "") !== "") : [part]
  )

const eachOf = (
  input: unknown,
  parse: (part: unknown) => Result.Result<string, Words>
): Result.Result<string, Words> => {
  const parts = split(input)
  if (parts.length === 0)
    return wrong("One or more values are needed, separated by commas.", "请提供一个或多个值，以逗号分隔。")
  const sent: Array<string> = []
  for (const part of parts) {
    const parsed = parse(part)
    if (Result.isFailure(parsed)) return parsed
    sent.push(parsed.success)
  }
  return ok([...new Set(sent)].join(","))
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

/** Several labels of an open set, as a list or separated by commas. */
export const labels = (title: Words, about: Words): Param<string | ReadonlyArray<string>, true> =>
  make("choices", title, about, (input) =>
    eachOf(input, (part) => {
      const label = asText(part)
      return label === undefined || label === "" ? wrong("A label is empty.", "标签不能为空。") : ok(label)
    })
  )

/** A text of one form. */
export const matching = (title: Words, about: Words, form: RegExp, wanted: Words): Param<string, true> =>
  make("text", title, about, (input) => {
    const found = asText(input)
    return found !== undefined && form.test(found) ? ok(found) : Result.fail(wanted)
  })

const scales: Readonly<Record<string, number>> = { "": 1, "%": 0.01, k: 1e3, 千: 1e3, w: 1e4, 万: 1e4, m: 1e6, 亿: 1e8 }
const amount = String.raw`(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*([%kw千万m亿]?)`
const span = new RegExp(String.raw`^${amount}\s*[-–~～至]\s*${amount}$`, "i")

const scaled = (digits: string, scale: string): number =>
  Number((Number(digits.replaceAll(",", "")) * (scales[scale.toLowerCase()] ?? 1)).toPrecision(12))

/** `min-max`, both ends given; understands 1,000 and 10万-20万. No end is above `most`. */
export const range = (
  title: Words,
  about: Words,
  most = Infinity
): Param<string | readonly [min: number, max: number], true> =>
  make("range", title, about, (input) => {
    const found = Array.isArray(input) ? input.map(asText).join("-") : asText(input)
    const match = found === undefined ? null : span.exec(found)
    if (match === null) return wrong("A range is needed, such as 1000-2000.", "请提供范围，例如 1000-2000。")
    const [, low = "", lowScale = "", high = "", highScale = ""] = match
    if ((lowScale === "") !== (highScale === ""))
      return wrong("Give both ends their unit, such as 10%-20%.", "请为两端都写明单位，例如 10万-20万。")
    const [min, max] = [scaled(low, lowScale), scaled(high, highScale)]
    if (max > most) return wrong(`The range must not go above ${most}.`, `范围不能超过 ${most}。`)
    return min > max ? wrong("The range starts above its end.", "范围的下限大于上限。") : ok(`${min}-${max}`)
  })

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

const dayOf = (input: unknown): string | undefined => {
  const match = /^(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})([T ]\d{2}:.*)?$/.exec(
    (input instanceof Date ? shanghai(input) : dayIn(asText(input) ?? "")) ?? ""
  )
  if (match === null) return undefined
  const day = `${match[1]}-${match[2]}-${match[3]}`
  const read = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(day) ? day : undefined
}

/** A day in Asia/Shanghai, from an ISO date or a `Date`; sent in the form the endpoint wants. */
export const date = (title: Words, about: Words, form: "yyyy-MM-dd" | "yyyyMMdd"): Param<string | Date, true> => ({
  ...make<string | Date>("date", title, about, (input) => {
    const day = dayOf(input)
    return day === undefined
      ? wrong("A real date is needed, such as 2026-09-30.", "请提供有效日期，例如 2026-09-30。")
      : ok(form === "yyyyMMdd" ? day.replaceAll("-", "") : day)
  }),
  example: "2026-09-30"
})

/** The end of a period whose start is the parameter named. */
export const notBefore = <P extends Param>(param: P, start: string): P => ({ ...param, notBefore: start })
