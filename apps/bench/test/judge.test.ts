import { describe, expect, it } from "vitest"
import { budgets } from "../src/page/budgets.ts"
import { judge, warnings } from "../src/page/judge.ts"
import { parts } from "../src/parts.ts"
import { page } from "../src/page/render.ts"
import { median, quantile } from "../src/measure/stats.ts"

const found = (figures: Readonly<Record<string, number>>) => ({ tables: [], figures, notes: [] })
const name = "effect undici 1 1 KB"
const budget = budgets[name]?.budget ?? Number.NaN

describe("a figure past its budget", () => {
  it("is a warning with both figures, in the form GitHub shows in CI", () => {
    const worse = judge(found({ [name]: budget - 0.01 }))
    expect(warnings(worse, false)).toEqual([expect.stringContaining(`${budget - 0.01}, budget at least ${budget}`)])
    expect(warnings(worse, true)[0]).toMatch(/^::warning title=Benchmark::/)
  })

  it("is none while it is within, and a figure without a budget is not judged", () => {
    expect(warnings(judge(found({ [name]: budget, "something else": 0 })), true)).toEqual([])
  })
})

it("every budget lets pass what reaches the aim", () => {
  for (const [figure, { aim }] of Object.entries(budgets))
    expect(warnings(judge(found({ [figure]: aim })), false)).toEqual([])
})

it("a miss says why: what was measured, or else what is known", () => {
  const [measured] = judge({ ...found({ [name]: 0 }), reasons: { [name]: "40 us of it are Effect's" } })
  expect(measured?.why).toBe("40 us of it are Effect's")
  expect(judge(found({ "n8n ratio": 0 }))[0]?.why).toBe(budgets["n8n ratio"]?.why)
})

it("the page says which aims were reached and how to measure again", () => {
  const [part] = parts
  if (part === undefined) throw new Error("no parts")
  const machine = { node: "v24", platform: "linux x64", cores: 2, model: "a processor", at: "2026-11-22 12:00" }
  const text = page(parts, {
    [part.id]: {
      machine,
      found: {
        ...found({ [name]: 0 }),
        tables: [{ columns: ["client", "ratio"], rows: [["core", 0.5]] }],
        notes: ["A note."]
      }
    }
  })
  expect(text).toContain(`pnpm bench ${part.id}`)
  expect(text).toContain("| core | 0.5 |")
  expect(text).toContain("missed")
  expect(text).toContain("2 cores (a processor)")
})

it("median and quantile", () => {
  expect(median([3, 1, 2])).toBe(2)
  expect(median([4, 1, 2, 3])).toBe(2.5)
  expect(quantile([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.99)).toBe(10)
})
