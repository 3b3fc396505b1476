import type { Endpoint } from "../endpoint/Endpoint.ts"
import type { Picked, Shows, Titled } from "../endpoint/TableSpec.ts"
import { isRecord, valueAt } from "../util/path.ts"
import { found, numeric, type Place } from "./Place.ts"
import { listedShareAt, shareAt } from "./share.ts"
import type { Unit, Wire } from "../endpoint/Wire.ts"
import type { Lang, Words } from "../util/Words.ts"

export type { Parts, Picked, Share, Shows, Spec, Titled } from "../endpoint/TableSpec.ts"

/** A column: its title in both languages and its unit. */
export interface Column {
  readonly key: string
  readonly title: Words
  readonly unit: Unit
}

/** Absent is undefined: shown as "no data", never as 0. */
export type Cell = string | number | boolean | undefined

/** A result as a table: columns with titles and units, rows of cells, notes. */
export interface Table {
  readonly columns: ReadonlyArray<Column>
  readonly rows: ReadonlyArray<ReadonlyArray<Cell>>
  /** What to tell the reader beside the rows; left out where there is nothing to tell. */
  readonly notes?: ReadonlyArray<Words>
}

const keys = (path: string): ReadonlyArray<string> => path.split(".").filter((key) => key !== "")

const sorted = (list: ReadonlyArray<Place>, by: string | undefined): ReadonlyArray<Place> => {
  if (by === undefined) return list
  const size = (place: Place) => numeric(found(place, by)) ?? -Infinity
  return [...list].sort((a, b) => size(b) - size(a))
}

/** The elements a path of rows leads to, those of each list in their order. */
const places = (from: Place, path: string, largestFirst?: string): ReadonlyArray<Place> => {
  const at = path.indexOf("[]")
  if (at < 0) {
    const value = valueAt(from.value, path)
    return value === undefined ? [] : [{ value, list: [value], parent: from }]
  }
  const list = valueAt(from.value, path.slice(0, at))
  if (!Array.isArray(list)) return []
  const rest = path.slice(at + 2).replace(/^\./, "")
  const elements = list.map((value): Place => ({ value, list, parent: from }))
  return rest === "" ? sorted(elements, largestFirst) : elements.flatMap((place) => places(place, rest, largestFirst))
}

const under = (wire: Wire<unknown> | undefined, path: string): Wire<unknown> | undefined =>
  keys(path).reduce<Wire<unknown> | undefined>((at, key) => at?.fields?.[key], wire)

/** The fields along a path of rows: the whole result, then the element of each list. */
const wiresAlong = (whole: Wire<unknown>, path: string): ReadonlyArray<Wire<unknown> | undefined> =>
  path.split("[]").reduce<ReadonlyArray<Wire<unknown> | undefined>>(
    (along, step, i, steps) => {
      const reached = under(along.at(-1), step)
      if (i < steps.length - 1) return [...along, reached?.of]
      return step === "" ? along : [...along, reached]
    },
    [whole]
  )

/** The field a column shows; a path that leads nowhere is a mistake in an endpoint's file. */
const wireOf = (whole: Wire<unknown>, rows: ReadonlyArray<string>, path: string): Wire<unknown> => {
  for (const row of rows.length === 0 ? [""] : rows) {
    const along = wiresAlong(whole, row)
    const ups = path.startsWith("/") ? along.length - 1 : path.split("../").length - 1
    const wire = under(along[along.length - 1 - ups], path.replace(/^(\/|(\.\.\/)+)/, ""))
    if (wire !== undefined) return wire
  }
  throw new Error(`No field at ${path}`)
}

const text = (value: unknown): string => {
  if (Array.isArray(value)) return value.map(text).join(", ")
  if (!isRecord(value)) return String(value)
  return Object.entries(value)
    .map(([key, part]) => [key, text(part)].filter((word) => word !== "").join(": "))
    .join("; ")
}

const cell = (value: unknown, wire: Wire<unknown>, lang: Lang): Cell => {
  if (typeof value === "string") return wire.names?.get(value)?.[lang] ?? value
  if (typeof value === "number" || typeof value === "boolean") return value
  const listed = value === undefined || value === null ? "" : text(value)
  return listed === "" ? undefined : listed
}

