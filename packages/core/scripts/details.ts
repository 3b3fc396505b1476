import { createHash } from "node:crypto"
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { relative } from "node:path"
import { fileURLToPath } from "node:url"
import { isRecord } from "../src/util/path.ts"

export interface Said {
  /** A digest of each sentence. */
  readonly says: ReadonlyArray<string>
}

/** What the vendor says beside the facts core follows: kept as digests, so that a change of a word is heard. */
export interface Details extends Said {
  /** Where the API lives. */
  readonly servers: ReadonlyArray<string>
  /** The envelope: its fields, each with what is said of it. */
  readonly envelope: Readonly<Record<string, Attributes>>
  readonly endpoints: Readonly<Record<string, EndpointDetails>>
}

export type Attributes = Readonly<Record<string, string>>

export interface EndpointDetails extends Said {
  readonly methods: ReadonlyArray<string>
  /** What each HTTP status means, and the schema of its body. */
  readonly statuses: Attributes
  readonly params: Readonly<Record<string, Said & { readonly is: Attributes }>>
}

type Json = Readonly<Record<string, unknown>>

const record = (value: unknown): Json => (isRecord(value) ? value : {})
const list = (value: unknown): ReadonlyArray<unknown> => (Array.isArray(value) ? value : [])

/** The sentences of a description, and the values of a list in it one by one. */
export const sentences = (text: unknown): ReadonlyArray<string> =>
  typeof text === "string"
    ? text
        .split(/(?<=[.;!?。；！？])\s+|\n+/)
        .map((sentence) => sentence.replace(/\s+/g, " ").trim())
        .filter((sentence) => sentence !== "")
    : []

export const digest = (sentence: string): string => createHash("sha256").update(sentence).digest("hex").slice(0, 10)

/** The same text whatever the order of keys. */
const canonical = (value: unknown): string =>
  Array.isArray(value)
    ? `[${value.map(canonical).join(", ")}]`
    : isRecord(value)
      ? `{${Object.keys(value)
          .sort()
          .map((key) => `${key}: ${canonical(value[key])}`)
          .join(", ")}}`
      : String(value)

/** Attributes without those that are compared elsewhere or that nobody notices. */
const attributes = (value: Json, without: ReadonlyArray<string>): Attributes =>
  Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !without.includes(key) && !key.startsWith("x-"))
      .map(([key, inner]) => [key, canonical(inner)])
      .sort(([a = ""], [b = ""]) => (a < b ? -1 : 1))
  )

