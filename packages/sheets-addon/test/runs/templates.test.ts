import { token } from "@xingtu/testing"
import { once } from "node:events"
import { Worker } from "node:worker_threads"
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { Document } from "../../host/index.ts"
import { built, ids, type Rows } from "../support/document.ts"
import { engine, type Engine } from "../support/engine.ts"
import { gridPicture } from "../support/gridPicture.ts"
import { browser } from "../support/page.ts"
import { pictures } from "../support/sidebar.ts"

/** Templates: what the sidebar writes into a new tab, and what a formula engine makes of it. */

const wanted = ids(6, 40)
let api: Worker
let url: string
let document: Document

const ledger = async (): Promise<{ readonly charged: number; readonly requests: number }> =>
  fetch(`${url}/_sandbox/ledger`).then((response) => response.json() as Promise<{ charged: number; requests: number }>)

beforeAll(async () => {
  api = new Worker(new URL("../support/sandboxThread.ts", import.meta.url))
  const [said]: ReadonlyArray<unknown> = await once(api, "message")
  url = String(said)
})
afterAll(() => api.terminate())

beforeEach(async () => {
  document = new Document(built, { routes: { "https://api.justoneapi.com": url } })
  await document.ask("properties.set", "document", { token, settings: JSON.stringify({ atOnce: 100 }) })
  const area = { sheet: "Sheet1", row: 1, column: 1, rows: wanted.length, columns: 1 }
  await document.write(
    area,
    wanted.map(() => ["@"]),
    "format"
  )
  await document.write(
    area,
    wanted.map((id) => [id])
  )
  return () => document.close()
})

interface Answer {
  readonly value: {
    readonly sheet: string
    readonly told: ReadonlyArray<{ readonly en: string }>
    readonly ids: number
    readonly toPay: number
    readonly perId: number
  }
  readonly problem?: { readonly en: string }
}

const call = (name: string, given: unknown) => document.user("xingtuCall", name, given) as Promise<Answer>

const make = async (template: string, address = "Sheet1!A1:A6") => {
  const made = await call("makeTemplate", { template, ids: address })
  expect(made.problem).toBeUndefined()
  return made.value
}

const part = async (sheet: string, what: "value" | "formula" | "format", rows = 60, columns = 24) =>
  (await document.read({ sheet, row: 1, column: 1, rows, columns }, what)) as Rows

interface Rule {
  readonly ranges: ReadonlyArray<{ readonly row: number; readonly column: number; readonly rows: number }>
  readonly when?: { readonly type: string; readonly values: ReadonlyArray<unknown> }
  readonly gradient?: object
}

const rulesOf = async (sheet: string) => (await document.ask("grid.rules", sheet)) as ReadonlyArray<Rule>

/** The formulas of a tab by their cells. */
const formulasOf = async (sheet: string): Promise<Readonly<Record<string, string>>> =>
  Object.fromEntries(
    (await part(sheet, "formula")).flatMap((row, r) =>
      row.flatMap((formula, c) =>
        formula === "" ? [] : [[`${String.fromCharCode(65 + c)}${r + 1}`, String(formula)] as const]
      )
    )
  )

const calculated = async (formulas: Readonly<Record<string, string>>): Promise<Engine> => {
  const names = [...new Set(Object.values(formulas).map((formula) => /XINGTU_\w+/.exec(formula)?.[0] ?? ""))]
  const sheet = engine(document, wanted, names)
  for (const [cell, formula] of Object.entries(formulas)) await sheet.enter({ [cell]: formula })
  return sheet
}

