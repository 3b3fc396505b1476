import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { ids, type Open, open } from "../support/document.ts"
import { area, begin, finish, side, step } from "../support/runs.ts"

/** Runs keep to their place while people edit the document. */

let opened: Open

beforeEach(async () => {
  opened = await open()
})
afterEach(() => opened.close())

const wanted = ids(20)

const column = async (sheet: string, at: number, rows: number) =>
  (await opened.document.read(area(1, at, rows, 1, sheet))).flat()

const edit = (method: string, ...args: ReadonlyArray<unknown>) => opened.document.ask(`grid.${method}`, ...args)

/** A table of which the first eight rows stand there. */
const half = async (options = {}) => step(opened, await begin(opened, wanted, options))

test("a renamed sheet stays the run's sheet, also with an apostrophe or an exclamation mark in its name", async () => {
  const job = await half()
  for (const name of ["O'Brien", "A!B"]) {
    await edit("rename", job.sheet, name)
    const after = await step(opened, job)
    expect(after.sheet).toBe(name)
    expect(after.notes.at(-1)?.en).toContain(`is called "${name}" now`)
    Object.assign(job, after)
  }
  expect((await finish(opened, job)).state).toBe("finished")
  expect(await column("A!B", 1, 21)).toEqual(["id", ...wanted])
  expect(((await edit("names")) as ReadonlyArray<unknown>).length).toBeLessThanOrEqual(3)
})

test("a table in a sheet called A!B or O'Brien begins where it was said", async () => {
  for (const name of ["A!B", "O'Brien"]) {
    await edit("insert", name)
    await edit("select", area(3, 2, 1, 1, name))
    const to = (await side(opened)<string>("selection")).value ?? ""
    await finish(opened, await begin(opened, wanted.slice(0, 3), { to }))
    expect((await opened.document.read(area(3, 2, 4, 1, name))).flat()).toEqual(["id", ...wanted.slice(0, 3)])
  }
})

test("rows and columns that somebody inserts move the run along, and keep what was typed into them", async () => {
  const job = await half()
  await edit("shift", "Performance", "rows", 1, 3)
  await edit("shift", "Performance", "rows", 8, 1)
  await edit("shift", "Performance", "columns", 2, 1)
  await opened.document.write(area(8, 1, 1, 2, "Performance"), [["mine", "mine"]])
  await opened.document.write(area(14, 2, 1, 1, "Performance"), [["my note"]])
  const after = await finish(opened, job)
  expect(after).toMatchObject({ state: "finished", charged: 20, failed: 0 })
  expect(await column("Performance", 1, 25)).toEqual([
    "",
    "",
    "",
    "id",
    ...wanted.slice(0, 3),
    "mine",
    ...wanted.slice(3)
  ])
  expect((await column("Performance", 2, 25)).filter((value) => value !== "")).toEqual(["mine", "my note"])
  expect((await column("Performance", 3, 25)).slice(4, 25).some((value) => typeof value === "number")).toBe(true)
})

test("a column that somebody deletes is left out, and the run says so", async () => {
  const job = await half()
  await edit("shift", "Performance", "columns", 2, -1)
  const after = await finish(opened, job)
  expect(after.state).toBe("finished")
  expect(after.notes.map(({ en }) => en)).toEqual([expect.stringMatching(/^1 column was deleted/)])
  const lines = await opened.document.read(area(1, 1, 21, 4, "Performance"))
  expect(lines[0]).toEqual(["id", "Median plays", "error", ""])
  expect(lines.map(([id]) => id)).toEqual(["id", ...wanted])
  expect(lines.every((line) => line[3] === "")).toBe(true)
})

test.each([
  ["its sheet", (sheet: string) => edit("remove", sheet), /sheet with this table was deleted/],
  ["its column of ids", (sheet: string) => edit("shift", sheet, "columns", 1, -1), /ID column/],
  ["its rows", (sheet: string) => edit("shift", sheet, "rows", 1, -9), /rows of this table were deleted/]
])("a run that lost %s asks nothing, writes nothing and says what it found", async (_, remove, says) => {
  const job = await half()
  const { requests } = opened.sandbox.ledger()
  await remove(job.sheet ?? "")
  const names = await edit("names")
  const after = await step(opened, job)
  expect(after).toMatchObject({ state: "blocked", done: 8 })
  expect(after.because?.en).toMatch(says)
  expect(opened.sandbox.ledger().requests).toBe(requests)
  expect(await edit("names")).toEqual(names)
})

