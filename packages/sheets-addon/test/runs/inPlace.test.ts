import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { ids, type Open, open } from "../support/document.ts"
import { area, begin, finish, type Progress, side } from "../support/runs.ts"

/** Tables are filled in and renewed where they stand. */

let opened: Open

beforeEach(async () => {
  opened = await open()
  await opened.set({ retries: 0 })
})
afterEach(() => opened.close())

const wanted = ids(12)
const day = 86_400_000

const edit = (method: string, ...args: ReadonlyArray<unknown>) => opened.document.ask(`grid.${method}`, ...args)

const lines = (rows = 13) => opened.document.read(area(1, 1, rows, 4, "Performance"))

const failing = (bad: ReadonlyArray<string>) =>
  opened.sandbox.faults(bad.map((oAuthorId) => ({ params: { oAuthorId }, fault: { kind: "code", code: 500 } })))

/** A table of which some rows failed. */
const table = async (bad: ReadonlyArray<string>, options = {}): Promise<Progress> => {
  failing(bad)
  const done = await finish(opened, await begin(opened, wanted, options))
  expect(done.state).toBe("finished")
  opened.sandbox.faults([])
  return done
}

const again = async (name: "retry" | "renew", { table = "" }: Progress): Promise<Progress> => {
  const { problem, value } = await side(opened)(name, table)
  if (value === undefined) throw new Error(problem?.en)
  return finish(opened, value)
}

const summaries = async () => (await side(opened)<ReadonlyArray<object>>("tables")).value ?? []

describe("failed rows", () => {
  test("are asked again in place; the others cost nothing and keep what is in them", async () => {
    const bad = wanted.slice(2, 10)
    const done = await table(bad)
    expect(done).toMatchObject({ charged: 4, failed: 8, failedRows: 8 })
    const before = await lines()
    expect(await summaries()).toMatchObject([{ rows: 12, failed: 8, failedCalls: 8, old: 8 }])
    expect(await again("retry", done)).toMatchObject({ state: "finished", total: 8, charged: 8, failed: 0 })
    const after = await lines()
    expect(after.map(([id]) => id)).toEqual(["id", ...wanted])
    expect([...after.slice(0, 3), ...after.slice(11)]).toEqual([...before.slice(0, 3), ...before.slice(11)])
    expect(after.slice(3, 11).map((line) => line[3])).toEqual(Array.from({ length: 8 }, () => ""))
    expect(opened.sandbox.ledger().charged).toBe(12)
    expect(await summaries()).toMatchObject([{ failed: 0, old: 0 }])
    expect((await side(opened)("retry", done.table)).problem?.en).toMatch(/filled in and up to date/)
  })

  test("are found wherever somebody has sorted, moved or deleted them to", async () => {
    const done = await table(wanted.slice(2, 6))
    await edit("shift", "Performance", "rows", 1, 2)
    await edit("shift", "Performance", "columns", 1, 1)
    await edit("rename", "Performance", "Mine")
    const place = area(4, 2, 12, 4, "Mine")
    const sorted = [...(await opened.document.read(place))].reverse()
    await opened.document.write(
      place,
      sorted.map(() => ["@", "General", "General", "General"]),
      "format"
    )
    await opened.document.write(place, sorted)
    // Ids 3 and 4 of the four that failed.
    await edit("shift", "Mine", "rows", 10, -2)
    expect(await again("retry", done)).toMatchObject({ total: 2, charged: 2, sheet: "Mine" })
    const after = await opened.document.read({ ...place, rows: 11 })
    expect(after.map(([id]) => id)).toEqual([...wanted.filter((_, i) => i !== 4 && i !== 5).reverse(), ""])
    expect(after.every((line) => line[3] === "")).toBe(true)
  })

  test("keep what somebody typed into them", async () => {
    const done = await table(wanted.slice(2, 4))
    await opened.document.write(area(4, 3, 1, 1, "Performance"), [["about 50k"]])
    await opened.document.write(area(5, 3, 1, 1, "Performance"), [["=B5*2"]], "formula")
    const after = await again("retry", done)
    expect(after.notes.map(({ en }) => en)).toEqual([expect.stringMatching(/^2 cells that were changed by hand/)])
    expect((await lines())[3]?.[2]).toBe("about 50k")
    expect(await opened.document.read(area(5, 3, 1, 1, "Performance"), "formula")).toEqual([["=B5*2"]])
  })

  test("that fail again keep their place and say why", async () => {
    const done = await table(wanted.slice(2, 4))
    failing(wanted.slice(2, 3))
    expect(await again("retry", done)).toMatchObject({ state: "finished", failed: 1, failedRows: 1, charged: 1 })
    const after = await lines()
    expect(after.map((line) => line[3] === "").indexOf(false)).toBe(0)
    expect(after.filter((line) => /500/.test(String(line[3])))).toHaveLength(1)
  })

  test("of a table of several rows for each id are filled in as far as there is room", async () => {
    const done = await table(wanted.slice(1, 2), { subject: "showcaseItems", fields: "" })
    const last = async () => ((await edit("last", done.sheet)) as { readonly row: number }).row
    const before = await last()
    const after = await again("retry", done)
    expect(after.notes.map(({ en }) => en).join()).toMatch(/more rows? do(es)? not fit here/)
    expect(await last()).toBe(before)
  })
})

