import { noToken } from "@xingtu/testing"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { ids, type Open, open } from "../support/document.ts"
import { area, begin, finish, putIds, side } from "../support/runs.ts"

/** What runs by itself every hour: as far as six minutes go, with a log, and a mail when there is something to say. */

let opened: Open

beforeEach(async () => {
  opened = await open()
  await opened.set({ formulasPay: false, freshDays: 1, retries: 0 })
})
afterEach(() => opened.close())

const hour = 3_600_000
const day = 24 * hour

const hourly = async (at: number) => {
  await opened.document.turn({ ahead: at })
  const { result } = await opened.document.run("xingtuHourly", [], "user")
  return result
}

interface Entry {
  readonly what: { readonly en: string }
  readonly done: number
  readonly total: number
  readonly charged: number
  readonly failed: number
  readonly because?: { readonly en: string }
}

const log = async () => (await side(opened)<{ readonly log: ReadonlyArray<Entry> }>("state")).value?.log ?? []

interface Mail {
  readonly to: string
  readonly subject: string
  readonly body: string
}

const mails = async () => (await opened.document.ask("mails")) as ReadonlyArray<Mail>

/** A formula about so many ids. */
const formula = async (count: number) => {
  await putIds(opened, ids(count))
  await opened.document.write(area(1, 5, 1, 1), [[`=XINGTU_SPREAD_METRICS(A2:A${count + 1})`]], "formula")
}

test("tables are renewed in place too, and each part is in the log", async () => {
  await formula(3)
  const wanted = ids(12, 100)
  await finish(opened, await begin(opened, wanted, { to: "" }))
  await putIds(opened, ids(3))
  expect(opened.sandbox.ledger().charged).toBe(12)
  opened.sandbox.faults([{ fault: { kind: "drift", set: { play_mid: "777" } } }])
  await hourly(2 * day)
  expect(opened.sandbox.ledger().charged).toBe(27)
  const figures = await opened.document.read(area(2, 3, 12, 1, "Performance"))
  expect(figures.flat()).toEqual(wanted.map(() => 777))
  expect((await log()).map(({ charged, what }) => [what.en, charged])).toEqual([
    ["Formulas", 3],
    ['Table in "Performance"', 12]
  ])
  await hourly(2 * day + hour)
  expect(opened.sandbox.ledger().charged).toBe(27)
  expect(await log()).toHaveLength(2)
  expect(await mails()).toEqual([])
})

test("what six minutes are too short for is the next hour's, and nothing is paid twice", async () => {
  await formula(400)
  await opened.document.turn({ fetchMs: 40_000, waits: false })
  let hours = 0
  while (opened.sandbox.ledger().charged < 400 && hours < 30)
    expect(await hourly(++hours * hour)).not.toHaveProperty("error")
  expect(hours).toBeGreaterThan(1)
  await hourly(++hours * hour)
  expect(opened.sandbox.ledger()).toMatchObject({ charged: 400, requests: 400 })
  const entries = await log()
  expect(entries.length).toBeLessThanOrEqual(10)
  expect(entries.some(({ done, total }) => done < total)).toBe(true)
}, 60_000)

test("a run that Google ended says so in the log and by mail, and the next hour goes on", async () => {
  await formula(40)
  opened.sandbox.faults([{ params: { oAuthorId: ids(1, 30)[0] ?? "" }, delayMs: 5_000 }])
  const run = opened.document.start("xingtuHourly", [], "user")
  await opened.sandbox.received(40)
  await new Promise((resolve) => setTimeout(resolve, 300))
  await run.kill()
  opened.sandbox.faults([])
  await hourly(hour)
  expect((await log()).some(({ because }) => because?.en.startsWith("Google ended the run"))).toBe(true)
  expect((await mails()).map(({ body }) => body.includes("Google ended the run"))).toEqual([true])
  // What was out when it ended may be asked again, what had been answered is not.
  expect(opened.sandbox.ledger().requests).toBeLessThanOrEqual(40 + 16)
})

