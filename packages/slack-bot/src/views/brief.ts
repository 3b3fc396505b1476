import { catalogue, Format, type Lang, type Shortlist } from "@xingtu/core"
import type { From, Wanted } from "../commands/index.ts"
import { say } from "../util/shortlistWords.ts"
import { say as words } from "../util/words.ts"
import { question } from "./question.ts"

const spanText = ({ max, min }: Shortlist.Bound, unit: "yuan" | "count", lang: Lang): string => {
  const shown = (value: number) => Format.cell(value, unit, lang)
  return min === undefined
    ? `≤ ${shown(max ?? 0)}`
    : max === undefined
      ? `≥ ${shown(min)}`
      : `${shown(min)}–${shown(max)}`
}

/** Words of a group where it has some: an audience's groups are the API's own words. */
const groupName = (group: string, lang: Lang): string =>
  group === "male" || group === "female" ? say[group][lang] : group

/** What a brief asks for, in a line. */
const briefLine = ({ brief }: Wanted, lang: Lang): string => {
  const { audience = {}, bounds = {}, goal, kind } = brief
  const audiences = (["gender", "age", "province", "cityTier", "crowd"] as const).flatMap((by) => {
    const groups = audience[by]
    return groups === undefined
      ? []
      : [
          `${say.parts[by][lang]} ${(Array.isArray(groups) ? groups : Object.keys(groups))
            .map((group) => groupName(String(group), lang))
            .join(words.comma[lang])}`
        ]
  })
  const limits = (["price", "cpm", "followers", "plays"] as const).flatMap((name) => {
    const bound = bounds[name]
    return bound === undefined
      ? []
      : [`${say.parts[name][lang]} ${spanText(bound, name === "price" || name === "cpm" ? "yuan" : "count", lang)}`]
  })
  return [
    say.goal[goal][lang],
    ...(kind === undefined ? [] : [say.kind[kind][lang]]),
    ...audiences,
    ...limits,
    ...(bounds.categories === undefined
      ? []
      : [`${say.parts.category[lang]} ${bounds.categories.join(words.comma[lang])}`])
  ].join(" · ")
}

/** Whom it is about and what is wanted, as it was understood. */
export const readAs = (from: From, wanted: Wanted, lang: Lang): ReadonlyArray<string> => [
  ...("search" in from ? [words.readAs(question(catalogue.creatorSearch, from.search, undefined, lang))[lang]] : []),
  `${say.brief[lang]}${words.colon[lang]}${briefLine(wanted, lang)}`
]