describe("a shortlist", () => {
  test("tells what its formulas will pay, pays nothing to be made, and copies the ids as texts", async () => {
    const before = await ledger()
    expect(await call("planTemplate", { template: "shortlist", ids: "Sheet1!A1:A6" })).toMatchObject({
      value: { ids: 6, toPay: 24, perId: 4 }
    })
    expect(await call("planTemplate", { template: "shortlist", ids: "" })).toMatchObject({
      value: { ids: 0, toPay: 0, perId: 4 }
    })
    const { sheet, told } = await make("shortlist")
    expect(await ledger()).toEqual(before)
    expect(told[0]?.en).toBe('Created the tab "Shortlist" with 6 IDs.')
    const values = await part(sheet, "value")
    expect(values.slice(0, 8).map(([id]) => id)).toEqual(["id", ...wanted, ""])
    expect((await make("shortlist", "")).told[0]?.en).toMatch(/"Shortlist 2": enter IDs .* rows 2 to 50/)
  })

  test("is calculated by a formula engine: figures beside the ids, and a ranking of them with reasons", async () => {
    const { sheet } = await make("shortlist")
    const before = await ledger()
    const { toPay } = (await call("planTemplate", { template: "shortlist", ids: "Sheet1!A1:A6" })).value
    const formulas = await formulasOf(sheet)
    expect(Object.keys(formulas)).toEqual(["B1", "M1"])
    const book = await calculated({ A1: '="id"', ...formulas })
    const figures = book.values("A1:K7")
    expect(figures[0]).toEqual([
      "id",
      "Name",
      "Followers",
      "Median plays",
      "Interaction rate",
      "Completion rate",
      "Price, placement (CNY)",
      "Price, custom (CNY)",
      "Expected CPM, placement (CNY)",
      "Women",
      "error"
    ])
    const ranked = book.values("M1:T7")
    expect(ranked[0]).toEqual([
      "Rank",
      "id",
      "Name",
      "Score",
      "Kind of video",
      "Price (CNY)",
      "Why",
      "Check before buying"
    ])
    expect(new Set(ranked.slice(1).map(([, id]) => id))).toEqual(new Set(wanted))
    expect(ranked.slice(1).map(([place]) => place)).toEqual([1, 2, 3, 4, 5, 6])
    expect(String(ranked[1]?.[6])).toMatch(/CPM/)
    expect((await ledger()).charged - before.charged).toBe(toPay)
    if (pictures !== undefined) {
      await document.ask(
        "grid.spill",
        sheet,
        1,
        2,
        formulas["B1"],
        figures.map((row) => row.slice(1))
      )
      await document.ask("grid.spill", sheet, 1, 13, formulas["M1"], ranked)
      const chrome = await browser()
      const of = { sheet, formula: formulas["B1"] ?? "", rows: 7, columns: 18 }
      await gridPicture(chrome, document, of, `${pictures}sheets-shortlist.png`)
      await chrome.close()
    }
    book.close()
  })

  test("has formats by unit and colours under the heads they are about", async () => {
    const { sheet } = await make("shortlist")
    const [, line = []] = await part(sheet, "format", 2, 20)
    expect(line.slice(0, 11)).toEqual([
      "@",
      "@",
      "#,##0",
      "#,##0",
      "0.00%",
      "0.00%",
      "#,##0.00",
      "#,##0.00",
      "#,##0.00",
      "0.00%",
      "@"
    ])
    const rules = await rulesOf(sheet)
    const gradients = rules.filter(({ gradient }) => gradient !== undefined).map(({ ranges }) => ranges[0]?.column)
    // Plays, rates and CPM; the score of the ranking.
    expect(gradients).toEqual([4, 5, 6, 9, 16])
    expect(rules.every(({ ranges }) => ranges[0]?.row === 2 && ranges[0].rows === 49)).toBe(true)
    expect(rules.filter(({ when }) => when !== undefined).map(({ when }) => when?.values[0])).toEqual([
      "=LEN($K2)>0",
      "=LEN($T2)>0"
    ])
  })
})

