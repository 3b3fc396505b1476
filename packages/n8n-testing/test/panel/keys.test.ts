// The names of fields: those of version 1 stay, those of version 2 are one for one thing, and both are recorded.
import { spawnSync } from "node:child_process"
import { join } from "node:path"
import { catalogue } from "@xingtu/core"
import { namesOf } from "n8n-nodes-xingtu/source/panel/keys"
import { fieldsOf } from "n8n-nodes-xingtu/source/panel/output"
import { nameable } from "n8n-nodes-xingtu/source/panel/schema"
import { describe, expect, test } from "vitest"
import { run } from "../support/n8n.ts"
import { byId, creatorId, useSandbox } from "../support/sandbox.ts"

const { credentials } = useSandbox()

const v2 = { node: { typeVersion: 2 } } as const
const spread = { resource: "creator", operation: "spreadMetrics", creatorId: byId("6629722295873044494") }

test("every field has a recorded name", () => {
  const script = join(import.meta.dirname, "..", "..", "scripts", "keys.ts")
  expect(spawnSync(process.execPath, [script, "--check"], { encoding: "utf8" }).stderr).toBe("")
})

test.for(nameable)("%s: no name stands for two fields", ([operation, columns]) => {
  for (const version of [1, 2] as const) {
    const names = namesOf(version, operation, columns)
    expect(new Set(names).size).toBe(names.length)
  }
})

test("a new column takes no name from an old one", () => {
  const columns = [
    { key: "elsewhere.play_mid", title: { en: "New", zh: "新" }, unit: "count" as const },
    ...fieldsOf(catalogue.spreadMetrics, 2).map(({ column }) => column)
  ]
  const names = namesOf(2, "spreadMetrics", columns)
  expect(names[0]).toBe("elsewhere_play_mid")
  expect(names.slice(1)).toEqual(fieldsOf(catalogue.spreadMetrics, 2).map(({ name }) => name))
})

describe("version 2", () => {
  test("the price, the CPM and the CPE of a kind of video have one name in every operation", () => {
    const names = (endpoint: keyof typeof catalogue) => fieldsOf(catalogue[endpoint], 2).map(({ name }) => name)
    for (const endpoint of ["spreadMetrics", "costPerformanceAnalysis", "creatorCommerceSpreadInfo"] as const)
      expect(names(endpoint)).toEqual(
        expect.arrayContaining(["cpm_placement", "cpm_custom", "cpe_placement", "cpe_custom"])
      )
    expect(names("creatorSearch")).toEqual(expect.arrayContaining(["price_placement", "price_custom", "cpm_placement"]))
    expect(
      nameable.flatMap(([operation, columns]) => namesOf(2, operation, columns)).filter((name) => /\d_60/.test(name))
    ).toEqual([])
  })

  test("an ID stands once in a row", async () => {
    const profile = { resource: "creator", operation: "creatorProfile", creatorId: byId(creatorId) }
    const { items } = await run(credentials(), profile, v2)
    expect(items[0]?.json).toMatchObject({ creator_id: creatorId })
    expect(items[0]?.json).not.toHaveProperty("id")
    expect((await run(credentials(), profile)).items[0]?.json).toMatchObject({ creator_id: creatorId, id: creatorId })
  })

  test("numbers have the precision of their unit", async () => {
    const report = { resource: "creator", operation: "creatorReport", creatorId: byId(creatorId) }
    const { items } = await run(credentials(), report, v2)
    const numbers = Object.values(items[0]?.json ?? {}).filter((value) => typeof value === "number")
    expect(numbers.length).toBeGreaterThan(5)
    for (const value of numbers) expect(String(value)).toMatch(/^-?\d+(\.\d{1,4})?$/)
  })

  test("the shares of an audience come before its numbers, and the largest groups of each kind only", async () => {
    const audience = { resource: "audience", operation: "audienceDistribution", creatorId: byId(creatorId) }
    const simple = (await run(credentials(), audience, v2)).items.map(({ json }) => json)
    expect(Object.keys(simple[0] ?? {})).toEqual([
      "creator_id",
      "type",
      "distribution_key",
      "share",
      "distribution_value"
    ])
    for (const { type } of simple) expect(simple.filter((row) => row["type"] === type).length).toBeLessThanOrEqual(6)
    expect((await run(credentials(), audience)).items.length).toBeGreaterThan(simple.length)
  })
})

test("fields are called as the table is, in English or Chinese", async () => {
  const entitled = async (names: string) =>
    Object.keys((await run(credentials(), { ...spread, options: { names } }, v2)).items[0]?.json ?? {})
  expect((await entitled("en")).slice(0, 3)).toEqual(["Creator ID", "Median plays", "Interaction rate"])
  const [id, plays] = await entitled("zh")
  expect([id, plays]).toEqual(["达人 ID", expect.stringMatching(/^[\u4e00-\u9fff]/)])
  expect(await entitled("keys")).toContain("play_mid")
})
