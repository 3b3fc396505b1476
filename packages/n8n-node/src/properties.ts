// The node's panel, derived from core's catalogue.
import { Endpoint, Table } from "@xingtu/core"
import type { INodeProperties } from "n8n-workflow"
import { label, type Operation, operations, resources } from "./menu.ts"

const sentence = (text: string): string => text.replace(/\.$/, "")

const example = (field: Endpoint.Field): { placeholder?: string } => (field.example === undefined ? {} : { placeholder: `e.g. ${field.example}` })

const options = (field: Endpoint.Field) => field.choices.map(({ value, words }) => ({ name: label(words), value }))

/** How a parameter is asked for. A range, a list of labels and an id are texts; core checks them before anything is sent. */
const asked = (field: Endpoint.Field): INodeProperties => {
  const common = { displayName: label(field.title), name: field.name, description: sentence(field.about.en) }
  switch (field.kind) {
    case "choice":
      return { ...common, type: "options", options: options(field), default: field.default ?? field.choices[0]?.value ?? "" }
    case "choices":
      return field.choices.length === 0
        ? { ...common, type: "string", default: "", ...example(field) }
        : { ...common, type: "multiOptions", options: options(field), default: [] }
    case "flag":
      return { ...common, type: "boolean", default: field.default === "true" }
    case "count":
      return { ...common, type: "number", typeOptions: { minValue: 1 }, default: Number(field.default ?? 1) }
    case "date":
      return { ...common, type: "dateTime", default: "" }
    case "id":
    case "text":
    case "range":
      return { ...common, type: "string", default: "", ...example(field) }
  }
}

const creator: INodeProperties = {
  displayName: "Creator",
  name: "creatorId",
  type: "resourceLocator",
  default: { mode: "id", value: "" },
  required: true,
  description: "The creator to ask about",
  modes: [
    { displayName: "By ID", name: "id", type: "string", placeholder: "e.g. 6955721930401185805" },
    { displayName: "By URL", name: "url", type: "string", placeholder: "e.g. https://www.xingtu.cn/ad/creator/author-homepage/douyin-video/6955721930401185805" }
  ]
}

/** Whether a parameter is the creator, whatever the endpoint calls it. */
export const isCreator = (field: Endpoint.Field): boolean => field.kind === "id" && field.required && field.name !== "itemId"

const shownFor = (of: ReadonlyArray<Operation>): Pick<INodeProperties, "displayOptions"> => ({
  displayOptions: { show: { resource: [...new Set(of.map((o) => o.resource))], operation: of.map((o) => o.endpoint.id) } }
})

const operationsOf = (resource: string): INodeProperties => {
  const own = operations.filter((operation) => operation.resource === resource)
  return {
    displayName: "Operation",
    name: "operation",
    type: "options",
    noDataExpression: true,
    displayOptions: { show: { resource: [resource] } },
    options: own.map(({ endpoint, name, action, description }) => ({ name, value: endpoint.id, action, description: sentence(description) })),
    default: own[0]?.endpoint.id ?? ""
  }
}

const required = (operation: Operation): ReadonlyArray<INodeProperties> =>
  Endpoint.fields(operation.endpoint)
    .filter((field) => field.required && !isCreator(field))
    .map((field) => ({ ...asked(field), required: true, ...shownFor([operation]) }))

const additional = (operation: Operation): ReadonlyArray<INodeProperties> => {
  const fields = Endpoint.fields(operation.endpoint).filter((field) => !field.required)
  return fields.length === 0 ? [] : [{
    displayName: "Additional Fields",
    name: "additionalFields",
    type: "collection",
    placeholder: "Add Field",
    default: {},
    ...shownFor([operation]),
    options: fields.map(asked)
  }]
}

const output: INodeProperties = {
  displayName: "Output",
  name: "output",
  type: "options",
  options: [
    { name: "Simplified", value: "simplified", description: "A few fields, with units applied: CNY, fractions of 1, seconds" },
    { name: "Raw", value: "raw", description: "The answer as it came, unchanged" },
    { name: "Selected Fields", value: "selected", description: "The fields you choose" }
  ],
  default: "simplified",
  description: "What to return for each answer"
}

const selected = (operation: Operation): INodeProperties => ({
  displayName: "Fields",
  name: "fields",
  type: "multiOptions",
  displayOptions: { show: { resource: [operation.resource], operation: [operation.endpoint.id], output: ["selected"] } },
  options: Table.columns(operation.endpoint).map(({ key, title }) => ({ name: label(title), value: key })),
  default: []
})

export const properties: Array<INodeProperties> = [
  { displayName: "Resource", name: "resource", type: "options", noDataExpression: true, options: [...resources], default: "creator" },
  ...resources.map(({ value }) => operationsOf(value)),
  { ...creator, ...shownFor(operations.filter(({ endpoint }) => Endpoint.fields(endpoint).some(isCreator))) },
  ...operations.flatMap(required),
  ...operations.flatMap(additional),
  output,
  ...operations.map(selected)
]
