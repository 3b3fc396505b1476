// The node's panel, derived from core's catalogue.
import { catalogue, Endpoint, Report } from "@xingtu/core"
import type { INodeProperties } from "n8n-workflow"
import { asksForCreator, isCreator, locator } from "./creator.ts"
import { property } from "./field.ts"
import { filterProperties, isGrouped } from "./filters.ts"
import {
  allocateBudget,
  asking,
  type Asking,
  deciding,
  entries,
  type Entry,
  isSearch,
  rankShortlist,
  report,
  resources
} from "./menu.ts"
import { type Version, versions } from "./keys.ts"
import { fieldsOf } from "./output.ts"
import { shortlistProperties } from "./shortlistProperties.ts"
import { byName, label } from "./words.ts"

const showFor = (
  of: ReadonlyArray<Entry>,
  more: Readonly<Record<string, Array<string | number | boolean>>> = {}
): Pick<INodeProperties, "displayOptions"> => ({
  displayOptions: {
    show: {
      resource: [...new Set(of.map(({ resource }) => resource))],
      operation: of.map(({ value }) => value),
      ...more
    }
  }
})

const operationsOf = (resource: string): INodeProperties => {
  const own = entries.filter((entry) => entry.resource === resource)
  return {
    displayName: "Operation",
    name: "operation",
    type: "options",
    noDataExpression: true,
    displayOptions: { show: { resource: [resource] } },
    options: own.map(({ name, value, action, description }) => ({ name, value, action, description })),
    default: own[0]?.value ?? ""
  }
}

/** A search without a word is rarely meant, and a word looked for in names finds other people than in videos. */
const asksFor: ReadonlyArray<string> = ["keyword", "searchType"]

/** What stands in the open: what is required, and the word of a search. */
export const isOpen =
  (endpoint: Endpoint.Endpoint) =>
  (field: Endpoint.Field): boolean =>
    (field.required && !isCreator(field)) || (isSearch(endpoint) && asksFor.includes(field.name))

const inTheOpen = (entry: Asking): ReadonlyArray<INodeProperties> =>
  Endpoint.fields(entry.endpoint)
    .filter(isOpen(entry.endpoint))
    .map((field) => ({ ...property(field), ...(field.required ? { required: true } : {}), ...showFor([entry]) }))

const searches = asking.filter(({ endpoint }) => isSearch(endpoint))

const paged = asking.filter(({ endpoint }) => endpoint.pages !== undefined)

/** How many results of a list are wanted. Its pages are paid for. */
export const limit = {
  displayName: "Limit",
  name: "limit",
  type: "number",
  typeOptions: { minValue: 1 },
  default: 50,
  description: "Max number of results to return",
  hint: "Search: one paid call per 20 creators, so 50 creators are 3 calls. Other lists: one paid call per page.",
  ...showFor(paged, { returnAll: [false] })
} satisfies INodeProperties

const paging: ReadonlyArray<INodeProperties> = [
  {
    displayName: "Return All",
    name: "returnAll",
    type: "boolean",
    default: false,
    description: "Whether to return all results or only up to a given limit",
    hint: "Each page is a paid call",
    ...showFor(paged)
  },
  limit
]

/** Return All and Limit count the pages; where to begin stays a field. */
const startPage = (field: INodeProperties): INodeProperties => ({
  ...field,
  displayName: "Start Page",
  description: "The page to begin with. Each page is a paid call."
})

/** In version 2 the filters of the search stand in groups. */
const additional = (entry: Asking): ReadonlyArray<INodeProperties> =>
  isSearch(entry.endpoint)
    ? versions.flatMap((version) =>
        additionalOf(entry, version > 1 ? isGrouped : () => false, { "@version": [version] })
      )
    : additionalOf(entry, () => false, {})

const additionalOf = (
  entry: Asking,
  isElsewhere: (name: string) => boolean,
  more: Readonly<Record<string, Array<number>>>
): ReadonlyArray<INodeProperties> => {
  const { endpoint } = entry
  const open = isOpen(endpoint)
  const fields = Endpoint.fields(endpoint).filter(
    (field) => !field.required && !open(field) && !isElsewhere(field.name)
  )
  if (fields.length === 0) return []
  return [
    {
      displayName: "Additional Fields",
      name: "additionalFields",
      type: "collection",
      placeholder: "Add Field",
      default: {},
      ...showFor([entry], more),
      options: fields
        .map((field) => (field.name === endpoint.pages?.param ? startPage(property(field)) : property(field)))
        .sort((a, b) => a.displayName.localeCompare(b.displayName, "en"))
    }
  ]
}

export const outputMode: INodeProperties = {
  displayName: "Output",
  name: "output",
  type: "options",
  options: [
    { name: "Raw", value: "raw", description: "The response as it came, unchanged" },
    { name: "Selected Fields", value: "selected", description: "The fields you choose" },
    {
      name: "Simplified",
      value: "simplified",
      description: "Up to ten fields in natural units: CNY, fractions of 1, seconds"
    }
  ],
  default: "simplified",
  description: "What to return of each result",
  ...showFor(asking)
}

