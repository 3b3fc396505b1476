// Values as other nodes give them: ids as numbers, lists in lists, nothing, links, wide digits, titles instead of keys.
import { describe, expect, test } from "vitest"
import { engine, run } from "./support/n8n.ts"
import { byId, creators, useSandbox } from "./support/sandbox.ts"

const { api, credentials } = useSandbox()

const id = "6629722295873044494"
const other = "6955721930401185805"
const page = `https://www.xingtu.cn/ad/creator/author-homepage/douyin-video/${id}`
const wide = "６６２９７２２２９５８７３０４４４９４"

const v2 = { typeVersion: 2 } as const
const rank = { resource: "shortlist", operation: "rankShortlist" }
const allocate = { resource: "shortlist", operation: "allocateBudget", budget: 300_000 }
const row = { creator_id: id, nick_name: "A", price_placement: 1000, expected_plays: 50_000 }
const second = { ...row, creator_id: other, nick_name: "B", price_placement: 2000 }

describe("creators by ID", () => {
  const byIds = { ...rank, from: "ids" }

  test.for([
    [`={{ ${id} }}`, /Creator IDs: .*lost its last digits/],
    [`={{ [${id}] }}`, /Creator IDs: .*lost its last digits/],
    ["={{ null }}", /Creator IDs: Required/],
    ["={{ [null, '', []] }}", /Creator IDs: Required/]
  ] as const)("%s is refused before anything is paid", async ([ids, told]) => {
    const { error } = await run(credentials(), { ...byIds, ids }, { node: v2 })
    expect(error).toMatchObject({ message: expect.stringMatching(told) })
    expect(api().ledger().requests).toBe(0)
  })

  test.for([
    `={{ ['${id}', ['${other}']] }}`,
    `={{ [['${id}', '${other}']] }}`,
    `={{ '${wide}，${other}' }}`,
    `={{ [' ${id} ', null, '${page}', '${other}'] }}`
  ])("%s are two", async (ids) => {
    const { items } = await run(credentials(), { ...byIds, ids }, { node: v2 })
    expect(items.map(({ json }) => json["creator_id"]).sort()).toEqual([id, other])
    expect(api().ledger().charged).toBe(8)
  })
})

describe("creators in items", () => {
  test.for([` ${id}`, `'${id}`, wide, page])("%j is the same creator, and not booked twice", async (again) => {
    const items = [row, { ...row, creator_id: again }, second]
    const ranked = await run(credentials(), rank, { items, node: v2 })
    expect(ranked.items.map(({ json }) => json["creator_id"]).sort()).toEqual([id, other])
    const plan = await run(credentials(), allocate, { items: items.slice(1), node: v2 })
    expect(plan.items.map(({ json }) => [json["creator_id"], json["picked"]]).sort()).toEqual([
      [id, true],
      [other, true]
    ])
  })

  test("an ID that was a number is refused: two creators may look like one", async () => {
    const items = [row, { ...row, creator_id: Number(id) }]
    for (const parameters of [rank, allocate]) {
      const { error } = await run(credentials(), parameters, { items, node: v2 })
      expect(error).toMatchObject({ message: expect.stringMatching(/Creators \(item 1\): .*lost its last digits/) })
    }
  })

  test("a row of a Data Table has its own number beside the ID", async () => {
    const { items } = await run(credentials(), rank, { items: [{ id: 1, ...row }], node: v2 })
    expect(items).toMatchObject([{ json: { creator_id: id, place: 1 } }])
  })

  test("items without a creator are left out, and it is said", async () => {
    const items = [row, { error: "no data" }, { ...row, creator_id: null }, { ...row, creator_id: "" }, second]
    const ranked = await run(credentials(), rank, { items, node: v2 })
    expect(ranked.items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 4 }])
    expect(ranked.hints).toMatchObject([{ message: "3 input items have no creator ID and were left out." }])
  })

  test.for(["en", "zh"])("titles in %s are read as the names of fields are", async (names) => {
    const search = { resource: "creator", operation: "creatorSearch", keyword: "美食", limit: 5 }
    const prices = async (options: object) => {
      const { items } = await run(credentials(), { ...search, options }, { node: v2 })
      const ranked = await run(credentials(), rank, { items: items.map(({ json }) => json), node: v2 })
      return ranked.items.map(({ json }) => [json["creator_id"], json["score"], json["price"]])
    }
    expect(await prices({ names })).toEqual(await prices({}))
  })

  test("figures as a sheet writes them are figures", async () => {
    const items = [
      { ...row, price_placement: "¥1,000", expected_plays: "5万" },
      { ...second, price_placement: "２０００", expected_plays: "50,000" }
    ]
    const { items: plan } = await run(credentials(), allocate, { items, node: v2 })
    expect(plan.map(({ json }) => [json["creator_id"], json["price"], json["expected"]])).toEqual([
      [other, 2000, 50_000],
      [id, 1000, 50_000]
    ])
  })
})

