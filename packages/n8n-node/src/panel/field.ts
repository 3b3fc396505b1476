// A parameter of core as n8n asks for it.
import { type Endpoint, splitWords } from "@xingtu/core/adapter"
import type { IDataObject, INodeProperties } from "n8n-workflow"
import { byName, inside, label, sentence } from "./words.ts"

/** n8n begins a switch with "Whether to" and a verb. */
const aboutOf = ({ about, kind }: Endpoint.Field): string => {
  const said = sentence(about.en)
  return kind === "flag" ? `Whether to ${said.startsWith("Only ") ? "find " : ""}${inside(said)}` : said
}

const placeholder = (field: Endpoint.Field) =>
  field.example === undefined ? {} : { placeholder: `e.g. ${field.example}` }

/** n8n wants long lists in order of their names; short ones keep the order they were declared in. */
const options = (field: Endpoint.Field) => {
  const all = field.choices.map(({ value, words }) => ({ name: label(words), value }))
  return all.length < 5 ? all : all.sort(byName)
}

/** Ranges, ids and open lists are texts; core checks them before anything is sent. */
export const property = (field: Endpoint.Field): INodeProperties => {
  const common = { displayName: label(field.title), name: field.name, description: aboutOf(field) }
  switch (field.kind) {
    case "choice":
      return {
        ...common,
        type: "options",
        options: options(field),
        default: field.default ?? field.choices[0]?.value ?? ""
      }
    case "choices":
      return field.choices.length === 0
        ? { ...common, type: "string", default: "", ...placeholder(field) }
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
      return { ...common, type: "string", default: "", ...placeholder(field) }
  }
}

/** What a collection of the panel holds. */
export const asObject = (value: unknown): IDataObject =>
  typeof value === "object" && value !== null ? { ...value } : {}

/** The values of a list, however a person separates them and an expression nests them; what is empty is none. */
export const listOf = (value: unknown): ReadonlyArray<unknown> =>
  [value].flat(Infinity).flatMap((one): ReadonlyArray<unknown> => {
    if (one === undefined || one === null) return []
    return typeof one === "string" ? splitWords(one) : [one]
  })

/** A value of the panel as core takes it: n8n's own date objects are instants, which core reads in Asia/Shanghai. */
export const plain = (value: unknown): unknown =>
  typeof value === "object" && value !== null && "toJSDate" in value && typeof value.toJSDate === "function"
    ? value.toJSDate()
    : value

export const plainAll = (values: IDataObject): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, plain(value)]))
