// The examples with the real node of n8n for Google Sheets, twice each: the second run changes nothing that the first
// one wrote.
import { noToken, startSandbox, token } from "@xingtu/testing"
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { prepare } from "./n8n.ts"
import { startNeighbours } from "./neighbours/index.ts"
import { get, others, workflows } from "./workflows.ts"

const sandbox = await startSandbox()
const neighbours = await startNeighbours(["Shortlist", "Price history"])
const { sheets } = neighbours
const n8n = await prepare(neighbours.env)

afterAll(async () => {
  await neighbours.close()
  await sandbox.close()
  n8n.remove()
})

const credentials = [
  { id: "xingtu", name: "Xingtu", type: "xingtuApi", data: { token, environment: "custom", baseUrl: sandbox.url } },
  ...others
]

beforeAll(async () => {
  for (const [kind, content] of [
    ["credentials", credentials],
    ["workflow", [...workflows.values()]]
  ] as const) {
    const { code, log } = await n8n.cli(`import:${kind}`, `--input=${n8n.file(`${kind}.json`, content)}`)
    if (code !== 0) throw new Error(log)
  }
})

beforeEach(() => {
  sandbox.reset()
  sheets.clear()
})

/** Runs a workflow in a process of its own. */
const run = async (name: string): Promise<void> => {
  const { code, log, out } = await n8n.cli("execute", `--id=${get(name).id}`, "--rawOutput")
  noToken({ out, log })
  expect(`${out}${log}`).not.toMatch(/Execution error|NodeOperationError/)
  expect(code).toBe(0)
}

describe("Shortlist to Google Sheets", () => {
  test("ids keep all their digits, and a second run updates its rows", { timeout: 240_000 }, async () => {
    await run("shortlist-to-google-sheets")
    const first = sheets.rows("Shortlist")
    expect(first.length).toBeGreaterThan(3)
    const ids = first.map((row) => row["creator_id"])
    expect(new Set(ids).size).toBe(ids.length)
    const asked = sandbox.ledger().entries.flatMap(({ params }) => params["oAuthorId"] ?? [])
    expect(ids.every((id) => typeof id === "string" && asked.includes(id))).toBe(true)
    await run("shortlist-to-google-sheets")
    expect(sheets.rows("Shortlist")).toEqual(first)
  })

  test("what an earlier run wrote does not stay where there is no data now", { timeout: 240_000 }, async () => {
    await run("shortlist-to-google-sheets")
    const first = sheets.rows("Shortlist")
    expect(first.length).toBeGreaterThan(3)
    sheets.type("Shortlist", 0, "missing", "Prices: of yesterday")
    sheets.type("Shortlist", 1, "top_age", "of yesterday")
    sandbox.faults([{ endpoint: "audienceDistribution", fault: { kind: "drift", set: { distributions: [] } } }])
    await run("shortlist-to-google-sheets")
    const second = sheets.rows("Shortlist")
    expect(second.map((row) => row["missing"])).toEqual(first.map(() => ""))
    expect(second.map((row) => row["top_age"])).toEqual(first.map(() => ""))
    expect(second.map((row) => row["nick_name"])).toEqual(first.map((row) => row["nick_name"]))
  })
})

test("Price history to Google Sheets: a day has its rows once", { timeout: 240_000 }, async () => {
  await run("price-history-to-google-sheets")
  const first = sheets.rows("Price history")
  expect(first.length).toBeGreaterThan(3)
  for (const row of first) {
    expect(row).toMatchObject({ date: expect.stringMatching(/^\d{4}-\d\d-\d\d$/), price: expect.any(Number) })
    expect(row["creator_id"]).toMatch(/^\d{16,20}$/)
  }
  await run("price-history-to-google-sheets")
  expect(sheets.rows("Price history")).toEqual(first)
})

test("nothing of n8n called outside this machine", () => {
  const { guarded, outside } = n8n.watched()
  expect(guarded.length).toBeGreaterThan(5)
  expect(outside).toEqual([])
})
