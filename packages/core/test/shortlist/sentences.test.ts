import { expect, test } from "vitest"
import { Failure, Price, Shortlist } from "../../src/adapter.ts"

/** What is said beside a table of creators, and what they cost. */

const plan: Shortlist.Allocation = {
  _tag: "Allocated",
  picks: [],
  counted: "plays",
  cost: 480_000,
  left: 20_000,
  expected: 3_200_000.4,
  exact: true,
  bound: 3_200_000.4,
  nextBuys: { budget: 10_000, expected: 45_600 },
  out: []
}

test("a plan says what it spends, what it brings, and whether another brings more", () => {
  const { en, zh } = Shortlist.planWords(plan, 500_000)
  expect(en).toBe(
    "Spends 480,000 of 500,000 CNY; 20,000 CNY are left. Expected together: 3,200,000 plays. No other plan within these conditions is expected to bring more. The next 10,000 CNY would add 45,600 plays."
  )
  expect(zh).toBe(
    "使用 500,000 元中的 480,000 元，剩余 20,000 元。合计预期播放量 3,200,000。在此条件下没有更优方案。预算每再增加 10,000 元，播放量预计增加 45,600。"
  )
})

test("a plan that is not proven best says how far it may be", () => {
  const { nextBuys: _, ...rest } = plan
  const { en } = Shortlist.planWords({ ...rest, counted: "interactions", exact: false, bound: 3_300_000 }, 500_000)
  expect(en).toMatch(/3,200,000 interactions\. No plan can bring more than 3,300,000 interactions\.$/)
})

test("weights name the parts of a score", () => {
  expect(Shortlist.weightsWords({ cpm: 0.6, plays: 0.4 })).toEqual({
    en: "Score: CPM 60 %, Median plays 40 %.",
    zh: "评分构成：CPM 60%、播放量中位数 40%。"
  })
})

test("what is missing is told once for each source and reason, with how many creators it is about", () => {
  const failure = Failure.fromCode(301, { endpoint: "spreadMetrics" })
  const two = { source: "spreadMetrics" as const, failure }
  const [first, ...more] = Shortlist.missingWords([two, two, { source: "creatorProfile", failure }])
  expect(first?.en).toBe(`Performance: ${failure.happened.en} (2 creators)`)
  expect(more.map(({ en, zh }) => [en.endsWith("(1 creator)"), zh.endsWith("（1 位达人）")])).toEqual([[true, true]])
})

test("plans together cost what is not cached, and what a fresh one pays again", () => {
  const one = { stored: ["1", "2"], toPay: ["3"], unsettled: ["4"], invalid: [], left: undefined, warning: undefined }
  const warning = { en: "larger", zh: "更大" }
  expect(Price.ofPlans([one, { ...one, warning }])).toEqual({ calls: 4, cached: 4, warning })
  expect(Price.ofPlans([{ ...one, calls: 4 }])).toEqual({ calls: 4, cached: 0, warning: undefined })
})
