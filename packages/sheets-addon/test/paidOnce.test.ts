import { afterEach, beforeEach, expect, test } from "vitest"
import { column, ids, type Open, open, type Rows } from "./support/document.ts"

/** Nothing is paid twice, whatever Sheets and Google do. */

let opened: Open

beforeEach(async () => {
  opened = await open()
})

afterEach(() => opened.close())

/** A cell's value, or what it shows when the function threw. */
const shown = (document: Open["document"], id: unknown): Promise<unknown> =>
  document.cell("XINGTU_SPREAD_METRICS", id, "Completion rate").catch((error: unknown) => String(error))

/** A person presses Refresh. */
const refresh = async (document: Open["document"]) => {
  const begun = Object(await document.user("xingtuCall", "refresh", "pending"))
  let { id, state } = begun.value
  while (state === "running") ({ id, state } = Object(await document.user("xingtuCall", "step", id)).value)
  expect(state).toBe("finished")
}

/** What a cell shows when all went well: a number, or nothing for a creator without data. */
const good = (value: unknown) => typeof value === "number" || value === ""

/** Runs all, so many at the same time. */
const atOnce = async <A>(most: number, work: ReadonlyArray<() => Promise<A>>): Promise<ReadonlyArray<A>> => {
  const done: Array<A> = []
  let next = 0
  const worker = async () => {
    for (let at = next++; at < work.length; at = next++) {
      const one = work[at]
      if (one !== undefined) done[at] = await one()
    }
  }
  await Promise.all(Array.from({ length: most }, worker))
  return done
}

test("120 executions of 40 ids, 10 at once, are 40 charges and no cell with an error", async () => {
  const { document, sandbox } = opened
  sandbox.faults([{ delayMs: 300 }])
  const cells = [0, 1, 2].flatMap(() => ids(40))
  const values = await atOnce(
    10,
    cells.map((id) => () => shown(document, id))
  )
  expect(values.filter((value) => !good(value))).toEqual([])
  expect(sandbox.ledger()).toMatchObject({ charged: 40, requests: 40 })
  expect(values.slice(0, 40)).toEqual(values.slice(80))
}, 60_000)

test("the same id in ten cells at once is one charge: nine wait for the tenth", async () => {
  const { document, sandbox } = opened
  sandbox.faults([{ delayMs: 1_000 }])
  const [id] = ids(1)
  const values = await Promise.all(Array.from({ length: 10 }, () => shown(document, id)))
  expect(new Set(values).size).toBe(1)
  expect(sandbox.ledger().charged).toBe(1)
})

test("opening a document of 1,000 ids again charges nothing, also when the cache has forgotten everything", async () => {
  const { document, sandbox, set } = opened
  await set({ atOnce: 200, formulasDaily: 2_000 })
  const wanted = ids(1_000)
  const range = (from: number) =>
    document.cell("XINGTU_SPREAD_METRICS", column(wanted.slice(from, from + 200)), "Completion rate, noHeaders")
  // A creator who does not exist is told apart: "charged" the first time, "nothing was charged" later.
  const numbers = (rows: unknown) => (rows as Rows).map(([value]) => value)
  const before: Array<unknown> = []
  for (let from = 0; from < 1_000; from += 200) {
    before.push(numbers(await range(from)))
    await document.user("onOpen")
  }
  expect(sandbox.ledger().charged).toBe(1_000)
  await document.turn({ cache: "forgets" })
  const after: Array<unknown> = []
  for (let from = 0; from < 1_000; from += 200) after.push(numbers(await range(from)))
  expect(after).toEqual(before)
  expect(sandbox.ledger().charged).toBe(1_000)
}, 60_000)

