import { expect, it } from "@effect/vitest"
import { Effect } from "effect"
import { Shortlist, Xingtu } from "../../src/index.ts"
import { scripted } from "../support/api.ts"

const candidates: ReadonlyArray<Shortlist.Candidate> = [
  {
    id: "6955721930401190001",
    name: "晚风",
    followers: 1_200_000,
    offers: [
      { kind: "placement", price: 30_000, cpm: 20, expectedPlays: 1_500_000 },
      { kind: "custom", price: 50_000 }
    ],
    interactionRate: 0.03,
    medianPlays: 1_000_000
  },
  { id: "6955721930401190002", offers: [{ kind: "placement", price: 90_000, expectedPlays: 900_000 }] }
]

const ranked = (brief: Shortlist.Brief) => {
  const ranking = Shortlist.rank(candidates, brief)
  if (ranking._tag !== "Ranked") throw new Error(ranking.happened.en)
  return ranking
}

const column = ({ columns, rows }: ReturnType<typeof Shortlist.candidatesTable>, key: string) =>
  rows.map((row) => row[columns.findIndex((one) => one.key === key)])

it("a table of candidates is read back with the same figures, and leaves out what nobody has", () => {
  const { columns, rows } = Shortlist.candidatesTable(candidates)
  const back = Shortlist.fromTable(
    columns.map(({ key }) => key),
    rows
  )
  expect(back.unknown).toEqual([])
  expect(back.candidates[0]).toMatchObject({
    id: "6955721930401190001",
    name: "晚风",
    followers: 1_200_000,
    interactionRate: 0.03,
    offers: [
      { kind: "placement", price: 30_000, cpm: 20 },
      { kind: "custom", price: 50_000 }
    ]
  })
  expect(columns.map(({ key }) => key)).not.toContain("category")
  expect(column({ columns, rows }, "followers")).toEqual([1_200_000, undefined])
})

it("a table of a ranking has everybody, those outside the brief last, with the reason and without a place", () => {
  const table = Shortlist.rankingTable(ranked({ goal: "reach", bounds: { price: { max: 60_000 } } }))
  expect(column(table, "id")).toEqual(["6955721930401190001", "6955721930401190002"])
  expect(column(table, "place")).toEqual([1, undefined])
  expect(column(table, "flags")[1]).toMatch(/^Out: \S/)
  const zh = Shortlist.rankingTable(ranked({ goal: "reach", bounds: { price: { max: 60_000 } } }), "zh")
  expect(column(zh, "flags")[1]).toMatch(/^未入选：\S/)
  expect(column(zh, "kind")[0]).toBe("植入视频")
})

it("a table of an allocation names who gets what, and what was counted", () => {
  const plan = Shortlist.allocate(candidates, { budget: 120_000 })
  if (plan._tag !== "Allocated") throw new Error(plan.happened.en)
  const table = Shortlist.allocationTable(plan, candidates)
  expect(column(table, "price").reduce((sum: number, price) => sum + Number(price), 0)).toBe(plan.cost)
  expect(column(table, "nick_name")).toContain("晚风")
  expect(table.columns.map(({ title }) => title.en)).toContain("expected plays")
})

it.effect("a saved ranking is there for its owner only, the newest of a name, also when what is stored is spoilt", () =>
  Effect.gen(function* () {
    const xingtu = yield* scripted().client({})
    yield* Effect.gen(function* () {
      yield* Shortlist.save("anna", "spring", ranked({ goal: "reach" }))
      yield* Shortlist.save("anna", "spring", ranked({ goal: "reach", bounds: { price: { max: 60_000 } } }))
      yield* xingtu.history.add("shortlists/anna", "{", 20)
      const [spring, ...others] = yield* Shortlist.saved("anna")
      expect(others).toEqual([])
      expect(spring?.name).toBe("spring")
      expect(spring && column(spring.table, "place")).toEqual([1, undefined])
      expect(spring && column(spring.table, "price")).toEqual([30_000, undefined])
      expect(yield* Shortlist.saved("ben")).toEqual([])
    }).pipe(Effect.provideService(Xingtu, xingtu))
  })
)
