import { catalogue, Endpoint, Report } from "@xingtu/core/adapter"
import { createXingtu } from "@xingtu/core/promise"
import { startSandbox } from "@xingtu/sandbox"
import { afterAll, beforeEach, expect, test } from "vitest"

const sandbox = await startSandbox()
const open = () => createXingtu({ token: "token-of-a-test", baseUrl: sandbox.url, retries: 0 })
afterAll(sandbox.close)
beforeEach(sandbox.reset)

const ids = ["6955721930401185805", "6955721930401185806", "6955721930401185807"]

const cell = (report: { readonly table: () => ReturnType<typeof Report.table> }, row: number, key: string) => {
  const { columns, rows } = report.table()
  return rows[row]?.[columns.findIndex((column) => column.key === key)]
}

test("search a nickname, take the first creator, print the report", async () => {
  const xingtu = open()
  const { data } = await xingtu.creatorSearch({ keyword: "张" })
  const report = await xingtu.creatorReport([data.authors?.[0]?.star_id])

  const profile = await xingtu.creatorProfile({ oAuthorId: data.authors?.[0]?.star_id ?? "" })
  expect(cell(report, 0, "nick_name")).toBe(profile.data.nick_name)
  expect(cell(report, 0, "follower")).toBe(profile.data.follower)
  expect(report.text("zh")).toContain(`昵称：${profile.data.nick_name}`)
  await xingtu.close()
})

test("one row per creator in the order of the ids, a paid call per endpoint and creator", async () => {
  const xingtu = open()
  const seen: Array<number> = []
  const report = await xingtu.creatorReport(ids, { onProgress: ({ done }) => seen.push(done) })

  expect(report.rows.map((row) => row.id)).toEqual(ids)
  expect(seen).toEqual([1, 2, 3])
  expect(sandbox.ledger().charged).toBe(ids.length * Report.usual.length)
  expect(report.table().columns.map((column) => column.key)).toEqual(Report.columns().map((column) => column.key))
  expect(cell(report, 0, "missing")).toBeUndefined()
  await xingtu.close()
})

test("the report shows what the endpoints say", async () => {
  const xingtu = open()
  const oAuthorId = ids[0] ?? ""
  const report = await xingtu.creatorReport([oAuthorId], { endpoints: Report.all })
  const spread = (await xingtu.spreadMetrics({ oAuthorId })).data
  const prices = (await xingtu.marketingMetrics({ oAuthorId })).data.price_info ?? []
  const audience = (await xingtu.audienceDistribution({ oAuthorId })).data.distributions ?? []
  const group = (type: string) => audience.find((each) => each.type === type)?.distribution_list ?? []
  const people = group("gender").reduce((sum, { distribution_value = 0 }) => sum + distribution_value, 0)
  const women = group("gender").find(({ distribution_key }) => distribution_key === "female")?.distribution_value ?? 0
  const oldest = group("age").toSorted((a, b) => (b.distribution_value ?? 0) - (a.distribution_value ?? 0))

  expect(cell(report, 0, "interact_rate.value")).toBe(spread.interact_rate?.value)
  expect(cell(report, 0, "expect_cpm.cpm_21_60")).toBe(spread.expect_cpm?.cpm_21_60)
  expect(cell(report, 0, "price_2")).toBe(prices.find((price) => price.video_type === "2")?.price)
  expect(cell(report, 0, "female_share")).toBeCloseTo(women / people)
  expect(cell(report, 0, "top_age")).toBe(oldest[0]?.distribution_key)
  await xingtu.close()
})

test("what failed is missing from its row, with the reason; its neighbours stay", async () => {
  sandbox.faults([{ endpoint: "spreadMetrics", times: 1, fault: { kind: "code", code: 202 } }])
  const xingtu = open()
  const report = await xingtu.creatorReport([ids[0], "not an id", undefined], { concurrency: 1 })

  expect(cell(report, 0, "nick_name")).toBeTypeOf("string")
  expect(cell(report, 0, "play_mid")).toBeUndefined()
  expect(cell(report, 0, "missing")).toBe("Performance: The API does not support this item (202).")
  expect(cell(report, 1, "missing")).toContain("An ID has 16 to 20 digits.")
  expect(cell(report, 2, "missing")).toContain("Required.")
  expect(Report.missing(report.rows[0]!, "zh")).toBe("传播表现：API 不支持该条目（202）。")
  await xingtu.close()
})

test("only the chosen endpoints are asked, and the plan says what they cost", async () => {
  const xingtu = open()
  const endpoints = ["creatorProfile", "creatorContractBaseInfo"] as const
  await xingtu.creatorReport(ids.slice(0, 1), { endpoints })
  expect(
    sandbox
      .ledger()
      .entries.map((entry) => entry.endpoint)
      .toSorted()
  ).toEqual(endpoints.toSorted())

  const plan = await xingtu.planReport(ids, { endpoints })
  expect(plan.map(({ endpoint, stored, toPay }) => [endpoint, stored.length, toPay.length])).toEqual([
    ["creatorProfile", 1, 2],
    ["creatorContractBaseInfo", 1, 2]
  ])
  await xingtu.close()
})

test("what a report can ask takes a creator's id", () => {
  for (const id of Report.all) {
    expect(Endpoint.idParam(catalogue[id])).toBe("oAuthorId")
    expect(Report.columns({ endpoints: [id] }).length).toBeGreaterThan(2)
  }
})
