import { Shortlist } from "@xingtu/core/adapter"
import { afterAll, beforeAll, expect, test } from "vitest"
import { ids, type Open, open, type Rows } from "../support/document.ts"

/** The sidebar's ranking and budget: the same as the formulas' and core's, in a new tab, without a request. */

let opened: Open

const all = ids(12)

const head = [
  "ID",
  "昵称",
  "Followers",
  "Median plays",
  "Interaction rate",
  "报价（植入视频）（元）",
  "Expected CPM, placement (CNY)",
  "Categories",
  "Women"
]

const table: Rows = [
  head,
  ...all.map((id, i) => [
    id,
    i === 3 ? '=IMPORTXML("http://x")' : `Creator ${i}`,
    100_000 * (i + 1),
    (7 * i) % 12 === 0 ? "" : 10_000 * (((7 * i) % 12) + 1),
    0.01 * ((i % 5) + 1),
    5_000 + 1_000 * ((5 * i) % 12),
    20 + ((11 * i) % 17),
    i % 2 === 0 ? "美食: 探店" : "美妆",
    0.2 + 0.05 * i
  ])
]

const area = { sheet: "Sheet1", row: 1, column: 1, rows: table.length, columns: head.length }

beforeAll(async () => {
  opened = await open()
  await opened.document.write(
    area,
    table.map(() => head.map((_, c) => (c < 2 ? "@" : "General"))),
    "format"
  )
  // The stand-in takes an equals sign for a formula, so the creator's name is written as Sheets would show it.
  await opened.document.write(
    area,
    table.map((row) => row.map((cell) => (String(cell).startsWith("=") ? `'${cell}` : cell)))
  )
})
afterAll(() => opened.close())

const decide = (given: unknown) =>
  opened.document.user("xingtuCall", "decide", given) as Promise<{
    readonly value: { readonly sheet: string; readonly told: { readonly en: string } }
    readonly problem?: { readonly en: string }
  }>

const tab = async (sheet: string, columns: number) => {
  const rows = (await opened.document.read({ sheet, row: 1, column: 1, rows: 40, columns })) as Rows
  return rows.filter((row) => row.some((cell) => cell !== ""))
}

test.each<[string, Shortlist.Brief]>([
  ["by its goal", { goal: "reach" }],
  [
    "with a kind, bounds, categories and an audience",
    {
      goal: "engagement",
      kind: "placement",
      audience: { gender: ["female"] },
      bounds: { price: { max: 14_000 }, followers: { min: 200_000 }, categories: ["美食"] }
    }
  ],
  ["with weights of one's own", { goal: "sales", weights: { plays: 1, cpm: 0.5, audience: 0 } }]
])("a table is ranked %s: places, scores and reasons are core's", async (_, brief) => {
  const { value } = await decide({ what: "rank", table: "Sheet1!B3", brief })
  expect(value.sheet).toMatch(/^Ranking/)
  const rows = await tab(value.sheet, 8)
  const { candidates } = Shortlist.fromTable(head, table.slice(1))
  const ranking = Shortlist.rank(candidates, brief)
  if (ranking._tag !== "Ranked") throw new Error("It is a brief.")
  expect(ranking.rows.length).toBeGreaterThan(2)
  expect(rows.slice(1).map(([place, id, , score, , , why]) => [place, id, score, why])).toEqual([
    ...ranking.rows.map(({ candidate, place, reasons, score }) => [
      place,
      candidate.id,
      score === undefined ? "" : Number(score.toFixed(1)),
      reasons.map(({ en }) => en).join("; ")
    ]),
    ...ranking.out.map(({ id }) => ["", id, "", ""])
  ])
  expect(value.told.en).toBe(`12 creators in the new tab "${value.sheet}". Nothing was charged.`)
})

test("the formula gives the same table", async () => {
  const { value } = await decide({
    what: "rank",
    table: "Sheet1!A1:I13",
    brief: { goal: "reach", bounds: { price: { max: 14_000 } } }
  })
  expect(await tab(value.sheet, 8)).toEqual(
    ((await opened.document.cell("XINGTU_RANK", table, "reach", "maxPrice=14000")) as Rows).map((row) =>
      row.map((cell) => (String(cell).startsWith("=") ? `'${cell}` : cell))
    )
  )
})

test("a budget is spent as core spends it, with who is not in and why", async () => {
  const options = { budget: 40_000, maxCreators: 4, must: [all[0] ?? ""], perCategory: 3 }
  const { value } = await decide({ what: "allocate", table: "Sheet1!A1:I13", options })
  const rows = await tab(value.sheet, 6)
  const plan = Shortlist.allocate(Shortlist.fromTable(head, table.slice(1)).candidates, options)
  if (plan._tag !== "Allocated") throw new Error("It can be met.")
  expect(plan.picks.length).toBeGreaterThan(1)
  expect(rows.slice(1, plan.picks.length + 1).map(([id, , , price, expected]) => [id, price, expected])).toEqual(
    plan.picks.map(({ expected, id, price }) => [id, price, Math.round(expected)])
  )
  expect(rows[plan.picks.length + 1]?.slice(0, 5)).toEqual(["Total", "", "", plan.cost, Math.round(plan.expected)])
  const outs = new Map(rows.map((row) => [row[0], row[5]]))
  expect(plan.out.length).toBeGreaterThan(3)
  for (const { id, why } of plan.out) expect(outs.get(id)).toBe(why.en)
  expect(value.told.en).toMatch(new RegExp(`^${plan.picks.length} creators? in`))
})

test("a creator's name is no formula, and figures have their formats", async () => {
  const { value } = await decide({ what: "rank", table: "Sheet1!A1", brief: { goal: "reach" } })
  const at = { sheet: value.sheet, row: 1, column: 1, rows: 13, columns: 8 }
  expect((await opened.document.read(at, "formula")).flat().join("")).toBe("")
  expect((await opened.document.read(at, "format"))[1]).toEqual(["#,##0", "@", "@", "0.0", "@", "#,##0.00", "@", "@"])
})

test.each([
  [{ what: "rank", table: "Nowhere!A1:B2", brief: { goal: "reach" } }, /not a range/],
  [{ what: "rank", table: "Sheet1!Z50", brief: { goal: "reach" } }, /headings in its first row/],
  [{ what: "rank", table: "Sheet1!A1", brief: { goal: "fame" } }, /goal/],
  [
    { what: "rank", table: "Sheet1!A1", brief: { goal: "reach", bounds: { price: { min: null } } } },
    /bounds\.price\.min/
  ],
  [{ what: "rank", table: "Sheet1!A1", brief: { goal: "reach", bounds: { cpm: { min: 9, max: 1 } } } }, /minimum 9/],
  [{ what: "allocate", table: "Sheet1!A1", options: { budget: null } }, /budget/],
  [{ what: "allocate", table: "Sheet1!A1", options: { budget: 100, must: [all[0]] } }, /budget/i],
  [{ what: "burn", table: "Sheet1!A1" }, /Choose what/],
  [null, /./]
])("what cannot be decided is told, and makes no tab: %j", async (given, words) => {
  const names = await opened.document.ask("grid.names")
  expect((await decide(given)).problem?.en).toMatch(words)
  expect(await opened.document.ask("grid.names")).toEqual(names)
})

test("nothing was requested for any of it", () => {
  expect(opened.sandbox.ledger().requests).toBe(0)
})
