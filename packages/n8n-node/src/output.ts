// An answer as items.
import { type Answer, type Endpoint, Table } from "@xingtu/core"
import type { IDataObject } from "n8n-workflow"

export type Output = { readonly mode: "simplified" } | { readonly mode: "raw" } | { readonly mode: "selected"; readonly fields: ReadonlyArray<string> }

const few = 10

/** `interact_rate.value` as an item calls it: `interact_rate`. */
const fieldName = (key: string): string => key.replace(/\.value$/, "").replaceAll(".", "_")

const isObject = (value: unknown): value is IDataObject => typeof value === "object" && value !== null && !Array.isArray(value)

export const rows = (endpoint: Endpoint.Endpoint, answer: Answer, output: Output, asked: IDataObject): ReadonlyArray<IDataObject> => {
  if (output.mode === "raw") return [isObject(answer.raw) ? answer.raw : { raw: JSON.stringify(answer.raw) }]
  const table = Table.of(endpoint, answer.data)
  const shown = table.columns
    .map(({ key }, at) => ({ key, at }))
    .filter(({ key }, at) => output.mode === "selected" ? output.fields.includes(key) : at < few)
  return table.rows.map((row) => ({
    ...asked,
    ...Object.fromEntries(shown.map(({ key, at }) => [fieldName(key), row[at] ?? null]))
  }))
}
