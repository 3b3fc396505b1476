import { noToken } from "@xingtu/testing"
import { describe, expect, test } from "vitest"
import { run } from "./support/n8n.ts"
import { byId, creatorId, creators, useSandbox } from "./support/sandbox.ts"

const { api, credentials } = useSandbox()

const spread = { resource: "creator", operation: "spreadMetrics", creatorId: byId(creatorId) }
/** Each item asks for its own creator. */
const each = { ...spread, creatorId: byId("={{ $json.id }}") }

test("the words are n8n's own nowhere: a refused connection is told in ours", { timeout: 60_000 }, async () => {
  const account = credentials({ baseUrl: "http://127.0.0.1:2", retries: 0 })
  const { error } = await run(account, spread)
  expect(error).toMatchObject({
    message: "Could not reach the API (ECONNREFUSED).",
    description: expect.stringContaining("Nothing was charged.")
  })
  noToken({ error }, account.token)
})

test("a broken connection after sending may have been charged, and is not tried again", async () => {
  api().faults([{ fault: { kind: "cut", when: "afterCharging" } }])
  const account = credentials()
  const first = await run(account, spread)
  expect(first.error).toMatchObject({ description: expect.stringContaining("This call may have been charged") })
  const second = await run(account, spread)
  expect(second.error).toMatchObject({
    message: expect.stringContaining("may have been charged; it was not sent again"),
    description: expect.stringContaining("To refresh in a node, use Options > Refresh.")
  })
  expect(api().ledger().requests).toBe(1)
  noToken({ first, second }, account.token)
})

test("a proxy's page is no answer, and its address with the token is not shown", async () => {
  api().faults([{ fault: { kind: "html", status: 502 } }])
  const account = credentials()
  const { error } = await run(account, spread)
  expect(error).toMatchObject({ message: expect.stringContaining("HTTP 502") })
  noToken({ error }, account.token)
})

test("what came with a charge and is no answer is handed over: as a field of the item, or with the error", async () => {
  const goesOn = { items: creators(1), node: { onError: "continueRegularOutput" } } as const
  api().faults([{ fault: { kind: "refusal", statusCode: 7 } }])
  const refusal = { code: 0, data: { base_resp: { status_code: 7 } } }
  expect((await run(credentials(), each, goesOn)).items).toMatchObject([
    { json: { details: { charged: "yes", raw: refusal } } }
  ])
  expect((await run(credentials(), spread)).error).toMatchObject({ context: { data: refusal } })

  api().faults([{ fault: { kind: "truncated" } }])
  const half = expect.stringMatching(/^\{"code":0,/)
  const account = credentials()
  const { items } = await run(account, each, goesOn)
  expect(items).toMatchObject([{ json: { details: { charged: "unknown", raw: half } } }])
  const { error } = await run(account, spread)
  expect(error).toMatchObject({ context: { data: half } })
  noToken({ items, error }, account.token)

  api().faults([{ fault: { kind: "html", status: 502 } }])
  expect((await run(credentials(), each, goesOn)).items[0]?.json["details"]).not.toHaveProperty("raw")
})

test("bad input is refused before anything is sent", async () => {
  const { error } = await run(credentials(), each, { items: [{ id: "6.9E+18" }] })
  expect(error).toMatchObject({ name: "NodeOperationError", message: expect.stringContaining("lost its last digits") })
  expect(api().ledger().requests).toBe(0)
})

test("301 twice is survived", async () => {
  api().faults([{ times: 2, fault: { kind: "code", code: 301 } }])
  const { status, items } = await run(credentials(), { ...spread, options: { call: true } })
  expect(status).toBe("success")
  expect(items[0]?.json["call"]).toMatchObject({ attempts: 3, charged: "yes" })
})

test("a burst of 302 is survived", { timeout: 60_000 }, async () => {
  api().settings({ rate: { limit: 4, windowMs: 1000 } })
  const { status, items } = await run(credentials(), each, { items: creators(24) })
  expect(status).toBe("success")
  expect(items).toHaveLength(24)
  expect(api().ledger()).toMatchObject({ charged: 24 })
  expect(
    api()
      .ledger()
      .entries.some(({ code }) => code === 302)
  ).toBe(true)
})

test("new answers are paid for once in a run: for many items of one creator, and when n8n tries the run again", async () => {
  const account = credentials({ retries: 0 })
  const anew = { ...each, options: { fresh: true } }
  const [first = { id: "" }, second = { id: "" }] = creators(2)
  await run(account, each, { items: [first] })
  api().faults([{ params: { oAuthorId: second.id }, times: 1, fault: { kind: "code", code: 301 } }])
  const items = [...Array.from({ length: 20 }, () => first), second]
  const tried = await run(account, anew, { items, node: { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 } })
  expect(tried).toMatchObject({ status: "success", items: { length: 21 } })
  expect(
    api()
      .ledger()
      .entries.map(({ params, code }) => [params["oAuthorId"], code])
  ).toEqual([
    [first.id, 0],
    [first.id, 0],
    [second.id, 301],
    [second.id, 0]
  ])
  await run(account, anew, { items: [first] })
  expect(api().ledger().charged).toBe(4)
})

test("failures go to the error output with the input they belong to", async () => {
  api().faults([{ params: { oAuthorId: creators(3)[1]?.id ?? "" }, fault: { kind: "code", code: 202 } }])
  const { items, failed } = await run(credentials(), each, {
    items: creators(3),
    node: { onError: "continueErrorOutput" }
  })
  expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 2 }])
  expect(failed).toMatchObject([{ json: { id: creators(3)[1]?.id, details: { code: 202, charged: "unknown" } } }])
})

