// Events by core's Watch.
import { expect, test } from "vitest"
import { engine } from "../support/n8n.ts"
import { byId, creatorId, useSandbox } from "../support/sandbox.ts"

const { api, credentials } = useSandbox()

const watched = (event: string, more = {}) => ({ event, creatorId: byId(creatorId), askAtMost: 0, ...more })
const drift = (endpoint: string, set: Record<string, unknown>) =>
  api().faults([{ endpoint, fault: { kind: "drift", set } }])

test("an expected CPM fires by either kind of video, from the last time it fired, with words and a name", async () => {
  const { poll, restart } = (await engine()).trigger(credentials(), watched("cpmChange", { atLeast: 10 }))
  const cpm = (cpm_21_60: number, cpm_60: number) =>
    drift("spreadMetrics", { expect_cpm: { cpm_21_60: String(cpm_21_60), cpm_60: String(cpm_60) } })
  cpm(5000, 8000)
  expect(await poll()).toEqual([])
  cpm(5400, 8000)
  expect(await poll()).toEqual([])
  const { charged } = api().ledger()
  cpm(5600, 8000)
  expect(await poll()).toMatchObject([
    {
      creator_id: creatorId,
      name: expect.any(String),
      kind: "placement",
      before: 50,
      after: 56,
      change_rate: 0.12,
      text: expect.stringContaining("rose from")
    }
  ])
  // Who has news is looked up, once.
  expect(api().ledger().charged).toBe(charged + 2)
  expect(await restart()).toEqual([])
  cpm(5600, 7000)
  expect(await poll()).toMatchObject([{ kind: "custom", before: 80, after: 70 }])
})

test("a creator who stops taking orders, and takes them again", async () => {
  const { poll } = (await engine()).trigger(credentials(), watched("ordersChange"))
  drift("creatorVisibilityStatus", { can_receive: true })
  expect(await poll()).toEqual([])
  drift("creatorVisibilityStatus", { can_receive: false })
  expect(await poll()).toMatchObject([
    { what: "takesOrders", before: true, after: false, text: "No longer takes orders." }
  ])
  expect(await poll()).toEqual([])
  drift("creatorVisibilityStatus", { can_receive: true })
  expect(await poll()).toMatchObject([{ before: false, after: true }])
})

test("a trial shows what there is", async () => {
  const { poll } = (await engine()).trigger(credentials(), watched("playsChange"))
  expect(await poll("manual")).toMatchObject([
    { creator_id: creatorId, what: "medianPlays", after: expect.any(Number) }
  ])
})

test("who cannot be looked up is paid for once a day", async () => {
  const { errors, poll } = (await engine()).trigger(credentials(), watched("cpmChange"))
  api().faults([{ fault: { kind: "code", code: 201 } }])
  for (let polls = 0; polls < 4; polls++) expect(await poll()).toEqual([])
  expect(errors()).toHaveLength(1)
  expect(api().ledger().charged).toBe(1)
})
