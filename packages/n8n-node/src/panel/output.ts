// A result as items.
import { type Answer, type Endpoint, type Lang, Table, type Words } from "@xingtu/core"
import type { GenericValue, IDataObject } from "n8n-workflow"
import { namesOf, type Version } from "./keys.ts"
import { isSearch } from "./menu.ts"

/** What an item is to hold of a result. */
export type Output =
  | { readonly mode: "simplified" | "raw" }
  | { readonly mode: "selected"; readonly fields: ReadonlyArray<string> }

/** As many as n8n's guidelines call simple. */
const few = 10

/** A column of a table, what it is called in an item, and where it stands. */
export interface Field {
  readonly name: string
  readonly column: Table.Column
  readonly at: number
}

/** Columns and what they are called. */
export type Named = ReadonlyArray<Pick<Field, "name" | "column">>

/**
 * Where the rows are about one creator or video, its ID stands in front of them; where they are creators, it is in
 * them.
 */
const isSubject = (endpoint: Endpoint.Endpoint, { key, unit }: Table.Column): boolean =>
  unit === "id" && key === "id" && !isSearch(endpoint)

const columnsOf = (endpoint: Endpoint.Endpoint, version: Version): ReadonlyArray<Field> => {
  const columns = Table.columns(endpoint)
  const names = namesOf(version, endpoint.id, columns)
  // Where the rows are creators, their ID has the name it has beside every other row, so that rows can be merged.
  const areCreators = isSearch(endpoint)
  return columns.flatMap((column, at) =>
    version > 1 && isSubject(endpoint, column)
      ? []
      : [{ name: areCreators && column.unit === "id" ? "creator_id" : (names[at] ?? column.key), column, at }]
  )
}

/** Worked out once for each endpoint and version: every item of a run asks for them. */
const known: Readonly<Record<Version, Map<Endpoint.Endpoint, ReadonlyArray<Field>>>> = { 1: new Map(), 2: new Map() }

/** The fields an endpoint's items can have, in the order of its table. */
export const fieldsOf = (endpoint: Endpoint.Endpoint, version: Version = 1): ReadonlyArray<Field> => {
  const fields = known[version].get(endpoint) ?? columnsOf(endpoint, version)
  known[version].set(endpoint, fields)
  return fields
}

/** What a buyer looks at first, where the order of the table is another. */
const first: Readonly<Record<string, ReadonlyArray<string>>> = {
  creatorSearch: [
    "creator_id",
    "nick_name",
    "follower",
    "price_placement",
    "price_custom",
    "cpm_placement",
    "cpm_custom",
    "expected_plays",
    "interact_rate_30d",
    "province"
  ],
  spreadMetrics: [
    "play_mid",
    "interact_rate",
    "completion_rate",
    "cpm_placement",
    "cpm_custom",
    "cpe_placement",
    "cpe_custom",
    "item_num",
    "avg_duration",
    "like_avg"
  ],
  audienceDistribution: ["type", "distribution_key", "share", "distribution_value"],
  followerDistribution: ["type", "distribution_key", "share", "distribution_value"],
  liveWatchDistribution: ["type", "distribution_key", "share", "distribution_value"]
}

/** The fields of simplified output. */
export const simplified = (endpoint: Endpoint.Endpoint, version: Version = 1): ReadonlyArray<Field> => {
  const fields = fieldsOf(endpoint, version)
  const wanted = version > 1 ? (first[endpoint.id] ?? []) : []
  const ahead = wanted.flatMap((name) => fields.filter((field) => field.name === name))
  return [...ahead, ...fields.filter((field) => !ahead.includes(field))].slice(0, few)
}

const shown = (endpoint: Endpoint.Endpoint, output: Output, version: Version): ReadonlyArray<Field> =>
  output.mode === "selected"
    ? fieldsOf(endpoint, version).filter(({ name }) => output.fields.includes(name))
    : simplified(endpoint, version)

/** Digits after the point that a unit has; a floating-point number has more, and they mean nothing. */
const digits: Partial<Record<Table.Column["unit"], number>> = { count: 0, index: 2, seconds: 2, share: 4, yuan: 2 }

