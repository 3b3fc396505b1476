import { readFileSync } from "node:fs"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { catalogue, type Endpoint, Table, type Wire } from "../../src/index.ts"

const recorded = (id: string) =>
  JSON.parse(readFileSync(new URL(`../../recorded/${id}.json`, import.meta.url), "utf8")).data

const read = (endpoint: Endpoint.Endpoint) => {
  const drift: Array<Wire.Drift> = []
  return { data: endpoint.data.read(recorded(endpoint.id), "", drift), drift }
}

/** The places in a value, outermost first. */
const placesIn = (value: unknown, at: ReadonlyArray<string> = []): ReadonlyArray<ReadonlyArray<string>> =>
  typeof value === "object" && value !== null
    ? [at, ...Object.entries(value).flatMap(([key, inner]) => placesIn(inner, [...at, key]))]
    : [at]

const put = (value: unknown, [key, ...rest]: ReadonlyArray<string>, to: unknown): unknown => {
  if (key === undefined) return to
  if (Array.isArray(value)) return value.map((inner, i) => (String(i) === key ? put(inner, rest, to) : inner))
  return { ...Object(value), [key]: put(Object(value)[key], rest, to) }
}

/** A copy with another value at one of its places. */
const replaced = (value: unknown, n: number, to: unknown): unknown => {
  const places = placesIn(value)
  return put(value, places[n % places.length] ?? [], to)
}

describe.each<Endpoint.Endpoint>(Object.values(catalogue))("the recorded answer of $id", (endpoint) => {
  it("decodes without drift but for JSON that was cut off in it", () => {
    const { data, drift } = read(endpoint)
    expect(drift.filter(({ path }) => !path.endsWith(".last_10_items"))).toEqual([])
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

  it("is a table whatever becomes of its fields", () => {
    const body: unknown = recorded(endpoint.id)
    const value = fc.oneof(fc.constant(undefined), fc.jsonValue({ maxDepth: 1 }))
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(), value), { minLength: 1, maxLength: 5 }), (changes) => {
        const changed = changes.reduce((at, [n, to]) => replaced(at, n, to), body)
        const { columns, rows } = Table.of(endpoint, endpoint.data.read(changed, "", []))
        return rows.every((row) => row.length === columns.length)
      }),
      { numRuns: 40 }
    )
  })
})
