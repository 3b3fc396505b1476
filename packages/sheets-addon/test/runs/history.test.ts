import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { column, ids, type Open, open, type Rows } from "../support/document.ts"

/** Daily snapshots: planned, budgeted, one row for each creator and day, and read without a charge. */

const day = 86_400_000

let opened: Open
/** Noon in Shanghai of some day, in ms after the real time. */
let noon = 0

beforeEach(async () => {
  noon = (28 - ((Date.now() / 3_600_000 + 8) % 24) + 8) * 3_600_000
  opened = await open({}, { waits: false, ahead: noon })
  await put(ids(8))
})
afterEach(() => opened.close())

const put = async (values: ReadonlyArray<string>) => {
  const area = { sheet: "Sheet1", row: 1, column: 1, rows: values.length, columns: 1 }
  await opened.document.write(
    area,
    values.map(() => ["@"]),
    "format"
  )
  await opened.document.write(
    area,
    values.map((value) => [value])
  )
}

interface State {
  readonly on: boolean
  readonly left: number
  readonly sheet?: string
  readonly missed: ReadonlyArray<string>
  readonly why?: { readonly en: string }
}

const call = (name: string, given: unknown = null) =>
  opened.document.user("xingtuCall", name, given) as Promise<{
    readonly value: State
    readonly problem?: { readonly en: string; readonly zh: string }
  }>

const request = { ids: "Sheet1!A1:A8", budget: 24, figure: "follower" }

/** Switches it on and takes the first snapshot. */
const begin = async (given: object = request) => {
  expect(await call("startHistory", given)).not.toHaveProperty("problem")
  return finish()
}

const finish = async () => {
  for (;;) {
    const { value } = await call("stepHistory")
    if (value.left === 0 || value.why !== undefined) return value
  }
}

const tab = async (name = "Creator history", columns = 10) => {
  const rows = (await opened.document.read({ sheet: name, row: 1, column: 1, rows: 100, columns })) as Rows
  return rows.filter((row) => row.some((value) => value !== ""))
}

const later = (days: number) => opened.document.turn({ ahead: noon + days * day })

const dayName = (days: number) => new Date(Date.now() + noon + days * day + 8 * 3_600_000).toISOString().slice(0, 10)

const charts = async (sheet = "Creator history") =>
  (await opened.document.ask("grid.charts", sheet)) as ReadonlyArray<{
    readonly id: number
    readonly type: string
    readonly ranges: ReadonlyArray<{ readonly sheet: string; readonly rows: number; readonly columns: number }>
    readonly options: Readonly<Record<string, unknown>>
  }>

describe("before it is switched on", () => {
  test("the plan says what a day costs, and pays nothing", async () => {
    expect(await call("planHistory", "Sheet1!A1:A8")).toMatchObject({
      value: { ids: ids(8), perDay: 24, answered: 0, problems: [] }
    })
    expect(opened.sandbox.ledger().requests).toBe(0)
    expect(await call("planHistory", "Nowhere!A1")).toMatchObject({
      problem: { en: expect.stringMatching(/not a range/) }
    })
    await put(["", "x"])
    expect(await call("planHistory", "Sheet1!A1:A2")).toHaveProperty("problem")
  })

  test("it is refused where its calls find no budget, and nothing is set up then", async () => {
    for (const budget of [23, 0, -1, 24.5, "24", null])
      expect(await call("startHistory", { ...request, budget })).toMatchObject({
        problem: { en: expect.stringMatching(/8 creators: 24 paid calls a day.*Nothing was charged/) }
      })
    await opened.set({ dailyLimit: 20 })
    expect(await call("startHistory", request)).toMatchObject({
      problem: { en: expect.stringMatching(/daily limit in Settings is lower/) }
    })
    expect(await opened.document.ask("trigger.list")).toEqual([])
    expect(await opened.document.ask("grid.names")).toHaveLength(1)
    expect(opened.sandbox.ledger().requests).toBe(0)
  })
})

