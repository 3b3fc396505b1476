import type { Allocation } from "../allocation/Allocation.ts"
import type { SourceName } from "../candidates/sources.ts"
import { percent } from "../candidates/figures.ts"
import { catalogue } from "../catalogue/catalogue.ts"
import type * as Failure from "../failure/Failure.ts"
import type { Criterion } from "../ranking/Brief.ts"
import { criterionWords } from "../ranking/reasons.ts"
import * as Format from "../table/Format.ts"
import { make, type Words } from "../util/Words.ts"

/** What is said beside the table of a ranking or a budget plan. */

const count = (value: number): string => Format.cell(Math.round(value), "count", "en")

const sentences = (...all: ReadonlyArray<Words>): Words =>
  make(all.map(({ en }) => en).join(" "), all.map(({ zh }) => zh).join(""))

const countedWords = { plays: make("plays", "播放量"), interactions: make("interactions", "互动量") }

/** What a plan spends, what it brings, and whether another could bring more. */
export const planWords = (plan: Allocation, budget: number): Words => {
  const { bound, cost, counted, exact, expected, left, nextBuys } = plan
  const of = countedWords[counted]
  return sentences(
    make(
      `Spends ${count(cost)} of ${count(budget)} CNY; ${count(left)} CNY are left.`,
      `使用 ${count(budget)} 元中的 ${count(cost)} 元，剩余 ${count(left)} 元。`
    ),
    make(`Expected together: ${count(expected)} ${of.en}.`, `合计预期${of.zh} ${count(expected)}。`),
    exact
      ? make("No other plan within these conditions is expected to bring more.", "在此条件下没有更优方案。")
      : make(`No plan can bring more than ${count(bound)} ${of.en}.`, `任何方案的${of.zh}都不超过 ${count(bound)}。`),
    ...(nextBuys === undefined || nextBuys.expected <= 0
      ? []
      : [
          make(
            `The next 10,000 CNY would add ${count(nextBuys.expected)} ${of.en}.`,
            `预算每再增加 10,000 元，${of.zh}预计增加 ${count(nextBuys.expected)}。`
          )
        ])
  )
}

/** What a score is made of: "Score: CPM 60 %, Median plays 40 %." */
export const weightsWords = (weights: { readonly [K in Criterion]?: number }): Words => {
  const parts = (lang: keyof Words) =>
    (Object.keys(weights) as ReadonlyArray<Criterion>) // the keys of an object of criteria
      .map((name) => `${criterionWords[name][lang]} ${percent(weights[name] ?? 0)[lang]}`)
  return make(`Score: ${parts("en").join(", ")}.`, `评分构成：${parts("zh").join("、")}。`)
}

/** One text for each source and reason, with how many creators it is about; the first five. */
export const missingWords = (
  failed: ReadonlyArray<{ readonly source: SourceName; readonly failure: Pick<Failure.Facts, "happened"> }>
): ReadonlyArray<Words> => {
  const all = new Map<string, { readonly told: Words; readonly of: number }>()
  for (const { failure, source } of failed) {
    const [title, { happened }] = [catalogue[source].title, failure]
    const told = make(`${title.en}: ${happened.en}`, `${title.zh}：${happened.zh}`)
    all.set(told.en, { told, of: (all.get(told.en)?.of ?? 0) + 1 })
  }
  return [...all.values()]
    .slice(0, 5)
    .map(({ of, told: { en, zh } }) => make(`${en} (${of} creator${of === 1 ? "" : "s"})`, `${zh}（${of} 位达人）`))
}
