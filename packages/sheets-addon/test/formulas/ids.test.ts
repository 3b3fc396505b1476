import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { column, ids, type Open, open, type Rows } from "../support/document.ts"

/** What stands among ids and is none: headings, and cells whose own formulas still work. */

let opened: Open

beforeEach(async () => {
  opened = await open()
})
afterEach(() => opened.close())

const rows = async (...args: ReadonlyArray<unknown>) =>
  (await opened.document.cell("XINGTU_SPREAD_METRICS", ...args)) as Rows

test.each([
  "Creators",
  "KOL",
  "Xingtu ID (required)",
  "ID:",
  "Links of creators",
  "Creator ID / link",
  "达人",
  "达人ID（必填）",
  "星图主页链接",
  "博主名单",
  "达人编号："
])("the heading %s is the table's own at the top, and a blank line further down", async (heading) => {
  const [a, b] = ids(2)
  const told = await rows(column([heading, a, heading, b]), "Videos")
  expect(told.map(([, error]) => error)).toEqual(["error", "", "", ""])
  expect(told[2]).toEqual(["", ""])
  expect(opened.sandbox.ledger().charged).toBe(2)
})

test.each(["Loading...", "#BUSY!", "正在加载…", "加载中..."])(
  "an id that is still calculated (%s) waits: it says so, costs nothing, and is never frozen",
  async (text) => {
    const [a] = ids(1)
    const told = await rows(column([a, text]), "Videos")
    expect(told[1]?.[1]).toBe("")
    expect(told[2]?.[1]).toMatch(/^Pending: the ID's cell is still being calculated.*Nothing was charged/)
    expect(opened.sandbox.ledger().charged).toBe(1)
    await opened.document.ask("grid.spill", "Sheet1", 1, 2, "=XINGTU_SPREAD_METRICS(A1:A2)", told)
    expect(await opened.document.user("xingtuCall", "freeze", null)).toMatchObject({
      problem: { en: expect.stringMatching(/Nothing was replaced/) }
    })
  }
)

test.each(["#N/A", "#REF!", "#NAME?", "#CONNECT!", "#BLOCKED!"])(
  "an id's cell with an error of its own (%s) is skipped with a word",
  async (text) => {
    const [a] = ids(1)
    const told = await rows(column([text, a]), "Videos")
    expect(told[1]?.[1]).toMatch(/itself has an error/)
    expect(opened.sandbox.ledger().charged).toBe(1)
  }
)

describe("where figures still come", () => {
  const table = (cell: unknown) => [
    ["ID", "Median plays", "price_placement", "cpm_placement"],
    [ids(1)[0], cell, 20_000, 40],
    [ids(2)[1], 400, 10_000, 20]
  ]

  test("a table is not ranked, and no budget spent on it", async () => {
    const { document } = opened
    expect(await document.cell("XINGTU_RANK", table("Loading..."), "reach")).toMatch(/^Pending: cells of the table/)
    expect(await document.cell("XINGTU_ALLOCATE", table("#BUSY!"), 30_000)).toMatch(/^Pending: cells of the table/)
    expect(await document.cell("XINGTU_RANK", table(500), "reach")).toHaveLength(3)
  })

  test("the sidebar waits for them before it plans", async () => {
    const { document } = opened
    const [a = "", b = ""] = ids(2)
    const area = { sheet: "Sheet1", row: 1, column: 1, rows: 2, columns: 1 }
    await document.write(area, [["@"], ["@"]], "format")
    await document.write(area, [[a], ["Loading..."]])
    const reads = async () => Number(Object((await document.ask("counts")) as object)["grid.read"] ?? 0)
    const before = await reads()
    const request = { subject: "spreadMetrics", ids: "Sheet1!A1:A2", fields: "", options: {}, to: "" }
    const planned = document.user("xingtuCall", "plan", request)
    await expect.poll(reads, { interval: 20 }).toBeGreaterThan(before)
    await document.write(area, [[a], [b]])
    expect(await planned).toMatchObject({ value: { ids: 2, toPay: 2, problems: [] } })
  })

  test("and says which did not come", async () => {
    const { document } = opened
    await document.turn({ waits: false })
    const area = { sheet: "Sheet1", row: 1, column: 1, rows: 2, columns: 1 }
    await document.write(area, [["@"], ["@"]], "format")
    await document.write(area, [[ids(1)[0] ?? ""], ["#BUSY!"]])
    const request = { subject: "spreadMetrics", ids: "Sheet1!A1:A2", fields: "", options: {}, to: "" }
    expect(await document.user("xingtuCall", "plan", request)).toMatchObject({
      value: {
        ids: 1,
        problems: [{ count: 1, why: { en: expect.stringMatching(/still being calculated \(#BUSY!\)/) } }]
      }
    })
  })
})
