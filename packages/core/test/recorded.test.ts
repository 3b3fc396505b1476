import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { catalogue, type Endpoint, Table, type Wire } from "../src/index.ts"

const recorded = (id: string) => JSON.parse(readFileSync(new URL(`../recorded/${id}.json`, import.meta.url), "utf8")).data

const read = (endpoint: Endpoint.Endpoint) => {
  const drift: Array<Wire.Drift> = []
  return { data: endpoint.data.read(recorded(endpoint.id), "", drift), drift }
}

describe.each<Endpoint.Endpoint>(Object.values(catalogue))("the recorded answer of $id", (endpoint) => {
  it("decodes without drift", () => {
    const { data, drift } = read(endpoint)
    expect(drift).toEqual([])
    expect(data).not.toEqual({})
  })

  it("survives being written and read again", () => {
    const { data } = read(endpoint)
    const drift: Array<Wire.Drift> = []
    expect(endpoint.data.read(endpoint.data.write(data), "", drift)).toEqual(data)
    expect(drift).toEqual([])
  })

  it("becomes a table with words in both languages and a width people can read", () => {
    const { data } = read(endpoint)
    for (const lang of ["en", "zh"] as const) {
      const { columns, rows } = Table.of(endpoint, data, lang)
      expect(columns.length).toBeLessThanOrEqual(14)
      expect(new Set(columns.map((column) => column.key)).size).toBe(columns.length)
      for (const column of columns) {
        expect(column.title.en).not.toBe("")
        expect(column.title.zh).toMatch(/\p{Script=Han}|^GPM$/u)
      }
      for (const row of rows) expect(row).toHaveLength(columns.length)
    }
  })
})
