// An answer as items.
import { type Answer, type Endpoint, Table } from "@xingtu/core"
import type { GenericValue, IDataObject } from "n8n-workflow"
import { isSearch } from "./menu.ts"

export type Output =
  | { readonly mode: "simplified" | "raw" }
  | { readonly mode: "selected"; readonly fields: ReadonlyArray<string> }

/** As many as n8n's guidelines call simple. */
const few = 10

/** Columns under the names they have in an item: the shortest end of each path that no other column shares. */
export const named = (columns: ReadonlyArray<Table.Column>): ReadonlyArray<string> => {
  const paths = columns.map(({ key }) => key.replace(/(.)\.value$/, "$1").split("."))
  return paths.map((path) => {
    const ends = path.map((_, i) => path.slice(-1 - i).join("_"))
    return (
      ends.find((end) => paths.filter((other) => `_${other.join("_")}`.endsWith(`_${end}`)).length === 1) ??
      path.join("_")
    )
  })
}

export interface Field {
  readonly name: string
  readonly column: Table.Column
  readonly at: number
}

const columnsOf = (endpoint: Endpoint.Endpoint): ReadonlyArray<Field> => {
  const columns = Table.columns(endpoint)
  const names = named(columns)
  // Where the rows are creators, their ID has the name it has beside every other row, so that rows can be merged.
  const areCreators = isSearch(endpoint)
  return columns.map((column, at) => ({
    name: areCreators && column.unit === "id" ? "creator_id" : (names[at] ?? column.key),
    column,
    at
  }))
}

/** Worked out once for each endpoint: every item of a run asks for them. */
const known = new Map<Endpoint.Endpoint, ReadonlyArray<Field>>()

/** The fields an endpoint's items can have, in the order of its table. */
export const fieldsOf = (endpoint: Endpoint.Endpoint): ReadonlyArray<Field> => {
  const fields = known.get(endpoint) ?? columnsOf(endpoint)
  known.set(endpoint, fields)
  return fields
}

export const simplified = (endpoint: Endpoint.Endpoint): ReadonlyArray<Field> => fieldsOf(endpoint).slice(0, few)

const shown = (endpoint: Endpoint.Endpoint, output: Output): ReadonlyArray<Field> =>
  output.mode === "selected"
    ? fieldsOf(endpoint).filter(({ name }) => output.fields.includes(name))
    : simplified(endpoint)

/** Rows under names. Absent values are null, so that every row has the same fields. */
export const items = (rows: Table.Table["rows"], names: ReadonlyArray<string>): ReadonlyArray<IDataObject> =>
  rows.map((row) => Object.fromEntries(names.map((name, at) => [name, row[at] ?? null])))

export const asObject = (raw: unknown): IDataObject =>
  typeof raw === "object" && raw !== null ? { ...raw } : { raw: raw as GenericValue }

/** How many results an answer holds: a limit counts them, not the pages they come in. */
export const results = (endpoint: Endpoint.Endpoint, answer: Answer): number =>
  Table.of(endpoint, answer.data).rows.length

/** The rows of an answer; raw is one. A paid answer without rows is one row without values; only a page of a list may be empty. */
export const rows = (endpoint: Endpoint.Endpoint, answer: Answer, output: Output): ReadonlyArray<IDataObject> => {
  if (output.mode === "raw") return [asObject(answer.raw)]
  const fields = shown(endpoint, output)
  const found = Table.of(endpoint, answer.data).rows
  const told = found.length === 0 && endpoint.pages === undefined ? [[]] : found
  return items(
    told.map((row) => fields.map(({ at }) => row[at])),
    fields.map(({ name }) => name)
  )
}