export const selected = { displayName: "Fields", name: "fields", type: "multiOptions", required: true } as const

const selection = (entry: Asking, version: Version): INodeProperties => ({
  ...selected,
  options: fieldsOf(entry.endpoint, version)
    .map(({ name, column }) => ({ name: label(column.title), value: name }))
    .sort(byName),
  default: [],
  description: "The fields to return",
  ...showFor([entry], { output: ["selected"], "@version": [version] })
})

/** The endpoints a report is put together from. */
export const parts: INodeProperties = {
  displayName: "Parts",
  name: "parts",
  type: "multiOptions",
  required: true,
  options: Report.all.map((id) => ({ name: label(catalogue[id].title), value: id })).sort(byName),
  default: [...Report.usual],
  description: "The parts of the report. Each part is one paid call per creator.",
  hint: `One paid call per part and creator: the ${Report.usual.length} usual parts cost ${Report.usual.length} paid calls per creator. Cached results are free.`,
  ...showFor([report])
}

export const maxPaidCalls = { displayName: "Max Paid Calls", name: "maxPaidCalls" } as const

/** The most an agent's tool pays for in one run, unless set. */
export const toolCalls = 20

export const whenStopped = { displayName: "When Stopped Part-Way", name: "whenStopped" } as const

const empty = { displayName: "Empty Values", name: "empty" } as const

const options: INodeProperties = {
  displayName: "Options",
  name: "options",
  type: "collection",
  placeholder: "Add option",
  default: {},
  options: [
    {
      ...empty,
      type: "options",
      options: [
        { name: "Empty Text", value: "text" },
        { name: "Null", value: "null" }
      ],
      default: "null",
      description:
        "The value used where there is no data. When updated with null, Google Sheets and others leave a cell unchanged, so the value of an earlier run would stay; an empty text clears it. Raw output is not changed."
    },
    {
      displayName: "Field Names",
      name: "names",
      type: "options",
      options: [
        { name: "Chinese", value: "zh", description: "The titles of the table in Chinese" },
        { name: "English", value: "en", description: "The titles of the table in English" },
        {
          name: "Keys",
          value: "keys",
          description: "Names for expressions; they never change"
        }
      ],
      default: "keys",
      description: "How the fields of an item are named. Titles read well in a sheet, and may be improved over time."
    },
    {
      displayName: "Include Call Details",
      name: "call",
      type: "boolean",
      default: false,
      description:
        "Whether to add to each item if the call was charged, if the result was cached, and which values were in an unexpected format"
    },
    {
      ...maxPaidCalls,
      type: "number",
      typeOptions: { minValue: 0 },
      default: 100,
      description: `The most calls this node may pay for in one run; 0 gives cached results only. As a tool of an agent the default is ${toolCalls} unless set.`
    },
    {
      displayName: "Refresh",
      name: "fresh",
      type: "boolean",
      default: false,
      description:
        "Whether to pay for new results even if some are cached, or if an earlier call may have been charged. A run of the node pays for each request once."
    },
    {
      ...whenStopped,
      type: "options",
      options: [
        {
          name: "Fail",
          value: "fail",
          description:
            "The run fails, which starts an error workflow. Paid results are cached: running again gets them for free."
        },
        { name: "Return What Was Paid For", value: "return", description: "The run succeeds with the items it has" }
      ],
      default: "fail",
      description:
        "What to do when quota, balance, a budget or the token stop the run after some items, or a list breaks between its pages. With On Error set to continue, each item has its result or its error anyway."
    }
  ],
  ...showFor([...asking, report])
}

/** Those of these that deciding over a list has: its rows have names of their own, and items in cost nothing. */
const decidingOptions = (from: "ids" | "items", names: ReadonlyArray<string>): INodeProperties => ({
  ...options,
  options: (options.options ?? []).filter(({ name }) => names.includes(name)),
  ...showFor(deciding, { from: [from] })
})

/** The fields of the node's panel, made from core's catalogue. */
export const properties: Array<INodeProperties> = [
  {
    displayName: "Resource",
    name: "resource",
    type: "options",
    noDataExpression: true,
    options: [...resources],
    default: "creator"
  },
  ...resources.map(({ value }) => operationsOf(value)),
  { ...locator, ...showFor([...asking.filter(({ endpoint }) => asksForCreator(endpoint)), report]) },
  ...asking.flatMap(inTheOpen),
  ...paging,
  ...shortlistProperties(
    showFor(deciding),
    showFor(deciding, { from: ["ids"] }),
    showFor([rankShortlist]),
    showFor([allocateBudget])
  ),
  parts,
  outputMode,
  ...versions.flatMap((version) => asking.map((entry) => selection(entry, version))),
  ...filterProperties(showFor(searches, { "@version": [2] })),
  ...asking.flatMap(additional),
  options,
  decidingOptions("items", [empty.name]),
  decidingOptions("ids", [empty.name, "fresh", maxPaidCalls.name])
]
