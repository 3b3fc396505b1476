import { randomBytes } from "node:crypto"
import { afterEach, beforeEach, expect, test } from "vitest"
import { column, ids, type Open, open } from "./support/document.ts"

/** What was paid for is kept, and nothing is paid that nobody asked for, when Google or people are at their worst. */

let opened: Open

beforeEach(async () => {
  opened = await open()
})

afterEach(() => opened.close())

const cell = (...args: ReadonlyArray<unknown>) => opened.document.cell("XINGTU_SPREAD_METRICS", ...args).catch(String)

const side = async (name: string, given: unknown = null) =>
  (await opened.document.user("xingtuCall", name, given)) as {
    readonly value?: { readonly id: string; readonly state: string; readonly charged: number }
  }

const area = (rows: number) => ({ sheet: "Sheet1", row: 2, column: 1, rows, columns: 1 })

/** Begins a table of these ids. */
const begin = async (wanted: ReadonlyArray<string>): Promise<string> => {
  await opened.document.write(
    area(wanted.length),
    wanted.map(() => ["@"]),
    "format"
  )
  await opened.document.write(
    area(wanted.length),
    wanted.map((id) => [id])
  )
  const { value } = await side("start", {
    subject: "spreadMetrics",
    ids: `Sheet1!A2:A${wanted.length + 1}`,
    fields: "",
    options: {},
    to: ""
  })
  return value?.id ?? ""
}

test("a keyword that reads like a refusal of Google's does not make a broken connection free", async () => {
  opened.sandbox.faults([{ fault: { kind: "cut", when: "afterCharging" } }])
  expect(await opened.document.cell("XINGTU_SEARCH", "permission", "Name")).toMatch(
    /may (already )?have been charged|may be charged|unknown/i
  )
  expect(opened.sandbox.ledger().requests).toBe(1)
})

