import { Xingtu } from "@xingtu/core"
import { layerUndici } from "@xingtu/core/node"
import { startSandbox } from "@xingtu/sandbox"
import { Effect, Layer, Redacted } from "effect"
import { expect, test } from "vitest"
import * as Confirm from "../src/serve/Confirm.ts"
import { serve } from "../src/serve/serve.ts"
import { tools } from "../src/tools/tools.ts"
import { pipe } from "./support.ts"

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

const policy = { codes: Confirm.make(), threshold: 1_000, confirm: "auto" } as const

test("every tool answers or refuses, whatever stands in whichever field", async () => {
  await using sandbox = await startSandbox()
  const api = layerUndici({ baseUrl: sandbox.url, token: Redacted.make("t") })
  const client = Xingtu.layer({ requestsPerSecond: Infinity }).pipe(Layer.provide(api))
  const calls = tools(policy, ["all"]).flatMap((tool) => {
    const { properties, required } = Object(tool.inputSchema)
    const names = [...Object.keys(Object(properties)), "toolCallId", "__proto__", "other"]
    const base = Object.fromEntries((required ?? []).map((name: string) => [name, needed[name] ?? id]))
    const inputs = names.flatMap((name) => hostile.map((value): unknown => ({ ...base, [name]: value })))
    return [...inputs, ...hostile].map((input) => ({ tool, input }))
  })
  const odd = await Effect.runPromise(
    Effect.forEach(calls, ({ input, tool }) =>
      Effect.match(serve(policy, Effect.context<Xingtu>(), tool)(input, pipe), {
        onFailure: (failure) => (failure._tag === "Refusal" ? failure.happened : failure.message),
        onSuccess: ({ text }) => text
      }).pipe(
        Effect.map((text) => (/internal error \(|undefined|NaN|\[object/.test(text) ? [tool.name, input, text] : []))
      )
    ).pipe(Effect.provide(client))
  )
  expect(calls.length).toBeGreaterThan(3_000)
  expect(odd.filter((one) => one.length > 0)).toEqual([])
}, 60_000)