describe("conditions of a plan", () => {
  const items = [row, second]

  test.for([page, wide, `={{ [['${id}']] }}`])("%s must not be in it", async (never) => {
    const plan = await run(credentials(), { ...allocate, conditions: { never } }, { items, node: v2 })
    expect(plan.items.map(({ json }) => [json["creator_id"], json["picked"]])).toEqual([
      [other, true],
      [id, false]
    ])
  })

  test.for([
    [{ ...allocate, conditions: { never: `={{ ${id} }}` } }, /Must Leave Out: .*lost its last digits/],
    [{ ...allocate, conditions: { must: "somebody" } }, /Must Include: An ID has 16 to 20 digits/],
    [{ ...allocate, conditions: { maxCreators: "={{ true }}" } }, /maxCreators: /],
    [{ ...allocate, budget: "={{ null }}" }, /Budget \(CNY\): Enter a number/],
    [{ ...allocate, budget: "={{ '' }}" }, /Budget \(CNY\): Enter a number/],
    [{ ...allocate, budget: "={{ true }}" }, /Budget \(CNY\): Enter a number/],
    [{ ...allocate, goal: "={{ 'Sales' }}" }, /goal: Unknown: Sales\. Did you mean sales\?/],
    [{ ...rank, goal: "={{ 'sale' }}" }, /goal: Unknown: sale\. Did you mean sales\?/],
    [{ ...rank, kind: "={{ 'video' }}" }, /kind: Unknown: video\./],
    [{ ...rank, from: "={{ 'list' }}", ids: id }, /Creators: "list" is not one of items, ids/],
    [{ ...rank, brief: { minPrice: "={{ true }}" } }, /bounds\.price/]
  ] as const)("%j is refused, and not taken for another", async ([parameters, told]) => {
    const { error } = await run(credentials(), parameters, { items, node: v2 })
    expect(error).toMatchObject({
      message: expect.stringMatching(told),
      description: expect.stringContaining("Nothing was charged.")
    })
    expect(api().ledger().requests).toBe(0)
  })
})

const each = { resource: "creator", operation: "spreadMetrics", creatorId: byId("={{ $json.id }}") }

test.for(["={{ null }}", "={{ $json.nothing }}", "={{ '' }}"])(
  "Max Paid Calls that an expression leaves empty is refused: it would lift a limit: %s",
  async (maxPaidCalls) => {
    const capped = { ...each, options: { maxPaidCalls } }
    const { error } = await run(credentials(), capped, { items: creators(2), node: v2 })
    expect(error).toMatchObject({ message: expect.stringContaining("Max Paid Calls: Enter a number") })
    expect(api().ledger().requests).toBe(0)
  }
)

test("an output that does not exist is refused", async () => {
  const { error } = await run(
    credentials(),
    { ...each, output: "={{ 'Raw' }}", fields: ["play_mid"] },
    { items: creators(1), node: v2 }
  )
  expect(error).toMatchObject({
    message: expect.stringContaining('Output: "Raw" is not one of simplified, raw, selected')
  })
  expect(api().ledger().requests).toBe(0)
})

test("wide digits in a filter are digits", async () => {
  const search = { resource: "creator", operation: "creatorSearch", keyword: "美食", limit: 5 }
  const asked = async (least: unknown) => {
    const filtered = { ...search, performanceFilters: { followerRangeMinimum: least } }
    await run(credentials(), filtered, { node: v2 })
    return api().ledger().entries.at(-1)?.params["followerRange"]
  }
  expect(await asked("={{ '５００００' }}")).toBe(await asked(50_000))
})

test("files of an item stay with it when a list is decided over", async () => {
  const { builtIn, execute } = await engine()
  const file = { data: "aGk=", mimeType: "text/plain", fileName: "brief.txt" }
  const type = "n8n-nodes-base.files"
  builtIn[type] = {
    description: {
      displayName: "Files",
      name: "files",
      group: ["transform"],
      version: 1,
      description: "",
      defaults: {},
      inputs: ["main"],
      outputs: ["main"],
      properties: []
    },
    execute: async function () {
      return [this.getInputData().map((item) => ({ ...item, binary: { avatar: file } }))]
    }
  }
  const node = { typeVersion: 1, position: [0, 0] as [number, number], parameters: {} }
  for (const parameters of [rank, allocate]) {
    const { of } = await execute(
      credentials(),
      {
        nodes: [
          { ...node, id: "a", name: "Start", type: "n8n-nodes-base.manualTrigger" },
          { ...node, id: "b", name: "Files", type },
          {
            ...node,
            id: "c",
            name: "Decide",
            type: "n8n-nodes-xingtu.xingtu",
            typeVersion: 2,
            parameters,
            credentials: { xingtuApi: { id: "c", name: "Xingtu" } }
          }
        ],
        connections: {
          Start: { main: [[{ node: "Files", type: "main", index: 0 }]] },
          Files: { main: [[{ node: "Decide", type: "main", index: 0 }]] }
        }
      },
      [row, second]
    )
    expect(of("Decide").items.map(({ binary }) => binary)).toEqual([{ avatar: file }, { avatar: file }])
  }
  delete builtIn[type]
})

describe("more creators of a trigger", () => {
  const watched = async (more: string) =>
    (await engine()).trigger(credentials(), { event: "priceChange", creatorId: byId(id), more, askAtMost: 0 })

  test.for([
    ["={{ null }}", 1],
    [`={{ [['${other}', null], '${page}'] }}`, 2],
    [wide, 1]
  ] as const)("%s", async ([more, calls]) => {
    const { errors, poll } = await watched(more)
    await poll()
    expect(errors()).toEqual([])
    expect(api().ledger().charged).toBe(calls)
  })

  test("an ID that was a number is nobody's", async () => {
    const { errors, poll } = await watched(`={{ ${other} }}`)
    await poll()
    expect(errors()).toMatchObject([{ message: expect.stringContaining("lost its last digits") }])
    expect(api().ledger().charged).toBe(1)
  })
})