describe("a snapshot", () => {
  test("is a row for each creator and day with price of both kinds, CPM, followers, median plays; a second run of the day adds none and pays nothing", async () => {
    const { document, sandbox } = opened
    await begin()
    const first = await tab()
    expect(new Set(first[0])).toEqual(
      new Set([
        "Date",
        "id",
        "Name",
        "Price, placement (CNY)",
        "Price, custom (CNY)",
        "Expected CPM, placement (CNY)",
        "Expected CPM, custom (CNY)",
        "Followers",
        "Median plays",
        "Note"
      ])
    )
    expect(first.slice(1).map(([date, id]) => [date, id])).toEqual(ids(8).map((id) => [dayName(0), id]))
    const counts = first.slice(1).map((row) => row.filter((value) => typeof value === "number").length)
    // The first creator has no offers yet.
    expect(counts).toEqual([3, 6, 6, 6, 6, 6, 6, 6])
    expect(sandbox.ledger().charged).toBe(24)
    await call("repeatHistory")
    await finish()
    await document.user("xingtuHourly")
    expect(await tab()).toEqual(first)
    expect(sandbox.ledger().charged).toBe(24)
    // A report of the day finds its answers.
    await document.cell("XINGTU_SPREAD_METRICS", column(ids(8)))
    expect(sandbox.ledger().charged).toBe(24)
  })

  test("is taken once where several windows and the trigger are at it at the same time", async () => {
    const { document, sandbox } = opened
    expect(await call("startHistory", request)).not.toHaveProperty("problem")
    await Promise.all([call("stepHistory"), call("stepHistory"), document.user("xingtuHourly"), call("stepHistory")])
    await finish()
    expect((await tab()).slice(1).map(([, id]) => id)).toEqual(ids(8))
    expect(sandbox.ledger().charged).toBe(24)
  })

  test("comes by itself on the next day, below the last, in a tab that was renamed and has other columns in between", async () => {
    const { document, sandbox } = opened
    await begin()
    const [head = []] = await tab()
    const area = { sheet: "Creator history", row: 1, column: 1, rows: 9, columns: 10 }
    const lines = await document.read(area)
    // Somebody puts a column of their own before the others.
    await document.ask("grid.clear", area)
    await document.write(
      { ...area, columns: 11 },
      lines.map(([date = "", ...rest], r) => [date, r === 0 ? "Mine" : "keep", ...rest])
    )
    await later(1)
    await document.user("xingtuHourly")
    const rows = await tab("Creator history", 11)
    expect(rows).toHaveLength(17)
    expect(rows[0]).toEqual([head[0], "Mine", ...head.slice(1)])
    expect(rows.slice(1, 9).map((row) => row[1])).toEqual(ids(8).map(() => "keep"))
    expect(rows.slice(9).map(([date, mine, id]) => [date, mine, id])).toEqual(ids(8).map((id) => [dayName(1), "", id]))
    expect(sandbox.ledger().charged).toBe(48)
    await document.user("xingtuHourly")
    expect(await tab("Creator history", 11)).toHaveLength(17)
    expect(sandbox.ledger().charged).toBe(48)
  })

  test("has a chart with a line for each creator, that grows with the days and is not drawn again once deleted", async () => {
    const { document } = opened
    await begin()
    const [chart] = await charts()
    expect(chart).toMatchObject({
      type: "LINE",
      ranges: [{ sheet: "_xingtu_chart", rows: 2, columns: 9 }],
      options: { title: "Followers", headers: 1 }
    })
    expect(await document.ask("grid.names")).toContainEqual({ name: "_xingtu_chart", hidden: true })
    await later(1)
    await document.user("xingtuHourly")
    expect((await charts())[0]).toMatchObject({ id: chart?.id, ranges: [{ rows: 3, columns: 9 }] })
    const drawn = (await document.read({ sheet: "_xingtu_chart", row: 1, column: 1, rows: 3, columns: 2 })) as Rows
    expect(drawn.map(([date]) => date)).toEqual(["Date", dayName(0), dayName(1)])
    expect(drawn.slice(1).every(([, value]) => typeof value === "number")).toBe(true)
    await document.ask("grid.undraw", "Creator history", chart?.id)
    await later(2)
    await document.user("xingtuHourly")
    expect(await charts()).toEqual([])
    expect(await tab()).toHaveLength(25)
  })

  test("days that were missed are told, in the row and in the sidebar", async () => {
    await begin()
    await later(4)
    await opened.document.user("xingtuHourly")
    const rows = await tab()
    expect(rows).toHaveLength(17)
    expect(rows[9]?.at(-1)).toBe(`No snapshot from ${dayName(1)} to ${dayName(3)} (3 days).`)
    expect((await call("history")).value.missed).toEqual([dayName(1), dayName(2), dayName(3)])
    // Another look on the same day tells it again.
    await call("repeatHistory")
    await finish()
    expect(await tab()).toEqual(rows)
  })

  test("never pays more than its budget, although others do not count against it", async () => {
    const { document, sandbox } = opened
    await begin()
    await later(1)
    // Somebody asks for other creators on the same day.
    await opened.set({ formulasDaily: null, atOnce: 50 })
    await document.cell("XINGTU_SPREAD_METRICS", column(ids(30, 500)), "Videos")
    await document.user("xingtuHourly")
    expect(sandbox.ledger().charged).toBe(24 + 30 + 24)
  })

  test("one that fails costs its own figure; what was not charged is tried again in a later hour, and brings its row up to date", async () => {
    const { document, sandbox } = opened
    await opened.set({ retries: 0 })
    sandbox.faults([{ times: 3, fault: { kind: "code", code: 302 } }])
    await begin()
    const before = await tab()
    expect(before.slice(1).filter((row) => row.at(-1) !== "")).not.toHaveLength(0)
    sandbox.faults([])
    await later(0.2)
    await document.user("xingtuHourly")
    const after = await tab()
    expect(after).toHaveLength(before.length)
    expect(after.slice(1).map((row) => row.at(-1))).toEqual(ids(8).map(() => ""))
    expect(sandbox.ledger().charged).toBe(24)
  })

  test("what may have been charged is not asked again by itself that day", async () => {
    const { document, sandbox } = opened
    sandbox.faults([{ times: 1, fault: { kind: "cut", when: "afterCharging" } }])
    await begin()
    sandbox.faults([])
    const { requests } = sandbox.ledger()
    for (const hours of [1, 2, 3]) {
      await document.turn({ ahead: noon + hours * 3_600_000 })
      await document.user("xingtuHourly")
    }
    expect(sandbox.ledger().requests).toBe(requests)
    expect((await tab()).slice(1).some((row) => /may have been charged/.test(String(row.at(-1))))).toBe(true)
  })
})