describe("a stop in the middle", () => {
  test("303 after some items: what was paid for is returned, with which items are left", async () => {
    api().settings({ dailyQuota: 10 })
    const { status, items, hints } = await run(credentials(), each, { items: creators(500) })
    expect(status).toBe("success")
    expect(items).toHaveLength(11)
    expect(items.at(-1)?.json).toMatchObject({
      stopped: expect.stringContaining("daily quota"),
      code: 303,
      charged: "no",
      unansweredItems: expect.arrayContaining([499])
    })
    expect(hints).toHaveLength(1)
    // Only what was on its way already.
    expect(api().ledger().requests).toBeLessThanOrEqual(18)
    expect(api().ledger()).toMatchObject({ charged: 10 })
  })

  test("601 at once is an error, since nothing was paid for; later runs of this process send nothing", async () => {
    api().settings({ balance: 0 })
    const account = credentials()
    const first = await run(account, each, { items: creators(500) })
    expect(first.error).toMatchObject({ context: { code: 601 } })
    const { requests } = api().ledger()
    expect(requests).toBeLessThanOrEqual(8)
    const second = await run(account, each, { items: creators(500) })
    expect(second.error).toMatchObject({
      context: { code: 601 },
      message: expect.stringContaining("(601). Calls resume after "),
      description: expect.stringContaining("Quota > Reopen")
    })
    expect(api().ledger().requests).toBe(requests)
  })

  test("the daily budget of the credential holds", async () => {
    const { items } = await run(credentials({ dailyBudget: 3 }), each, { items: creators(9) })
    expect(items).toHaveLength(4)
    expect(items.at(-1)?.json).toMatchObject({ reason: "BudgetSpent", charged: "no" })
    expect(api().ledger()).toMatchObject({ requests: 3, charged: 3 })
  })

  test("with continue on fail, each item that was not asked says so", async () => {
    api().settings({ dailyQuota: 2 })
    const { items } = await run(credentials(), each, {
      items: creators(40),
      node: { onError: "continueRegularOutput" }
    })
    expect(items).toHaveLength(40)
    expect(items.at(-1)).toMatchObject({
      json: { details: { reason: "NotSent", charged: "no" } },
      pairedItem: { item: 39 }
    })
  })
})

test("a run that ends over an item asks for no more: nobody gets what the others would cost", async () => {
  api().faults([{ params: { oAuthorId: creators(3)[2]?.id ?? "" }, fault: { kind: "code", code: 202 } }])
  const { error } = await run(credentials(), each, { items: creators(200) })
  expect(error).toMatchObject({ context: { code: 202, itemIndex: 2 } })
  // Only what was on its way already.
  expect(api().ledger().requests).toBeLessThan(30)
})

test("a tool tells the agent instead of ending it", async () => {
  api().faults([{ fault: { kind: "code", code: 601 } }])
  const { status, items } = await run(credentials(), spread, { node: { type: "n8n-nodes-xingtu.xingtuTool" } })
  expect(status).toBe("success")
  expect(items[0]?.json).toMatchObject({
    error: expect.stringContaining("balance"),
    details: { advice: expect.any(String) }
  })
})

test("500 items over one creator cost one charge, and so does the next run", async () => {
  const account = credentials()
  const { items } = await run(account, spread, { items: Array.from({ length: 500 }, () => ({})) })
  expect(items).toHaveLength(500)
  await run(account, spread)
  expect(api().ledger()).toMatchObject({ requests: 1, charged: 1 })
})

test("a run that is cancelled sends nothing more, and what was out is not sent again unasked", async () => {
  api().faults([{ nth: 1, delayMs: 300, fault: { kind: "cut", when: "afterCharging" } }])
  const account = credentials({ requestsPerMinute: 60 })
  const person = new AbortController()
  const running = run(account, each, { items: creators(50), signal: person.signal })
  await api().received(1)
  person.abort()
  expect((await running).status).toBe("canceled")
  const { requests } = api().ledger()
  expect(requests).toBeLessThan(5)

  const again = await run(account, each, { items: creators(1) })
  expect(again.error).toMatchObject({ description: expect.stringContaining("This call may have been charged") })
  expect(api().ledger().requests).toBe(requests)
})

test("a run that is cancelled while its call is out: the answer that was paid for is kept, and whoever else waits for it has it", async () => {
  api().faults([{ delayMs: 500 }])
  const account = credentials()
  const person = new AbortController()
  const [cancelled, other] = [
    run(account, each, { items: creators(1), signal: person.signal }),
    run(account, each, { items: creators(1) })
  ]
  await api().received(1)
  person.abort()
  expect((await cancelled).status).toBe("canceled")
  expect((await other).items).toHaveLength(1)
  expect((await run(account, each, { items: creators(1) })).items).toHaveLength(1)
  expect(api().ledger()).toMatchObject({ requests: 1, charged: 1 })
})