describe("notes typed below the table", () => {
  const note = (row: number, at: number) =>
    opened.document.write(area(row, at, 1, 1, "Performance"), [["Total: ask Li"]])

  test("stop the run before it pays, and it goes on when they were moved", async () => {
    const job = await half()
    await note(14, 2)
    const { requests } = opened.sandbox.ledger()
    const stopped = await step(opened, job)
    expect(stopped.state).toBe("blocked")
    expect(stopped.because?.en).toMatch(/Performance, cell B14/)
    expect(opened.sandbox.ledger().requests).toBe(requests)
    await edit("shift", "Performance", "rows", 10, 30)
    const { value } = await side(opened)("resume")
    expect((await finish(opened, value ?? job)).state).toBe("finished")
    expect(await column("Performance", 1, 21)).toEqual(["id", ...wanted])
    expect(await opened.document.read(area(44, 2, 1, 1, "Performance"))).toEqual([["Total: ask Li"]])
  })

  test("are not written over when they were typed while the answers were on their way, and nothing is paid again", async () => {
    const job = await half()
    opened.sandbox.faults([{ delayMs: 700 }])
    const running = step(opened, job)
    await opened.sandbox.received(16)
    await note(11, 1)
    expect(await running).toMatchObject({ state: "blocked", charged: 16, done: 8 })
    expect(await column("Performance", 1, 12)).toEqual(["id", ...wanted.slice(0, 8), "", "Total: ask Li", ""])
    await edit("shift", "Performance", "rows", 11, -1)
    const { value } = await side(opened)("resume")
    expect(await finish(opened, value ?? job)).toMatchObject({ state: "finished", charged: 20 })
    expect(opened.sandbox.ledger().charged).toBe(20)
  })

  test("beside the table they are left alone", async () => {
    const job = await half()
    await note(14, 7)
    expect((await finish(opened, job)).state).toBe("finished")
    expect(await opened.document.read(area(14, 7, 1, 1, "Performance"))).toEqual([["Total: ask Li"]])
  })
})

test("a step that Google ended after it had written is not written again, and nothing is paid twice", async () => {
  const job = await half()
  await opened.document.turn({ writeMs: 400 })
  const { kill } = opened.document.start("xingtuCall", ["step", job.id], "user")
  await expect
    .poll(async () => (await column("Performance", 1, 18)).includes(wanted[15] ?? ""), { timeout: 8_000 })
    .toBe(true)
  await kill()
  await opened.document.turn({ writeMs: 0, ahead: 200_000 })
  const { value } = await side(opened)("resume")
  expect((await finish(opened, value ?? job)).state).toBe("finished")
  expect(await column("Performance", 1, 23)).toEqual(["id", ...wanted, "", ""])
  expect(opened.sandbox.ledger().charged).toBe(20)
})

test("the second person is told who runs, and may take over; the first is told", async () => {
  const job = await half()
  await opened.document.turn({ user: "second@example.com" })
  const start = { subject: "spreadMetrics", ids: "Sheet1!A2:A3", fields: "", options: {}, to: "" }
  expect((await side(opened)("start", start)).problem?.en).toMatch(/^buyer@example\.com is running something/)
  expect((await side(opened)<{ readonly other: string }>("state")).value?.other).toBe("buyer@example.com")
  const taken = (await side(opened)("resume")).value ?? job
  await step(opened, taken)
  await opened.document.turn({ user: "buyer@example.com" })
  expect((await side(opened)("step", job.id)).problem?.en).toMatch(/^second@example\.com has taken over this run/)
  await opened.document.turn({ user: "second@example.com" })
  expect(await finish(opened, taken)).toMatchObject({ state: "finished", charged: 20 })
  expect(await column("Performance", 1, 21)).toEqual(["id", ...wanted])
})

test("a run whose runner went away is free for everybody", async () => {
  await half()
  await opened.document.turn({ user: "second@example.com", ahead: 120_000 })
  expect(await begin(opened, wanted.slice(0, 2), { to: "Sheet1!D1" })).toMatchObject({ state: "running" })
})
