import { catalogue, Endpoint } from "@xingtu/core/adapter"
import { expect, test } from "vitest"
import { asking } from "n8n-nodes-xingtu/source/panel/menu"
import { fieldsOf, simplified } from "n8n-nodes-xingtu/source/panel/output"
import { run } from "../support/n8n.ts"
import { byId, creatorId, useSandbox, videoId } from "../support/sandbox.ts"

const { api, credentials } = useSandbox()

/** What a person fills in: the creator, and an example of everything else that is needed. */
const filledIn = (endpoint: Endpoint.Endpoint) => ({
  resource: endpoint.group,
  operation: endpoint.id,
  creatorId: byId(creatorId),
  ...Object.fromEntries(
    Endpoint.fields(endpoint)
      .filter((field) => field.required)
      .map(({ name, kind, example }) => [name, kind === "id" ? videoId : example])
  )
})

test("the menu holds every endpoint once", () => {
  expect(asking.map(({ endpoint }) => endpoint.id).sort()).toEqual(Object.keys(catalogue).sort())
})

test.for(asking.map((operation) => [operation.endpoint.id, operation.endpoint] as const))(
  "%s: simplified, selected and raw",
  async ([, endpoint]) => {
    const parameters = filledIn(endpoint)
    const simple = await run(credentials(), parameters)
    expect(simple).toMatchObject({ status: "success", error: undefined })
    const subject =
      Endpoint.idParam(endpoint) === undefined ? [] : [endpoint.group === "report" ? "item_id" : "creator_id"]
    const names = simplified(endpoint).map(({ name }) => name)
    expect(names.length).toBeLessThanOrEqual(10)
    expect(simple.items.length).toBeGreaterThan(0)
    for (const item of simple.items) {
      expect(Object.keys(item.json)).toEqual([...new Set([...subject, ...names])])
      expect(item.pairedItem).toEqual({ item: 0 })
    }

    const last = fieldsOf(endpoint).at(-1)?.name ?? ""
    const selected = await run(credentials(), { ...parameters, output: "selected", fields: [last] })
    expect(selected.items.map(({ json }) => Object.keys(json))).toEqual(
      simple.items.map(() => [...new Set([...subject, last])])
    )

    const raw = await run(credentials(), { ...parameters, output: "raw", limit: 1 })
    expect(raw.items).toHaveLength(1)
    expect(raw.items[0]?.json).toMatchObject({ code: 0 })
  }
)

test("what a search finds carries the ID under the name it has in every other row", async () => {
  const { items } = await run(credentials(), {
    resource: "creator",
    operation: "creatorSearch",
    keyword: "测评",
    limit: 1
  })
  const [found] = items
  expect(found?.json["creator_id"]).toMatch(/^\d{16,20}$/)
  const report = await run(
    credentials(),
    { resource: "creator", operation: "creatorReport", creatorId: byId("={{ $json.creator_id }}") },
    { items: [found?.json ?? {}] }
  )
  expect(report.items[0]?.json).toMatchObject({
    creator_id: found?.json["creator_id"],
    nick_name: found?.json["nick_name"]
  })
})

test("values are in natural units", async () => {
  const { items } = await run(credentials(), {
    resource: "creator",
    operation: "spreadMetrics",
    creatorId: byId("6629722295873044494")
  })
  expect(items[0]?.json).toEqual({
    creator_id: "6629722295873044494",
    item_num: 3,
    play_mid: 3_642_403,
    avg_duration: 26,
    like_avg: 95_028,
    comment_avg: 4192,
    share_avg: 9637,
    interact_rate: 0.0244,
    play_over_rate: 0.1113,
    cpm_21_60: 140.43,
    cpm_60: 140.43
  })
})

test("what a creator without videos has not is null, never 0", async () => {
  const { items } = await run(credentials(), {
    resource: "creator",
    operation: "spreadMetrics",
    creatorId: byId("6955721930401180000")
  })
  expect(items[0]?.json).toMatchObject({
    creator_id: "6955721930401180000",
    item_num: null,
    play_mid: null,
    cpm_21_60: null
  })
})

test("a row with call details says what it cost", async () => {
  const { items } = await run(credentials(), { ...filledIn(catalogue.spreadMetrics), options: { call: true } })
  expect(items[0]?.json["call"]).toMatchObject({ endpoint: "spreadMetrics", charged: "yes", attempts: 1, drift: [] })
  expect(api().ledger()).toMatchObject({ requests: 1, charged: 1 })
})

test("a pasted address of a creator's page is an ID, too, and additional fields are sent", async () => {
  const page = {
    __rl: true,
    mode: "url",
    value: `https://www.xingtu.cn/ad/creator/author-homepage/douyin-video/${creatorId}?platform=1`
  }
  await run(credentials(), {
    ...filledIn(catalogue.spreadMetrics),
    creatorId: page,
    additionalFields: { range: "DAY_90", onlyAssign: true }
  })
  expect(api().ledger().entries[0]?.params).toEqual({ oAuthorId: creatorId, range: "DAY_90", onlyAssign: "true" })
})
