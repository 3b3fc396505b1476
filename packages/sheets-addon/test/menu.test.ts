import { afterEach, beforeEach, expect, test } from "vitest"
import { column, ids, type Open, open } from "./support/document.ts"

/** What happens without the sidebar: opening, the menu, the hourly trigger. */

let opened: Open

beforeEach(async () => {
  opened = await open()
})
afterEach(() => opened.close())

const entries = ["xingtuGetData", "xingtuRefresh", "xingtuFreeze", "xingtuSettings"]

const seen = async () => (await opened.document.ask("shown")) as ReadonlyArray<{ readonly menu?: ReadonlyArray<{ readonly title: string; readonly handler: string }>; readonly sidebar?: string; readonly toast?: string }>

test("opening a document shows the menu in its language and keeps what formulas paid for", async () => {
  await opened.document.cell("XINGTU_SPREAD_METRICS", column(ids(3)))
  const drawer = async () => Object.keys((await opened.document.ask("properties", "document")) as object).filter((key) => key.startsWith("d:"))
  expect(await drawer()).toHaveLength(1)
  await opened.document.turn({ locale: "zh_CN" })
  await opened.document.user("onOpen", { authMode: "LIMITED" })
  expect(await drawer()).toEqual([])
  expect(await opened.document.ask("grid.names")).toEqual([{ name: "Sheet1", hidden: false }, { name: "_xingtu", hidden: true }])
  const [{ menu = [] } = {}] = await seen()
  expect(menu.map(({ handler }) => handler)).toEqual(entries)
  expect(menu.map(({ title }) => title)).toContain("刷新")
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
  const { value } = (await opened.document.user("xingtuCall", "state", null)) as { readonly value: { readonly page: string } }
  expect(value.page).toBe("settings")
  await opened.document.user("xingtuFreeze")
  expect((await seen()).at(-1)?.toast).toBe("A1 now holds values.")
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
  await document.user("xingtuHourly")
  expect(sandbox.ledger().charged).toBe(20)
  expect(await document.read({ sheet: "Sheet1", row: 1, column: 2, rows: 1, columns: 2 }, "formula")).toEqual([[formula, "=SUM(A1)"]])
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
