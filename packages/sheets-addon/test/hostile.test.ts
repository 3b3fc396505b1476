import { afterEach, beforeEach, expect, test } from "vitest"
import { column, ids, type Open, open } from "./support/document.ts"

/** What was paid for is kept, and nothing is paid that nobody asked for, when Google or people are at their worst. */

let opened: Open

beforeEach(async () => {
  opened = await open()
})

afterEach(() => opened.close())

const cell = (...args: ReadonlyArray<unknown>) => opened.document.cell("XINGTU_SPREAD_METRICS", ...args).catch(String)

test("a keyword that reads like a refusal of Google's does not make a broken connection free", async () => {
  opened.sandbox.faults([{ fault: { kind: "cut", when: "afterCharging" } }])
  expect(await opened.document.cell("XINGTU_SEARCH", "permission", "Name")).toMatch(/may (already )?have been charged|may be charged|unknown/i)
  expect(opened.sandbox.ledger().requests).toBe(1)
})

test("another environment of the same service finds what was paid for in the first", async () => {
  const { document, sandbox, set } = opened
  const [id] = ids(1)
  const before = await cell(id, "Videos")
  await document.turn({ routes: { "https://api.justoneapi.com": sandbox.url, "http://47.117.133.51:30015": sandbox.url }, allowed: [] })
  await set({ environment: "cn" })
  expect(await cell(id, "Videos")).toEqual(before)
  expect(sandbox.ledger().requests).toBe(1)
})

test("an answer whose pieces in the hidden sheet would begin like formulas stays whole", async () => {
  const { document, sandbox } = opened
  sandbox.faults([{ fault: { kind: "drift", set: { more: `${"=".repeat(500)}a`.repeat(200), play_mid: "123" } } }])
  const [id] = ids(1)
  expect(await cell(id, "Median plays")).toBe(123)
  await document.user("onOpen")
  await document.ask("evict", 1)
  expect(await cell(id, "Median plays")).toBe(123)
  expect(sandbox.ledger().requests).toBe(1)
})

test("answers that the cache refuses are kept elsewhere", async () => {
  const { document, sandbox } = opened
  sandbox.faults([{ delayMs: 1_000 }])
  const asked = cell(column(ids(3)), "Videos")
  await sandbox.received(3)
  await document.turn({ cache: "refuses" })
  const before = await asked
  expect(before).toHaveLength(4)
  await document.turn({ cache: "works" })
  await document.ask("evict", 1)
  expect(await cell(column(ids(3)), "Videos")).toEqual(before)
  expect(sandbox.ledger().requests).toBe(3)
})
