import type { Endpoint } from "./Endpoint.ts"
import { isRecord, segments, valueAt } from "./path.ts"
import type { Unit, Wire } from "./Wire.ts"
import type { Lang, Words } from "./Words.ts"

/** How a table is made from `data`, where the derived one is not what a buyer wants. Paths are keys joined by dots; `[]` after a key steps into a list. */
export interface Spec {
  /** The lists whose elements are the rows; several lists follow each other, told apart by a first column. */
  readonly rows?: ReadonlyArray<string>
  /** The fields shown, relative to an element of `rows` (empty: the element itself) or, with a leading `/`, to the whole answer. */
  readonly columns?: ReadonlyArray<string>
}

export interface Column {
  readonly key: string
  readonly title: Words
  readonly unit: Unit
}

/** Absent is undefined: shown as "no data", never as 0. */
export type Cell = string | number | boolean | undefined

export interface Table {
  readonly columns: ReadonlyArray<Column>
  readonly rows: ReadonlyArray<ReadonlyArray<Cell>>
}

const keyOf = (segment: string) => segment.endsWith("[]") ? segment.slice(0, -2) : segment

/** The field a path leads to; a path that leads nowhere is a mistake in an endpoint's file. */
const wireAt = (root: Wire<unknown>, path: string): Wire<unknown> =>
  segments(path).reduce<Wire<unknown>>((wire, segment) => {
    const next = wire.fields?.[keyOf(segment)]
    const found = segment.endsWith("[]") ? next?.of : next
    if (found === undefined) throw new Error(`No field at ${path}`)
    return found
  }, root)

const cell = (value: unknown): Cell => {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value
  if (value === undefined || value === null) return undefined
  if (Array.isArray(value) && value.every((v) => typeof v !== "object")) return value.join(", ")
  return JSON.stringify(value)
}

/** The leaves of a structure, as paths. */
const leaves = (wire: Wire<unknown>, at = ""): ReadonlyArray<string> =>
  Object.entries(wire.fields ?? {}).flatMap(([key, field]) => {
    const path = at === "" ? key : `${at}.${key}`
    if (field.fields !== undefined) return leaves(field, path)
    return field.of?.fields !== undefined ? [] : [path]
  })

/** Lists of structures, the natural rows of an answer. */
const lists = (wire: Wire<unknown>): ReadonlyArray<string> =>
  Object.entries(wire.fields ?? {}).filter(([, field]) => field.of?.fields !== undefined).map(([key]) => `${key}[]`)

/** Elements along a path of lists, each with the parents it came from. */
const walk = (value: unknown, path: ReadonlyArray<string>): ReadonlyArray<unknown> => {
  const [first, ...rest] = path
  if (first === undefined) return value === undefined ? [] : [value]
  if (!isRecord(value)) return []
  const next = value[keyOf(first)]
  return first.endsWith("[]") ? (Array.isArray(next) ? next.flatMap((element) => walk(element, rest)) : []) : walk(next, rest)
}

interface Plan {
  readonly rows: ReadonlyArray<string>
  readonly columns: ReadonlyArray<Column>
  readonly paths: ReadonlyArray<string>
}

const listColumn: Column = { key: "list", title: { en: "List", zh: "列表" }, unit: "text" }

const plan = (endpoint: Endpoint): Plan => {
  const rows = endpoint.table?.rows ?? lists(endpoint.data)
  const first = rows[0]
  const element = first === undefined ? endpoint.data : wireAt(endpoint.data, first)
  const paths = endpoint.table?.columns ?? leaves(element)
  const columns = paths.map((path): Column => {
    const whole = path.startsWith("/")
    const key = whole ? path.slice(1) : path
    const wire = wireAt(whole ? endpoint.data : element, key)
    return { key: key === "" ? "value" : key, title: wire.words, unit: wire.unit }
  })
  return { rows, columns, paths }
}

const plans = new WeakMap<Endpoint, Plan>()

const planned = (endpoint: Endpoint): Plan => {
  const known = plans.get(endpoint) ?? plan(endpoint)
  plans.set(endpoint, known)
  return known
}

/** The columns an endpoint's table has, whatever the answer. */
export const columns = (endpoint: Endpoint): ReadonlyArray<Column> => {
  const { rows, columns } = planned(endpoint)
  return rows.length > 1 ? [listColumn, ...columns] : columns
}

/** An answer as a table: the columns with words and units, the rows in the API's order. */
export const of = (endpoint: Endpoint, data: unknown, lang: Lang = "en"): Table => {
  const { rows, paths } = planned(endpoint)
  const line = (element: unknown): ReadonlyArray<Cell> =>
    paths.map((path) => cell(path.startsWith("/") ? valueAt(data, path.slice(1)) : valueAt(element, path)))
  if (rows.length === 0) return { columns: columns(endpoint), rows: [line(data)] }
  const lines = rows.flatMap((path) => {
    const list = rows.length > 1 ? [titleOf(endpoint, path, lang)] : []
    return walk(data, segments(path)).map((element) => [...list, ...line(element)])
  })
  return { columns: columns(endpoint), rows: lines }
}

const titleOf = (endpoint: Endpoint, path: string, lang: Lang): string => {
  const parts = segments(path)
  const last = parts.at(-1) ?? ""
  return wireAt(endpoint.data, [...parts.slice(0, -1), keyOf(last)].join(".")).words[lang]
}
