// What a run paid for: told with its result or its failure, and never more than it may.
import { describe, expect, test } from "vitest"
import { run } from "./support/n8n.ts"
import { byId, creators, useSandbox } from "./support/sandbox.ts"

const { api, credentials } = useSandbox()

const each = { resource: "creator", operation: "spreadMetrics", creatorId: byId("={{ $json.id }}") }
const report = { resource: "creator", operation: "creatorReport", creatorId: byId("={{ $json.id }}") }
const search = { resource: "creator", operation: "creatorSearch", returnAll: true }
const v2 = { typeVersion: 2 } as const
const retried = { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 } as const

describe("n8n's Retry On Fail", () => {
  test("a refusal that the first try paid for is not told as free by the later one", async () => {
    api().faults([{ fault: { kind: "code", code: 201 } }])
    const { error } = await run(credentials(), each, { items: creators(1), node: retried })
    expect(error).toMatchObject({ description: expect.stringContaining("This call was charged.") })
    expect(api().ledger()).toMatchObject({ requests: 1, charged: 1 })
  })

  test("nor in an item of a run that goes on", async () => {
    api().faults([{ fault: { kind: "code", code: 201 } }])
    const node = { ...retried, onError: "continueRegularOutput" } as const
    const { items } = await run(credentials(), each, { items: creators(1), node })
    expect(items).toMatchObject([{ json: { details: { code: 201, charged: "yes" } } }])
  })

  test("what the tries paid for is on one bill", async () => {
    const [, second = { id: "" }] = creators(2)
    api().faults([{ params: { oAuthorId: second.id }, fault: { kind: "code", code: 202 } }])
    const { error } = await run(credentials(), each, { items: creators(2), node: retried })
    expect(error).toMatchObject({ description: expect.stringContaining("This run paid for 1 call.") })
  })
})

test("a failure that was not charged says what the run paid before it", async () => {
  api().settings({ dailyQuota: 3 })
  const { error, status } = await run(credentials(), each, { items: creators(8), node: v2 })
  expect(status).toBe("error")
  expect(error).toMatchObject({
    message: expect.stringContaining("(303)"),
    description: expect.stringMatching(/^The last call was not charged\. This run paid for 3 calls\./)
  })
  expect(JSON.stringify(error)).not.toContain("Nothing was charged")
})

describe("a run that stops part-way", () => {
  test("fails unless set otherwise, and running again pays for the rest only", async () => {
    const account = credentials()
    api().settings({ dailyQuota: 3 })
    expect((await run(account, each, { items: creators(6), node: v2 })).status).toBe("error")
    api().settings({ dailyQuota: 100 })
    await run(account, { resource: "quota", operation: "quotaReopen" })
    const { items, status } = await run(account, each, { items: creators(6), node: v2 })
    expect([status, items.length]).toEqual(["success", 6])
    expect(api().ledger().charged).toBe(6)
  })

  test("returns what was paid for when it shall, without an item that would become a row", async () => {
    api().settings({ dailyQuota: 3 })
    const returns = { ...each, options: { whenStopped: "return" } }
    const { hints, items, status } = await run(credentials(), returns, { items: creators(6), node: v2 })
    expect([status, items.length]).toEqual(["success", 3])
    for (const { json } of items) expect(json).not.toHaveProperty("stopped")
    expect(hints).toMatchObject([{ type: "warning", message: expect.stringContaining("This run paid for 3 calls.") }])
  })

  test("with an error output, what failed is there", async () => {
    api().settings({ dailyQuota: 3 })
    const node = { ...v2, onError: "continueErrorOutput" } as const
    const { failed, items } = await run(credentials(), each, { items: creators(6), node })
    expect([items.length, failed.length]).toEqual([3, 3])
  })

  test("a node of version 1 goes on returning them, and fails when it shall", async () => {
    api().settings({ dailyQuota: 3 })
    const { items } = await run(credentials(), each, { items: creators(6) })
    expect(items.at(-1)?.json).toHaveProperty("stopped")
    const fails = { ...each, options: { whenStopped: "fail" } }
    expect((await run(credentials(), fails, { items: creators(6) })).status).toBe("error")
  })
})

