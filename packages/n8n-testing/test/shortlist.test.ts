// From a search to a decision, without a further call.
import { Shortlist } from "@xingtu/core"
import { createXingtu } from "@xingtu/core/promise"
import { describe, expect, test } from "vitest"
import { run } from "./support/n8n.ts"
import { useSandbox } from "./support/sandbox.ts"

const { api, credentials } = useSandbox()

const v2 = { typeVersion: 2 } as const
const rank = { resource: "shortlist", operation: "rankShortlist" }
const allocate = { resource: "shortlist", operation: "allocateBudget", budget: 300_000 }

const found = async (typeVersion: number) => {
  const search = { resource: "creator", operation: "creatorSearch", keyword: "美食", searchType: "CONTENT", limit: 12 }
  return (await run(credentials(), search, { node: { typeVersion } })).items.map(({ json }) => json)
}

describe.for([1, 2])("items of a search of version %s", (version) => {
  test("are ranked with reasons, paired with their items, for nothing", async () => {
    const items = await found(version)
    const { charged } = api().ledger()
    const ranked = await run(credentials(), rank, { items: items, node: v2 })
    expect(ranked.status).toBe("success")
    expect(ranked.items).toHaveLength(items.length)
    expect(ranked.items.map(({ json }) => json["place"])).toEqual(items.map((_, i) => i + 1))
    for (const { json, pairedItem } of ranked.items) {
      expect(json).toMatchObject({ score: expect.any(Number), kind: expect.stringMatching(/placement|custom/) })
      expect(json["reasons"]).toMatch(/CPM/)
      const { item } = pairedItem as { readonly item: number }
      expect(items[item]?.["creator_id"]).toBe(json["creator_id"])
    }
    expect(api().ledger().charged).toBe(charged)
  })

  test("share a budget that is never passed, with the reason for who is out", async () => {
    const items = await found(version)
    const { items: plan } = await run(credentials(), allocate, { items: items, node: v2 })
    expect(plan).toHaveLength(items.length)
    const picked = plan.map(({ json }) => json).filter((row) => row["picked"] === true)
    expect(picked.length).toBeGreaterThan(0)
    const cost = picked.reduce((sum, row) => sum + Number(row["price"]), 0)
    expect(cost).toBeLessThanOrEqual(300_000)
    expect(picked[0]).toMatchObject({ plan_cost: cost, plan_left: 300_000 - cost, counted: "plays" })
    for (const { json } of plan.slice(picked.length)) expect(json["why_out"]).toEqual(expect.any(String))
  })
})

test("what there is no data for can be an empty text, which clears what a sheet had before", async () => {
  const items = await found(2)
  const options = { empty: "text" }
  for (const parameters of [rank, { ...allocate, budget: 1 }, allocate]) {
    const decided = await run(credentials(), { ...parameters, options }, { items, node: v2 })
    expect(decided.items.flatMap(({ json }) => Object.values(json))).not.toContain(null)
    expect(decided.items.some(({ json }) => json["out"] === "" || json["why_out"] === "" || json["kind"] === "")).toBe(
      true
    )
  }
})

test("the order of the items does not change who comes where", async () => {
  const items = await found(2)
  const order = async (list: typeof items) =>
    (await run(credentials(), rank, { items: list, node: v2 })).items.map(({ json }) => json["creator_id"])
  expect(await order(items.toReversed())).toEqual(await order(items))
})

test("the scores are core's, as they are in Slack, Sheets and MCP", async () => {
  const ids = ["6629722295873044494", "6955721930401185805", "7012345678901234567"]
  const xingtu = createXingtu({ token: "token-of-a-test", baseUrl: api().url, requestsPerSecond: Infinity })
  const { candidates } = await xingtu.candidates({ ids })
  await xingtu.close()
  const ranking = Shortlist.rank(candidates, { goal: "engagement" })
  const node = { ...rank, goal: "engagement", from: "ids", ids: ids.join(",") }
  const { items } = await run(credentials(), node, { node: v2 })
  expect(items.map(({ json }) => [json["creator_id"], json["score"]])).toEqual(
    ranking._tag === "Ranked"
      ? ranking.rows.map(({ candidate, score }) => [candidate.id, Number(score?.toFixed(1))])
      : ranking.happened
  )
})

test("who is outside the bounds comes last, with the reason", async () => {
  const { items } = await run(credentials(), { ...rank, brief: { maxCpm: 60 } }, { items: await found(2), node: v2 })
  const out = items.filter(({ json }) => json["place"] === null)
  expect(out.length).toBeGreaterThan(0)
  expect(out[0]?.json["out"]).toMatch(/CPM/)
})

test("an agent names creators by ID: looked up within its calls, and told what they cost", async () => {
  const parameters = { ...rank, from: "ids", ids: "6629722295873044494, 6955721930401185805" }
  const node = { ...v2, type: "n8n-nodes-xingtu.xingtuTool" }
  const { hints, items } = await run(credentials(), parameters, { node })
  expect(items).toHaveLength(2)
  expect(items[0]?.json).toMatchObject({
    place: 1,
    nick_name: expect.any(String),
    reasons: expect.stringMatching(/^CPM .*; [A-Z]/)
  })
  expect(api().ledger().charged).toBe(8)
  expect(hints).toMatchObject([{ message: expect.stringContaining("This run paid for 8 calls.") }])
  const capped = { ...parameters, options: { maxPaidCalls: 3, fresh: true } }
  await run(credentials(), capped, { node })
  expect(api().ledger().charged).toBe(11)
})

test.for([
  [rank, [{ name: "nobody" }], /No input item has a creator_id/],
  [{ ...rank, from: "ids", ids: "somebody" }, [{}], /Creator IDs: /],
  [{ ...allocate, budget: -1 }, undefined, /budget/i],
  [{ ...allocate, conditions: { minCreators: 500 } }, undefined, /500/]
] as const)("what cannot be decided says why: %j", async ([parameters, given, told]) => {
  const items = given === undefined ? await found(2) : [...given]
  const { charged } = api().ledger()
  const { error } = await run(credentials(), parameters, { items, node: v2 })
  expect(error).toMatchObject({ message: expect.stringMatching(told) })
  expect(api().ledger().charged).toBe(charged)
})
