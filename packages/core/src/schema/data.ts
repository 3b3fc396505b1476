import { Schema } from "effect"
import type * as Endpoint from "../endpoint/Endpoint.ts"
import type * as Wire from "../endpoint/Wire.ts"
import type { Column } from "../table/Table.ts"
import type { Lang, Words } from "../util/Words.ts"
import type { Options } from "./input.ts"

const units: Readonly<Record<Wire.Unit, Words>> = {
  yuan: { en: "CNY yuan", zh: "人民币元" },
  share: { en: "fraction of 1", zh: "比例，1 为 100%" },
  seconds: { en: "seconds", zh: "秒" },
  count: { en: "count", zh: "计数" },
  time: { en: "UTC", zh: "UTC 时间" },
  date: { en: "day in Asia/Shanghai", zh: "上海日期" },
  index: { en: "score", zh: "评分" },
  plain: { en: "", zh: "" },
  id: { en: "", zh: "" },
  text: { en: "", zh: "" },
  flag: { en: "", zh: "" },
  group: { en: "", zh: "" }
}

type Kind = readonly [is: (value: unknown) => boolean, json: Readonly<Record<string, string>>]

const number: Kind = [Number.isFinite, { type: "number" }]
const text: Kind = [(value) => typeof value === "string", { type: "string" }]

const kinds: Readonly<Record<Wire.Unit, Kind>> = {
  yuan: number,
  share: number,
  seconds: number,
  count: number,
  time: [text[0], { type: "string", format: "date-time" }],
  date: [text[0], { type: "string", format: "date" }],
  index: number,
  plain: number,
  id: text,
  text,
  flag: [(value) => typeof value === "boolean", { type: "boolean" }],
  group: [() => true, {}]
}

/**
 * A value of this unit, with its words and its unit as annotations. One check says all: on Effect's `Finite`, an
 * annotation of one's own splits the JSON Schema with `allOf`, which some readers do not know.
 */
const leaf = (unit: Wire.Unit, words: Words, lang: Lang): Schema.Codec<unknown> => {
  const [is, json] = kinds[unit]
  const said = units[unit][lang]
  return Schema.declare((_: unknown): _ is unknown => true, { toCodecJson: () => undefined }).check(
    Schema.makeFilter(is, {
      unit,
      expected: json["type"] === undefined ? "anything" : `a ${json["type"]}`,
      ...(words[lang] === "" ? {} : { title: words[lang] }),
      ...(said === "" ? {} : { description: said }),
      toJsonSchema: () => json
    })
  )
}

const shapeOf = (wire: Wire.Wire<unknown>, lang: Lang): Schema.Codec<unknown> => {
  const title = wire.words[lang] === "" ? {} : { title: wire.words[lang] }
  if (wire.fields !== undefined)
    return Schema.Struct(
      Object.fromEntries(
        Object.entries(wire.fields).map(([key, field]) => [key, Schema.optionalKey(shapeOf(field, lang))])
      )
    ).annotate(title)
  if (wire.of !== undefined) {
    const of = shapeOf(wire.of, lang)
    return wire.holds === "map" ? Schema.Record(Schema.String, of).annotate(title) : Schema.Array(of).annotate(title)
  }
  return wire.expected === "anything" ? Schema.Unknown : leaf(wire.unit, wire.words, lang)
}

/**
 * The schema of an endpoint's decoded data; also a Standard Schema. Each field carries its unit as the annotation
 * `unit`.
 */
export const data = <D>(endpoint: Endpoint.Endpoint<Endpoint.Params, D>, { lang = "en" }: Options = {}) => {
  // Built from the same wire that `D` is read from.
  const shape = shapeOf(endpoint.data, lang) as Schema.Codec<D>
  return Schema.toStandardJSONSchemaV1(
    Schema.toStandardSchemaV1(shape.annotate({ title: endpoint.title[lang], description: endpoint.about[lang] }))
  )
}

/** The schema of a table's row, by the names of its columns. What is absent is left out. */
export const row = (
  columns: ReadonlyArray<{ readonly name: string; readonly column: Pick<Column, "unit" | "title"> }>,
  { lang = "en" }: Options = {}
) =>
  Schema.Struct(
    Object.fromEntries(
      columns.map(({ name, column }) => [name, Schema.optionalKey(leaf(column.unit, column.title, lang))])
    )
  )
