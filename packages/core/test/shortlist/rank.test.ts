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
