// What the editor is told about an operation's items before it has run.
import { Endpoint, Report, type Table } from "@xingtu/core/adapter"
import { asking, report } from "./menu.ts"
import { named, simplified } from "./output.ts"

type Type = "string" | "number" | "boolean"

const types: Readonly<Record<Table.Column["unit"], Type>> = {
  count: "number",
  date: "string",
  flag: "boolean",
  group: "string",
  id: "string",
  index: "number",
  plain: "number",
  seconds: "number",
  share: "number",
  text: "string",
  time: "string",
  yuan: "number"
}

const schema = (properties: Readonly<Record<string, { readonly type: Type }>>) => ({
  type: "object",
  properties,
  version: 1
})

const of = (names: ReadonlyArray<string>, columns: ReadonlyArray<Table.Column>) =>
  Object.fromEntries(columns.map(({ unit }, i) => [names[i] ?? "", { type: types[unit] }]))

const subject = (endpoint: Endpoint.Endpoint) => {
  const param = Endpoint.idParam(endpoint)
  return param === undefined ? {} : { [param === "itemId" ? "item_id" : "creator_id"]: { type: "string" as const } }
}

const reportColumns = Report.columns()

/** The simplified items of each operation, by its path below `__schema__`. */
export const schemas: Readonly<Record<string, object>> = Object.fromEntries([
  ...asking.map(({ resource, value, endpoint }) => {
    const fields = simplified(endpoint)
    const own = of(
      fields.map(({ name }) => name),
      fields.map(({ column }) => column)
    )
    return [`${resource}/${value}`, schema({ ...subject(endpoint), ...own })]
  }),
  [
    `${report.resource}/${report.value}`,
    schema(
      of(
        named(reportColumns).map((name) => (name === "id" ? "creator_id" : name)),
        reportColumns
      )
    )
  ]
])