test("an execution that Google ends in mid-call is not paid for again, and says so", async () => {
  const { document, sandbox } = opened
  sandbox.faults([{ delayMs: 2_000, times: 1 }])
  const [id] = ids(1)
  const killed = document.start("XINGTU_SPREAD_METRICS", [id, "Completion rate"])
  await sandbox.received(1)
  await killed.kill()
  // The claim outlives its execution; then nobody knows what became of the call.
  await document.turn({ ahead: 60_000 })
  expect(await shown(document, id)).toMatch(/may have been charged|nobody knows|unknown/i)
  expect(sandbox.ledger().requests).toBe(1)
  await document.turn({ ahead: 30 * 60_000 })
  expect(await shown(document, id)).toMatch(/^Pending.*may have been charged/)
  expect(sandbox.ledger().requests).toBe(1)
  await refresh(document)
  expect(good(await shown(document, id))).toBe(true)
  expect(sandbox.ledger().requests).toBe(2)
})

test("while the lock service refuses, nothing is paid and the cell says so; stored answers are shown", async () => {
  const { document, sandbox } = opened
  const [stored, fresh] = ids(2)
  const before = await shown(document, stored)
  for (const lock of ["busy", "rateMax"] as const) {
    await document.turn({ lock, waits: false })
    expect(await shown(document, stored)).toEqual(before)
    expect(await shown(document, fresh)).toMatch(/^Pending.*nothing was sent or charged/)
  }
  expect(sandbox.ledger().charged).toBe(1)
}, 90_000)

test("a cache that forgets now and then costs nothing", async () => {
  const { document, sandbox } = opened
  const wanted = ids(10)
  const first = await document.cell("XINGTU_SPREAD_METRICS", column(wanted))
  for (const share of [0.1, 0.5, 1]) {
    await document.ask("evict", share)
    expect(await document.cell("XINGTU_SPREAD_METRICS", column(wanted))).toEqual(first)
  }
  expect(sandbox.ledger().charged).toBe(10)
})

test("a cache that fails is one that forgot: nothing is paid again", async () => {
  const { document, sandbox } = opened
  const wanted = ids(5)
  const first = await document.cell("XINGTU_SPREAD_METRICS", column(wanted))
  await document.turn({ cache: "breaks" })
  expect(await document.cell("XINGTU_SPREAD_METRICS", column(wanted))).toEqual(first)
  expect(good(await shown(document, ids(1, 50)[0]))).toBe(true)
  expect(good(await shown(document, ids(1, 50)[0]))).toBe(true)
  expect(sandbox.ledger().requests).toBe(6)
})

test("when one of five requests breaks, Google gives none of the answers: nobody knows of any, and none is asked again", async () => {
  const { document, sandbox } = opened
  const wanted = ids(5)
  sandbox.faults([{ params: { oAuthorId: wanted[2] ?? "" }, fault: { kind: "cut", when: "afterCharging" } }])
  const ask = () => document.cell("XINGTU_SPREAD_METRICS", column(wanted), "Completion rate")
  expect(await ask()).toMatch(/may have been charged/)
  expect(await ask()).toMatch(/may have been charged/)
  expect(sandbox.ledger().requests).toBe(5)
  sandbox.faults([])
  await document.turn({ ahead: 11 * 60_000 })
  expect(await ask()).toMatch(/^Pending/)
  expect(sandbox.ledger().requests).toBe(5)
  await refresh(document)
  expect((await ask()) as Rows).toHaveLength(6)
})

test("one cut of a hundred costs at most its wave; what follows goes out alone at first", async () => {
  const { document, sandbox, set } = opened
  await set({ atOnce: 200, formulasDaily: 1000 })
  const wanted = ids(100)
  sandbox.faults([{ params: { oAuthorId: wanted[50] ?? "" }, fault: { kind: "cut", when: "afterCharging" } }])
  const rows = (await document.cell("XINGTU_SPREAD_METRICS", column(wanted), "Videos, noHeaders")) as Rows
  expect(rows).toHaveLength(100)
  const lost = rows.filter(([, error]) => /may have been charged/.test(String(error))).length
  expect(lost).toBeGreaterThan(0)
  expect(lost).toBeLessThanOrEqual(16)
  expect(sandbox.ledger().requests).toBe(100)
  const { fetchAll } = Object(await document.ask("counts"))
  expect(fetchAll.slice(0, 7)).toEqual([8, 16, 16, 16, 1, 2, 4])
}, 30_000)

