import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { catalogue, type Endpoint, Wire } from "../../src/adapter.ts"

const read = <A>(wire: Wire.Wire<A>, value: unknown) => {
  const drift: Array<Wire.Drift> = []
  return { value: wire.read(value, "at", drift), drift }
}

const scaled = {
  fen: [Wire.fen, 100],
  percent100: [Wire.percent100, 10_000],
  centiseconds: [Wire.centiseconds, 100]
} as const
const plain = {
  count: Wire.count,
  yuan: Wire.yuan,
  fraction: Wire.fraction,
  seconds: Wire.seconds,
  index: Wire.index,
  plain: Wire.plain
}

const every = Object.values<Endpoint.Endpoint>(catalogue)

describe("units", () => {
  it.each(Object.entries(scaled))("%s: whole numbers and digits, written as they came", (_, [wire, by]) => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), (sent) => {
        const { write } = wire("x", "某")
        const natural = read(wire("x", "某"), String(sent)).value
        return (
          natural === sent / by &&
          read(wire("x", "某"), sent).value === natural &&
          write(natural) === String(sent === 0 ? 0 : sent)
        )
      })
    )
  })

  it.each(Object.entries(plain))("%s: numbers and digits stay what they are", (name, wire) => {
    const bound = name === "count" ? { min: -Number.MAX_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER } : {}
    fc.assert(
      fc.property(
        fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true, ...bound })),
        (number) =>
          read(wire("x", "某"), number).value === number && read(wire("x", "某"), String(number)).value === number
      )
    )
  })

  it("a count beyond 2^53 is drift, not another number; what came stays", () => {
    const wire = Wire.count("Plays", "播放量")
    for (const found of [
      "9007199254740993",
      "9007199254740992",
      JSON.parse("9007199254740993"),
      "1e300",
      "-9007199254740993"
    ])
      expect(read(wire, found)).toMatchObject({
        value: undefined,
        drift: [{ expected: "a count", found: expect.stringContaining(String(found).slice(0, 5)) }]
      })
    expect(read(wire, "9007199254740991")).toEqual({ value: 9007199254740991, drift: [] })
  })

  it("the figures of the vendor's own pages", () => {
    expect(read(Wire.fen("x", "某"), "5618").value).toBe(56.18)
    expect(read(Wire.percent100("x", "某"), 244).value).toBe(0.0244)
    expect(read(Wire.percent100("x", "某"), -92).value).toBe(-0.0092)
    expect(read(Wire.centiseconds("x", "某"), "2600").value).toBe(26)
    expect(read(Wire.epochSeconds("x", "某"), "1773061115").value).toBe("2026-03-09T12:58:35.000Z")
    expect(read(Wire.compactDate("x", "某"), 20251028).value).toBe("2025-10-28")
  })

  it("a time is the one a Date would tell, before 1970 and far away too", () => {
    const times = fc.oneof(
      fc.integer({ min: -8.64e12, max: 8.64e12 }),
      fc.integer({ min: 1_500_000_000, max: 2_000_000_000 }),
      fc.double({ min: 1, max: 4e9, noNaN: true })
    )
    fc.assert(
      fc.property(
        times,
        (at) => at === 0 || read(Wire.epochSeconds("x", "某"), at).value === new Date(at * 1000).toISOString()
      )
    )
    for (const at of [-8.64e12, -1, 1, 86_399, 86_400, 8.64e12])
      expect(read(Wire.epochSeconds("x", "某"), at).value).toBe(new Date(at * 1000).toISOString())
  })

  it("zero seconds since 1970 is never", () => {
    expect([0, "0"].map((zero) => read(Wire.epochSeconds("x", "某"), zero))).toEqual([
      { value: undefined, drift: [] },
      { value: undefined, drift: [] }
    ])
  })

  it("an unknown unit is said in the words", () => {
    expect(Wire.plain("Heat", "热度").words).toEqual({ en: "Heat (unit unknown)", zh: "热度（单位未知）" })
  })

  it("an id that came as a number beyond 2^53 is refused, since its last digits are gone", () => {
    expect(read(Wire.id("x", "某"), "6955721930401185805").value).toBe("6955721930401185805")
    expect(read(Wire.id("x", "某"), Number("6955721930401185805")).drift).toHaveLength(1)
  })
})

