import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { column, ids, type Open, open, type Rows } from "./support/document.ts"
import { begin, finish, putIds, side, step } from "./support/runs.ts"

/** What was paid for stays, when executions are ended, the hidden sheet is tampered with, or the document is copied. */

let opened: Open

beforeEach(async () => {
  opened = await open()
  await opened.set({ atOnce: 200, formulasDaily: 1000 })
})
afterEach(() => opened.close())

const cell = (wanted: ReadonlyArray<string>, fields = "Videos, noHeaders") =>
  opened.document.cell("XINGTU_SPREAD_METRICS", column(wanted), fields).catch(String)

const edit = (method: string, ...args: ReadonlyArray<unknown>) => opened.document.ask(`grid.${method}`, ...args)

const forgetCache = () => opened.document.ask("evict", 1)

/** Google ends an execution while the request of one id is out. */
const killAt = async (
  run: { readonly kill: () => Promise<void>; readonly ran: Promise<unknown> },
  received: number
) => {
  await opened.sandbox.received(received)
  await new Promise((resolve) => setTimeout(resolve, 300))
  await run.kill()
  await opened.document.turn({ ahead: 200_000 })
  await forgetCache()
}

const hold = (id = "") => opened.sandbox.faults([{ params: { oAuthorId: id }, delayMs: 5_000 }])

describe("an execution that Google ends in the middle", () => {
  test("of a formula keeps every answer of the waves before", async () => {
    const wanted = ids(60)
    hold(wanted[30])
    await killAt(opened.document.start("XINGTU_SPREAD_METRICS", [column(wanted), "Videos, noHeaders"]), 40)
    opened.sandbox.faults([])
    const rows = (await cell(wanted.slice(0, 24))) as Rows
    expect(rows.filter(([, error]) => /charged|Pending/.test(String(error)))).toEqual([])
    expect(opened.sandbox.ledger().requests).toBe(40)
  })

  test("of a run keeps every answer of the waves before", async () => {
    const wanted = ids(8)
    const job = await begin(opened, wanted, { subject: "report", fields: "" })
    hold(wanted[6])
    await killAt(opened.document.start("xingtuCall", ["step", job.id], "user"), 40)
    opened.sandbox.faults([])
    const plan = { subject: "report", ids: "Sheet1!A2:A9", fields: "", options: {}, to: "" }
    expect((await side(opened)("plan", plan)).value).toMatchObject({ stored: 24 })
    const { value } = await side(opened)("resume")
    // What was out when it ended may have been charged; a person who goes on asks it again.
    await step(opened, value ?? job)
    expect(opened.sandbox.ledger().requests).toBeLessThanOrEqual(40 + 16)
  })
})

/** Answers of twelve creators, in the hidden sheet alone. */
const kept = async () => {
  const before = await cell(ids(12))
  await opened.document.user("onOpen", { authMode: "LIMITED" })
  await forgetCache()
  return before
}

const hidden = async (): Promise<string> =>
  ((await edit("list")) as ReadonlyArray<{ readonly name: string; readonly hidden: boolean }>).find((s) => s.hidden)
    ?.name ?? ""

describe("the hidden sheet", () => {
  test("is found under any name, shown or not, beside one of somebody's own with its name", async () => {
    const before = await kept()
    await edit("rename", "_xingtu", "Do not touch")
    await edit("insert", "_xingtu")
    await opened.document.write({ sheet: "_xingtu", row: 1, column: 1, rows: 2, columns: 2 }, [
      ["mine", "x"],
      ["mine too", "y"]
    ])
    await edit("show", "Do not touch")
    expect(await cell(ids(12))).toEqual(before)
    await cell(ids(3, 100))
    await opened.document.user("onOpen", { authMode: "LIMITED" })
    await forgetCache()
    expect(await cell(ids(12))).toEqual(before)
    await cell(ids(3, 100))
    expect(opened.sandbox.ledger().requests).toBe(15)
    expect(await edit("last", "_xingtu")).toEqual({ row: 2, column: 2 })
  })

  test("that was deleted is not paid for again in silence: formulas say so, also after the document was opened, until a person asks", async () => {
    await kept()
    await edit("remove", "_xingtu")
    const says = /^Pending.*12 IDs; the sheet with cached results was deleted/
    expect(await cell(ids(12))).toMatch(says)
    await opened.document.user("onOpen", { authMode: "LIMITED" })
    await opened.document.user("xingtuRefresh")
    await forgetCache()
    expect(await cell(ids(12))).toMatch(says)
    await opened.document.user("xingtuHourly")
    expect(opened.sandbox.ledger().requests).toBe(12)
    const { value } = await side(opened)("refresh", "pending")
    expect(value && (await finish(opened, value))).toMatchObject({ state: "finished", charged: 12 })
    expect(await cell(ids(12))).toHaveLength(12)
    expect(await cell(ids(2, 50))).toHaveLength(2)
  })

  test("that somebody protected keeps what is over, and the document opens all the same", async () => {
    const before = await kept()
    const [name, { row }] = [await hidden(), (await edit("last", await hidden())) as { readonly row: number }]
    await opened.document.write({ sheet: name, row: row + 1, column: 1, rows: 1, columns: 3 }, [
      ["old", Date.now() - 1, "x"]
    ])
    await opened.document.turn({ protected: [name] })
    const { result } = await opened.document.run("onOpen", [{ authMode: "LIMITED" }], "user")
    expect(result).not.toHaveProperty("error")
    expect(await edit("last", name)).toMatchObject({ row: row + 1 })
    expect(await cell(ids(12))).toEqual(before)
  })

  test("keeps a bounded number of answers: what is over goes first, then the oldest", async () => {
    await kept()
    const name = await hidden()
    const day = 86_400_000
    const rows = 20_500
    const { row: last } = (await edit("last", name)) as { readonly row: number }
    await edit("shift", name, "rows", 1_001, rows)
    const line = (i: number) => [`old/${i}`, Date.now() + (i % 2 === 0 ? -1 : 1) * day - i, "x"]
    await opened.document.write(
      { sheet: name, row: last + 1, column: 1, rows, columns: 3 },
      Array.from({ length: rows }, (_, i) => line(i < 20_000 ? 2 * i + 1 : 2 * i))
    )
    const before = await cell(ids(12))
    await opened.document.user("onOpen", { authMode: "LIMITED" })
    expect(((await edit("last", name)) as { readonly row: number }).row).toBeLessThanOrEqual(20_001)
    await forgetCache()
    expect(await cell(ids(12))).toEqual(before)
    expect(opened.sandbox.ledger().requests).toBe(12)
  }, 60_000)
})

