// More results than the node's process keeps. An engine of its own, since all nodes of a process share one store.
import { overflow } from "n8n-nodes-xingtu/source/run/client"
import { expect, test } from "vitest"
import { installBuilt, openEngine } from "../host/index.ts"
import { byId, creators, useSandbox } from "./support/sandbox.ts"
import { serving } from "./support/serving.ts"

const { credentials } = useSandbox()

/** An API whose answers are long. */
const long = async () => {
  const body = JSON.stringify({ code: 0, data: { item_num: "7", text: "x".repeat(1_000_000) } })
  return (await serving((_, response) => response.end(body))).url
}

const spread = { resource: "creator", operation: "spreadMetrics", creatorId: byId("={{ $json.id }}") }

test("what is nearly full is said beside the items of the run that fills it", async () => {
  using installed = await installBuilt()
  const { run } = await openEngine(installed.folder)
  const account = credentials({ baseUrl: await long() })
  const said = async (from: number, to: number) =>
    (await run(account, spread, { items: creators(to).slice(from) })).hints.filter((hint) =>
      /nearly full/.test(Object(hint).message)
    )
  expect(await said(0, 20)).toEqual([])
  expect(await said(20, 31)).toEqual([
    {
      type: "warning",
      location: "outputPane",
      message: expect.stringMatching(/^The memory of this process .* charged again\. Save the results in a data table/)
    }
  ])
})

test("a run whose results do not fit is told beside its items, once it has paid", { timeout: 240_000 }, async () => {
  using installed = await installBuilt()
  const { run } = await openEngine(installed.folder)
  const answer = JSON.stringify({ code: 0, data: { item_num: "7" } })
  const { url: baseUrl } = await serving((_, response) => response.end(answer))
  const account = credentials({ baseUrl, requestsPerMinute: 0 })
  const all = creators(10_001)
  const { hints, items } = await run(account, spread, { items: all })
  expect(items).toHaveLength(all.length)
  expect(hints[0]).toMatchObject({
    type: "warning",
    message: expect.stringMatching(
      /This run is larger than the store: 10001 new results beside 0 cached ones, and it holds about 10000\. .* Save/
    )
  })
  const again = await run(account, spread, { items: all.slice(-100) })
  expect(again.items).toHaveLength(100)
  expect(again.hints).toMatchObject([{ type: "info" }])
})

test("results that do not fit beside those that were cached are told, paid ones only", () => {
  expect(overflow(500, 9_500)).toBeUndefined()
  expect(overflow(501, 9_500)?.en).toMatch(
    /^This run is larger than the store: 501 new results beside 9500 cached ones, and it holds about 10000\. .* Save/
  )
  expect(overflow(0, 20_000)).toBeUndefined()
})
