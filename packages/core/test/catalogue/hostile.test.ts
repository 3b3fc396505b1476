import fc from "fast-check"
import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { catalogue, Endpoint, Format, Table, type Wire } from "../../src/adapter.ts"

// What arrives is not ours: whatever its shape, an answer that was paid for is read and shown, and nothing throws.

const recorded = (id: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../recorded/${id}.json`, import.meta.url), "utf8")).data

/** Any JSON; of numbers beyond all figures, a percentage could not be shown. */
const anything = fc
  .jsonValue()
  .map((value): unknown =>
    JSON.parse(JSON.stringify(value), (_, inner: unknown) =>
      typeof inner === "number" && Math.abs(inner) > 1e300 ? 1e300 : inner
    )
  )

const odd = fc.oneof(
  anything,
  fc.constantFrom<unknown>(
    null,
    "",
    "-",
    "1e400",
    "1e-400",
    "0",
    -0,
    1e21,
    "９９",
    "__proto__",
    {},
    [],
    [[]],
    { "": 1 },
    JSON.parse('{"__proto__":{"x":1}}'),
    "\u0000\u202e"
  )
)

/** A recorded value with some of its parts replaced. */
const spoilt = (value: unknown): fc.Arbitrary<unknown> => {
  if (Array.isArray(value))
    return fc.oneof({ weight: 6, arbitrary: fc.tuple(...value.slice(0, 4).map(spoilt)) }, { weight: 1, arbitrary: odd })
  if (typeof value !== "object" || value === null)
    return fc.oneof({ weight: 4, arbitrary: fc.constant(value) }, { weight: 1, arbitrary: odd })
  const parts = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, spoilt(inner)]))
  return fc.oneof({ weight: 9, arbitrary: fc.record(parts, { requiredKeys: [] }) }, { weight: 1, arbitrary: odd })
}

const shown = (endpoint: Endpoint.Endpoint, data: unknown): ReadonlyArray<string> =>
  (["en", "zh"] as const).flatMap((lang) => {
    const { columns, rows } = Table.of(endpoint, data, lang)
    return rows.flatMap((row) => row.map((cell, i) => Format.cell(cell, columns[i]?.unit ?? "text", lang)))
  })

describe.for(Object.values(catalogue).map((endpoint): readonly [string, Endpoint.Endpoint] => [endpoint.id, endpoint]))(
  "%s",
  ([id, endpoint]) => {
    it("reads and shows any answer, and says where it differs", () => {
      fc.assert(
        fc.property(spoilt(recorded(id)), (data) => {
          const drift: Array<Wire.Drift> = []
          const read = endpoint.data.read(data, "", drift) ?? endpoint.data.none
          for (const { expected, found, path } of drift)
            expect([typeof path, typeof expected, typeof found]).toEqual(["string", "string", "string"])
          for (const text of shown(endpoint, read))
            expect(text).not.toMatch(/NaN|Infinity|\[object|undefined|Invalid Date/)
          expect(typeof Endpoint.hasMore(endpoint, read)).toBe("boolean")
        }),
        { numRuns: 60 }
      )
    })

    it("reads what it has written as the same", () => {
      const read = endpoint.data.read(recorded(id), "", [])
      const drift: Array<Wire.Drift> = []
      expect(endpoint.data.read(JSON.parse(JSON.stringify(endpoint.data.write(read))), "", drift)).toEqual(read)
      expect(drift).toEqual([])
    })
  }
)

it("keys that mean something to JavaScript are keys like any other", () => {
  const endpoint = catalogue.creatorProfile
  const read = endpoint.data.read(
    JSON.parse('{"tags_relation":{"__proto__":["a"],"constructor":["b"]},"__proto__":{"nick_name":"x"}}'),
    "",
    []
  )
  expect(Object.entries(Object(read?.tags_relation))).toEqual([
    ["__proto__", ["a"]],
    ["constructor", ["b"]]
  ])
  expect(read?.nick_name).toBeUndefined()
})

it.for(["constructor", "toString", "__proto__", "hasOwnProperty"])("%s is no parameter", (name) => {
  const question = Endpoint.question(
    catalogue.spreadMetrics,
    JSON.parse(`{"oAuthorId":"6955721930401185805","${name}":"x"}`)
  )
  expect(question).toMatchObject({ _tag: "Failure", failure: { _tag: "InvalidInput", problems: [{ param: name }] } })
})
