import { expect, it } from "@effect/vitest"
import { Context, Effect, Fiber, Result } from "effect"
import { runTool } from "../../src/agent/runTool.ts"
import { Secrets } from "../../src/agent/Secrets.ts"
import { chooseTools } from "../../src/agent/tools.ts"
import { Xingtu } from "../../src/client/Xingtu.ts"
import { creator, pass, scripted } from "../support/api.ts"
import { caller } from "../support/caller.ts"

const ids = Array.from({ length: 8 }, (_, i) => creator(i))

it.effect.each([
  ["report", { ids }],
  ["changes", { ids }],
  ["rank", { ids, goal: "reach" }],
  ["split_budget", { ids, budget: 100_000_000 }]
] as const)("a %s comes past a creator whose requests never end in time", ([name, input]) =>
  Effect.gen(function* () {
    const { client } = scripted(({ id }) => (id === ids[0] ? { afterMs: 300_000 } : {}))
    const xingtu = yield* client({ attempt: "10 minutes", deadline: "20 minutes", concurrency: 40 })
    const [tool] = Result.getOrThrow(chooseTools([name]))
    if (tool === undefined) return yield* Effect.die(name)
    const run = runTool(tool, Effect.succeed(Context.make(Xingtu, xingtu)))
    const cursors: Array<unknown> = []
    let told = ""
    for (let cursor: unknown = "0"; typeof cursor === "string" && cursors.length < 6; cursors.push(cursor)) {
      const fiber = yield* Effect.forkChild(Effect.result(run({ ...input, cursor }, caller)))
      yield* pass(9_000, 500)
      const reply = Result.merge(yield* Fiber.join(fiber))
      told += "text" in reply ? reply.text : reply.message
      cursor = "text" in reply ? reply.structured["more"] : undefined
    }
    // The client closes when all are done.
    yield* pass(300_000, 10_000)
    expect(new Set(cursors).size).toBe(cursors.length)
    expect(cursors.at(-1)).toBeUndefined()
    expect(cursors.length).toBeGreaterThan(1)
    expect(told).toContain("Missing: ")
    expect(told).toContain("may have been charged; no limit")
  }).pipe(Effect.provide(Secrets.layer))
)
