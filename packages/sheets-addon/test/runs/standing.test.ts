import { afterEach, beforeEach, expect, test } from "vitest"
import { column, ids, type Open, open } from "../support/document.ts"
import { area, finish, putIds, side } from "../support/runs.ts"

/** The plan counts what stands in the document now. */

let opened: Open

beforeEach(async () => {
  opened = await open()
  await opened.set({ formulasPay: false })
  await putIds(opened, ids(12))
})
afterEach(() => opened.close())

const day = 86_400_000

const formula = (text: string, row = 1, at = 5, sheet = "Sheet1") =>
  opened.document.write(area(row, at, 1, 1, sheet), [[text]], "formula")

const waiting = async () =>
  (await side(opened)<{ readonly pending: number; readonly old: number }>("waiting")).value?.pending

const calculated = (name: string, wanted: ReadonlyArray<string>, ...args: ReadonlyArray<unknown>) =>
  opened.document.cell(name, column(wanted), ...args)

test.each([
  ["=XINGTU_SPREAD_METRICS(A2:A13)", 12],
  ["=XINGTU_SPREAD_METRICS($A$2:$A)", 12],
  ["=xingtu_spread_metrics(A:A)", 12],
  ["=XINGTU_SPREAD_METRICS(A2)", 1],
  ['=IFERROR(XINGTU_SPREAD_METRICS(A2:A5;"Videos, Median plays";"range=DAY_90");"a, (b")', 4],
  ['=XINGTU_SPREAD_METRICS(Sheet1!A2:A4, "Say ""hi"", Videos")', 0],
  ['=LET(x, XINGTU_SPREAD_METRICS(A2:A4, "Videos"), XINGTU_CREATOR_PROFILE(A5:A6))', 5],
  ["=XINGTU_SPREAD_METRICS(wanted)", 3],
  ["=XINGTU_SPREAD_METRICS(Z2:Z9)", 0],
  ['="XINGTU_SPREAD_METRICS(A2:A13)"', 0],
  ['=XINGTU_RANK(A1:B9, "reach")', 0],
  ['=XINGTU_SPREAD_METRICS(A2:A9, "no such field")', 0]
])("%s waits for %d calls, also when nobody ever calculated it", async (text, calls) => {
  await opened.document.ask("grid.nameRange", "wanted", area(2, 1, 3, 1))
  await formula(text)
  expect(await waiting()).toBe(calls)
})

test.each(["O'Brien", "A!B", "达人"])("ids of a sheet called %s are read", async (name) => {
  await opened.document.ask("grid.rename", "Sheet1", name)
  await opened.document.ask("grid.insert", "Other")
  await formula(`=XINGTU_SPREAD_METRICS('${name.replace("'", "''")}'!A2:A$7)`, 1, 1, "Other")
  expect(await waiting()).toBe(6)
})

test("the same question in several formulas is counted once", async () => {
  await formula("=XINGTU_SPREAD_METRICS(A2:A9)")
  await formula("=XINGTU_SPREAD_METRICS(A5:A13)", 1, 8)
  expect(await waiting()).toBe(12)
})

test("what formulas asked before they were changed or deleted is not counted", async () => {
  await formula("=XINGTU_SPREAD_METRICS(A2:A13)")
  await calculated("XINGTU_SPREAD_METRICS", ids(12))
  expect(await waiting()).toBe(12)
  await formula("=XINGTU_SPREAD_METRICS(A2:A4)")
  expect(await waiting()).toBe(3)
  await opened.document.ask("grid.clear", area(1, 5, 1, 1))
  expect(await waiting()).toBe(0)
  await opened.document.turn({ ahead: 3 * day })
  expect(await waiting()).toBe(0)
})

test("a formula that only Sheets can calculate counts by what it asked last, however long ago", async () => {
  const text = '=MAP(FILTER(A2:A13, B2:B13 > 3), LAMBDA(id, XINGTU_SPREAD_METRICS(id, "Videos")))'
  await formula(text)
  expect(await waiting()).toBe(0)
  for (const id of ids(5)) await opened.document.cell("XINGTU_SPREAD_METRICS", id, "Videos")
  expect(await waiting()).toBe(5)
  await opened.document.turn({ ahead: 20 * day })
  expect(await waiting()).toBe(5)
  // Calculated again, with fewer.
  for (const id of ids(2)) await opened.document.cell("XINGTU_SPREAD_METRICS", id, "Videos")
  expect(await waiting()).toBe(2)
  await opened.document.ask("grid.clear", area(1, 5, 1, 1))
  expect(await waiting()).toBe(0)
})

test("what a named function asked counts for a day or two", async () => {
  await formula("=MY_REPORT(A2:A5)")
  await calculated("XINGTU_SPREAD_METRICS", ids(4))
  expect(await waiting()).toBe(4)
  await opened.document.turn({ ahead: 2 * day })
  expect(await waiting()).toBe(0)
})

test("hourly pays for a formula that nobody has opened the document for", async () => {
  await formula("=XINGTU_SPREAD_METRICS(A2:A13)")
  await opened.document.turn({ ahead: 30 * day })
  await opened.document.user("xingtuHourly")
  expect(opened.sandbox.ledger().charged).toBe(12)
  await opened.document.turn({ ahead: 40 * day })
  await opened.document.user("xingtuHourly")
  expect(opened.sandbox.ledger().charged).toBe(24)
  const { value } = await side(opened)("refresh", "pendingAndOld")
  expect(value && (await finish(opened, value))).toMatchObject({ total: 0 })
})