describe("a copy of the document", () => {
  const copied = async (properties: "copied" | "absent") => {
    const { document } = opened
    if (properties === "absent")
      for (const key of Object.keys(Object(await document.ask("properties", "document"))))
        await document.ask("properties.delete", "document", key)
    await document.turn({ id: "1the-copy" })
    await forgetCache()
  }

  test.each(["copied", "absent"] as const)(
    "pays for nothing by itself, shows what was paid for, and asks anew only when a person does (properties %s)",
    async (properties) => {
      const before = await kept()
      await copied(properties)
      expect(await cell(ids(12))).toEqual(before)
      expect(await cell(ids(3, 100))).toMatch(/^No token yet/)
      await side(opened)("saveToken", "token-of-the-copy")
      await opened.set({ formulasDaily: 1000 })
      expect(await cell(ids(3, 100))).toMatch(/^Pending.*this is a copy/)
      expect(opened.sandbox.ledger().requests).toBe(12)
      const { value } = await side(opened)("refresh", "pending")
      expect(value && (await finish(opened, value))).toMatchObject({ state: "finished", charged: 3 })
      expect(await cell(ids(12))).toEqual(before)
      expect(opened.sandbox.ledger().requests).toBe(15)
      expect(await cell(ids(2, 200))).toHaveLength(2)
    }
  )

  test("acts on none of the original's runs, claims or counts", async () => {
    const job = await begin(opened, ids(20))
    await step(opened, job)
    await copied("copied")
    expect((await side(opened)("step", job.id)).problem?.en).toMatch(/No token yet/)
    await side(opened)("saveToken", "token-of-the-copy")
    expect((await side(opened)("step", job.id)).problem?.en).toMatch(/No run is in progress/)
    expect((await opened.document.cell("XINGTU_QUOTA")) as Rows).toContainEqual(["Charged today", 0])
    expect(await putIds(opened, ids(1))).toBe("Sheet1!A2:A2")
    expect(opened.sandbox.ledger().requests).toBe(8)
  })
})

test("a cache that breaks in every place costs nothing and shows everything", async () => {
  await opened.document.turn({ cache: "breaks" })
  const before = await cell(ids(12))
  const job = await finish(opened, await begin(opened, ids(12)))
  expect(job).toMatchObject({ state: "finished", charged: 0 })
  for (const name of ["xingtuGetData", "xingtuRefresh", "xingtuHourly"]) await opened.document.user(name)
  await side(opened)("state")
  expect(await cell(ids(12))).toEqual(before)
  expect(opened.sandbox.ledger().requests).toBe(12)
})

test("more than the hidden sheet holds is said before it is paid for", async () => {
  const wanted = ids(12)
  await finish(opened, await begin(opened, wanted.slice(0, 1)))
  const rows = await opened.document.read({ sheet: "_xingtu", row: 1, column: 1, rows: 2, columns: 1 })
  const folder = rows.flat().flatMap((key) => /^answer\/[^/]+\//.exec(String(key)) ?? [])[0] ?? ""
  const until = Date.now() + 86_400_000
  await edit("shift", "_xingtu", "rows", 3, 20_000)
  await opened.document.write(
    { sheet: "_xingtu", row: 3, column: 1, rows: 19_989, columns: 3 },
    Array.from({ length: 19_989 }, (_, i) => [`${folder}other${i}`, until, "x"])
  )
  const plan = (count: number) =>
    side(opened)("plan", { subject: "spreadMetrics", ids: `Sheet1!A2:A${1 + count}`, fields: "", options: {}, to: "" })
  await putIds(opened, wanted)
  const { value: fits } = await plan(11)
  expect(fits).toMatchObject({ toPay: 10 })
  expect(fits).not.toHaveProperty("warning")
  expect((await plan(12)).value).toMatchObject({
    toPay: 11,
    warning: {
      en: expect.stringMatching(
        /^This run is larger than the store: 11 new results beside 19990 cached .* another document/
      ),
      zh: expect.stringContaining("另一个文档")
    }
  })
  expect(opened.sandbox.ledger().requests).toBe(1)
}, 120_000)
