import { describe, expect, it } from "vitest"
import { catalogue, Endpoint, Format, Table, Wire } from "../../src/adapter.ts"

const bare = {
  path: "/x",
  group: "creator",
  title: { en: "X", zh: "某" },
  about: { en: "X", zh: "某" },
  params: {}
} as const

const endpoint = <D>(data: Wire.Struct<D>, table?: Table.Spec): Endpoint.Endpoint => ({
  ...Endpoint.make("x", { ...bare, data }),
  ...(table === undefined ? {} : { table })
})

const group = Wire.struct({ name: Wire.text("Group", "分组"), people: Wire.count("People", "人数") })
const named = Wire.struct({
  updated: Wire.date("Updated", "更新"),
  by: Wire.list(
    "By",
    "维度",
    Wire.struct({ kind: Wire.text("Kind", "类型"), groups: Wire.list("Groups", "分组", group) })
  )
})
const people = {
  updated: "2026-09-30",
  by: [
    {
      kind: "gender",
      groups: [
        { name: "male", people: 1 },
        { name: "female", people: 3 }
      ]
    },
    { kind: "age", groups: [{ name: "18-23", people: 5 }, { name: "24-30" }] }
  ]
}

const keys = (table: Table.Table) => table.columns.map((column) => column.key)

describe("a table nobody described", () => {
  it("is one row of the leaves of a structure", () => {
    const table = Table.of(
      endpoint(Wire.struct({ a: Wire.fen("A", "甲"), b: Wire.struct({ c: Wire.count("C", "丙") }) })),
      { b: { c: 0 } }
    )
    expect(table).toEqual({
      columns: [
        { key: "a", title: { en: "A", zh: "甲" }, unit: "yuan" },
        { key: "b.c", title: { en: "C", zh: "丙" }, unit: "count" }
      ],
      rows: [[undefined, 0]]
    })
  })

  it("has a row per element, and names the list where there are several", () => {
    const data = Wire.struct({ old: Wire.list("Old", "旧", group), new: Wire.list("New", "新", group) })
    const table = Table.of(endpoint(data), { old: [{ name: "a" }], new: [{ name: "b", people: 2 }] }, "zh")
    expect(keys(table)).toEqual(["list", "name", "people"])
    expect(table.rows).toEqual([
      ["旧", "a", undefined],
      ["新", "b", 2]
    ])
  })

  it("has no rows when there is no data", () => {
    expect(Table.of(endpoint(named), undefined).rows).toEqual([])
  })
})

