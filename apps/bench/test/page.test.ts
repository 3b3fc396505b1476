import { describe, expect, it } from "vitest"
import { range, sentence } from "../src/page/lead.ts"
import { lead, page, quickly } from "../src/page/render.ts"
import { parts } from "../src/parts.ts"
import type { Found, Pace, Part } from "../src/Part.ts"

const machine = { node: "v24", platform: "linux x64", cores: 2, model: "a processor", at: "2026-11-22 12:00" }

const part = (id: string): Part => {
  const one = parts.find((part) => part.id === id)
  if (one === undefined) throw new Error(`no part ${id}`)
  return one
}

const found: Found = {
  tables: [{ columns: ["start", "ms"], rows: [["a | b", 0.5]] }],
  figures: { "start mcp": 3, "mcp stdio": 2, "mcp http": 4 },
  reasons: { "start mcp": "60 ms of it are the catalogue's" },
  notes: ["A note."]
}

const shown = (pace: Pace, one: Found = found): string => page([part("mcp")], { mcp: { machine, pace, found: one } })

describe("the page", () => {
  it("begins with what is missed, why, and where to read on", () => {
    expect(shown("full")).toMatch(/^# Benchmarks\n\n0 of 1 aims are reached/)
    expect(shown("full").split("## ")[0]).toContain(
      "at most 2.5 | 3 | 60 ms of it are the catalogue's | [The MCP server](#the-mcp-server) |"
    )
  })

  it("has for each part its result, its tables, and then how it was measured", () => {
    const text = shown("full").split("## ")[1] ?? ""
    const order = [lead(part("mcp"), found), "| aim |", "| start |", "`pnpm bench mcp`", part("mcp").how, "- A note."]
    const places = order.map((what) => text.indexOf(what))
    expect(places).not.toContain(-1)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(text).toContain("2 cores (a processor)")
  })

  it("keeps a bar in a cell inside its cell", () => {
    expect(shown("full")).toContain("| a \\| b | 0.5 |")
  })

  it("marks what was measured in a quick run, and only that", () => {
    expect(shown("quick")).toContain(quickly)
    expect(shown("quick")).toContain("`pnpm bench mcp --quick`")
    expect(shown("full")).not.toContain(quickly)
  })
})

describe("the result of a part in one sentence", () => {
  it("is made of the figures, and ends with the aims that are missed", () => {
    expect(lead(part("mcp"), found)).toBe(
      "The server starts in 3 times the time of a bare one; a cached creator takes 2 to 4 ms; 1 of 1 aims missed."
    )
    expect(lead(part("mcp"), { ...found, figures: { "start mcp": 2 } })).toBe(
      "The server starts in 2 times the time of a bare one; all aims reached."
    )
  })

  it.each(parts.map((one) => [one.id, one] as const))("%s has one, also where nothing was measured", (_, one) => {
    expect(lead(one, { ...found, figures: {} })).not.toMatch(/NaN|undefined|Infinity/)
  })

  it("leaves out what was not measured", () => {
    const clauses = [
      { of: ["a"], say: (values: ReadonlyArray<number>) => `a is ${range(values)}` },
      { of: ["b", "c"], say: (values: ReadonlyArray<number>) => `b is ${range(values)}` }
    ]
    expect(sentence(clauses, { b: 1, c: 2.345 })).toBe("b is 1 to 2.35")
    expect(sentence(clauses, { a: 5_000, b: 1 })).toBe("a is 5,000; b is 1")
  })
})
