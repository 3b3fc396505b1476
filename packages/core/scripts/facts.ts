import { readFileSync, writeFileSync } from "node:fs"
import { relative } from "node:path"
import { fileURLToPath } from "node:url"
import { isRecord } from "../src/util/path.ts"

/** What the vendor says about a parameter. */
export interface ParamFacts {
  readonly type: "string" | "integer" | "boolean"
  readonly required?: true
  readonly values?: ReadonlyArray<string>
  readonly default?: string
}

export interface EndpointFacts {
  readonly summary: string
  readonly deprecated?: true
  readonly params: Readonly<Record<string, ParamFacts>>
}

/** What the vendor says about each endpoint, by path. */
export type Facts = Readonly<Record<string, EndpointFacts>>

const record = (value: unknown): Readonly<Record<string, unknown>> => (isRecord(value) ? value : {})
const list = (value: unknown): ReadonlyArray<unknown> => (Array.isArray(value) ? value : [])

/** Comma lists have no enum; their description names the values. */
const named = (description: unknown): ReadonlyArray<string> =>
  typeof description === "string" ? [...new Set(description.match(/\b[A-Z]+(?:_[A-Z0-9]+)+\b/g))] : []

const typeOf = (value: unknown): ParamFacts["type"] => (value === "integer" || value === "boolean" ? value : "string")

const paramFacts = (param: Readonly<Record<string, unknown>>): ParamFacts => {
  const schema = record(param["schema"])
  const choices = list(schema["enum"]).map(String)
  const values = choices.length > 0 ? choices : named(param["description"])
  const fallback = schema["default"] === undefined ? "" : String(schema["default"])
  // A default that is none of the choices must not be sent, so it is no fact to follow.
  const usable = fallback !== "" && (values.length === 0 || values.includes(fallback))
  return {
    type: typeOf(schema["type"]),
    ...(param["required"] === true ? { required: true } : {}),
    ...(values.length > 0 ? { values } : {}),
    ...(usable ? { default: fallback } : {})
  }
}

const endpointFacts = (operation: Readonly<Record<string, unknown>>): EndpointFacts => ({
  summary: String(operation["summary"] ?? ""),
  ...(operation["deprecated"] === true ? { deprecated: true } : {}),
  params: Object.fromEntries(
    list(operation["parameters"])
      .map(record)
      .filter((param) => param["in"] === "query" && param["name"] !== "token")
      .map((param) => [String(param["name"]), paramFacts(param)])
  )
})

/** The Xingtu part of an OpenAPI document. */
export const ofOpenApi = (document: unknown): Facts =>
  Object.fromEntries(
    Object.entries(record(record(document)["paths"]))
      .filter(([path]) => path.startsWith("/api/douyin-xingtu/"))
      .map(([path, item]) => [path, endpointFacts(record(record(item)["get"]))])
  )

const copy = fileURLToPath(new URL("../catalogue/catalogue.json", import.meta.url))

/** The project's own copy of the facts. */
export const saved = (): Facts => JSON.parse(readFileSync(copy, "utf8"))

/** Keeps them in the order of their paths, so that a change shows what changed. Gives the file. */
export const save = (facts: Facts): string => {
  writeFileSync(
    copy,
    `${JSON.stringify(Object.fromEntries(Object.entries(facts).sort(([a], [b]) => (a < b ? -1 : 1))), null, 2)}\n`
  )
  return relative("", copy)
}

/** `Creator Search` as an endpoint's id: `creatorSearch`. */
export const idOf = (summary: string): string => {
  const [first = "", ...rest] = summary.split(/[^A-Za-z0-9]+/).filter((word) => word !== "")
  return first.toLowerCase() + rest.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("")
}