describe("what happens to the tab", () => {
  test("once it is deleted nothing more is paid for it", async () => {
    const { document, sandbox } = opened
    await begin()
    await document.ask("grid.remove", "Creator history")
    await later(1)
    await document.user("xingtuHourly")
    expect(sandbox.ledger().charged).toBe(24)
    expect((await call("history")).value).toMatchObject({ on: false, why: { en: expect.stringMatching(/deleted/) } })
    expect(await document.ask("trigger.list")).toEqual([])
    expect(await document.cell("XINGTU_CHANGE", ids(1)[0], "Followers")).toMatch(/deleted.*switched off/)
  })

  test.each([
    ["protected", /protected/],
    ["without its headings", /has no headings "Date" and "id"/]
  ])("while it is %s nothing is paid for it, and the sidebar says why", async (what, words) => {
    const { document, sandbox } = opened
    await begin()
    if (what === "protected") await document.turn({ protected: ["Creator history"] })
    else await document.ask("grid.clear", { sheet: "Creator history", row: 1, column: 1, rows: 1, columns: 2 })
    await later(1)
    await document.user("xingtuHourly")
    expect(sandbox.ledger().charged).toBe(24)
    expect((await call("history")).value.why?.en).toMatch(words)
  })

  test("off means off: no trigger, no calls, and the figures stay", async () => {
    const { document, sandbox } = opened
    await begin()
    expect(await document.ask("trigger.list")).toHaveLength(1)
    await call("stopHistory")
    expect(await document.ask("trigger.list")).toEqual([])
    await later(1)
    await document.user("xingtuHourly")
    expect(sandbox.ledger().charged).toBe(24)
    expect(await tab()).toHaveLength(9)
  })

  test("whoever switches it off while it is taken has switched it off", async () => {
    const { document, sandbox } = opened
    sandbox.faults([{ delayMs: 600 }])
    expect(await call("startHistory", request)).not.toHaveProperty("problem")
    const step = call("stepHistory")
    await sandbox.received(1)
    await call("stopHistory")
    await step
    sandbox.faults([])
    expect((await call("history")).value).toMatchObject({ on: false, left: 0 })
    const { charged } = sandbox.ledger()
    await later(1)
    await document.user("xingtuHourly")
    expect(sandbox.ledger().charged).toBe(charged)
    // What was paid for is in the tab all the same.
    expect(await tab()).toHaveLength(9)
  })

  test("it shares the one trigger an add-on may have with the hourly refresh, and neither switches the other", async () => {
    const { document } = opened
    const triggers = async () => ((await document.ask("trigger.list")) as ReadonlyArray<unknown>).length
    await begin()
    expect(await call("state")).toMatchObject({ value: { hourly: false } })
    expect(await call("hourly", "on")).toMatchObject({ value: { hourly: true } })
    expect(await triggers()).toBe(1)
    await call("stopHistory")
    expect(await triggers()).toBe(1)
    expect(await call("state")).toMatchObject({ value: { hourly: true } })
    await call("startHistory", request)
    expect(await call("hourly", "off")).toMatchObject({ value: { hourly: false } })
    expect(await triggers()).toBe(1)
  })
})

