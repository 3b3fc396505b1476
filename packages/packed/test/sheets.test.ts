import { catalogue, Endpoint } from "@xingtu/core/adapter"
import { startSandbox, token } from "@xingtu/testing"
import { Document } from "@xingtu/sheets-addon/host"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, it } from "vitest"
import { packed } from "../src/packed.ts"
import { root } from "../src/root.ts"

const { contents } = packed("@xingtu/sheets-addon")
const file = (name: string) => readFileSync(join(contents, "dist", name), "utf8")

it("the packed add-on computes a table with only what Apps Script has", async () => {
  await using sandbox = await startSandbox()
  const { urlFetchWhitelist } = JSON.parse(file("appsscript.json")) as {
    readonly urlFetchWhitelist: ReadonlyArray<string>
  }
  const document = new Document(file("Code.js"), {
    routes: { "https://api.justoneapi.com": sandbox.url },
    allowed: urlFetchWhitelist
  })
  try {
    await document.ask("properties.set", "document", { token })
    const table = await document.cell(
      "XINGTU_SPREAD_METRICS",
      [["6955721930401185805"], ["12345"]],
      "Median plays, Interaction rate"
    )
    expect(table).toEqual([
      ["Median plays", "Interaction rate", "error"],
      [expect.any(Number), expect.any(Number), ""],
      ["", "", expect.stringContaining("16 to 20 digits")]
    ])
    expect(sandbox.ledger()).toMatchObject({ charged: 1 })
  } finally {
    await document.close()
  }
})

/** A cell's formula with its arguments, which are texts and ranges of the same sheet. */
const called = (formula: string, sheet: ReadonlyArray<ReadonlyArray<string>>) => {
  const [, name = "", inside = ""] = /^=(\w+)\((.*)\)$/.exec(formula) ?? []
  const at = (ref: string) => ({ column: ref.charCodeAt(0) - 65, row: Number(ref.slice(1)) - 1 })
  const value = (row: number, column: number) => (sheet[row]?.[column] ?? "").replace(/^'/, "")
  const args = [...inside.matchAll(/"([^"]*)"|([A-Z]\d+)(?::([A-Z]\d+))?/g)].map(([, text, from, to]) => {
    if (from === undefined) return text ?? ""
    const start = at(from)
    if (to === undefined) return value(start.row, start.column)
    return Array.from({ length: at(to).row - start.row + 1 }, (_, i) => [value(start.row + i, start.column)])
  })
  return { name, args }
}

it("the template in the examples fills with data, and nothing in it covers anything else", async () => {
  await using sandbox = await startSandbox()
  const sheet = readFileSync(join(root, "examples/sheets-template/shortlist.tsv"), "utf8")
    .split("\n")
    .map((line) => line.split("\t"))
  const document = new Document(file("Code.js"), { routes: { "https://api.justoneapi.com": sandbox.url } })
  try {
    await document.ask("properties.set", "document", { token })
    await document.ask("properties.set", "document", { settings: JSON.stringify({ atOnce: 50 }) })
    const formulas = sheet.flatMap((row, at) =>
      row.filter((cell) => cell.startsWith("=")).map((formula) => ({ at, ...called(formula, sheet) }))
    )
    expect(formulas.length).toBeGreaterThanOrEqual(3)
    for (const [i, { args, at, name }] of formulas.entries()) {
      const table = (await document.cell(name, ...args)) as ReadonlyArray<ReadonlyArray<unknown>>
      const [header = [], ...rows] = table
      expect(header.at(-1)).toBe("error")
      expect(rows.length).toBeGreaterThan(0)
      expect(rows.filter((row) => row.at(-1) !== "")).toEqual([])
      expect(at + table.length).toBeLessThanOrEqual(formulas[i + 1]?.at ?? Infinity)
    }
  } finally {
    await document.close()
  }
})

it("the packed add-on declares a function for every endpoint, named like it", () => {
  const declared = new Set([...file("Code.js").matchAll(/^function (XINGTU_\w+)\(/gm)].map(([, name]) => name))
  expect(
    Object.values<Endpoint.Endpoint>(catalogue)
      .map(Endpoint.formula)
      .filter((name) => !declared.has(name))
  ).toEqual([])
})
