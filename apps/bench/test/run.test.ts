import { expect, it } from "vitest"
import type { Found, Part } from "../src/Part.ts"
import { type Ran, run } from "../src/run.ts"

const found: Found = { tables: [], figures: {}, notes: [] }
const part = (id: string, run: Part["run"]): Part => ({ id, title: id, lead: () => "", how: "", run })

it("a part that fails does not lose the others", async () => {
  const broken = new Error("no such host")
  const parts = [
    part("before", async () => found),
    part("broken", () => Promise.reject(broken)),
    part("after", async (pace) => ({ ...found, notes: [pace] }))
  ]
  const all: Array<Ran> = []
  for await (const one of run(parts, "quick")) all.push(one)
  expect(all.map(({ part, seconds: _, ...rest }) => [part.id, rest])).toEqual([
    ["before", { found }],
    ["broken", { failed: broken }],
    ["after", { found: { ...found, notes: ["quick"] } }]
  ])
})
