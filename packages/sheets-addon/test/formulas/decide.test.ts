import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { ids, type Open, open, type Rows } from "../support/document.ts"

let opened: Open

beforeAll(async () => {
  opened = await open()
})

afterAll(() => opened.close())

const [first = "", second = "", third = ""] = ids(3)

const table = [
  ["ID", "Name", "Followers", "Median plays", "price_placement", "cpm_placement", "expected_play_num"],
  [first, "Anna", 1_000_000, 500_000, 20_000, 40, 500_000],
  [second, "Ben", 800_000, 400_000, 10_000, 25, 400_000],
  [third, "Chen", 90_000, 10_000, 30_000, 3_000, 10_000]
]

const cell = (name: string, ...args: ReadonlyArray<unknown>) => opened.document.cell(name, ...args)

describe("a table as a decision, without a request", () => {
  test("is ranked with reasons, and who is out of bounds comes last with the reason", async () => {
    const rows = (await cell("XINGTU_RANK", table, "reach", "maxPrice=25000")) as Rows
    expect(rows[0]?.slice(0, 4)).toEqual(["Rank", "id", "Name", "Score"])
    expect(rows.slice(1).map(([place, id]) => [place, id])).toEqual([
      [1, second],
      [2, first],
      ["", third]
    ])
    expect(rows[1]?.[6]).toMatch(/CPM/)
    expect(rows[3]?.[7]).toMatch(/25,000/)
  })

  test.each(["2.5万", "25k", "25,000", "￥25000", "２５０００"])("a bound and a budget may be %s", async (amount) => {
    expect(await cell("XINGTU_RANK", table, "reach", `maxPrice=${amount}`)).toEqual(
      await cell("XINGTU_RANK", table, "reach", "maxPrice=25000")
    )
    expect(await cell("XINGTU_ALLOCATE", table, amount)).toEqual(await cell("XINGTU_ALLOCATE", table, 25_000))
  })

  test.each(["转化", "带货"])(
    "the goal of sales is read in Chinese, also as it was called before: %s",
    async (goal) => {
      expect(await cell("XINGTU_RANK", table, goal)).toEqual(await cell("XINGTU_RANK", table, "sales"))
      expect(((await cell("XINGTU_RANK", table, goal)) as Rows)[0]?.[0]).toBe("Rank")
    }
  )

  test("a budget is spent on those who bring the most", async () => {
    const rows = (await cell("XINGTU_ALLOCATE", table, 35_000, "never=" + third)) as Rows
    expect(rows.slice(1)).toEqual(
      [
        [first, "", "placement", 20_000, 500_000],
        [second, "", "placement", 10_000, 400_000],
        ["Total", "", "", 30_000, 900_000],
        ["Budget left", "", "", 5_000, ""]
      ].map((row) => [row[0], row[0] === first ? "Anna" : row[0] === second ? "Ben" : "", ...row.slice(2)])
    )
  })

  test("what cannot be used is told with the cure", async () => {
    expect(await cell("XINGTU_RANK", "x", "reach")).toMatch(/headings in its first row/)
    expect(await cell("XINGTU_RANK", table, "reech")).toMatch(/reach/)
    expect(await cell("XINGTU_RANK", table, "reach", "maxprise=1")).toMatch(/Did you mean maxPrice/)
    expect(await cell("XINGTU_ALLOCATE", table, "much")).toMatch(/budget/i)
    expect(opened.sandbox.ledger().requests).toBe(0)
  })

  test("a row whose ID was a number is told: without it a decision would look finished", async () => {
    const numbers = table.map((row, i) => (i === 2 ? [Number(row[0]), ...row.slice(1)] : row))
    for (const formula of ["XINGTU_RANK", "XINGTU_ALLOCATE"] as const) {
      const told = await cell(formula, numbers, formula === "XINGTU_RANK" ? "reach" : 35_000)
      expect(told).toMatch(/Row 3: This ID has lost its last digits/)
    }
  })

  test("a limit of 0 pays for nothing; 0 as it was stored before, and none, are no limit", async () => {
    const { document, sandbox, set } = opened
    const shown = async (id: string) => document.cell("XINGTU_SPREAD_METRICS", id, "Videos")
    await set({ dailyLimit: 0 })
    await shown(first)
    expect(sandbox.ledger().requests).toBe(0)
    await set({ daily: 0 })
    await shown(first)
    await set({ dailyLimit: null, formulasDaily: null })
    await shown(second)
    expect(sandbox.ledger().requests).toBe(2)
    await set({ formulasDaily: 0 })
    await shown(third)
    expect(sandbox.ledger().requests).toBe(2)
  })
})