describe("Max Paid Calls", () => {
  const most = (maxPaidCalls: unknown) => ({ options: { maxPaidCalls } })

  test.for([
    ["items", each],
    ["a report", report],
    ["pages", search]
  ] as const)("holds for %s", async ([, parameters]) => {
    const { error } = await run(credentials(), { ...parameters, ...most(4) }, { items: creators(9), node: v2 })
    expect(error).toMatchObject({
      message: "This run reached its limit of 4 paid calls.",
      description: expect.stringContaining("This run paid for 4 calls.")
    })
    expect(api().ledger()).toMatchObject({ requests: 4, charged: 4 })
  })

  test("answers that are stored, and calls that turn out to be free, do not count", async () => {
    const account = credentials({ retries: 0 })
    await run(account, each, { items: creators(5) })
    const again = await run(account, { ...each, ...most(0) }, { items: creators(5), node: v2 })
    expect([again.status, again.items.length]).toEqual(["success", 5])
    const others = creators(9).slice(5)
    api().faults([{ params: { oAuthorId: others[0]?.id ?? "" }, fault: { kind: "code", code: 301 } }])
    const node = { ...v2, onError: "continueErrorOutput" } as const
    const { items } = await run(account, { ...each, ...most(3) }, { items: others, node })
    expect(items).toHaveLength(3)
    expect(api().ledger().charged).toBe(8)
  })

  test("a try after a failure goes on with what is left of it", async () => {
    const items = creators(4)
    api().faults([{ params: { oAuthorId: items[3]?.id ?? "" }, times: 1, fault: { kind: "code", code: 301 } }])
    const anew = { ...each, options: { maxPaidCalls: 4, fresh: true } }
    const tried = await run(credentials({ retries: 0 }), anew, { items, node: { ...v2, ...retried } })
    expect(tried).toMatchObject({ status: "success", items: { length: 4 } })
    expect(api().ledger().charged).toBe(4)
  })

  test.for([["many"], [-1], [1.5]])("%s is refused before anything is paid", async ([given]) => {
    const { error } = await run(
      credentials(),
      { ...each, ...most(`={{ ${JSON.stringify(given)} }}`) },
      { items: creators(1) }
    )
    expect(error).toMatchObject({ message: expect.stringContaining("Max Paid Calls") })
    expect(api().ledger().requests).toBe(0)
  })

  test("an agent's tool has one without being told, and is told when it is reached", async () => {
    const node = { ...v2, type: "n8n-nodes-xingtu.xingtuTool" }
    const { items } = await run(credentials(), each, { items: creators(30), node })
    expect(items).toHaveLength(30)
    expect(items.at(-1)?.json).toMatchObject({ error: expect.stringContaining("limit of 20 paid calls") })
    expect(api().ledger().charged).toBe(20)
  })
})

test("beside the items stands what they cost, and what did not match", async () => {
  api().faults([{ fault: { kind: "drift" } }])
  const account = credentials()
  const { hints } = await run(account, each, { items: creators(2) })
  expect(hints).toMatchObject([
    { message: expect.stringMatching(/^This run paid for 2 calls\. \d+ values were in an unexpected format/) }
  ])
  const again = await run(account, each, { items: creators(2) })
  expect(again.hints).toMatchObject([{ message: expect.not.stringContaining("This run paid") }])
})

test("a creator without an expected CPM: beside the items stands what may have one", async () => {
  const { hints } = await run(
    credentials(),
    { ...each, creatorId: byId("6955721930401180000") },
    { items: creators(2) }
  )
  expect(hints).toMatchObject([
    {
      message: expect.stringMatching(
        /^This run paid for 1 call\. No expected CPM for this period\. .*Cost of paid videos/
      )
    }
  ])
})