/** A value in the precision of its unit; version 1 of the node has it as it came. */
const cellOf = (value: Table.Cell, { unit }: Table.Column, version: Version): Table.Cell => {
  const to = version > 1 ? digits[unit] : undefined
  return typeof value === "number" && to !== undefined ? Number(value.toFixed(to)) : value
}

/** Rows under names. Absent values are null, so that every row has the same fields. */
export const items = (rows: Table.Table["rows"], names: ReadonlyArray<string>): ReadonlyArray<IDataObject> =>
  rows.map((row) => Object.fromEntries(names.map((name, at) => [name, row[at] ?? null])))

/** A raw result as an item. */
export const rawItem = (raw: unknown): IDataObject =>
  typeof raw === "object" && raw !== null ? { ...raw } : { raw: raw as GenericValue } // what JSON holds

/** How many results a result holds: a limit counts them, not the pages they come in. */
export const results = (endpoint: Endpoint.Endpoint, answer: Answer): number =>
  Table.of(endpoint, answer.data).rows.length

/** Groups of a distribution that are simple to read: the largest of each kind. */
const largest = 5

/** A distribution has hundreds of rows; simplified, the largest groups of each kind. */
const fewer = (fields: ReadonlyArray<Field>, rows: Table.Table["rows"]): Table.Table["rows"] => {
  const by = fields.find(({ column }) => column.key === "parent.type")
  const share = fields.find(({ column }) => column.key === "share")
  if (by === undefined || share === undefined) return rows
  const shareOf = (row: ReadonlyArray<Table.Cell>) => Number(row[share.at] ?? 0)
  return rows.filter((row) => {
    const larger = rows.filter((other) => other[by.at] === row[by.at] && shareOf(other) > shareOf(row))
    return larger.length < largest
  })
}

/**
 * The rows of a result; raw is one. A paid result without rows is one row without values; only a page of a list may be
 * empty.
 */
export const rows = (
  endpoint: Endpoint.Endpoint,
  answer: Answer,
  output: Output,
  version: Version = 1
): ReadonlyArray<IDataObject> => {
  if (output.mode === "raw") return [rawItem(answer.raw)]
  const fields = shown(endpoint, output, version)
  const found = Table.of(endpoint, answer.data).rows
  const kept = version > 1 && output.mode === "simplified" ? fewer(fieldsOf(endpoint, version), found) : found
  const told = kept.length === 0 && endpoint.pages === undefined ? [[]] : kept
  return items(
    told.map((row: ReadonlyArray<Table.Cell>) => fields.map(({ at, column }) => cellOf(row[at], column, version))),
    fields.map(({ name }) => name)
  )
}

/** A report's row, as the node's version has it. */
export const reportItem = (fields: Named, row: ReadonlyArray<Table.Cell>, version: Version): IDataObject =>
  Object.fromEntries(fields.map(({ column, name }, at) => [name, cellOf(row[at], column, version) ?? null]))

/** Names that never change, or titles. */
export type Naming = "keys" | Lang

/** Rows under the titles of the table, in the language of whoever reads them. */
export const entitled = (fields: Named, naming: Naming) => {
  if (naming === "keys") return (row: IDataObject): IDataObject => row
  const all = [...subjects, ...fields.map(({ column, name }) => [name, column.title] as const)].map(
    ([name, title]) => [name, title[naming]] as const
  )
  const namesOfTitle = (title: string) => new Set(all.flatMap(([name, other]) => (other === title ? [name] : [])))
  const titles = new Map(
    all.map(([name, title]) => [name, namesOfTitle(title).size === 1 ? title : `${title} (${name})`])
  )
  return (row: IDataObject): IDataObject =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [titles.get(name) ?? name, value]))
}

const subjects: ReadonlyArray<readonly [name: string, words: Words]> = [
  ["creator_id", { en: "Creator ID", zh: "达人 ID" }],
  ["item_id", { en: "Video ID", zh: "视频 ID" }]
]
