import { describe, expect, it } from "vitest"
import { budgets } from "../src/page/budgets.ts"
import { judge, warnings } from "../src/page/judge.ts"
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

it("a miss says what was measured, then what is known", () => {
  const [measured] = judge({ ...found({ [name]: 0 }), reasons: { [name]: "40 µs of it are Effect's" } })
  expect(measured?.why).toBe("40 µs of it are Effect's")
  const known = budgets["n8n ratio"]?.why
  expect(judge(found({ "n8n ratio": 0 }))[0]?.why).toBe(known)
  const [both] = judge({ ...found({ "n8n ratio": 0 }), reasons: { "n8n ratio": "900 µs" } })
  expect(both?.why).toBe(`900 µs; ${known}`)
})

it("median and quantile", () => {
  expect(median([3, 1, 2])).toBe(2)
  expect(median([4, 1, 2, 3])).toBe(2.5)
  expect(quantile([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.99)).toBe(10)
})