describe("XINGTU_CHANGE", () => {
  const change = (...args: ReadonlyArray<unknown>) => opened.document.cell("XINGTU_CHANGE", ...args)
  const [a = "", b = "", c = ""] = ids(3)

  const write = async (lines: Rows) => {
    const [head = []] = await tab()
    const order = ["Date", "id", "Followers"].map((name) => head.indexOf(name))
    await opened.document.ask("grid.clear", { sheet: "Creator history", row: 2, column: 1, rows: 50, columns: 10 })
    for (const [i, line] of lines.entries())
      for (const [j, value] of line.entries()) {
        const area = { sheet: "Creator history", row: i + 2, column: (order[j] ?? 0) + 1, rows: 1, columns: 1 }
        await opened.document.write(area, [["@"]], "format")
        await opened.document.write(area, [[value]])
      }
  }

  test("without a history it says how to keep one", async () => {
    expect(await change(a, "Followers")).toMatch(/No daily snapshot.*Tools.*Nothing was charged/)
  })

  test("is the last figure over that of so many days before, by whatever name, in any order of rows, without a charge", async () => {
    await begin()
    await write([
      ["2026-11-08", a, 110],
      ["2026-11-01", a, 100],
      ["2026-11-07", a, 105],
      ["2026-11-08", b, 300],
      ["2026-11-02", b, 0],
      ["2026-11-08", c, 5]
    ])
    const { requests } = opened.sandbox.ledger()
    for (const name of ["Followers", "粉丝数", "followers", "fans"]) expect(await change(a, name, 7)).toBe(0.1)
    expect(await change(a, "Followers", "")).toBe(0.1)
    expect(await change(a, "Followers", 1)).toBe(0.0476)
    expect(await change(a, "Followers", 30)).toMatch(
      /from 2026-11-01 to 2026-11-08, less than 30 days\. Nothing was charged/
    )
    expect(await change(b, "Followers", 6)).toMatch(/was 0 on 2026-11-02/)
    expect(await change(column(["达人ID", a, "", "6.95E+18", c, ids(9)[8]]), "Followers", 7)).toEqual([
      [""],
      [0.1],
      [""],
      [expect.stringMatching(/digits/)],
      [expect.stringMatching(/less than 7 days/)],
      [expect.stringMatching(/No history for this creator/)]
    ])
    expect(opened.sandbox.ledger().requests).toBe(requests)
  })

  test.each([
    ["Folowers", 7, /Unknown field "Folowers" in the history\. Did you mean Followers; [^;]+; [^;]+\?/],
    ["", 7, /Unknown field ""/],
    ["Followers", 0, /whole number/],
    ["Followers", "soon", /whole number/]
  ])("field %j and %j days are explained", async (field, days, words) => {
    expect(await change(a, field, days)).toMatch(words)
  })
})
