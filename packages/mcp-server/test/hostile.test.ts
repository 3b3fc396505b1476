import { Xingtu } from "@xingtu/core"
import { layerUndici } from "@xingtu/core/node"
import { startSandbox } from "@xingtu/sandbox"
import { Effect, Layer, Redacted } from "effect"
import { expect, test } from "vitest"
import { run, tools } from "./support.ts"

/** Whatever comes in, a tool answers or refuses: a defect would be the server's own. */

const id = "6955721930401190001"

const texts = ["", " ", "null", "-1", "999999", "x".repeat(10_000), "\ud800", "a\u0000b", "__proto__", "toString", id]
const hostile: ReadonlyArray<unknown> = [
  null,
  true,
  -1,
  1e308,
  Number.NaN,
  [],
  [[]],
  [null],
  [id, id],
  {},
  JSON.parse('{"__proto__":{"a":1}}'),
  ...texts,
  ...texts.map((text) => [text])
]

/** What a tool cannot do without. */
const needed: Readonly<Record<string, unknown>> = {
  ids: [id],
  goal: "reach",
  budget: 1_000,
  action: "request",
  endpoint: "spreadMetrics",
  tool: "report",
  arguments: { ids: [id] }
}

test("every tool answers or refuses, whatever stands in whichever field", async () => {
  await using sandbox = await startSandbox()
  const api = layerUndici({ baseUrl: sandbox.url, token: Redacted.make("t") })
  const client = Xingtu.layer({ requestsPerSecond: Infinity }).pipe(Layer.provide(api))
  const calls = tools("all").flatMap((tool) => {
    const { properties, required } = Object(tool.inputSchema)
    const names = [...Object.keys(Object(properties)), "toolCallId", "__proto__", "other"]
    const base = Object.fromEntries((required ?? []).map((name: string) => [name, needed[name] ?? id]))
    const inputs = names.flatMap((name) => hostile.map((value): unknown => ({ ...base, [name]: value })))
    return [...inputs, ...hostile].map((input) => ({ tool, input }))
  })
  const odd = await Effect.runPromise(
    Effect.forEach(calls, ({ input, tool }) =>
      Effect.match(run(tool, input), {
        onFailure: ({ happened }) => happened,
        onSuccess: ({ text }) => text
      }).pipe(
        Effect.map((text) => (/internal error \(|undefined|NaN|\[object/.test(text) ? [tool.name, input, text] : []))
      )
    ).pipe(Effect.provide(client))
  )
  expect(calls.length).toBeGreaterThan(3_000)
  expect(odd.filter((one) => one.length > 0)).toEqual([])
}, 60_000)