test("a price watch has prices, targets and changes; a price that meets its target is green", async () => {
  const { sheet, told } = await make("priceWatch")
  expect(told[1]?.en).toMatch(/daily snapshots/)
  const formulas = await formulasOf(sheet)
  expect(Object.keys(formulas)).toEqual(["B1", "G2", "H2", "I2", "J2"])
  const [heads = []] = await part(sheet, "value")
  expect(heads.slice(5, 10)).toEqual([
    "Target price (CNY)",
    "Price, placement, 7 days",
    "Price, placement, 30 days",
    "Price, custom, 7 days",
    "Price, custom, 30 days"
  ])
  expect((await part(sheet, "format"))[1]?.slice(5, 8)).toEqual(["#,##0.00", "0.00%", "0.00%"])
  const book = await calculated(formulas)
  expect(book.values("B1:E1")).toEqual([["Name", "Price, placement (CNY)", "Price, custom (CNY)", "error"]])
  expect(String(book.values("G2:G2")[0]?.[0])).toMatch(/No daily snapshot/)
  book.close()
  expect((await rulesOf(sheet)).map(({ when }) => when?.values[0])).toContain(
    "=AND(ISNUMBER($C2), ISNUMBER($F2), $C2<=$F2)"
  )
})

test("a weekly report pays nothing: changes of every figure of the snapshots, with a chart", async () => {
  const before = await ledger()
  expect(await call("planTemplate", { template: "weekly", ids: "Sheet1!A1:A6" })).toMatchObject({
    value: { ids: 6, toPay: 0, perId: 0 }
  })
  const { sheet } = await make("weekly")
  const formulas = await formulasOf(sheet)
  expect(Object.values(formulas)).toHaveLength(6)
  expect(Object.values(formulas).every((formula) => formula.startsWith("=XINGTU_CHANGE(A2:A50, "))).toBe(true)
  expect((await document.ask("grid.charts", sheet)) as ReadonlyArray<unknown>).toMatchObject([
    { type: "COLUMN", ranges: [{ column: 2 }, { column: 3 }], options: { title: "Followers, 7 days" } }
  ])
  // Where a figure rises it is good for followers and bad for prices.
  const colours = (await rulesOf(sheet)).filter(({ when }) => when?.type === "NUMBER_GREATER_THAN")
  expect(colours.map((rule) => Object(rule).background)).toEqual([
    "#b7e1cd",
    "#b7e1cd",
    ...Array.from({ length: 4 }, () => "#f4c7c3")
  ])
  // With a history its cells have figures.
  expect(
    await document.user("xingtuCall", "startHistory", { ids: "Sheet1!A1:A6", budget: 18, figure: "follower" })
  ).not.toHaveProperty("problem")
  await document.user("xingtuCall", "stepHistory", null)
  const history = { sheet: "Creator history", row: 2, column: 1, rows: 6, columns: 10 }
  const rows = await document.read(history)
  const weekAgo = new Date(Date.parse(String(rows[0]?.[0])) - 7 * 86_400_000).toISOString().slice(0, 10)
  await document.write(
    { ...history, row: 8 },
    rows.map(() => rows[0]?.map(() => "@") ?? []),
    "format"
  )
  await document.write(
    { ...history, row: 8 },
    rows.map((row) => [weekAgo, ...row.slice(1).map((cell) => (typeof cell === "number" ? cell / 2 : cell))])
  )
  const book = await calculated(formulas)
  expect(
    book
      .values("C2:C7")
      .flat()
      .filter((value) => value === 1)
  ).toHaveLength(6)
  book.close()
  expect((await ledger()).charged - before.charged).toBeLessThanOrEqual(18)
})

test("in Chinese, heads and formulas are Chinese and mean the same", async () => {
  await document.turn({ locale: "zh_CN" })
  const { sheet } = await make("shortlist")
  expect(sheet).toBe("候选名单")
  const book = await calculated(await formulasOf(sheet))
  expect(book.values("B1:D1")).toEqual([["昵称", "粉丝数", "播放量中位数"]])
  book.close()
})

test.each([
  [{ template: "novel", ids: "" }, /Unknown template/],
  [{ template: "shortlist", ids: "Nowhere!A1" }, /not a range/],
  [{}, /Unknown template/]
])("what cannot be made is told: %j", async (given, words) => {
  expect((await call("makeTemplate", given)).problem?.en).toMatch(words)
  expect((await call("planTemplate", given)).problem?.en).toMatch(words)
  expect(await document.ask("grid.names")).toHaveLength(1)
})