describe("absent", () => {
  it("is undefined and no drift, for every field", () => {
    const wires = [
      ...Object.values(plain),
      ...Object.values(scaled).map(([wire]) => wire),
      Wire.text,
      Wire.id,
      Wire.flag,
      Wire.date,
      Wire.epochSeconds
    ]
    for (const wire of wires) {
      for (const value of [undefined, null, ""])
        expect(read<unknown>(wire("x", "某"), value)).toEqual({ value: undefined, drift: [] })
    }
  })

  it("leaves the key out of a structure", () => {
    expect(read(Wire.struct({ a: Wire.count("x", "某"), b: Wire.count("x", "某") }), { a: 0, b: null }).value).toEqual({
      a: 0
    })
  })
})

describe("structures", () => {
  it("read anything without a throw, and tell where it drifted", () => {
    fc.assert(
      fc.property(fc.constantFrom(...every), fc.jsonValue(), (endpoint, value) => {
        const drift: Array<Wire.Drift> = []
        const data = endpoint.data.read(value, "", drift)
        return data !== undefined || drift.length > 0 || value === null || value === ""
      }),
      { numRuns: 500 }
    )
  })

  it("keep an element's neighbours when it drifts", () => {
    const wire = Wire.list("x", "某", Wire.struct({ n: Wire.count("x", "某") }))
    expect(read(wire, [{ n: 1 }, "two", { n: "three" }, { n: "4" }])).toEqual({
      value: [{ n: 1 }, {}, { n: 4 }],
      drift: [
        { path: "at[1]", expected: "an object", found: '"two"' },
        { path: "at[2].n", expected: "a count", found: '"three"' }
      ]
    })
  })

  it("keep unknown fields out of data, where raw has them", () => {
    expect(read(Wire.struct({ a: Wire.count("x", "某") }), { a: 1, new_field: 2 })).toEqual({
      value: { a: 1 },
      drift: []
    })
  })

  it("with keys that are data become a list, in the order of the numbers", () => {
    const wire = Wire.entries("x", "某", Wire.seconds("x", "某"), Wire.count("y", "乙"))
    expect(read(wire, { 10: "3", 2: "5", 0: 7 }).value).toEqual([
      { key: 0, value: 7 },
      { key: 2, value: 5 },
      { key: 10, value: 3 }
    ])
    expect(
      wire.write([
        { key: 0, value: 7 },
        { key: 2, value: 5 }
      ])
    ).toEqual({ 0: "7", 2: "5" })
  })
})

describe("JSON in a text", () => {
  const wire = Wire.json(Wire.list("x", "某", Wire.count("x", "某")))

  it("is decoded, also when it comes as it is", () => {
    expect(read(wire, '["1",2]').value).toEqual([1, 2])
    expect(read(wire, [1, "2"]).value).toEqual([1, 2])
    expect(wire.write([1, 2])).toBe('["1","2"]')
  })

  it.each(['[{"item_id":"7614816...', '[{"item_id":"76148161111"},', "[1,", '[{"item_id":"1"}]...'])(
    "that was cut off, as %j, is drift",
    (found) => {
      expect(read(wire, found)).toMatchObject({ value: undefined, drift: [{ found: expect.any(String) }] })
    }
  )
})

describe("codes", () => {
  const wire = Wire.coded("Gender", "性别", { 1: { en: "male", zh: "男" }, 2: { en: "female", zh: "女" } })

  it("have names, and stay what they are when nobody knows them", () => {
    expect([1, "2", "9"].map((code) => read(wire, code).value)).toEqual(["male", "female", "9"])
    expect([wire.write("female"), wire.write("9")]).toEqual(["2", "9"])
  })
})
