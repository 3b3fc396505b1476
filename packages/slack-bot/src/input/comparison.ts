import { withWholeAmounts } from "./amount.ts"

/** Between words; no word has one. */
const gap = "\u0000"

/** A name in the order of its words, or of a list. A value, such as the words of a search, is none. */
const name = "(?<=(?:^|\\0)(?:[^\\0=]*[,，、;；])?)(\\p{L}+?)"
const comparing = (latin: string, chinese: string): RegExp =>
  new RegExp(`${name}(?:\\0(?:${latin})\\0|\\0?(?:${chinese})\\0?)(?=[\\d¥￥])`, "giu")

const signs: ReadonlyArray<readonly [RegExp, string]> = [
  [comparing("under|below|less\\0than|at\\0most|up\\0to", "不超过|不高于|低于|小于|少于"), "<"],
  [comparing("over|above|more\\0than|at\\0least", "不低于|不少于|至少|高于|大于|超过"), ">"]
]
const sign = new RegExp(`${name}\\0?([<>≤≥＜＞]=?|=)\\0?(?=[^\\0])`, "gu")

/**
 * Words with each comparison in one of them: `price < 50000`, `price under 50000`, `报价 ＜ ５万`, `报价低于5万`. What
 * is compared is a name.
 */
export const withWholeComparisons = (
  words: ReadonlyArray<string>,
  isName: (word: string) => boolean
): ReadonlyArray<string> => {
  const joined = words.map((word) => word.replaceAll(gap, "")).join(gap)
  const spoken = signs.reduce(
    (text, [pattern, sign]) => text.replace(pattern, (all, name: string) => (isName(name) ? name + sign : all)),
    joined
  )
  return withWholeAmounts(
    spoken
      .replace(sign, (all, name: string, typed: string) => (isName(name) ? name + typed.normalize("NFKC") : all))
      .split(gap)
  )
}
