// What the editor is told about an operation's items before it has run.
import { Endpoint, Report, Table } from "@xingtu/core/adapter"
import { allocateBudget, asking, deciding, rankShortlist, report } from "./menu.ts"
import { namesOf, type Version } from "./keys.ts"
import { simplified } from "./output.ts"

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

const schema = (properties: Readonly<Record<string, { readonly type: Type }>>, version: Version) => ({
  type: "object",
  properties,
  version
})

const of = (names: ReadonlyArray<string>, columns: ReadonlyArray<Table.Column>) =>
  Object.fromEntries(columns.map(({ unit }, i) => [names[i] ?? "", { type: types[unit] }]))

const subject = (endpoint: Endpoint.Endpoint) => {
  const param = Endpoint.idParam(endpoint)
  return param === undefined ? {} : { [param === "itemId" ? "item_id" : "creator_id"]: { type: "string" as const } }
}

const reportColumns = Report.columns()

const reportNames = (version: Version) =>
  namesOf(version, report.value, reportColumns).map((name) => (name === "id" ? "creator_id" : name))

const typed = (type: Type, ...names: ReadonlyArray<string>) => Object.fromEntries(names.map((name) => [name, { type }]))

const decided: Readonly<Record<string, ReturnType<typeof typed>>> = {
  [rankShortlist.value]: {
    ...typed("string", "creator_id", "nick_name", "kind", "reasons", "flags", "out"),
    ...typed("number", "place", "score", "price", "completeness")
  },
  [allocateBudget.value]: {
    ...typed("string", "creator_id", "nick_name", "kind", "counted", "why_out"),
    ...typed("number", "price", "expected", "plan_cost", "plan_expected", "plan_left", "plan_bound", "next_10000_buys"),
    ...typed("boolean", "picked", "plan_exact")
  }
}

/** The simplified items of each operation, by its path below `__schema__`, for a version of the node. */
export const schemas = (version: Version): Readonly<Record<string, object>> =>
  Object.fromEntries([
    ...asking.map(({ resource, value, endpoint }) => {
      const fields = simplified(endpoint, version)
      const own = of(
        fields.map(({ name }) => name),
        fields.map(({ column }) => column)
      )
      return [`${resource}/${value}`, schema({ ...subject(endpoint), ...own }, version)]
    }),
    ...deciding.map(({ resource, value }) => [`${resource}/${value}`, schema(decided[value] ?? {}, version)]),
    [`${report.resource}/${report.value}`, schema(of(reportNames(version), reportColumns), version)]
  ])

/** Everything that has a name, by operation and column: what is pinned in recorded/keys.json. */
export const nameable: ReadonlyArray<readonly [operation: string, columns: ReadonlyArray<Table.Column>]> = [
  ...asking.map(({ endpoint, value }) => [value, Table.columns(endpoint)] as const),
  [report.value, Report.columns({ endpoints: Report.all })]
]
