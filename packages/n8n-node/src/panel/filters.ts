// The filters of the search in groups, with a minimum and a maximum for each range. Version 1 has them as texts.
import { catalogue, Endpoint } from "@xingtu/core"
import type { IDataObject, INodeProperties } from "n8n-workflow"
import { asObject, property } from "./field.ts"
import { label } from "./words.ts"

interface Group {
  readonly name: string
  readonly displayName: string
  readonly fields: ReadonlyArray<string>
}

/**
 * Every filter is in one of them; a filter that core adds stays under Additional Fields until it has its place here.
 */
const groups: ReadonlyArray<Group> = [
  {
    name: "priceFilters",
    displayName: "Price Filters",
    fields: ["kolPriceRange", "expectedCpmRange", "expectedCpeRange"]
  },
  {
    name: "performanceFilters",
    displayName: "Performance Filters",
    fields: [
      "followerRange",
      "expectedPlayRange",
      "interactionRateRange",
      "completionRateRange",
      "viralRateRange",
      "progressTaskRange"
    ]
  },
  {
    name: "audienceFilters",
    displayName: "Audience Filters",
    fields: ["audienceImage", "fansImage", "connectedUserRange"]
  },
  {
    name: "creatorFilters",
    displayName: "Place and Creator Filters",
    fields: [
      "location",
      "gender",
      "industry",
      "contentTag",
      "contentTheme",
      "personaTag",
      "tonalityTag",
      "isSuperstar",
      "isCuratedAuthor",
      "authorList",
      "marketingTarget"
    ]
  }
]

/** What a range counts in; the rest are numbers of something. */
const units: Readonly<Record<string, string>> = {
  kolPriceRange: " (CNY)",
  expectedCpmRange: " (CNY)",
  expectedCpeRange: " (CNY)",
  interactionRateRange: " (%)",
  completionRateRange: " (%)",
  viralRateRange: " (%)",
  progressTaskRange: " (in 30 Days)"
}

const price = { range: "kolPriceRange", kind: "kolPriceType" }

const fields = Endpoint.fields(catalogue.creatorSearch)
const fieldOf = (name: string): Endpoint.Field | undefined => fields.find((field) => field.name === name)

/** Whether a filter stands in one of the groups. */
export const isGrouped = (name: string): boolean =>
  name === price.kind || groups.some((group) => group.fields.includes(name))

const isRange = ({ kind, name }: Endpoint.Field): boolean => kind === "range" || name === "progressTaskRange"

const ends = ["Minimum", "Maximum"] as const

const endsOf = (field: Endpoint.Field): ReadonlyArray<INodeProperties> =>
  ends.map((end) => ({
    displayName: `${end} ${label(field.title)}${units[field.name] ?? ""}`,
    name: `${field.name}${end}`,
    type: "number",
    typeOptions: { minValue: 0, numberPrecision: 2 },
    default: 0,
    description: end === "Minimum" ? "Minimum" : "Maximum; 0 = no limit"
  }))

/** A price means nothing without the kind of video it is the price of, so the three are one field. */
const paired = (range: Endpoint.Field, kind: Endpoint.Field): INodeProperties => ({
  displayName: label(range.title),
  name: "price",
  type: "fixedCollection",
  default: {},
  options: [{ displayName: label(range.title), name: "of", values: [property(kind), ...endsOf(range)] }],
  description: "The price of one kind of video, minimum and maximum"
})

const propertiesOf = (name: string): ReadonlyArray<INodeProperties> => {
  const field = fieldOf(name)
  const kind = fieldOf(price.kind)
  if (field === undefined) return []
  if (name === price.range && kind !== undefined) return [paired(field, kind)]
  return isRange(field) ? endsOf(field) : [property(field)]
}

/** The groups as fields of the panel. */
export const filterProperties = (show: Pick<INodeProperties, "displayOptions">): Array<INodeProperties> =>
  groups.map(({ displayName, fields: names, name }) => ({
    displayName,
    name,
    type: "collection",
    placeholder: "Add Filter",
    default: {},
    ...show,
    options: names.flatMap(propertiesOf).sort((a, b) => a.displayName.localeCompare(b.displayName, "en"))
  }))

/** Beyond what anything has: the API wants both ends of a range. */
const open = 1_000_000_000

const amount = (value: unknown): string | undefined =>
  value === undefined || value === null || value === "" || Number(value) === 0 ? undefined : String(value)

/** Both ends as the text core reads. What is no number stays in it, so that core says what is wrong. */
const rangeOf = (field: Endpoint.Field, values: IDataObject): string | undefined => {
  const [min, max] = ends.map((end) => amount(values[`${field.name}${end}`]))
  if (min === undefined && max === undefined) return undefined
  if (field.name === "progressTaskRange") return `30:${min ?? ""}-${max ?? ""}`
  return units[field.name] === " (%)" ? `${min ?? 0}%-${max ?? 100}%` : `${min ?? 0}-${max ?? open}`
}

/** The groups as core's parameters. */
export const filtersOf = (read: (group: string) => unknown): IDataObject =>
  Object.fromEntries(
    groups.flatMap(({ fields: names, name: group }) => {
      const values = asObject(read(group))
      const prices = asObject(asObject(values["price"])["of"])
      return names.flatMap((name): ReadonlyArray<readonly [string, IDataObject[string]]> => {
        const field = fieldOf(name)
        if (field === undefined) return []
        const range = isRange(field) ? rangeOf(field, name === price.range ? prices : values) : undefined
        if (name === price.range)
          return range === undefined
            ? []
            : [
                [name, range],
                [price.kind, prices[price.kind]]
              ]
        if (range !== undefined) return [[name, range]]
        return values[name] === undefined ? [] : [[name, values[name]]]
      })
    })
  )
