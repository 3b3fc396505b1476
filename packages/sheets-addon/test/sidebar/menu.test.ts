import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { readFileSync } from "node:fs"
import { say } from "../../src/util/words.ts"
import { column, ids, type Open, open } from "../support/document.ts"

/** What happens without the sidebar: opening, the menu, the hourly trigger. */

let opened: Open

beforeEach(async () => {
  opened = await open()
})
afterEach(() => opened.close())

const entries = [
  "xingtuGetData",
  "xingtuRefresh",
  "xingtuRefreshTable",
  "xingtuFreeze",
  "xingtuFormat",
  "xingtuSettings"
]

const seen = async () =>
  (await opened.document.ask("shown")) as ReadonlyArray<{
    readonly menu?: ReadonlyArray<{ readonly title: string; readonly handler: string }>
    readonly sidebar?: string
    readonly toast?: string
  }>

test("opening a document shows the menu in its language and keeps what formulas paid for", async () => {
  await opened.document.cell("XINGTU_SPREAD_METRICS", column(ids(3)))
  const outbox = async () =>
    Object.keys((await opened.document.ask("properties", "document")) as object).filter((key) => key.startsWith("d:"))
  expect(await outbox()).toHaveLength(1)
  await opened.document.turn({ locale: "zh_CN" })
  await opened.document.user("onOpen", { authMode: "LIMITED" })
  expect(await outbox()).toEqual([])
  expect(await opened.document.ask("grid.names")).toEqual([
    { name: "Sheet1", hidden: false },
    { name: "_xingtu", hidden: true }
  ])
  const [{ menu = [] } = {}] = await seen()
  expect(menu.map(({ handler }) => handler)).toEqual(entries)
  expect(menu.map(({ title }) => title)).toContain("刷新")
})

