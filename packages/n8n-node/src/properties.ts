// The node's panel, derived from core's catalogue.
import { Endpoint } from "@xingtu/core"
import type { INodeProperties } from "n8n-workflow"
import { property } from "./field.ts"
import { byName, label, type Operation, operations, resources } from "./menu.ts"
import { fieldsOf } from "./output.ts"

/** Whether a parameter is the creator, whatever the endpoint calls it. */
export const isCreator = (field: Endpoint.Field): boolean => field.kind === "id" && field.required && field.name !== "itemId"

/** The parameter that counts pages is answered by Return All and Limit; where to start stays a field. */
export const pageField = (endpoint: Endpoint.Endpoint): string | undefined => endpoint.pages?.param

const has = (test: (field: Endpoint.Field) => boolean) => operations.filter(({ endpoint }) => Endpoint.fields(endpoint).some(test))

const showFor = (of: ReadonlyArray<Operation>, more: Readonly<Record<string, Array<string | boolean>>> = {}): Pick<INodeProperties, "displayOptions"> => ({
  displayOptions: { show: { resource: [...new Set(of.map(({ resource }) => resource))], operation: of.map(({ endpoint }) => endpoint.id), ...more } }
})

const operationsOf = (resource: string): INodeProperties => {
  const own = operations.filter((operation) => operation.resource === resource)
  return {
    displayName: "Operation",
    name: "operation",
    type: "options",
    noDataExpression: true,
    displayOptions: { show: { resource: [resource] } },
    options: own.map(({ endpoint, name, action }) => ({ name, value: endpoint.id, action, description: endpoint.about.en.replace(/\.$/, "") })),
    default: own[0]?.endpoint.id ?? ""
  }
}

const creatorPage = "https://www.xingtu.cn/ad/creator/author-homepage/douyin-video/"

const creator: INodeProperties = {
  displayName: "Creator",
  name: "creatorId",
  type: "resourceLocator",
  default: { mode: "list", value: "" },
  required: true,
  description: "The creator to ask about. Searching the list is a paid call for each search.",
  modes: [
    {
      displayName: "From List",
      name: "list",
      type: "list",
      placeholder: "Search by name (each search is a paid call)",
      typeOptions: { searchListMethod: "searchCreators", searchable: true, searchFilterRequired: true }
    },
    {
      displayName: "By ID",
      name: "id",
      type: "string",
      placeholder: "e.g. 6955721930401185805",
      validation: [{ type: "regex", properties: { regex: "^\\s*\\d{16,20}\\s*$", errorMessage: "A creator ID has 16 to 20 digits" } }]
    },
    {
      displayName: "By URL",
      name: "url",
      type: "string",
      placeholder: `e.g. ${creatorPage}6955721930401185805`,
      validation: [{
        type: "regex",
        properties: { regex: "^\\s*https?://([\\w-]+\\.)*xingtu\\.cn/.*\\d{16,20}.*$", errorMessage: "Paste the address of a creator's Xingtu page" }
      }]
    }
  ]
}

export const pageOf = (creatorId: string): string => `${creatorPage}${creatorId}`

/** A search without a word is rarely meant, so the word stands in the open. */
const isKeyword = (endpoint: Endpoint.Endpoint) => (field: Endpoint.Field): boolean =>
  field.name === "keyword" && Endpoint.idParam(endpoint) === undefined

export const isOpen = (endpoint: Endpoint.Endpoint) => (field: Endpoint.Field): boolean =>
  (field.required && !isCreator(field)) || isKeyword(endpoint)(field)

const inTheOpen = (operation: Operation): ReadonlyArray<INodeProperties> =>
  Endpoint.fields(operation.endpoint)
    .filter(isOpen(operation.endpoint))
    .map((field) => ({ ...property(field), ...(field.required ? { required: true } : {}), ...showFor([operation]) }))

const paged = operations.filter(({ endpoint }) => endpoint.pages !== undefined)

const paging: ReadonlyArray<INodeProperties> = [
  {
    displayName: "Return All",
    name: "returnAll",
    type: "boolean",
    default: false,
    description: "Whether to return all results or only up to a given limit",
    ...showFor(paged)
  },
  {
    displayName: "Limit",
    name: "limit",
    type: "number",
    typeOptions: { minValue: 1 },
    default: 50,
    description: "Max number of results to return",
    ...showFor(paged, { returnAll: [false] })
  }
]

const start = (field: INodeProperties): INodeProperties => ({
  ...field,
  displayName: "Start Page",
  description: "The page to begin with. Each page is a paid call."
})

const additional = (operation: Operation): ReadonlyArray<INodeProperties> => {
  const { endpoint } = operation
  const fields = Endpoint.fields(endpoint).filter((field) => !field.required && !isKeyword(endpoint)(field))
  if (fields.length === 0) return []
  const options = fields.map((field) => (field.name === pageField(endpoint) ? start(property(field)) : property(field)))
  return [{
    displayName: "Additional Fields",
    name: "additionalFields",
    type: "collection",
    placeholder: "Add Field",
    default: {},
    ...showFor([operation]),
    options: options.sort((a, b) => a.displayName.localeCompare(b.displayName, "en"))
  }]
}

const output: INodeProperties = {
  displayName: "Output",
  name: "output",
  type: "options",
  options: [
    { name: "Raw", value: "raw", description: "The answer as it came, unchanged" },
    { name: "Selected Fields", value: "selected", description: "The fields you choose" },
    { name: "Simplified", value: "simplified", description: "Up to ten fields in natural units: CNY, fractions of 1, seconds" }
  ],
  default: "simplified",
  description: "What to return of each answer",
  ...showFor(operations)
}

const selection = (operation: Operation): INodeProperties => ({
  displayName: "Fields",
  name: "fields",
  type: "multiOptions",
  options: fieldsOf(operation.endpoint).map(({ name, column }) => ({ name: label(column.title), value: name })).sort(byName),
  default: [],
  description: "The fields to return",
  ...showFor([operation], { output: ["selected"] })
})

const options: INodeProperties = {
  displayName: "Options",
  name: "options",
  type: "collection",
  placeholder: "Add option",
  default: {},
  options: [
    {
      displayName: "Ignore Stored Answers",
      name: "fresh",
      type: "boolean",
      default: false,
      description: "Whether to pay for a new answer although one is stored, or although an earlier call may have been charged"
    },
    {
      displayName: "Include Call Details",
      name: "call",
      type: "boolean",
      default: false,
      description: "Whether to add to each item if the call was charged, where the answer came from, and what did not match"
    }
  ],
  ...showFor(operations)
}

export const properties: Array<INodeProperties> = [
  { displayName: "Resource", name: "resource", type: "options", noDataExpression: true, options: [...resources], default: "creator" },
  ...resources.map(({ value }) => operationsOf(value)),
  { ...creator, ...showFor(has(isCreator)) },
  ...operations.flatMap(inTheOpen),
  ...paging,
  output,
  ...operations.map(selection),
  ...operations.flatMap(additional),
  options
]