test("another environment of the same service finds what was paid for in the first", async () => {
  const { document, sandbox, set } = opened
  const [id] = ids(1)
  const before = await cell(id, "Videos")
  await document.turn({
    routes: { "https://api.justoneapi.com": sandbox.url, "http://47.117.133.51:30015": sandbox.url },
    allowed: []
  })
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

test("what the sidebar pays for is kept also when somebody protected the hidden sheet, and the menu still opens", async () => {
  const { document, sandbox } = opened
  await cell(ids(1, 100)[0])
  await document.turn({ protected: ["_xingtu"] })
  const id = await begin(ids(3))
  expect(await side("step", id)).toMatchObject({ value: { state: "finished", charged: 3 } })
  await document.user("xingtuRefresh")
  await document.ask("evict", 1)
  expect(await cell(column(ids(3)), "Videos")).toHaveLength(4)
  expect(sandbox.ledger().requests).toBe(4)
})

test("answers that are moved to the hidden sheet while a run writes there are all kept", async () => {
  const { document, sandbox } = opened
  await cell(column(ids(5)), "Videos")
  await document.user("onOpen")
  await cell(column(ids(5, 100)), "Videos")
  const id = await begin(ids(5, 200))
  await document.turn({ writeMs: 300 })
  sandbox.faults([{ delayMs: 1_000 }])
  const step = side("step", id)
  await sandbox.received(15)
  await new Promise((resolve) => setTimeout(resolve, 900))
  await document.user("onOpen")
  await step
  await document.turn({ writeMs: 0 })
  await document.ask("evict", 1)
  await cell(column(ids(5)), "Videos")
  await cell(column(ids(5, 100)), "Videos")
  await cell(column(ids(5, 200)), "Videos")
  expect(sandbox.ledger().requests).toBe(15)
})

test("every hour does not pay again for an old answer whose renewal was refused and charged", async () => {
  const { document, sandbox, set } = opened
  await set({ freshDays: 1 })
  const [id] = ids(1)
  const before = await cell(id, "Videos")
  await document.turn({ ahead: 2 * 86_400_000 })
  expect(await cell(id, "Videos")).toEqual(before)
  sandbox.faults([{ fault: { kind: "refusal", statusCode: 1 } }])
  for (let hour = 0; hour < 4; hour++) {
    await document.turn({ ahead: 2 * 86_400_000 + hour * 3_700_000 })
    await document.user("xingtuHourly")
  }
  expect(sandbox.ledger().requests).toBe(2)
})

test("every hour does not pay again for what was refused and charged", async () => {
  const { document, sandbox } = opened
  sandbox.faults([{ fault: { kind: "refusal", statusCode: 1 } }])
  await cell(ids(1)[0], "Videos")
  for (let hour = 1; hour < 5; hour++) {
    await document.turn({ ahead: hour * 3_700_000 })
    await document.user("xingtuHourly")
  }
  expect(sandbox.ledger().requests).toBeLessThanOrEqual(2)
})

test("a formula that may not pay does not, also when the run it waited for comes back without an answer", async () => {
  const { sandbox, set } = opened
  await set({ formulasPay: false, retries: 0 })
  const [wanted = ""] = ids(1)
  sandbox.faults([{ delayMs: 2_500, times: 1, fault: { kind: "code", code: 500 } }])
  const id = await begin([wanted])
  const step = side("step", id)
  await sandbox.received(1)
  expect(await cell(wanted, "Videos")).toMatch(/^Pending/)
  await step
  expect(sandbox.ledger().requests).toBe(1)
})

test("showing a large document does not make the cache forget what is under way", async () => {
  const { document, sandbox, set } = opened
  await set({ atOnce: 200, formulasDaily: 5_000 })
  const many = ids(1_100, 1_000)
  for (let from = 0; from < 1_100; from += 200) {
    await cell(column(many.slice(from, from + 200)), "Videos")
    await document.user("onOpen")
  }
  await document.ask("evict", 1)
  sandbox.faults([{ delayMs: 5_000 }])
  const [fresh] = ids(1)
  const first = cell(fresh, "Videos")
  await sandbox.received(1_101)
  await cell(column(many), "Videos")
  const second = cell(fresh, "Videos")
  expect(await first).toEqual(await second)
  expect(sandbox.ledger().requests).toBe(1_101)
}, 60_000)

test("a cache that forgets everything at once does not make two cells pay for the same id", async () => {
  const { document, sandbox } = opened
  sandbox.faults([{ delayMs: 3_000 }])
  const [id] = ids(1)
  const first = cell(id, "Videos")
  await sandbox.received(1)
  const second = cell(id, "Videos")
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  await document.ask("evict", 1)
  expect(await first).toEqual(await second)
  expect(sandbox.ledger().requests).toBe(1)
}, 30_000)

test("an answer that came is kept although its execution is ended while it waits for the lock", async () => {
  const { document, sandbox } = opened
  sandbox.faults([{ delayMs: 1_000 }])
  const [id] = ids(1)
  const { kill } = document.start("XINGTU_CREATOR_PROFILE", [id, "Name"])
  await sandbox.received(1)
  await document.turn({ lock: "busy" })
  await new Promise((resolve) => setTimeout(resolve, 3_000))
  await kill()
  await document.turn({ lock: "works", ahead: 60_000 })
  await document.user("onOpen")
  await document.ask("evict", 1)
  expect(await document.cell("XINGTU_CREATOR_PROFILE", id, "Name")).not.toMatch(/charged/)
  expect(sandbox.ledger().requests).toBe(1)
}, 30_000)

test("while Google lets nothing be written down, nothing is sent past a limit", async () => {
  const { document, sandbox } = opened
  const [id] = ids(1)
  await document.turn({ properties: "refuses", waits: false })
  expect(await cell(id, "Videos")).toMatch(/^Pending.*nothing was sent or charged/)
  expect(sandbox.ledger().requests).toBe(0)
  await document.turn({ properties: "works", ahead: 61_000 })
  expect(await cell(id, "Videos")).not.toMatch(/charged|paid/)
}, 30_000)

test("a document that is full of Chinese pays for nothing it has no room for", async () => {
  const { document, sandbox } = opened
  for (let i = 0; i < 52; i++) await document.ask("properties.set", "document", { [`f:${i}`]: "达".repeat(2_860) })
  expect(await cell(column(ids(10)), "Videos")).toMatch(/^Pending/)
  expect(sandbox.ledger().requests).toBe(0)
})

test("what is moved to the hidden sheet is written there before it leaves the outbox", async () => {
  const { document, sandbox } = opened
  const before = await cell(column(ids(3)), "Videos")
  await document.turn({ uiMs: 3_000 })
  const { kill } = document.start("xingtuRefresh", [], "user")
  await expect.poll(async () => Object(await document.ask("counts"))["properties.delete"] ?? 0).toBe(1)
  await kill()
  await document.ask("evict", 1)
  expect(await cell(column(ids(3)), "Videos")).toEqual(before)
  expect(sandbox.ledger().requests).toBe(3)
})

test("a formula pays for nothing that finds no room where formulas keep answers", async () => {
  const { document, sandbox } = opened
  for (let i = 0; i < 52; i++) await document.ask("properties.set", "document", { [`f:${i}`]: "x".repeat(8_000) })
  // Nothing makes these shorter.
  sandbox.faults(
    ids(10).map((id) => ({
      params: { oAuthorId: id },
      fault: { kind: "drift", set: { more: randomBytes(9_000).toString("base64") } }
    }))
  )
  expect(await cell(column(ids(10)), "Videos")).toMatch(/^Pending/)
  expect(sandbox.ledger().requests).toBe(0)
})

test("a bundle of answers that was cut short keeps nobody from the others", async () => {
  const { document, sandbox } = opened
  const before = await cell(column(ids(3)), "Videos")
  const [key = "", text = ""] =
    Object.entries(Object(await document.ask("properties", "document"))).find(([name]) => name.startsWith("d:")) ?? []
  await document.ask("properties.set", "document", { "d:cut": String(text).slice(0, -60) })
  await document.user("xingtuRefresh")
  expect(
    Object.keys(Object(await document.ask("properties", "document"))).filter((name) => name === key || name === "d:cut")
  ).toEqual([])
  await document.ask("evict", 1)
  expect(await cell(column(ids(3)), "Videos")).toEqual(before)
  expect(sandbox.ledger().requests).toBe(3)
})
