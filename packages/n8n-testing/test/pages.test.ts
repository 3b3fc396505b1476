import { expect, test } from "vitest"
import { run } from "./support/n8n.ts"
import { byId, creatorId, useSandbox } from "./support/sandbox.ts"

const { api, credentials } = useSandbox()

/** A creator with three pages of ten. */
const sold = { resource: "commerce", operation: "conversionResources", creatorId: byId(creatorId) }

/** Everything that was sold, and how many calls they cost. */
const everything = async () => {
  const { items } = await run(credentials(), { ...sold, returnAll: true })
  const { charged } = api().ledger()
  api().reset()
  return { items, pages: charged }
}

test("Return All reads to the last page, each a paid call, and every row once", async () => {
  const { items, pages } = await everything()
  expect(pages).toBeGreaterThan(1)
  expect(new Set(items.map(({ json }) => json["value"])).size).toBe(items.length)
})

test("Limit stops asking as soon as there are enough", async () => {
  const { items: all, pages } = await everything()
  const { items } = await run(credentials(), { ...sold, returnAll: false, limit: 3 })
  expect(items).toEqual(all.slice(0, 3))
  expect(pages).toBeGreaterThan(1)
  expect(api().ledger().charged).toBe(1)
})

test("a start page begins there", async () => {
  const { items: all } = await everything()
  const { items } = await run(credentials(), { ...sold, returnAll: true, additionalFields: { page: 2 } })
  expect(items).toEqual(all.slice(all.length - items.length))
  expect(
    api()
      .ledger()
      .entries.map(({ params }) => params["page"])[0]
  ).toBe("2")
})

test("a start page that an expression leaves empty is the first one, and not refused once others were paid", async () => {
  const { items: all } = await everything()
  const lists = { ...sold, returnAll: true, additionalFields: { page: "={{ $json.page }}" } }
  const { error, items } = await run(credentials(), lists, { items: [{ page: 2 }, { page: "" }] })
  expect(error).toBeUndefined()
  expect(items.filter(({ pairedItem }) => JSON.stringify(pairedItem) === '{"item":1}').map(({ json }) => json)).toEqual(
    all.map(({ json }) => json)
  )
})

test("a failure between pages keeps the pages that were paid for, and says which page is next", async () => {
  const { items: all } = await everything()
  api().faults([{ params: { page: "2" }, fault: { kind: "code", code: 202 } }])
  const { status, items } = await run(credentials(), { ...sold, returnAll: true })
  expect(status).toBe("success")
  expect(items.at(-1)?.json).toMatchObject({
    stopped: expect.any(String),
    code: 202,
    nextPage: 2,
    unansweredItems: [0]
  })
  expect(all.slice(0, items.length - 1)).toEqual(items.slice(0, -1))

  const rest = await run(credentials(), { ...sold, returnAll: true, additionalFields: { page: 3 } })
  expect(rest.items.length + items.length - 1).toBeLessThan(all.length)
})

test("several lists that break: each says which page is next, and what it cost", async () => {
  const lists = {
    ...sold,
    creatorId: byId("={{ $json.id }}"),
    returnAll: true,
    additionalFields: { range: "={{ $json.days }}" }
  }
  api().faults([
    { params: { page: "2", range: "DAY_30" }, fault: { kind: "code", code: 301 } },
    { params: { page: "2", range: "DAY_90" }, fault: { kind: "cut", when: "afterCharging" } },
    { params: { oAuthorId: "6955721930401185806" }, fault: { kind: "code", code: 201 } }
  ])
  const { items, status } = await run(credentials({ retries: 0 }), lists, {
    items: [
      { id: creatorId, days: "DAY_30" },
      { id: creatorId, days: "DAY_90" },
      { id: "6955721930401185806", days: "DAY_30" }
    ]
  })
  expect(status).toBe("success")
  expect(items.filter(({ json }) => "stopped" in json)).toMatchObject([
    { json: { code: 301, charged: "no", nextPage: 2, unansweredItems: [0] }, pairedItem: { item: 0 } },
    { json: { reason: "Unreachable", charged: "unknown", nextPage: 2, unansweredItems: [1] }, pairedItem: { item: 1 } },
    { json: { code: 201, charged: "yes", unansweredItems: [2] }, pairedItem: { item: 2 } }
  ])
})

test("with continue on fail, the rows come first and the failure after them", async () => {
  api().faults([{ params: { page: "2" }, fault: { kind: "code", code: 601 } }])
  const { items } = await run(
    credentials(),
    { ...sold, returnAll: true },
    { node: { onError: "continueRegularOutput" } }
  )
  expect(items.length).toBeGreaterThan(1)
  expect(items.at(-1)?.json).toMatchObject({
    error: expect.stringMatching(/balance.* The last call was not charged\. This run paid for 1 call\./),
    details: { code: 601, nextPage: 2 }
  })
})

test("Raw gives each page as it came", async () => {
  const { items } = await run(credentials(), { ...sold, returnAll: true, output: "raw" })
  expect(items.length).toBe(api().ledger().charged)
  for (const { json } of items) expect(json).toMatchObject({ code: 0, data: expect.any(Object) })
})

test("with Raw, Limit counts results, too: a page is not one result", async () => {
  const { items: all, pages } = await everything()
  const { items } = await run(credentials(), { ...sold, output: "raw", limit: 3 })
  expect(items).toHaveLength(1)
  expect(pages).toBeGreaterThan(1)
  expect(api().ledger().charged).toBe(1)
  api().reset()
  await run(credentials(), { ...sold, output: "raw", limit: all.length - 1 })
  expect(api().ledger().charged).toBe(pages)
})

test("a search that finds nothing says so, and what it cost", async () => {
  const { hints, items } = await run(credentials(), {
    resource: "creator",
    operation: "creatorSearch",
    keyword: "nobody is called so"
  })
  expect(items).toEqual([])
  expect(hints).toMatchObject([{ message: expect.stringContaining("No results.") }])
  expect(api().ledger()).toMatchObject({ charged: 1 })
})
