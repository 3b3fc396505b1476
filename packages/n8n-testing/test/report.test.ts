import { Report } from "@xingtu/core"
import { expect, test } from "vitest"
import { run } from "./support/n8n.ts"
import { byId, creatorId, creators, useSandbox } from "./support/sandbox.ts"

const { api, credentials } = useSandbox()

const report = { resource: "creator", operation: "creatorReport", creatorId: byId("={{ $json.id }}") }

test("a report is one row for each creator, a call for each part", async () => {
  const { items } = await run(credentials(), report, { items: creators(3) })
  expect(items.map(({ json, pairedItem }) => [json["creator_id"], pairedItem])).toEqual(
    creators(3).map(({ id }, item) => [id, { item }])
  )
  expect(items[0]?.json).toMatchObject({
    nick_name: expect.any(String),
    follower: expect.any(Number),
    price_2: expect.any(Number),
    missing: null
  })
  expect(api().ledger()).toMatchObject({ charged: 3 * Report.usual.length })
})

test("chosen parts are asked and no others, and their calls are shown when wanted", async () => {
  const { items } = await run(credentials(), {
    ...report,
    creatorId: byId(creatorId),
    parts: ["creatorProfile", "costPerformanceAnalysis"],
    options: { call: true }
  })
  expect(items[0]?.json["calls"]).toMatchObject([
    { endpoint: "creatorProfile" },
    { endpoint: "costPerformanceAnalysis" }
  ])
  expect(api().ledger()).toMatchObject({ charged: 2 })
})

test("a part that fails leaves its columns empty and says why; its neighbours stay", async () => {
  api().faults([{ endpoint: "marketingMetrics", fault: { kind: "code", code: 202 } }])
  const { items, status } = await run(credentials(), report, { items: creators(1) })
  expect(status).toBe("success")
  expect(items).toMatchObject([
    {
      json: {
        nick_name: expect.any(String),
        price_2: null,
        missing: expect.stringMatching(
          /^Prices and industries: .*\(202\)\. Prices and industries: This call may have been charged/
        )
      }
    }
  ])
})

test("a stop within a report keeps what was paid for", async () => {
  api().settings({ dailyQuota: 7 })
  const { items } = await run(credentials({ requestsPerMinute: 0 }), report, { items: creators(40) })
  expect(items.at(-1)?.json).toMatchObject({
    stopped: expect.any(String),
    unansweredItems: expect.arrayContaining([39])
  })
  expect(items.length).toBeGreaterThan(1)
})

test("a creator of whom every part fails is a failure", async () => {
  api().faults([{ fault: { kind: "code", code: 202 } }])
  const { error } = await run(credentials(), report, { items: creators(1) })
  expect(error).toMatchObject({ context: { code: 202 } })
})

test("a failure for all parts does not say that nothing was charged when one of them may have been", async () => {
  api().faults([
    { endpoint: "creatorProfile", fault: { kind: "code", code: 400 } },
    { endpoint: "spreadMetrics", fault: { kind: "cut", when: "afterCharging" } }
  ])
  const { error } = await run(
    credentials(),
    { ...report, parts: ["creatorProfile", "spreadMetrics"] },
    { items: creators(1) }
  )
  expect(error).toMatchObject({
    message: expect.stringContaining("The connection broke"),
    description: expect.stringContaining("This call may have been charged")
  })
})

test("a stop among parts of which one may have been charged: both are told, and the rows before are returned", async () => {
  const [first = { id: "" }, second = { id: "" }] = creators(2)
  api().faults([
    { params: { oAuthorId: second.id }, endpoint: "creatorProfile", fault: { kind: "cut", when: "afterCharging" } },
    { params: { oAuthorId: second.id }, endpoint: "spreadMetrics", fault: { kind: "code", code: 601 } }
  ])
  const { items, status } = await run(
    credentials(),
    { ...report, parts: ["creatorProfile", "spreadMetrics"] },
    { items: [first, second] }
  )
  expect(status).toBe("success")
  expect(items).toMatchObject([
    { json: { creator_id: first.id, missing: null } },
    {
      json: {
        creator_id: second.id,
        missing: expect.stringContaining("Creator profile: This call may have been charged")
      }
    },
    { json: { code: 601, unansweredItems: [1] } }
  ])
})
