import { Format, Shortlist, type Words } from "@xingtu/core"
import { storyIds } from "@xingtu/sandbox"
import { grid, list, title } from "../print.ts"
import type { Part, Stage } from "./Part.ts"

/** In yuan. */
const budget = 60_000

const brief: Shortlist.Brief = { goal: "reach", audience: { gender: ["female"] } }

const sources: ReadonlyArray<Shortlist.SourceName> = [
  ...Shortlist.usualSources,
  "showcaseItems",
  "audienceDistribution",
  "followerGrowthTrend",
  "creatorVisibilityStatus"
]

const kinds: Readonly<Record<Shortlist.Kind, Words>> = {
  placement: { en: "placement video", zh: "植入视频" },
  custom: { en: "custom video", zh: "定制视频" }
}

const heads = {
  ranking: {
    en: ["", "Creator", "Score", "CPM", "Median plays", "Women", "To check"],
    zh: ["", "达人", "评分", "CPM", "播放量中位数", "女性占比", "待核实"]
  },
  plan: { en: ["Creator", "Buy", "Price", "Expected plays"], zh: ["达人", "购买", "报价", "预期播放量"] }
} as const

const words = {
  cost: (calls: number, again: number): Words => ({
    en: `Planned before the first call: ${calls} paid calls. Requested again: ${again}.`,
    zh: `查询前的预估：计费 ${calls} 次。再次查询：${again} 次。`
  }),
  first: { en: "Why number one is first", zh: "第一名的理由" },
  questions: { en: "Before you buy, check", zh: "投放前请核实" },
  plan: {
    en: "What 60,000 CNY buys (without creators whose audience or followers are in doubt)",
    zh: "6 万元预算方案（不含受众或涨粉存疑的达人）"
  },
  none: { en: "none", zh: "无" }
} as const

/** From a brief to a decision: who is worth it, why, and what a budget buys. */
export const decision = ({ lang, shortlist, signal, xingtu }: Stage): Part => ({
  title: {
    en: "A decision: women, reach, 60,000 CNY",
    zh: "投放决策：女性受众、曝光目标、6 万元"
  },
  show: async () => {
    const from = { ids: [...shortlist, ...Object.values(storyIds)] }
    const planned = await xingtu.planCandidates(from, { sources })
    const { candidates } = await xingtu.candidates(from, { sources, signal })
    const again = await xingtu.planCandidates(from, { sources })
    const ranking = Shortlist.rank(candidates, brief)
    if (ranking._tag !== "Ranked") return ranking.happened[lang]
    const never = ranking.rows
      .filter(({ flags }) => flags.some(({ flag }) => flag === "offTarget" || flag === "followerJump"))
      .map(({ candidate }) => candidate.id)
    const plan = Shortlist.allocate(candidates, { budget, goal: brief.goal, never })
    const nameOf = (id: string) => candidates.find((one) => one.id === id)?.name ?? id
    const [first] = ranking.rows
    const flagged = ranking.rows.flatMap(({ candidate, flags }) =>
      flags.map(({ words: asked }) => [nameOf(candidate.id), asked[lang]] as const)
    )
    return [
      grid({
        head: heads.ranking[lang],
        right: [true, false, true, true, true, true, true],
        rows: ranking.rows.map(({ candidate, flags, offer, place, score }) => [
          String(place),
          nameOf(candidate.id),
          score === undefined ? Format.noData[lang] : score.toFixed(0),
          Format.cell(offer?.cpm, "yuan", lang),
          Format.cell(candidate.medianPlays, "count", lang),
          Format.cell(candidate.audience?.gender?.["female"], "share", lang),
          flags.length === 0 ? words.none[lang] : String(flags.length)
        ])
      }),
      title(words.first[lang]),
      ...(first === undefined ? [] : first.reasons.slice(0, 3).map((reason) => `  ${reason[lang]}`)),
      title(words.questions[lang]),
      list(flagged),
      title(words.plan[lang]),
      ...(plan._tag === "Allocated"
        ? [
            grid({
              head: heads.plan[lang],
              right: [false, false, true, true],
              rows: plan.picks.map(({ expected, id, kind, price }) => [
                nameOf(id),
                kinds[kind][lang],
                Format.cell(price, "yuan", lang),
                Format.cell(expected, "count", lang)
              ])
            }),
            Shortlist.planWords(plan, budget)[lang]
          ]
        : [plan.happened[lang]]),
      words.cost(planned.calls, again.calls)[lang]
    ].join("\n")
  }
})
