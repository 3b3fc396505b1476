import { expect, test } from "vitest"
import { Shortlist } from "../../src/index.ts"

const creator = (id: string, price: number, plays: number): Shortlist.Candidate => ({
  id,
  offers: [{ kind: "placement", price, expectedPlays: plays }],
  medianPlays: plays,
  interactionRate: 0.03,
  completionRate: 0.2
})

test("the cheaper per thousand plays comes first, and the reasons say by how much", () => {
  const ranking = Shortlist.rank(
    [creator("1", 3000, 100_000), creator("2", 1000, 100_000), creator("3", 2000, 100_000)],
    {
      goal: "reach"
    }
  )
  expect(ranking).toMatchObject({
    _tag: "Ranked",
    rows: [
      { place: 1, candidate: { id: "2" } },
      { place: 2, candidate: { id: "3" } },
      { place: 3, candidate: { id: "1" } }
    ]
  })
  if (ranking._tag !== "Ranked") return
  expect(ranking.rows[0]?.reasons[0]).toEqual({
    en: "CPM 10 CNY, 50 % under the list's median",
    zh: "CPM 10 元，低于名单中位数 50%"
  })
})

test("a wrong brief says all that is wrong", () => {
  const brief: Shortlist.Brief = JSON.parse(
    '{"goal":"reech","weights":{"cpm":-1},"bounds":{"price":{"min":2,"max":1}}}'
  )
  expect(Shortlist.rank([], brief)).toMatchObject({
    _tag: "InvalidBrief",
    charged: "no",
    problems: [{ param: "goal" }, { param: "bounds.price" }, { param: "weights.cpm" }]
  })
})

const ranked = (list: ReadonlyArray<Shortlist.Candidate>, brief: Shortlist.Brief): Shortlist.Ranking => {
  const ranking = Shortlist.rank(list, brief)
  if (ranking._tag !== "Ranked") throw new Error(ranking.happened.en)
  return ranking
}

test("what only the marketplace compares is said as it is", () => {
  const { rows } = ranked([{ id: "1", offers: [], stability: 0.14 }], { goal: "reach" })
  expect(rows).toMatchObject([
    {
      score: expect.closeTo(14),
      parts: [
        {
          criterion: "steadiness",
          score: expect.closeTo(14),
          weight: 1,
          value: 0.14,
          compared: { with: "peers", beats: 0.14 }
        }
      ],
      reasons: [
        {
          en: "Steadiness of plays beats 14 % of comparable creators",
          zh: "播放稳定性超过 14% 的同类达人"
        }
      ],
      flags: [{ flag: "thinData" }]
    }
  ])
})

test("costs are compared within one kind of video, and the brief's kind is taken", () => {
  const one = (id: string, placement: number, custom: number): Shortlist.Candidate => ({
    id,
    offers: [
      { kind: "placement", price: placement, expectedPlays: 1000 },
      { kind: "custom", price: custom, expectedPlays: 1000 }
    ]
  })
  const list = [one("1", 10, 90), one("2", 20, 50), one("3", 30, 70)]
  const weights = { plays: 0, steadiness: 0, completion: 0 }
  const order = (kind?: Shortlist.Kind) =>
    ranked(list, { goal: "reach", weights, ...(kind === undefined ? {} : { kind }) }).rows.map(
      ({ candidate, offer }) => [candidate.id, offer?.kind]
    )
  expect(order()).toEqual([
    ["1", "placement"],
    ["2", "placement"],
    ["3", "placement"]
  ])
  expect(order("custom")).toEqual([
    ["2", "custom"],
    ["3", "custom"],
    ["1", "custom"]
  ])
})

test("who is outside the bounds is out with the reason; whose figure is not known stays, and is asked about", () => {
  const list = [
    creator("1", 3000, 100_000),
    { ...creator("2", 1000, 100_000), followers: 500, category: "美食" },
    { id: "3", offers: [] }
  ]
  const { out, rows } = ranked(list, {
    goal: "reach",
    bounds: { price: { max: 2000 }, followers: { min: 100 }, categories: ["美食"] }
  })
  expect(out).toEqual([
    { id: "1", why: { en: "Price 3,000 CNY is over 2,000 CNY.", zh: "报价 3,000 元，高于 2,000 元。" } }
  ])
  expect(rows.map(({ candidate, flags }) => [candidate.id, flags.map(({ flag }) => flag)])).toEqual([
    ["2", []],
    ["3", ["unchecked", "unchecked", "unchecked", "thinData"]]
  ])
})

const base: Shortlist.Candidate = {
  ...creator("1", 1000, 100_000),
  followers: 1_000_000,
  recentPlays: [100_000, 110_000, 90_000, 100_000, 105_000]
}

test.for<[Partial<Shortlist.Candidate>, ReadonlyArray<Shortlist.Flag>]>([
  [{}, []],
  [{ followers: 20_000_000 }, ["lowReach"]],
  [{ recentPlays: [600_000, 110_000, 90_000, 100_000] }, ["outlier"]],
  [{ recentPlays: [10_000, 1_000_000, 90_000, 5_000, 800_000] }, ["unstable"]],
  [{ followerJump: { day: "2026-11-03", rate: 0.2 } }, ["followerJump"]],
  // A video over three medians explains it.
  [{ followerJump: { day: "2026-11-03", rate: 0.2 }, recentPlays: [90_000, 400_000, 100_000, 95_000] }, []],
  [{ medianPlays: 40_000 }, ["optimistic"]],
  [{ orders: 0 }, ["noOrders"]],
  [{ takesOrders: false }, ["notTakingOrders"]],
  [{ audience: { gender: { male: 80, female: 20 } } }, ["offTarget"]],
  [{ audience: { gender: { male: 0.55, female: 0.45 } } }, []],
  [{ audience: { gender: { 男: 0.2, 女: 0.8 } } }, []]
])("%j raises %j", ([change, flags]) => {
  const brief: Shortlist.Brief = { goal: "reach", audience: { gender: ["female"] } }
  const [row] = ranked([{ ...base, ...change }], brief).rows
  expect(row?.flags.map(({ flag }) => flag)).toEqual(flags)
  for (const { words } of row?.flags ?? []) expect(`${words.en}${words.zh}`).not.toMatch(/fake|假|undefined|NaN/)
})

test.for(["__proto__", "constructor", "toString"])("a group named %s is one that nobody belongs to", (name) => {
  const audience = { province: { 浙江: 0.6, 上海: 0.4 }, gender: { female: 0.6, male: 0.4 } }
  for (const target of [[name], JSON.parse(`{"${name}":1}`)]) {
    const brief: Shortlist.Brief = { goal: "reach", audience: { province: target, gender: target } }
    const [row] = ranked([{ ...base, audience }], brief).rows
    expect(row?.score).toBeTypeOf("number")
    expect(row?.score).not.toBeNaN()
    expect(row?.reasons.map(({ en }) => en).join()).not.toContain("NaN")
  }
})

test("an expensive creator is flagged against the list", () => {
  const list = [base, { ...base, id: "2" }, { ...creator("3", 9000, 100_000), id: "3" }]
  const { rows } = ranked(list, { goal: "reach" })
  expect(rows.find(({ candidate }) => candidate.id === "3")?.flags).toEqual([
    {
      flag: "overpriced",
      words: {
        en: "CPM 90 CNY is 9.0 times the list's median (10 CNY).",
        zh: "CPM 90 元，为名单中位数（10 元）的 9.0 倍。"
      }
    }
  ])
})
