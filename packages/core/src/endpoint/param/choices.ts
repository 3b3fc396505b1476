import { Result } from "effect"
import { splitList, splitWords } from "../../util/list.ts"
import { nearest } from "../../util/nearest.ts"
import type { Words } from "../../util/Words.ts"
import { asText, ok, type Parsed, trimmed, wrong } from "./input.ts"

/** One value of a parameter with choices, with its texts. */
export interface Choice {
  readonly value: string
  readonly words: Words
  /** Other spellings people type, in lower case. */
  readonly also: ReadonlyArray<string>
}

/** What used to be a choice, or looks like one, and why it is none. */
export interface Refused {
  readonly names: ReadonlyArray<string>
  readonly reason: Words
}

/** English words, Chinese words, and other spellings. */
export type Named = readonly [en: string, zh: string, ...also: ReadonlyArray<string>]

const plain = (text: string) =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s_-]+/g, "")

export const choicesOf = (named: Readonly<Record<string, Named>>): ReadonlyArray<Choice> =>
  Object.entries(named).map(([value, [en, zh, ...also]]) => ({ value, words: { en, zh }, also }))

const namesOf = (choices: ReadonlyArray<Choice>): ReadonlyMap<string, string> =>
  new Map(
    choices.flatMap((choice) =>
      [choice.value, choice.words.en, choice.words.zh, ...choice.also].map((name) => [plain(name), choice.value])
    )
  )

const listed = (choices: ReadonlyArray<Choice>): string =>
  choices
    .slice(0, 8)
    .map((choice) => choice.value)
    .join(", ") + (choices.length > 8 ? ", ..." : "")

/** Reads one of a closed set by its value, its words in both languages, or a spelling listed. */
export const chooser = (choices: ReadonlyArray<Choice>, refused: ReadonlyArray<Refused> = []) => {
  let names: ReadonlyMap<string, string> | undefined
  return (input: unknown): Parsed => {
    // Only when something is chosen: most programs start with choices they never use.
    const known = (names ??= namesOf(choices))
    const found = asText(input)
    const value = found === undefined ? undefined : known.get(plain(found))
    if (value !== undefined) return ok(value)
    const gone = refused.find((each) => each.names.some((name) => found !== undefined && plain(name) === plain(found)))
    if (gone !== undefined) return Result.fail(gone.reason)
    const guess = found === undefined ? undefined : nearest(plain(found), [...known.keys()])
    const meant = guess === undefined ? undefined : known.get(guess)
    return meant === undefined
      ? wrong(`Invalid value; valid: ${listed(choices)}.`, `取值无效，可选：${listed(choices)}。`)
      : wrong(`Invalid value; did you mean ${meant}?`, `取值无效，您是否想输入 ${meant}？`)
  }
}

const split = (input: unknown): ReadonlyArray<unknown> =>
  (Array.isArray(input) ? input : [input]).flatMap((part) =>
    typeof part === "string" ? splitList(part).filter((text) => trimmed(text) !== "") : [part]
  )

/** Reads several values, as a list or separated as people separate them. */
export const eachOf = (input: unknown, parse: (part: unknown) => Parsed): Parsed => {
  const parts = split(input)
  if (parts.length === 0)
    return wrong("Enter one or more values, separated by commas.", "请提供一个或多个值，以逗号分隔。")
  const sent: Array<string> = []
  for (const part of parts) {
    const parsed = parse(part)
    // Blanks may stand inside a value, or between values.
    const apart = Result.isFailure(parsed) && typeof part === "string" ? splitWords(part).map(parse) : []
    const each = apart.length > 1 && apart.every(Result.isSuccess) ? apart : [parsed]
    for (const one of each) {
      if (Result.isFailure(one)) return one
      sent.push(one.success)
    }
  }
  return ok([...new Set(sent)].join(","))
}
