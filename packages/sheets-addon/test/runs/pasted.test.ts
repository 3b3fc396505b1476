import { afterEach, beforeEach, expect, test } from "vitest"
import { ids, type Open, open } from "../support/document.ts"
import { finish, type Progress, putIds, side } from "../support/runs.ts"

/** IDs may stand in cells or be pasted: the same plan, the same table, paid for once. */

let opened: Open

beforeEach(async () => {
  opened = await open()
})
afterEach(() => opened.close())

const request = (given: string) => ({ subject: "spreadMetrics", ids: given, fields: "", options: {}, to: "" })

const [a = "", b = "", c = ""] = ids(3)

test.each([
  ["commas", `${a},${b}, ${c}`],
  ["other commas", `${a}，${b}、${c}；`],
  ["spaces", `  ${a} ${b}  ${c}`],
  ["lines", `${a}\n${b}\r\n${c}\n`],
  ["links", `https://www.xingtu.cn/ad/creator/author-homepage/douyin-video/${a}\n${b} ${c}`]
])("pasted IDs with %s between them are planned everywhere", async (_, given) => {
  const call = side(opened)
  expect(await call("plan", request(given))).toMatchObject({ value: { ids: 3, toPay: 3, problems: [] } })
  expect(await call("planHistory", given)).toMatchObject({ value: { ids: [a, b, c], perDay: 9 } })
  expect(await call("planTemplate", { template: "shortlist", ids: given })).toMatchObject({ value: { ids: 3 } })
  expect(opened.sandbox.ledger().requests).toBe(0)
})

test("a run over pasted IDs pays for each once, and nothing again over the same in cells", async () => {
  const call = side(opened)
  const begun = await call<Progress>("start", request(`${a}, ${b}\n${a} ${c}`))
  if (begun.value === undefined) throw new Error(begun.problem?.en)
  expect(await finish(opened, begun.value)).toMatchObject({ state: "finished", charged: 3, failed: 0 })
  const cells = await putIds(opened, [a, b, c])
  expect(await call("plan", request(cells))).toMatchObject({ value: { ids: 3, toPay: 0, stored: 3 } })
})

test("a pasted ID that cannot be one is told beside those that can", async () => {
  expect(await side(opened)("plan", request(`${a} ${b}x`))).toMatchObject({
    value: { ids: 1, problems: [{ count: 1 }] }
  })
})

test("an empty field says what to do, and so does what is neither", async () => {
  const call = side(opened)
  const both = { problem: { en: expect.stringMatching(/Use selection, or paste/), zh: expect.stringMatching(/粘贴/) } }
  expect(await call("plan", request(" "))).toMatchObject(both)
  expect(await call("planHistory", "")).toMatchObject(both)
  expect(await call("plan", request("Sheet99999999!A2"))).toMatchObject({
    problem: { en: expect.stringMatching(/not a range/) }
  })
  const brief = { goal: "reach" }
  for (const table of ["", `${a} ${b}`])
    expect(await call("decide", { what: "rank", table, brief })).toMatchObject({
      problem: { en: expect.stringMatching(/Enter a table with headings/) }
    })
})
