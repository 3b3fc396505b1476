import { afterAll, describe, expect, test } from "vitest"
import { Document } from "../../host/index.ts"

/** The stand-in holds its scripts to what Google holds them to; otherwise the other tests would prove little. */

const script = `
const cache = () => CacheService.getDocumentCache()
const properties = () => PropertiesService.getDocumentProperties()
const sheet = () => SpreadsheetApp.getActiveSpreadsheet().getSheetByName("Sheet1")
function cached(bytes) { cache().put("k", "x".repeat(bytes), 60); return cache().get("k").length }
function cacheKey(length) { cache().put("k".repeat(length), "v", 60); return "kept" }
function many() { for (let i = 0; i < 1001; i++) cache().put("n" + i, "v", 60); return [cache().get("n0"), cache().get("n90"), cache().get("n110")].map(v => v ?? "gone").join() }
function property(bytes) { properties().setProperty("k", "x".repeat(bytes)); return "kept" }
function properties500() { for (let i = 0; i < 70; i++) properties().setProperty("p" + i, "x".repeat(8000)); return "kept" }
function cell(length) { sheet().getRange(1, 1).setValue("x".repeat(length)); return "kept" }
function shape() { sheet().getRange(1, 1, 2, 2).setValues([[1, 2]]); return "kept" }
function outside() { sheet().getRange(1001, 1).getValues(); return "read" }
function number() { sheet().getRange(1, 1).setValue("6955721930401185805"); return sheet().getRange(1, 1).getValue() }
function evaluated() { sheet().getRange(1, 1).setNumberFormat("@").setValue("=1+1"); return sheet().getRange(1, 1).getFormulas()[0][0] }
function chart(draw) { const s = sheet(); const made = s.newChart().setChartType(Charts.ChartType.LINE).addRange(s.getRange(1, 1, 3, 2)).setPosition(2, 4, 0, 0).build(); if (draw) s.insertChart(made); return s.getCharts().map((one) => one.getRanges()[0].getA1Notation() + (one.getChartId() === null)).join() }
function chartUpdate() { const s = sheet(); const [one] = s.getCharts(); s.updateChart(one.modify().clearRanges().addRange(s.getRange(1, 1, 5, 2)).build()); return s.getCharts().map((each) => each.getRanges()[0].getA1Notation() + (each.getChartId() === one.getChartId())).join() }
function chartOfNothing() { const s = sheet(); s.insertChart(s.newChart().build()); return "drawn" }
function looked() { const d = SpreadsheetApp.getActiveSpreadsheet(); d.insertSheet("Two"); const at = d.getActiveSheet().getName(); d.getSheetByName("Sheet1").activate(); return at + d.getActiveSheet().getName() }
function pause(ms) { Utilities.sleep(ms); return "slept" }
function date() { return new Date(0) }
function nothing() { return [[1, null]] }
function uneven() { return [[1, 2], [3]] }
function reach() { return typeof setTimeout + typeof fetch + typeof URL }
function web(url) { return UrlFetchApp.fetchAll([{ url }])[0].getResponseCode() }
function evaluate() { return new Function("return 1")() }
`

const document = new Document(script, { allowed: ["https://api.justoneapi.com/"] })
afterAll(() => document.close())

const user = (name: string, ...args: ReadonlyArray<unknown>) => document.user(name, ...args).catch(String)
const cell = (name: string, ...args: ReadonlyArray<unknown>) => document.cell(name, ...args).catch(String)

test.each([
  ["a cache value of 100 KB", "cached", 102_400, /^102400$/],
  ["and not a byte more", "cached", 102_401, /Argument too large: value/],
  ["a cache key of 250 characters", "cacheKey", 250, /kept/],
  ["and not one more", "cacheKey", 251, /Argument too large: key/],
  ["a property of 9 KB", "property", 9_000, /kept/],
  ["and not more", "property", 9_300, /Argument too large/],
  ["a cell of 50,000 characters", "cell", 50_000, /kept/],
  ["and not more", "cell", 50_001, /more than the maximum of 50000/],
  ["sleep in whole milliseconds", "pause", 1.5, /Invalid argument/]
])("%s", async (_, name, size, expected) => {
  expect(String(await user(name, size))).toMatch(expected)
})

test("the oldest tenth of a full cache is gone first", async () => {
  expect(await user("many")).toBe("gone,gone,v")
})

test("a document's properties hold 500 KB", async () => {
  expect(await user("properties500")).toMatch(/exceeded the property storage quota/)
})

test("values have the shape of their range, and ranges lie in the sheet", async () => {
  expect(await user("shape")).toMatch(/number of rows/)
  expect(await user("outside")).toMatch(/outside the dimensions/)
})

test("an id in a cell of numbers loses its last digits; an equals sign starts a formula even in a cell of text", async () => {
  expect(await user("number")).toBe(6_955_721_930_401_190_000)
  expect(await user("evaluated")).toBe("=1+1")
})

describe("a cell", () => {
  test.each([
    ["date", /cannot show/],
    ["nothing", /cannot show/],
    ["uneven", /differ in length/],
    ["cell", /do not have permission/]
  ])("%s is refused", async (name, expected) => {
    expect(await cell(name, 1)).toMatch(expected)
  })
})

test("what Apps Script has not is noticed", async () => {
  const { foreign } = await document.run("reach", [], "user")
  expect([...foreign].sort()).toEqual(["URL", "fetch", "setTimeout"])
  expect(await user("evaluate")).toMatch(/Code generation from strings disallowed/)
})

test("addresses the manifest does not allow are not reached", async () => {
  expect(await user("web", "https://example.com/")).toMatch(/not permitted/)
})

test("a chart is there once it is inserted, keeps its id when it is updated, and needs a range; cells may not draw", async () => {
  expect(await user("chart", false)).toBe("")
  expect(await user("chart", true)).toBe("A1:B3false")
  expect(await user("chartUpdate")).toBe("A1:B5true")
  expect(await user("chartOfNothing")).toMatch(/needs a range/)
  expect(await cell("chart", true)).toMatch(/permission/)
})

test("a new sheet is looked at until another is", async () => {
  expect(await user("looked")).toBe("TwoSheet1")
})