describe("an e-mail", () => {
  test("tells of a failure once, not every hour, and again after it went well in between", async () => {
    await formula(4)
    opened.sandbox.settings({ dailyQuota: 0 })
    for (const at of [1, 2, 3]) await hourly(at * hour)
    const [first, ...others] = await mails()
    expect(others).toEqual([])
    expect(first).toMatchObject({ to: "buyer@example.com", subject: "Xingtu: an hourly run failed" })
    expect(first?.body).toMatch(/Formulas: .*quota.*\(0 of 4 done, 0 charged, 0 failed\)/)
    noToken({ mails: await mails(), log: await log() })
    opened.sandbox.settings({})
    await hourly(30 * hour)
    expect(opened.sandbox.ledger().charged).toBe(4)
    opened.sandbox.settings({ dailyQuota: 0 })
    await hourly(3 * day)
    await hourly(3 * day + hour)
    expect(await mails()).toHaveLength(2)
  })

  test("is not sent where nobody wants it, and a run does not fail where Google does not send it", async () => {
    await formula(4)
    opened.sandbox.settings({ dailyQuota: 0 })
    await opened.document.turn({ mail: "refuses" })
    expect(await hourly(hour)).not.toHaveProperty("error")
    await opened.set({ formulasPay: false, mail: false })
    await opened.document.turn({ mail: "works" })
    await hourly(2 * hour)
    expect(await mails()).toEqual([])
    expect((await log())[0]?.because?.en).toMatch(/quota/)
  })

  test("tells what has changed of those who are watched, once a day", async () => {
    await putIds(opened, ids(3))
    await side(opened)("startHistory", { ids: "Sheet1!A2:A4", budget: 100, figure: "price_2" })
    await hourly(0)
    expect(await mails()).toEqual([])
    opened.sandbox.faults([
      {
        endpoint: "spreadMetrics",
        params: { oAuthorId: ids(2)[1] ?? "" },
        fault: { kind: "drift", set: { play_mid: "99999999" } }
      }
    ])
    for (const at of [0, 1, 2]) await hourly(day + at * hour)
    const [first, ...others] = await mails()
    expect(others).toEqual([])
    expect(first?.subject).toMatch(/^Xingtu: 1 creator has changed \(\d{4}-\d\d-\d\d\)$/)
    expect(first?.body).toMatch(new RegExp(`${ids(2)[1]}.*: .*Median plays rose from .* to 99,999,999`))
    expect(first?.body).not.toContain(ids(1)[0])
  })
})

test("trouble of one part stops no other, and charged failures of tables are not asked again by themselves", async () => {
  const wanted = ids(2, 100)
  opened.sandbox.faults([{ params: { oAuthorId: wanted[0] ?? "" }, fault: { kind: "refusal", statusCode: 1 } }])
  await finish(opened, await begin(opened, wanted))
  const { requests } = opened.sandbox.ledger()
  for (const at of [1, 2, 3]) await hourly(at * hour)
  expect(opened.sandbox.ledger().requests).toBe(requests)
  await formula(3)
  await opened.document.turn({ protected: ["Performance"] })
  await hourly(2 * day)
  const entries = await log()
  expect(entries.find(({ what }) => what.en.startsWith("Table"))?.because?.en).toMatch(/protected/)
  expect(entries.find(({ what }) => what.en === "Formulas")).toMatchObject({ charged: 3, failed: 0 })
})

test("the second person's trigger leaves a run to the first", async () => {
  await formula(8)
  opened.sandbox.faults([{ delayMs: 1_500 }])
  const first = opened.document.run("xingtuHourly", [], "user")
  await opened.sandbox.received(8)
  await opened.document.turn({ user: "second@example.com" })
  await opened.document.user("xingtuHourly")
  await first
  expect(opened.sandbox.ledger().requests).toBe(8)
})
