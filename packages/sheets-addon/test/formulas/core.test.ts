import { parse, tokenizer } from "acorn"
import { afterAll, beforeAll, expect, test } from "vitest"
import { built, column, ids, type Open, open, type Rows } from "../support/document.ts"

/** The real core, bundled for Apps Script and run on one thread, over real HTTP. */

let opened: Open

beforeAll(async () => {
  opened = await open()
})

afterAll(() => opened.close())

test("is one file of at most 360 KB that parses as ES2020, without big literals, private names or static fields", () => {
  expect(() => parse(built, { ecmaVersion: 2020, sourceType: "script" })).not.toThrow()
  for (const token of tokenizer(built, { ecmaVersion: 2020 }))
    expect(typeof Reflect.get(token, "value")).not.toBe("bigint")
  expect(Buffer.byteLength(built)).toBeLessThanOrEqual(360 * 1024)
})

test("200 ids go out in waves; those to try again pause and go out together", async () => {
  const { document, sandbox, set } = opened
  await set({ atOnce: 200, formulasDaily: 1000 })
  sandbox.faults([
    {
      endpoint: "spreadMetrics",
      nth: [5, 15, 25, 35, 45, 55, 65, 75, 85, 95],
      times: 10,
      fault: { kind: "code", code: 301 }
    }
  ])
  const { result, foreign } = await document.run("XINGTU_SPREAD_METRICS", [
    column(ids(200)),
    "Median plays, Interaction rate"
  ])
  expect(result).not.toHaveProperty("error")
  const [header, ...rows] = (result as { readonly value: Rows }).value
  expect(header).toEqual(["Median plays", "Interaction rate", "error"])
  expect(rows).toHaveLength(200)
  expect(rows.filter((row) => row[2] !== "")).toEqual([])
  // Effect asks whether these two exist and does without.
  expect(foreign.filter((name) => name !== "process" && name !== "performance")).toEqual([])
  const { fetchAll } = (await document.ask("counts")) as { readonly fetchAll: ReadonlyArray<number> }
  expect(fetchAll.slice(0, 3)).toEqual([8, 16, 16])
  expect(sandbox.ledger()).toMatchObject({ requests: 210, charged: 200 })
  // Pauses differ by chance and end on a common beat.
  expect(fetchAll.length).toBeLessThanOrEqual(13 + 3)
})