/** The leaves of a structure, as paths. */
const leaves = (wire: Wire<unknown>, at = ""): ReadonlyArray<string> =>
  Object.entries(wire.fields ?? {}).flatMap(([key, field]) => {
    const path = at === "" ? key : `${at}.${key}`
    if (field.fields !== undefined) return leaves(field, path)
    return field.of?.fields !== undefined ? [] : [path]
  })

/** Lists of structures, the natural rows of a result. */
const lists = (wire: Wire<unknown>): ReadonlyArray<string> =>
  Object.entries(wire.fields ?? {})
    .filter(([, field]) => field.of?.fields !== undefined)
    .map(([key]) => `${key}[]`)

interface Shown extends Column {
  readonly read: (place: Place, lang: Lang) => Cell
}

/** Rows of one origin: where they are, what they are called, and the columns that read them. */
interface Source {
  readonly path: string
  readonly title: Words
  readonly columns: ReadonlyArray<Shown>
}

interface Plan {
  readonly sources: ReadonlyArray<Source>
  /** Columns shown only where a result fills them. */
  readonly older: ReadonlyArray<Shown>
  readonly columns: ReadonlyArray<Column>
}

const listWords: Words = { en: "List", zh: "列表" }
const shareWords: Words = { en: "Share", zh: "占比" }
const listedWords: Words = { en: "Share of those listed", zh: "占所列的比例" }

const keyOf = (path: string): string => (path === "" ? "value" : path.replaceAll("../", "parent.").replace("/", ""))

const picked = (whole: Wire<unknown>, { from, where, largest, show, key, title }: Picked): Shown => {
  const { unit, read } = shown(whole, [from])(show)
  for (const path of Object.keys(where)) wireOf(whole, [from], path)
  return {
    key,
    title,
    unit,
    read: (place, lang) => {
      const element = places(place, from, largest).find((each) =>
        Object.entries(where).every(([path, value]) => found(each, path) === value)
      )
      return element === undefined ? undefined : read(element, lang)
    }
  }
}

/** How a column reads rows that stem from any of these paths. */
const shown =
  (whole: Wire<unknown>, rows: ReadonlyArray<string>) =>
  (column: Shows): Shown => {
    if (typeof column === "object" && "from" in column) return picked(whole, column)
    if (typeof column === "object" && "share" in column) {
      wireOf(whole, rows, column.share)
      return { key: "share", title: shareWords, unit: "share", read: (place) => shareAt(place, column) }
    }
    return titled(whole, rows, typeof column === "string" ? { field: column } : column)
  }

const has = (place: Place, values: Readonly<Record<string, string>>): boolean =>
  Object.entries(values).every(([path, value]) => found(place, path) === value)

const titled = (whole: Wire<unknown>, rows: ReadonlyArray<string>, column: Titled): Shown => {
  const { field, names, orElse, title, unless, where, zero, key = keyOf(field) } = column
  const own = wireOf(whole, rows, field)
  const wire = names === undefined ? own : { ...own, names }
  const other = orElse === undefined ? undefined : wireOf(whole, rows, orElse)
  return {
    key,
    title: title ?? wire.words,
    unit: wire.unit,
    read: (place, lang) => {
      if (where !== undefined && !has(place, where)) return undefined
      if (unless !== undefined && has(place, unless)) return undefined
      const value = found(place, field)
      if (value === 0 && zero !== undefined) return Number(found(place, zero.beside)) > 0 ? zero.words[lang] : undefined
      const said =
        orElse === undefined || other === undefined || isNamed(wire, value) ? undefined : found(place, orElse)
      return said === undefined || other === undefined ? cell(value, wire, lang) : cell(said, other, lang)
    }
  }
}

const isNamed = (wire: Wire<unknown>, value: unknown): boolean =>
  typeof value === "string" && wire.names?.has(value) === true

/** Shares of which the whole is not known stand in a column of their own, where a result has such. */
const listedShares = (whole: Wire<unknown>, rows: ReadonlyArray<string>, shows: ReadonlyArray<Shows>) =>
  shows.flatMap((column): ReadonlyArray<Shown> => {
    if (typeof column === "string" || !("share" in column) || column.parts === undefined) return []
    wireOf(whole, rows, column.parts.by)
    return [{ key: "share_listed", title: listedWords, unit: "share", read: (place) => listedShareAt(place, column) }]
  })

