import { afterEach, beforeEach, describe, expect, test } from "vitest"
import type { Weather } from "../../host/google.ts"
import { column, ids, type Open, open, type Rows } from "../support/document.ts"
import { begin, finish, side } from "../support/runs.ts"

/** A hundred ids and one bad request in every place: what was charged is what is shown, and at most one wave more. */

const wanted = ids(100)
const wave = 16

type Fault = Omit<Parameters<Open["sandbox"]["faults"]>[0][number], "params">

const faults: Readonly<Record<string, Fault>> = {
  "cut after it was charged": { fault: { kind: "cut", when: "afterCharging" } },
  "cut before it was charged": { fault: { kind: "cut", when: "beforeCharging" } },
  limited: { fault: { kind: "code", code: 302 } },
  refused: { fault: { kind: "code", code: 400 } },
  "refused and charged": { fault: { kind: "refusal", statusCode: 1 } }
}

/** The ends, the edges of waves, and the middle; `EVERY=1` takes every place. */
const places = process.env["EVERY"] === undefined ? [0, 8, 50, 99] : wanted.map((_, i) => i)

let opened: Open

beforeEach(async () => {
  opened = await open()
  await opened.set({ atOnce: 200, formulasDaily: 1000, retries: 0 })
})
afterEach(() => opened.close())

const spoil = (place: number, fault: Fault) =>
  opened.sandbox.faults([{ ...fault, params: { oAuthorId: wanted[place] ?? "" } }])

/** Rows that show an answer, also one without figures. */
const answered = (rows: Rows) =>
  rows.filter((row) => row.at(-1) === "" || /has no data|no data|暂无/i.test(String(row.at(-1)))).length

const formula = async () =>
  (await opened.document.cell("XINGTU_SPREAD_METRICS", column(wanted), "Videos, noHeaders")) as Rows

const books = async () => {
  const rows = (await opened.document.cell("XINGTU_QUOTA")) as Rows
  const of = (title: string) => Number(rows.find(([name]) => name === title)?.[1])
  return { charged: of("Charged today"), unknown: of("May have been charged") }
}

/** However often Sheets calculates, and whatever a person does then. */
const afterwards = async (shown: number) => {
  const { requests } = opened.sandbox.ledger()
  expect(answered(await formula())).toBe(shown)
  expect(opened.sandbox.ledger().requests).toBe(requests)
  opened.sandbox.faults([])
  await opened.document.turn({ ahead: 15 * 60_000 })
  const { value } = await side(opened)("refresh", "pending")
  if (value !== undefined) await finish(opened, value)
  expect(opened.sandbox.ledger().requests).toBeLessThanOrEqual(100 + wave + 1)
}

const weathers: ReadonlyArray<readonly [name: string, weather: Partial<Weather>, lost: number]> = [
  ["neighbours are lost", {}, wave],
  ["neighbours are kept", { neighbours: "kept" }, 1]
]

describe.each(weathers)("where %s", (_, weather, lost) => {
  describe.each(Object.entries(faults))("one request that is %s", (_, fault) => {
    test.each(places)("in place %d, in a formula", async (place) => {
      await opened.document.turn(weather)
      spoil(place, fault)
      const shown = answered(await formula())
      const { charged, requests } = opened.sandbox.ledger()
      expect(requests).toBe(100)
      expect(shown).toBeGreaterThanOrEqual(100 - lost)
      expect(charged - shown).toBeGreaterThanOrEqual(0)
      expect(charged - shown).toBeLessThanOrEqual(lost)
      const told = await books()
      expect(told.charged + told.unknown).toBeGreaterThanOrEqual(charged)
      expect(told.unknown).toBeLessThanOrEqual(lost)
      await afterwards(shown)
    })
  })
})

describe.each(Object.entries(faults))("in a table, one request that is %s", (_, fault) => {
  test.each([0, 50, 99])(
    "in place %d costs its wave, and the failed rows are all that is asked again",
    async (place) => {
      spoil(place, fault)
      const done = await finish(opened, await begin(opened, wanted, { fields: "Videos" }))
      // A limit stops the run; it goes on later.
      const { requests } = opened.sandbox.ledger()
      expect(requests).toBeLessThanOrEqual(100)
      expect(done.failedRows).toBeLessThanOrEqual(8)
      opened.sandbox.faults([])
      await opened.document.turn({ ahead: 15 * 60_000 })
      const ended =
        done.state === "finished" ? done : await finish(opened, (await side(opened)("resume")).value ?? done)
      const again = (await side(opened)("retry", ended.table)).value
      if (again !== undefined) await finish(opened, again)
      expect(opened.sandbox.ledger().requests).toBeLessThanOrEqual(100 + 8 + 1)
      const rows = await opened.document.read({ sheet: "Performance", row: 2, column: 1, rows: 100, columns: 3 })
      expect(rows.map(([id]) => id)).toEqual(wanted)
      // What was refused and charged is not asked again for some hours.
      expect(answered(rows)).toBe(fault.fault?.kind === "refusal" ? 99 : 100)
    }
  )
})

test("one request that is too slow for a cell costs its wave; what there is no time for is not sent", async () => {
  spoil(50, { delayMs: 26_000 })
  const shown = answered(await formula())
  const { charged, requests } = opened.sandbox.ledger()
  expect(shown).toBe(40)
  expect(requests).toBe(40 + wave)
  expect(charged - shown).toBeLessThanOrEqual(wave)
  opened.sandbox.faults([])
  await opened.document.turn({ ahead: 15 * 60_000 })
  const { value } = await side(opened)("refresh", "pending")
  expect(value && (await finish(opened, value))).toMatchObject({ state: "finished" })
  expect(answered(await formula())).toBe(100)
  expect(opened.sandbox.ledger().requests).toBe(100 + wave)
}, 60_000)
