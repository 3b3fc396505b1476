import { expect, test } from "vitest"
import { run } from "./support/n8n.ts"
import { byId, creators, useSandbox } from "./support/sandbox.ts"

const { api, credentials } = useSandbox()

const status = { resource: "quota", operation: "quotaStatus" }
const each = { resource: "creator", operation: "spreadMetrics", creatorId: byId("={{ $json.id }}") }

test("tells what this process spent and has left, and asks nothing", async () => {
  const account = credentials({ dailyBudget: 5, requestsPerMinute: 120 })
  await run(account, each, { items: [...creators(2), ...creators(2)] })
  const { items } = await run(account, status)
  expect(items).toMatchObject([
    {
      json: {
        open: true,
        closed: [],
        charged: 2,
        perhapsCharged: 0,
        budget: 5,
        left: 3,
        chargedByThisWorkflow: 2,
        storedAnswers: 2,
        requestsPerMinute: 120,
        calls: [{ consumer: "Shortlist", endpoint: "spreadMetrics", charged: 2, stored: 2 }]
      },
      pairedItem: { item: 0 }
    }
  ])
  expect(api().ledger().requests).toBe(2)
})

test("says what closed the way, and when it opens", async () => {
  const account = credentials()
  api().settings({ dailyQuota: 0 })
  await run(account, each, { items: creators(1) })
  const { items } = await run(account, status)
  expect(items[0]?.json).toMatchObject({
    open: false,
    closed: [{ code: 303, reason: expect.stringContaining("quota"), opensAt: expect.stringMatching(/Z$/) }]
  })
})

test("after a top-up calls can be reopened at once", async () => {
  const account = credentials()
  api().settings({ balance: 0 })
  await run(account, each, { items: creators(1) })
  api().settings({ balance: 5 })
  expect((await run(account, each, { items: creators(1) })).error).toMatchObject({
    message: expect.stringContaining("(601). Calls resume after ")
  })
  const { items } = await run(account, { resource: "quota", operation: "quotaReopen" })
  expect(items[0]?.json).toMatchObject({ open: true, closed: [] })
  expect(await run(account, each, { items: creators(1) })).toMatchObject({
    status: "success",
    items: [{ json: { creator_id: creators(1)[0]?.id } }]
  })
})
