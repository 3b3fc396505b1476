import { Store, Xingtu } from "@xingtu/core"
import { layerUndici } from "@xingtu/core/node"
import { type Sandbox, startSandbox } from "@xingtu/sandbox"
import { Effect, Layer, Redacted } from "effect"
import { afterAll, beforeAll, expect, test } from "vitest"
import { run, tools } from "./support.ts"

/** What a plan says beside numbers. */

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox()
})
afterAll(() => sandbox.close())

/** Calls a tool with a store for so many results. */
const call = (holds: number, name: string, input: object) => {
  const [tool] = tools(name)
  if (tool === undefined) throw new Error(name)
  const api = Layer.suspend(() => layerUndici({ baseUrl: sandbox.url, token: Redacted.make("t") }))
  const client = Xingtu.layer().pipe(Layer.provide(api), Layer.provide(Store.layerMemory(holds)))
  return Effect.runPromise(Effect.provide(run(tool, input), client))
}

const ids = ["6955721930401190001", "6955721930401190002"]

test.each([
  ["report", { ids }, 10],
  ["rank", { ids, goal: "reach" }, 8],
  ["split_budget", { ids, budget: 1_000_000 }, 8],
  ["creator", { id: ids[0] }, 4],
  ["changes", { ids }, 8]
])("a %s that is larger than the store is told so, planned and run", async (tool, input, results) => {
  const planned = await call(results - 1, "plan", { tool, arguments: input })
  expect(planned.structured).toMatchObject({ paid_calls: results, cached: 0 })
  expect(planned.structured["notes"]).toEqual([expect.stringMatching(/^This run is larger than the store: /)])
  expect(planned.text).toMatch(/^This run is larger than the store: /)
  const done = await call(results - 1, tool, input)
  expect(done.text).toMatch(/^This run is larger than the store: /)
  expect(done.structured["notes"]).toContainEqual(expect.stringMatching(/^This run is larger than the store: /))
  expect((await call(1_000, "plan", { tool, arguments: input })).structured).not.toHaveProperty("notes")
})

test("an id that is none is neither paid nor cached", async () => {
  const { structured } = await call(1_000, "plan", { tool: "report", arguments: { ids: ["12"] } })
  expect(structured).toMatchObject({ paid_calls: 0, cached: 0 })
})