test.each(["Bandwidth quota exceeded: https://api.justoneapi.com/", "Service invoked too many times in a short time"])(
  "after the requests were answered, %s is an unknown outcome and nothing is repeated",
  async (fetchThrows) => {
    const { document, sandbox } = opened
    await document.turn({ fetchThrows })
    const ask = () => document.cell("XINGTU_SPREAD_METRICS", column(ids(3)), "Videos")
    expect(await ask()).toMatch(/may be charged/)
    await document.turn({ fetchThrows: "", ahead: 30 * 60_000 })
    expect(await ask()).toMatch(/^Pending.*may have been charged/)
    expect(sandbox.ledger().requests).toBe(3)
    const quota = (await document.cell("XINGTU_QUOTA")) as Rows
    expect(quota.find(([title]) => title === "May have been charged")?.[1]).toBe(3)
  }
)

test("an endpoint too slow for a cell is left to the sidebar for the day", async () => {
  const { document, sandbox } = opened
  const [one, other] = ids(2)
  sandbox.faults([{ delayMs: 26_000 }])
  expect(await shown(document, one)).toMatch(/No response within/)
  sandbox.faults([])
  expect(await shown(document, other)).toMatch(/^Pending.*slow today/)
  await document.turn({ ahead: 15 * 60_000 })
  expect(await shown(document, one)).toMatch(/^Pending/)
  expect(await shown(document, other)).toMatch(/^Pending/)
  expect(sandbox.ledger().requests).toBe(1)
  await refresh(document)
  expect(good(await shown(document, one))).toBe(true)
  expect(good(await shown(document, other))).toBe(true)
  expect(sandbox.ledger().requests).toBe(3)
}, 60_000)

test("an answer of more than 100 KB is kept in pieces", async () => {
  const { document, sandbox } = opened
  const text = "创😀".repeat(60_000)
  sandbox.faults([{ fault: { kind: "drift", set: { more: text, play_mid: "123" } } }])
  const [id] = ids(1)
  const ask = () => document.cell("XINGTU_SPREAD_METRICS", id, "Median plays")
  expect(await ask()).toBe(123)
  await document.ask("evict", 1)
  expect(await ask()).toBe(123)
  await document.user("onOpen")
  await document.ask("evict", 1)
  expect(await ask()).toBe(123)
  expect(sandbox.ledger().charged).toBe(1)
})

test("Google's own limit on requests is said, and nothing counts as charged", async () => {
  const { document, sandbox } = opened
  await document.turn({ fetchQuota: 0, waits: false })
  const value = await document.cell("XINGTU_SPREAD_METRICS", column(ids(2)), "Completion rate")
  expect(value).toMatch(/Google.*Nothing was charged/)
  expect(sandbox.ledger().requests).toBe(0)
}, 60_000)

test("a paying formula asks Google's services as seldom as it can, however many endpoints it shows", async () => {
  const { document } = opened
  const read = async () => (await document.ask("counts")) as Readonly<Record<string, number>>
  const [, second, third] = ids(3)
  const cost = async (name: string, id: unknown) => {
    const before = await read()
    await document.cell(name, id)
    const after = await read()
    return Object.fromEntries(
      ["properties.all", "cache.getAll", "lock.try", "fetch.all"].map((call) => [
        call,
        (after[call] ?? 0) - (before[call] ?? 0)
      ])
    )
  }
  const few = { "properties.all": 4, "cache.getAll": 5, "lock.try": 2, "fetch.all": 1 }
  expect(await cost("XINGTU_SPREAD_METRICS", second)).toEqual(few)
  expect(await cost("XINGTU_REPORT", third)).toEqual(few)
  expect(await cost("XINGTU_REPORT", third)).toEqual({
    "properties.all": 1,
    "cache.getAll": 1,
    "lock.try": 0,
    "fetch.all": 0
  })
})