describe("a refresh in place", () => {
  test("asks what is old, keeps ids, rows and hand-made cells, and costs nothing the second time", async () => {
    const done = await table([])
    await opened.document.write(area(3, 2, 1, 1, "Performance"), [["checked"]])
    await opened.document.turn({ ahead: 8 * day })
    opened.sandbox.faults([{ fault: { kind: "drift", set: { play_mid: "777" } } }])
    expect(await summaries()).toMatchObject([{ failed: 0, old: 12, oldCalls: 12 }])
    const after = await again("renew", done)
    expect(after).toMatchObject({ state: "finished", charged: 12 })
    expect(after.notes.map(({ en }) => en)).toEqual([expect.stringMatching(/^1 cell that was changed by hand/)])
    const now = await lines()
    expect(now.slice(1).map((line) => line[2])).toEqual(Array.from({ length: 12 }, () => 777))
    expect(now[2]?.[1]).toBe("checked")
    expect((await side(opened)("renew", done.table)).problem?.en).toMatch(/filled in and up to date/)
    expect(opened.sandbox.ledger().charged).toBe(24)
  })

  test("that fails leaves the old figures", async () => {
    const done = await table([])
    const before = await lines()
    await opened.document.turn({ ahead: 8 * day })
    failing(wanted)
    expect(await again("renew", done)).toMatchObject({ failed: 12, charged: 0 })
    expect(await lines()).toEqual(before)
  })

  test("from the menu: the table of the selected cell, after a question about the money", async () => {
    await table([])
    await opened.document.turn({ ahead: 8 * day, answer: "CANCEL" })
    const shown = async () =>
      ((await opened.document.ask("shown")) as ReadonlyArray<{ readonly alert?: unknown; readonly toast?: string }>).at(
        -1
      )
    await edit("select", area(5, 9, 1, 1, "Performance"))
    await opened.document.user("xingtuRefreshTable")
    expect((await shown())?.toast).toMatch(/No table from the sidebar here/)
    await edit("select", area(5, 2, 1, 1, "Performance"))
    await opened.document.user("xingtuRefreshTable")
    expect(JSON.stringify(await shown())).toMatch(/12 rows are stale or failed\. Refresh in place for 12 paid calls/)
    expect(opened.sandbox.ledger().charged).toBe(12)
    await opened.document.turn({ answer: "OK" })
    await opened.document.user("xingtuRefreshTable")
    expect((await shown())?.toast).toBe("12 rows refreshed: 12 charged, 0 failed.")
    expect(opened.sandbox.ledger().charged).toBe(24)
  })
})
