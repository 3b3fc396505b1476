import { Endpoint, type Lang } from "@xingtu/core"
import type { Input, LeftOut } from "../commands/index.ts"
import { clip } from "../util/escape.ts"
import { say } from "../util/words.ts"

/** Words of a pasted list that are named; the others are counted. */
const namedAtMost = 6
const wordAtMost = 24

/** What a pasted list held beside its creators, in one line. */
export const leftOutLine = (words: LeftOut | undefined, lang: Lang): string | undefined =>
  words === undefined || words.length === 0
    ? undefined
    : say.leftOut(
        words
          .slice(0, namedAtMost)
          .map((word) => clip(word, wordAtMost))
          .join(say.comma[lang]),
        Math.max(0, words.length - namedAtMost)
      )[lang]

/** A request in words: `Creator 张大仙 (6955…), Live streaming, Last 30 days`; the name where it is known. */
export const question = (endpoint: Endpoint.Endpoint, input: Input, name: string | undefined, lang: Lang): string =>
  Endpoint.fields(endpoint)
    .flatMap((field) => {
      const value = input[field.name]
      if (value === undefined || value === "") return []
      const known = field.choices.find((choice) => choice.value === value)?.words[lang]
      return [
        known ?? `${field.title[lang]} ${field.kind === "id" && name !== undefined ? `${name} (${value})` : value}`
      ]
    })
    .join(lang === "zh" ? "，" : ", ")