const plan = ({ data, table = {} }: Endpoint): Plan => {
  const { by, label = listWords } = table
  const rows = table.rows ?? (table.columns === undefined ? lists(data) : [])
  const paths = table.columns ?? leaves(wiresAlong(data, rows[0] ?? "").at(-1) ?? data)
  const sources = (rows.length === 0 ? [""] : rows).map((path): Source => ({
    path,
    title: wiresAlong(data, path.replace(/\[\]$/, "")).at(-1)?.words ?? listWords,
    columns: paths.map(shown(data, by === undefined ? rows : [path]))
  }))
  const plain = ({ key, title, unit }: Shown): Column => ({ key, title, unit })
  if (by !== undefined) {
    const side = sources.flatMap(({ path, title, columns }) =>
      columns.map((column) => ({ ...plain(column), key: keys(path).at(-1)?.replace("[]", "") ?? path, title }))
    )
    return { sources, older: [], columns: [plain(shown(data, rows)(by)), ...side] }
  }
  const columns = (sources[0]?.columns ?? []).map(plain)
  const older = [...listedShares(data, rows, table.columns ?? []), ...(table.older ?? []).map(shown(data, rows))]
  return {
    sources,
    older,
    columns: sources.length > 1 ? [{ key: "list", title: label, unit: "text" }, ...columns] : columns
  }
}

const plans = new WeakMap<Endpoint, Plan>()

const planned = (endpoint: Endpoint): Plan => {
  const known = plans.get(endpoint) ?? plan(endpoint)
  plans.set(endpoint, known)
  return known
}

/** The columns of an endpoint's table, before any data is fetched; a table may have more after them. */
export const columns = (endpoint: Endpoint): ReadonlyArray<Column> => planned(endpoint).columns

/** Lists side by side, joined where the field `by` is equal. */
const sideBySide = (
  sources: ReadonlyArray<Source>,
  places: ReadonlyArray<ReadonlyArray<Place>>,
  by: string,
  lang: Lang
) => {
  const lists = places.map((list) => new Map(list.map((place) => [found(place, by), place])))
  const values = new Set(lists.flatMap((list) => [...list.keys()]))
  return [...values].map((value): ReadonlyArray<Cell> => [
    typeof value === "string" || typeof value === "number" ? value : undefined,
    ...sources.flatMap(({ columns }, i) => {
      const place = lists[i]?.get(value)
      return columns.map((column) => (place === undefined ? undefined : column.read(place, lang)))
    })
  ])
}

/** Notes about missing values in a result and where to find them, in both languages. */
export const notesOf = ({ table }: Pick<Endpoint, "table">, data: unknown): ReadonlyArray<Words> => {
  const { without } = table ?? {}
  return without === undefined || valueAt(data, without.field) !== undefined ? [] : [without.say]
}

/** A result as a table: `Table.of(catalogue.spreadMetrics, data)`. Columns have titles and units. */
export const of = (endpoint: Endpoint, data: unknown, lang: Lang = "en"): Table => {
  const { sources, columns: usual, older } = planned(endpoint)
  const { by, largestFirst } = endpoint.table ?? {}
  const lists = sources.map(({ path }) => places({ value: data, list: [data] }, path, largestFirst))
  if (by !== undefined) return { columns: usual, rows: sideBySide(sources, lists, by, lang) }
  const more = older.filter(({ read }) => lists.flat().some((place) => read(place, lang) !== undefined))
  const columns = [...usual, ...more.map(({ key, title, unit }) => ({ key, title, unit }))]
  const rows = sources.flatMap((source, i) =>
    (lists[i] ?? []).map((place) => {
      const line = [...source.columns, ...more].map((column) => column.read(place, lang))
      return sources.length > 1 ? [source.title[lang], ...line] : line
    })
  )
  const notes = notesOf(endpoint, data)
  return { columns, rows, ...(notes.length === 0 ? {} : { notes }) }
}

/** A table without its empty columns, except those named in `keep`. */
export const compact = ({ columns, rows, ...rest }: Table, keep: ReadonlyArray<string> = []): Table => {
  const used = columns.map(({ key }, i) => keep.includes(key) || rows.some((row) => row[i] !== undefined))
  return {
    ...rest,
    columns: columns.filter((_, i) => used[i]),
    rows: rows.map((row) => row.filter((_, i) => used[i]))
  }
}