describe("a table that is described", () => {
  it("steps into lists, reads parents and the whole answer, shares out and orders by size", () => {
    const table = Table.of(
      endpoint(named, {
        rows: ["by[].groups[]"],
        columns: ["../kind", "name", "people", { share: "people" }, "/updated"],
        largestFirst: "people"
      }),
      people
    )
    expect(table.rows).toEqual([
      ["gender", "female", 3, 0.75, "2026-09-30"],
      ["gender", "male", 1, 0.25, "2026-09-30"],
      ["age", "18-23", 5, 1, "2026-09-30"],
      ["age", "24-30", undefined, undefined, "2026-09-30"]
    ])
    expect(new Set(keys(table)).size).toBe(5)
  })

  it("shares out of a count above, where it is told to", () => {
    const inner = Wire.struct({
      n: Wire.count("N", "数"),
      parts: Wire.list("Parts", "部分", Wire.struct({ n: Wire.count("N", "数") }))
    })
    const table = Table.of(
      endpoint(Wire.struct({ all: Wire.list("All", "全部", inner) }), {
        rows: ["all[].parts[]"],
        columns: [{ share: "n", of: "../n" }]
      }),
      {
        all: [{ n: 8, parts: [{ n: 4 }, { n: 4 }, { n: 8 }] }]
      }
    )
    expect(table.rows).toEqual([[0.5], [0.5], [1]])
  })

  it("shares nothing out of zero", () => {
    const table = Table.of(
      endpoint(Wire.struct({ all: Wire.list("All", "全部", group) }), {
        columns: [{ share: "people" }],
        rows: ["all[]"]
      }),
      { all: [{ people: 0 }] }
    )
    expect(table.rows).toEqual([[undefined]])
  })

  it("puts lists side by side by a field, also where one of them has a gap", () => {
    const day = (en: string, value: Wire.Wire<number>) =>
      Wire.list(en, en, Wire.struct({ day: Wire.date("Day", "日"), value }))
    const data = Wire.struct({
      in: Wire.struct({ plays: day("Plays", Wire.count("P", "播")), rate: day("Rate", Wire.percent100("R", "率")) })
    })
    const table = Table.of(endpoint(data, { by: "day", rows: ["in.plays[]", "in.rate[]"], columns: ["value"] }), {
      in: {
        plays: [
          { day: "2026-01-01", value: 3 },
          { day: "2026-01-02", value: 4 }
        ],
        rate: [
          { day: "2026-01-02", value: 0.5 },
          { day: "2026-01-03", value: 0.6 }
        ]
      }
    })
    expect(table.columns).toEqual([
      { key: "day", title: { en: "Day", zh: "日" }, unit: "date" },
      { key: "plays", title: { en: "Plays", zh: "Plays" }, unit: "count" },
      { key: "rate", title: { en: "Rate", zh: "Rate" }, unit: "share" }
    ])
    expect(table.rows).toEqual([
      ["2026-01-01", 3, undefined],
      ["2026-01-02", 4, 0.5],
      ["2026-01-03", undefined, 0.6]
    ])
  })

  it("picks the element that fits, or the largest of them", () => {
    const picked = endpoint(named, {
      columns: [
        {
          key: "women",
          title: { en: "Women", zh: "女" },
          from: "by[].groups[]",
          where: { "../kind": "gender", name: "female" },
          show: { share: "people" }
        },
        {
          key: "top",
          title: { en: "Top", zh: "最多" },
          from: "by[].groups[]",
          where: { "../kind": "age" },
          largest: "people",
          show: "name"
        },
        {
          key: "none",
          title: { en: "None", zh: "无" },
          from: "by[].groups[]",
          where: { "../kind": "city" },
          show: "name"
        }
      ]
    })
    expect(Table.of(picked, people).rows).toEqual([[0.75, "18-23", undefined]])
    expect(Table.columns(picked).map(({ key, unit }) => [key, unit])).toEqual([
      ["women", "share"],
      ["top", "text"],
      ["none", "text"]
    ])
  })

  it("shows codes in the reader's language", () => {
    const gender = Wire.coded("Gender", "性别", { 1: { en: "male", zh: "男" } })
    const coded = endpoint(Wire.struct({ gender }))
    expect([
      Table.of(coded, { gender: "male" }).rows,
      Table.of(coded, { gender: "male" }, "zh").rows,
      Table.of(coded, { gender: "9" }, "zh").rows
    ]).toEqual([[["male"]], [["男"]], [["9"]]])
  })

  it("lists what has no unit, and shows an empty list as no data", () => {
    const tags = Wire.map("Tags", "标签", Wire.list("Sub", "子", Wire.text("Sub", "子")))
    const table = (data: object) => Table.of(endpoint(Wire.struct({ tags })), data).rows
    expect(table({ tags: { 游戏: ["集锦", "解说"], 生活: [] } })).toEqual([["游戏: 集锦, 解说; 生活"]])
    expect(table({ tags: {} })).toEqual([[undefined]])
  })

  it.each<Table.Spec>([
    { columns: ["nothing"] },
    { rows: ["by[].groups[]"], columns: ["../nothing"] },
    { rows: ["by[]"], columns: [{ share: "people" }] },
    { columns: [{ key: "x", title: { en: "X", zh: "某" }, from: "by[]", where: { nothing: "x" }, show: "kind" }] }
  ])("refuses a path that leads nowhere: %o", (table) => {
    expect(() => Table.columns(endpoint(named, table))).toThrow("No field at")
  })
})

describe("a table in an endpoint's file", () => {
  it("is refused by the compiler when a path leads nowhere", () => {
    Endpoint.make("x", {
      ...bare,
      data: named,
      table: { rows: ["by[].groups[]"], columns: ["../kind", "name", { share: "people" }, "/updated", ""] }
    })
    // @ts-expect-error: there is no such list
    Endpoint.make("x", { ...bare, data: named, table: { rows: ["by[].group[]"] } })
    // @ts-expect-error: an element has no such field
    Endpoint.make("x", { ...bare, data: named, table: { rows: ["by[].groups[]"], columns: ["nam"] } })
    // @ts-expect-error: nor can it be shared out
    Endpoint.make("x", { ...bare, data: named, table: { rows: ["by[].groups[]"], columns: [{ share: "peopl" }] } })
    // @ts-expect-error: the answer has no such field
    const wrong = Endpoint.make("x", { ...bare, data: named, table: { rows: ["by[]"], columns: ["/update"] } })
    expect(() => Table.columns(wrong)).toThrow("No field at /update")
  })
})

describe("the tables of the catalogue", () => {
  it("name fields that exist", () => {
    for (const each of Object.values<Endpoint.Endpoint>(catalogue))
      expect([each.id, Table.columns(each).length > 0]).toEqual([each.id, true])
  })
})

describe("a table as text", () => {
  it("has a line per value and leaves out what has no data", () => {
    const table = Table.of(
      endpoint(
        Wire.struct({
          a: Wire.fen("Price", "报价"),
          b: Wire.count("Plays", "播放量"),
          c: Wire.percent100("Rate", "比率")
        })
      ),
      { a: 56.18, c: 0.0244 }
    )
    expect(Format.text(table)).toBe("Price: 56.18 CNY\nRate: 2.44 %")
    expect(Format.text({ ...table, rows: [...table.rows, [1, 2, undefined]] }, "zh")).toBe(
      "报价：56.18 元\n比率：2.44%\n\n报价：1 元\n播放量：2"
    )
  })
})
