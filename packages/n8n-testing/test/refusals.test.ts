import { describe, expect, test } from "vitest"
import { run } from "./support/n8n.ts"
import { byId, creatorId, creators, useSandbox } from "./support/sandbox.ts"

const { api, credentials } = useSandbox()

const each = { resource: "creator", operation: "spreadMetrics", creatorId: byId("={{ $json.id }}") }
const spread = { ...each, creatorId: byId(creatorId) }
const search = { resource: "creator", operation: "creatorSearch", keyword: "测评" }
const report = { resource: "creator", operation: "creatorReport", creatorId: byId(creatorId) }
const video = { resource: "report", operation: "videoDetails" }

const goesOn = { node: { onError: "continueRegularOutput" } } as const

describe("what cannot be asked is refused before anything is paid, in the panel's words", () => {
  test.for([
    ["a creator", { ...spread, creatorId: byId("6.9E+18") }, /^Invalid input\. Creator: .*lost its last digits/],
    ["a creator who is not there", { ...spread, creatorId: byId("={{ $json.nothing }}") }, /Creator: Required\.$/],
    ["a report's creator", { ...report, creatorId: byId("somebody") }, /Creator: /],
    ["a video", { ...video, itemId: "that one" }, /Video: /],
    ["a range", { ...search, additionalFields: { kolPriceRange: "5000" } }, / Price: Enter a range/],
    ["a limit of nothing", { ...search, limit: 0 }, /Limit: Enter a whole number, 1 or more\.$/],
    ["a limit below nothing", { ...search, limit: -1 }, /Limit: /],
    ["a limit that is a word", { ...search, limit: "={{ 'all' }}" }, /Limit: /],
    [
      "no field",
      { ...spread, output: "selected", fields: "={{ [] }}" },
      /Fields: Choose at least one of item_num, play_mid/
    ],
    [
      "a field that does not exist",
      { ...spread, output: "selected", fields: "play_mid, views" },
      /Fields: "views" is not one of item_num, play_mid/
    ],
    ["no part", { ...report, parts: "={{ '' }}" }, /Parts: Choose at least one of creatorProfile/],
    [
      "a part that does not exist",
      { ...report, parts: ["spreadMetrics", "prices"] },
      /Parts: "prices" is not one of creatorProfile/
    ]
  ] as const)("%s", async ([, parameters, told]) => {
    const { error } = await run(credentials(), parameters)
    expect(error).toMatchObject({
      name: "NodeOperationError",
      message: expect.stringMatching(told),
      description: expect.stringContaining("Nothing was charged."),
      context: { itemIndex: 0 }
    })
    expect(api().ledger().requests).toBe(0)
  })

  test("one among many: the others are not paid for a run that fails", async () => {
    const { error } = await run(credentials(), each, { items: [...creators(3), { id: "somebody" }, ...creators(2)] })
    expect(error).toMatchObject({ context: { itemIndex: 3 } })
    expect(api().ledger().requests).toBe(0)
  })
})

test("a workflow that goes on has the others answered, and is told about the one", async () => {
  const { items } = await run(credentials(), each, { items: [...creators(2), { id: "somebody" }], ...goesOn })
  expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }])
  expect(items[2]?.json).toMatchObject({
    error: expect.stringContaining("Creator: "),
    details: { reason: "InvalidInput", charged: "no" }
  })
  expect(api().ledger()).toMatchObject({ charged: 2 })
})

test("an expression that cannot be worked out for one item fails that item only", async () => {
  const parameters = { ...each, creatorId: byId("={{ $json.id === 'none' ? $('Nobody').item.json.id : $json.id }}") }
  const { items } = await run(credentials(), parameters, {
    items: [...creators(1), { id: "none" }, ...creators(1)],
    ...goesOn
  })
  expect(items.map(({ json }) => Object.keys(json)[0])).toEqual(["creator_id", "error", "creator_id"])
  expect(items[1]?.json["error"]).toContain("Expression: Referenced node doesn't exist.")

  api().reset()
  const stopped = await run(credentials(), parameters, { items: [...creators(1), { id: "none" }] })
  expect(stopped.error).toMatchObject({ name: "ExpressionError" })
  expect(api().ledger().requests).toBe(0)
})

test("parts and fields may be text with commas, as expressions and agents give them", async () => {
  const account = credentials()
  const { items } = await run(account, { ...report, parts: "={{ 'creatorProfile, spreadMetrics' }}" })
  expect(items[0]?.json).toMatchObject({ nick_name: expect.any(String), play_mid: expect.any(Number) })
  expect(api().ledger()).toMatchObject({ charged: 2 })
  const fields = await run(account, { ...spread, output: "selected", fields: "={{ 'play_mid,item_num' }}" })
  expect(Object.keys(fields.items[0]?.json ?? {})).toEqual(["creator_id", "item_num", "play_mid"])
})
