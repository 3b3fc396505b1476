import { catalogue, splitWords, type Words } from "@xingtu/core/adapter"
import { Result } from "effect"
import { say } from "../util/words.ts"

const creator = catalogue.spreadMetrics.params.oAuthorId

/** Something that was meant as a creator and is none. */
export interface Wrong {
  /** From 1. */
  readonly line: number
  readonly word: string
  readonly why: Words
}

/** The creators in a pasted list or sheet, in their order, and what else stood there. */
export interface Pasted {
  readonly ids: ReadonlyArray<string>
  readonly wrong: ReadonlyArray<Wrong>
  /** Names, numbers and headings beside the ids. */
  readonly others: ReadonlyArray<string>
  readonly lines: number
}

/** What a spreadsheet makes of an id. */
const scientific = /(?<![\w.])\d+(?:[.,]\d+)?e\+?\d+(?!\w)/gi
const addresses = /https?:\/\/[^\s<>|,，;；、"'()（）]+/gi
const grouped = /(?<![\d,])\d{1,3}(?:,\d{3}){5,6}(?![\d,])/g
const plainIds = /(?<!\d)\d{16,20}(?!\d)/g

/** Words that only connect creators, and marks of lists. */
const connecting: ReadonlySet<string> = new Set(
  "and or vs vs. v versus with compare to 和 与 跟 及 以及 或 对 对比 比较 比 id ids id: uid uid: 达人 达人id 星图id 链接".split(
    " "
  )
)
const marks = /^(?:[\p{P}\p{S}]+|\(?\d{1,3}[.)、:]+|\(?[a-z][.):]|[①-⑳])$/iu

/** What else stands between creators in a sheet or a sentence. */
const between = /[|/&+"“”]+/

const wordsIn = (rest: string): ReadonlyArray<string> =>
  splitWords(rest)
    .flatMap((word) => word.split(between))
    .map((word) => word.replace(/^[*•·\-–—>#]+/, ""))
    .filter((word) => word !== "" && !marks.test(word) && !connecting.has(word.toLowerCase().replace(/[:：]$/, "")))

/** A number that could have been meant as an id where no id stands. */
const isNumber = (word: string): boolean => /^\d{4,}$/.test(word)

/** Reads whatever people paste: one a line, `A and B`, `A/B`, numbered, or a sheet with names and prices. */
export const pasted = (text: string): Pasted => {
  const ids: Array<string> = []
  const wrong: Array<Wrong> = []
  const others: Array<string> = []
  // Chinese keyboards have wide digits as well.
  const lines = text.normalize("NFKC").split(/\r?\n/)
  for (const [at, line] of lines.entries()) {
    const before = ids.length
    const refused: Array<Wrong> = []
    const found: Array<readonly [number, string]> = []
    const mark = (pattern: RegExp, rest: string, read: (word: string) => string = (word) => word): string =>
      rest.replace(pattern, (word, ...more) => {
        const offset = more.find((one): one is number => typeof one === "number") ?? 0
        found.push([offset, read(word)])
        return " ".repeat(word.length)
      })
    const withoutCommas = mark(grouped, mark(addresses, mark(scientific, line)), (word) => word.replaceAll(",", ""))
    const known = mark(plainIds, withoutCommas)
    for (const [, word] of found.toSorted(([a], [b]) => a - b)) {
      const parsed = creator.parse(word)
      if (Result.isSuccess(parsed)) ids.push(parsed.success)
      else refused.push({ line: at + 1, word, why: parsed.failure })
    }
    // Beside an id, numbers and addresses are columns of a sheet.
    const isAlone = ids.length === before
    if (isAlone) wrong.push(...refused)
    else others.push(...refused.map(({ word }) => word))
    for (const word of wordsIn(known)) {
      if (isAlone && isNumber(word)) wrong.push({ line: at + 1, word, why: say.notAnId })
      else others.push(word)
    }
  }
  return { ids: [...new Set(ids)], wrong, others, lines: lines.length }
}
