import { afterEach, beforeEach, expect, test } from "vitest"
import { Document } from "../../host/index.ts"

/** The stand-in's sheets change under a script as Google's do. */

const script = `
const book = () => SpreadsheetApp.getActiveSpreadsheet()
const at = (name = "Sheet1") => book().getSheetByName(name)
const shown = (x) => x === null ? "gone" : x.getA1Notation()
const marks = () => book().createDeveloperMetadataFinder().withKey("k").find().map((m) => {
  const place = m.getLocation()
  return m.getValue() + " " + place.getLocationType() + " " + shown(place.getRow() ?? place.getColumn())
}).join("; ")
function mark() { at().getRange("5:5").addDeveloperMetadata("k", "row"); at().getRange("C:C").addDeveloperMetadata("k", "column", SpreadsheetApp.DeveloperMetadataVisibility.PROJECT); return marks() }
function markArea() { at().getRange("A1:B2").addDeveloperMetadata("k", "area") }
function insert() { at().insertRowsBefore(2, 3); at().insertColumnsAfter(1, 1); return marks() }
function remove() { at().deleteRows(8, 1); at().deleteColumn(4); return marks() }
function move() { const [m] = book().createDeveloperMetadataFinder().withKey("k").find(); m.moveToRow(at().getRange("9:9")); return marks() }
function named() { book().setNamedRange("ids", at().getRange("A2:A5")); at().insertRowsBefore(3, 2); return shown(book().getRangeByName("ids")) }
function unnamed() { at().deleteRows(1, 10); return shown(book().getRangeByName("ids")) }
function renamed() { const held = at(); const id = held.getSheetId(); held.setName("O'Brien"); held.getRange(1, 1).setValue("same"); return [held.getName(), at("O'Brien").getSheetId() === id, book().getRange("'O''Brien'!A1").getValues()[0][0]].join() }
function bang() { book().insertSheet("A!B").getRange(1, 1).setValue(7); return book().getRange("'A!B'!A1").getValue() }
function unknown() { return book().getRange("Nowhere!A1").getValue() }
function cells() { at().getRange("A1:B3").setValues([[1, 2], [3, 4], [5, 6]]); at().deleteRow(2); at().insertColumnsBefore(2, 1); return at().getRange("A1:C2").getValues().join() }
function clear() { at().getRange(1, 1).clearContent(); SpreadsheetApp.flush() }
function format() { at().getRange(1, 1).setNumberFormat("@"); SpreadsheetApp.flush() }
function restyle() { at().setName("Mine") }
function long() { let n = 0; try { for (;;) { n++; Utilities.sleep(100000) } } catch { return "caught" } finally { PropertiesService.getDocumentProperties().setProperty("tidied", "yes") } }
function replies() { return UrlFetchApp.fetchAll([{ url: "http://127.0.0.1:59999/" }]).map((r) => { try { return r.getResponseCode() } catch (e) { return String(e) } }).join() }
`

let document: Document
beforeEach(() => {
  document = new Document(script)
})
afterEach(() => document.close())

const user = (name: string) => document.user(name).catch(String)

test("what is written about a row or a column moves with it, and goes with it", async () => {
  expect(await user("mark")).toBe("row ROW A5:Z5; column COLUMN C1:C1000")
  expect(await user("insert")).toBe("row ROW A8:AA8; column COLUMN D1:D1003")
  expect(await user("remove")).toBe("")
  await user("mark")
  expect(await user("move")).toMatch(/^row ROW A9:/)
  expect(await user("markArea")).toMatch(/arbitrary ranges is not currently supported/)
})

test("a named range grows and shrinks with its rows", async () => {
  expect(await user("named")).toBe("A2:A7")
  expect(await user("unnamed")).toBe("gone")
})

test("a sheet stays the same under another name, and names may hold apostrophes and exclamation marks", async () => {
  expect(await user("renamed")).toBe("O'Brien,true,same")
  expect(await user("bang")).toBe(7)
  expect(await user("unknown")).toMatch(/Range not found/)
})

test("cells move with deleted rows and inserted columns", async () => {
  expect(await user("cells")).toBe("1,,2,5,,6")
})

test("protection stops clearing, formats and new names as it stops values", async () => {
  await document.turn({ protected: ["Sheet1"] })
  for (const name of ["clear", "format", "restyle", "insert"])
    expect(await user(name)).toMatch(/edit a protected cell or object/)
})

test("an execution of more than six minutes ends where it stands", async () => {
  await document.turn({ waits: false })
  expect(await user("long")).toMatch(/Exceeded maximum execution time/)
  expect(await document.ask("properties", "document")).toEqual({})
  expect(await user("bang")).toBe(7)
})

test("answers beside a request that fails are lost or kept, as the weather is", async () => {
  expect(await user("replies")).toMatch(/Address unavailable/)
  await document.turn({ neighbours: "kept" })
  expect(await user("replies")).toMatch(/^Error: Address unavailable/)
})