test("messages in both languages, and the README, name the menu as Google shows it: by the project's name", () => {
  const text = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8")
  const named = `${text("src/util/words.ts")}${text("README.md")}`.matchAll(
    /(?:Extensions|扩展程序) > (?!Apps|Add-ons)([^ *`,.）)”>]+)/g
  )
  expect(new Set([...named].map(([, name]) => name))).toEqual(new Set([say.menu.en, say.menu.zh]))
  expect(say.menu.zh).toBe(say.menu.en)
  expect(text("README.md")).toContain(`name the project *${say.menu.en}*`)
})

test("where nobody has allowed the add-on yet, the menu is all it touches, in the person's language", async () => {
  await opened.document.turn({ locale: "en_US", userLocale: "zh-CN" })
  const { result } = await opened.document.run("onOpen", [{ authMode: "NONE" }], "none")
  expect(result).not.toHaveProperty("error")
  const [{ menu = [] } = {}] = await seen()
  expect(menu.map(({ title }) => title)).toContain("刷新")
})

test("every menu entry is a function, and opens the sidebar at its page", async () => {
  for (const name of ["xingtuGetData", "xingtuRefresh", "xingtuSettings"]) await opened.document.user(name)
  expect((await seen()).map(({ sidebar }) => sidebar)).toEqual(["Sidebar", "Sidebar", "Sidebar"])
  const { value } = (await opened.document.user("xingtuCall", "state", null)) as {
    readonly value: { readonly page: string }
  }
  expect(value.page).toBe("settings")
  await opened.document.user("xingtuFreeze")
  expect((await seen()).at(-1)?.toast).toMatch(/no Xingtu formula/)
})

test("every hour: what formulas wait for is paid for and they are calculated again; the rest is left alone", async () => {
  const { document, sandbox } = opened
  const wanted = ids(20)
  const formula = "=XINGTU_SPREAD_METRICS(A2:A21)"
  await document.write({ sheet: "Sheet1", row: 1, column: 2, rows: 1, columns: 2 }, [[formula, "=SUM(A1)"]], "formula")
  await document.cell("XINGTU_SPREAD_METRICS", column(wanted))
  expect(sandbox.ledger().charged).toBe(0)
  await document.user("xingtuHourly")
  expect(sandbox.ledger().charged).toBe(20)
  const cleared = async () => ((await document.ask("counts")) as Readonly<Record<string, number>>)["grid.clear"]
  const before = await cleared()
  await document.user("xingtuHourly")
  expect(sandbox.ledger().charged).toBe(20)
  // With nothing to do it does not touch the formulas.
  expect(await cleared()).toBe(before)
  expect(await document.read({ sheet: "Sheet1", row: 1, column: 2, rows: 1, columns: 2 }, "formula")).toEqual([
    [formula, "=SUM(A1)"]
  ])
})

test("trouble that may be over soon is shown for a minute instead of being asked for again", async () => {
  const { document, sandbox } = opened
  await opened.set({ retries: 0 })
  sandbox.faults([{ fault: { kind: "code", code: 503 } }])
  const [id] = ids(1)
  const ask = () => document.cell("XINGTU_SPREAD_METRICS", id, "Videos")
  expect(await ask()).toMatch(/\(503\)/)
  expect(await ask()).toMatch(/\(503\)/)
  expect(sandbox.ledger().requests).toBe(1)
  sandbox.faults([])
  await document.turn({ ahead: 61_000 })
  expect(await ask()).not.toMatch(/503/)
})

const day = 86_400_000

const pendingNow = async () =>
  (await opened.document.user("xingtuCall", "waiting", null)) as {
    readonly value: { readonly pending: number; readonly old: number }
  }

test("what no formula has asked for lately is not paid for, neither as pending nor as old", async () => {
  const { document, sandbox, set } = opened
  await set({ atOnce: 1, freshDays: 7 })
  const [stored = "", ...waiting] = ids(13)
  await document.cell("XINGTU_SPREAD_METRICS", stored, "Videos")
  await document.cell("XINGTU_SPREAD_METRICS", column(waiting), "Videos")
  expect(await pendingNow()).toMatchObject({ value: { pending: 12, old: 0 } })
  await document.turn({ ahead: 8 * day })
  // The formula of the stored id is still there and was calculated; the others are gone.
  await document.cell("XINGTU_SPREAD_METRICS", stored, "Videos")
  expect(await pendingNow()).toMatchObject({ value: { pending: 0, old: 1 } })
  await document.user("xingtuHourly")
  expect(sandbox.ledger().charged).toBe(2)
})

test("old answers that a run renewed before the quota ended are not paid for again when it goes on", async () => {
  const { document, sandbox, set } = opened
  await set({ atOnce: 12, freshDays: 1 })
  const cells = () => document.cell("XINGTU_SPREAD_METRICS", column(ids(12)), "Videos")
  await cells()
  await document.turn({ ahead: 2 * day })
  await cells()
  expect(await pendingNow()).toMatchObject({ value: { pending: 0, old: 12 } })
  sandbox.settings({ dailyQuota: sandbox.ledger().charged + 5 })
  const {
    value: { id }
  } = (await document.user("xingtuCall", "refresh", "pendingAndOld")) as { readonly value: { readonly id: string } }
  expect(await document.user("xingtuCall", "step", id)).toMatchObject({ value: { state: "blocked", charged: 5 } })
  sandbox.settings({})
  await document.turn({ ahead: 3 * day })
  await document.user("xingtuCall", "resume", null)
  expect(await document.user("xingtuCall", "step", id)).toMatchObject({ value: { state: "finished", charged: 12 } })
  expect(sandbox.ledger().charged).toBe(24)
})

test("formulas with different options wait for different calls", async () => {
  const { document, set } = opened
  const [a, b] = ids(2)
  await document.cell("XINGTU_SPREAD_METRICS", a, "Videos", "range=DAY_30")
  await set({ formulasPay: false })
  await document.cell("XINGTU_SPREAD_METRICS", column([a, b]), "Videos", "range=DAY_30")
  await document.cell("XINGTU_SPREAD_METRICS", column([a, b]), "Videos", "range=DAY_90")
  expect(await pendingNow()).toMatchObject({ value: { pending: 3 } })
})

test("a refresh of thousands of calls finds room in the document", async () => {
  const { document, set } = opened
  await set({ formulasPay: false })
  await document.cell("XINGTU_REPORT", column(ids(1_500)))
  expect(await pendingNow()).toMatchObject({ value: { pending: 7_500 } })
  expect(await document.user("xingtuCall", "refresh", "pending")).toMatchObject({
    value: { state: "running", total: 7_500 }
  })
}, 60_000)

describe("freezing", () => {
  const at = (row: number, column: number, rows: number, columns: number) => ({
    sheet: "Sheet1",
    row,
    column,
    rows,
    columns
  })
  const spill = (row: number, column: number, formula: string, values: ReadonlyArray<ReadonlyArray<string | number>>) =>
    opened.document.ask("grid.spill", "Sheet1", row, column, formula, values)
  const selectCells = (row: number, column: number, rows = 1, columns = 1) =>
    opened.document.ask("grid.select", at(row, column, rows, columns))
  const toast = async () => {
    await opened.document.user("xingtuFreeze")
    return (await seen()).at(-1)?.toast
  }
  const table = [
    ["Name", "Plays", "error"],
    ['=HYPERLINK("http://x")', 12.5, ""],
    ["", "", ""],
    ["6955721930401185805", 7, ""]
  ]

  test("a table with a blank row becomes values as a whole: ids stay whole, texts stay texts, other formulas stay formulas", async () => {
    const { document } = opened
    await spill(1, 2, "=XINGTU_SPREAD_METRICS(A2:A4)", table)
    await document.write(at(2, 5, 1, 1), [["=C2*2"]], "formula")
    await spill(6, 2, "=SORT(Other!A1:A2)", [[1], [2]])
    await selectCells(3, 1)
    expect(await toast()).toBe("1 formula was replaced with values.")
    expect(await document.read(at(1, 2, 4, 3))).toEqual([
      table[0],
      [expect.stringMatching(/^'?=HYPERLINK/), 12.5, ""],
      ["", "", ""],
      table[3]
    ])
    expect((await document.read(at(1, 2, 4, 3), "formula")).flat().join("")).toBe("")
    expect(await document.read(at(2, 5, 1, 1), "formula")).toEqual([["=C2*2"]])
    expect(await document.read(at(6, 2, 1, 1), "formula")).toEqual([["=SORT(Other!A1:A2)"]])
    expect(await document.read(at(7, 2, 1, 1))).toEqual([[2]])
  })

  test("only the formulas of the selection, where more than a cell is selected", async () => {
    const { document } = opened
    await spill(1, 2, "=XINGTU_SPREAD_METRICS(A2:A4)", table)
    await spill(10, 2, "=XINGTU_REPORT(A11:A13)", table)
    await selectCells(1, 1, 4, 3)
    expect(await toast()).toBe("1 formula was replaced with values.")
    expect(await document.read(at(10, 2, 1, 1), "formula")).toEqual([["=XINGTU_REPORT(A11:A13)"]])
  })

  test.each(["Loading...", "#ERROR!", "Pending: Extensions > Xingtu > Refresh (2 IDs)"])(
    "a table that still shows %j is left alone",
    async (text) => {
      await spill(1, 2, "=XINGTU_SPREAD_METRICS(A2:A4)", [
        ["Videos", "error"],
        ["", text]
      ])
      await selectCells(1, 2)
      expect(await toast()).toMatch(/no data yet.*Nothing was replaced/)
      expect(await opened.document.read(at(1, 2, 1, 1), "formula")).toEqual([["=XINGTU_SPREAD_METRICS(A2:A4)"]])
    }
  )

  test.each([
    "No token yet: Extensions > Xingtu > Token and settings. Nothing was charged.",
    "No response within 24 s. This call may have been charged. We can't confirm it. Check your usage.",
    "24 秒内未返回结果。本次调用可能已计费，暂无法确认。",
    "余额不足。本次调用未计费。"
  ])("a formula that failed as a whole is left alone: %s", async (text) => {
    await spill(1, 2, "=XINGTU_SPREAD_METRICS(A2:A4)", [[text]])
    await selectCells(1, 2)
    expect(await toast()).toMatch(/Nothing was replaced/)
    expect(await opened.document.read(at(1, 2, 1, 1), "formula")).toEqual([["=XINGTU_SPREAD_METRICS(A2:A4)"]])
  })

  test.each([
    [
      "a row failed",
      "No response within 24 s. This call may have been charged. We can't confirm it. Check your usage."
    ],
    [
      "a row waits",
      "Pending: the ID's cell is still being calculated (Loading...). Nothing was charged; the row updates by itself."
    ],
    ["a row failed in the words of before", "请求的格式不正确。未产生费用。"],
    ["a cell is calculated", "#BUSY!"],
    ["a cell has an error", "#N/A"]
  ])("a table is left alone while %s; the others become values", async (_, text) => {
    await spill(1, 2, "=XINGTU_SPREAD_METRICS(A2:A4)", table)
    await spill(10, 2, "=XINGTU_SPREAD_METRICS(A11:A12)", [
      ["Name", "Plays", "error"],
      ["Li", 7, ""],
      ["", "", text]
    ])
    await selectCells(1, 2)
    expect(await toast()).toMatch(/^1 formula was replaced with values\. 1 was left/)
    expect(await opened.document.read(at(1, 2, 1, 1), "formula")).toEqual([[""]])
    expect(await opened.document.read(at(10, 2, 1, 1), "formula")).toEqual([["=XINGTU_SPREAD_METRICS(A11:A12)"]])
  })

  test.each([
    ['=XINGTU_SPREAD_METRICS(A2:A4, "", "rnge=DAY_90")', "some words"],
    ["=XINGTU_SPREAD_METRICS(A2:B4)", "some words"],
    ['=XINGTU_SPREAD_METRICS(6.9, "Videos")', "some words"]
  ])("%s is no answer, whatever it says", async (formula, text) => {
    await spill(1, 4, formula, [[text]])
    await selectCells(1, 4)
    expect(await toast()).toMatch(/Nothing was replaced/)
    expect(await opened.document.read(at(1, 4, 1, 1), "formula")).toEqual([[formula]])
  })

  test("a protected sheet says so, keeps its formulas, and stops no other from being calculated", async () => {
    const { document } = opened
    const formula = "=XINGTU_SPREAD_METRICS(A2:A3)"
    await spill(1, 2, formula, table)
    await document.ask("grid.insert", "Open")
    await document.write({ ...at(1, 2, 1, 1), sheet: "Open" }, [[formula]], "formula")
    await document.turn({ protected: ["Sheet1"] })
    await selectCells(1, 2)
    expect(await toast()).toMatch(/^This sheet is protected/)
    const cleared = async () => Object(await document.ask("counts"))["grid.clear"]
    const before = await cleared()
    expect(await document.user("xingtuCall", "recalculate", null)).toEqual({ value: ["Sheet1"] })
    expect((await cleared()) - before).toBe(2)
    for (const sheet of ["Sheet1", "Open"])
      expect(await document.read({ ...at(1, 2, 1, 1), sheet }, "formula")).toEqual([[formula]])
  })

  test("ends what is paid for its ids", async () => {
    const { document, sandbox } = opened
    await document.cell("XINGTU_SPREAD_METRICS", column(ids(2)))
    await spill(1, 2, "=XINGTU_SPREAD_METRICS(A2:A3)", table)
    await selectCells(1, 2)
    await toast()
    await document.turn({ ahead: 2 * day })
    await opened.set({ freshDays: 1 })
    await document.user("xingtuHourly")
    expect(sandbox.ledger().charged).toBe(2)
  })
})