const resolved = (document: Json, value: unknown): Json => {
  const { $ref } = record(value)
  if (typeof $ref !== "string") return record(value)
  const steps = $ref.replace(/^#\//, "").split("/")
  return record(steps.reduce<unknown>((at, step) => record(at)[step], document))
}

const bodyOf = (response: Json): unknown => record(Object.values(record(response["content"]))[0])["schema"]

const statusOf = (document: Json, value: unknown): string => {
  const response = resolved(document, value)
  const more = Object.entries(attributes(response, ["description", "content"])).map(([name, it]) => `; ${name}: ${it}`)
  return `${String(response["description"] ?? "")} (${canonical(bodyOf(response) ?? "no body")}${more.join("")})`
}

/** A parameter's own text and that of its schema. */
export const textsOf = (param: Json): ReadonlyArray<string> => [
  ...sentences(param["description"]),
  ...sentences(record(param["schema"])["description"])
]

/** What a parameter is, without what the facts compare. */
const paramOf = (param: Json): Said & { readonly is: Attributes } => ({
  says: textsOf(param).map(digest),
  is: {
    ...attributes(param, ["name", "description", "required", "schema", "example", "examples"]),
    ...attributes(record(param["schema"]), ["type", "enum", "description", "example", "examples"])
  }
})

const fieldsOf = (document: Json, schema: unknown): Readonly<Record<string, Attributes>> => {
  const { properties, required } = resolved(document, schema)
  return Object.fromEntries(
    Object.entries(record(properties)).map(([name, field]) => [
      name,
      {
        ...attributes(resolved(document, field), ["example", "examples"]),
        ...(list(required).includes(name) ? { required: "true" } : {})
      }
    ])
  )
}

export interface Operation {
  readonly path: string
  readonly item: Json
  readonly get: Json
}

export const operations = (document: unknown): ReadonlyArray<Operation> =>
  Object.entries(record(record(document)["paths"]))
    .filter(([path]) => path.startsWith("/api/douyin-xingtu/"))
    .map(([path, item]) => ({ path, item: record(item), get: record(record(item)["get"]) }))

/** What is said of one endpoint: its title, its text, and whatever else stands beside its parameters and answers. */
export const textsOfOperation = ({ get }: Operation): ReadonlyArray<string> => [
  ...sentences(get["summary"]),
  ...sentences(get["description"]),
  ...Object.entries(
    attributes(get, ["summary", "description", "operationId", "parameters", "responses", "tags", "deprecated"])
  ).map(([name, value]) => `${name}: ${value}`)
]

const envelopesOf = (document: Json): ReadonlyArray<unknown> =>
  operations(document).flatMap(({ get }) =>
    Object.values(record(get["responses"])).map((response) => bodyOf(resolved(document, response)))
  )

/** What is said of the API as a whole: its text, those of its servers and of its envelope, and how it is entered. */
export const textsOfApi = (input: unknown): ReadonlyArray<string> => {
  const document = record(input)
  const texts = [
    record(document["info"])["description"],
    ...[...list(document["servers"]), ...list(document["tags"])].map((each) => record(each)["description"]),
    ...envelopesOf(document).map((schema) => resolved(document, schema)["description"])
  ]
  const entered = { security: document["security"], securitySchemes: record(document["components"])["securitySchemes"] }
  const rules = Object.entries(entered).filter(([, value]) => value !== undefined)
  return [...new Set([...texts.flatMap(sentences), ...rules.map(([name, value]) => `${name}: ${canonical(value)}`)])]
}

export const paramsOf = ({ get, item }: Operation): ReadonlyArray<Json> =>
  [...list(item["parameters"]), ...list(get["parameters"])].map(record)

/** What an OpenAPI document says of Xingtu beside the facts. */
export const detailsOf = (input: unknown): Details => {
  const document = record(input)
  const found = operations(document)
  return {
    says: textsOfApi(document).map(digest),
    servers: list(document["servers"]).map((server) => String(record(server)["url"])),
    envelope: Object.assign({}, ...envelopesOf(document).map((schema) => fieldsOf(document, schema))),
    endpoints: Object.fromEntries(
      found.map((operation) => [
        operation.path,
        {
          says: textsOfOperation(operation).map(digest),
          methods: Object.keys(operation.item).filter((key) => /^(get|post|put|patch|delete)$/.test(key)),
          statuses: Object.fromEntries(
            Object.entries(record(operation.get["responses"])).map(([status, value]) => [
              status,
              statusOf(document, value)
            ])
          ),
          params: Object.fromEntries(paramsOf(operation).map((param) => [String(param["name"]), paramOf(param)]))
        }
      ])
    )
  }
}

const copy = fileURLToPath(new URL("../catalogue/details.json", import.meta.url))

/** The project's own copy; undefined where none was saved yet. */
export const savedDetails = (): Details | undefined =>
  existsSync(copy) ? JSON.parse(readFileSync(copy, "utf8")) : undefined

export const saveDetails = (details: Details): string => {
  const endpoints = Object.fromEntries(Object.entries(details.endpoints).sort(([a], [b]) => (a < b ? -1 : 1)))
  writeFileSync(copy, `${JSON.stringify({ ...details, endpoints }, null, 2)}\n`)
  return relative("", copy)
}
