import * as Failure from "../src/failure/Failure.ts"
import {
  type Attributes,
  type Details,
  digest,
  type EndpointDetails,
  operations,
  paramsOf,
  type Said,
  sentences,
  textsOf,
  textsOfApi,
  textsOfOperation
} from "./details.ts"

/** What changed at one place: a heading, and a line for each change. */
export interface Change {
  readonly at: string
  readonly lines: ReadonlyArray<string>
}

const said = (value: string | undefined) => value ?? "none"

/** The sentences that are new, and how many are gone. */
const inText = (what: string, before: Said | undefined, now: ReadonlyArray<string>): ReadonlyArray<string> => {
  const known = new Set(before?.says)
  const present = new Set(now.map(digest))
  const gone = (before?.says ?? []).filter((each) => !present.has(each)).length
  return [
    ...now.filter((sentence) => !known.has(digest(sentence))).map((sentence) => `  ~ ${what}now says: ${sentence}`),
    ...(gone === 0 ? [] : [`  ~ ${what}no longer says ${gone} of its sentences`])
  ]
}

/** Attributes that came, went or changed. */
const inAttributes = (name: string, before: Attributes, now: Attributes): ReadonlyArray<string> =>
  [...new Set([...Object.keys(before), ...Object.keys(now)])]
    .filter((key) => before[key] !== now[key])
    .map((key) => `  ~ ${name}: ${key} ${said(before[key])} is now ${said(now[key])}`)

const inKeyed = (what: string, before: Attributes, now: Attributes): ReadonlyArray<string> => [
  ...Object.keys(now)
    .filter((key) => before[key] === undefined)
    .map((key) => `  + ${what} ${key}: ${now[key]}`),
  ...Object.keys(before)
    .filter((key) => now[key] === undefined)
    .map((key) => `  - ${what} ${key}`),
  ...Object.keys(before)
    .filter((key) => now[key] !== undefined && now[key] !== before[key])
    .map((key) => `  ~ ${what} ${key}: ${before[key]} is now ${now[key]}`)
]

const codesIn = (field: Attributes | undefined): ReadonlyArray<string> =>
  field?.["enum"]?.replace(/[[\]]/g, "").split(", ") ?? []

/**
 * In the document from the first, and explained nowhere: core takes them for what they are, something it does not know.
 */
const unexplained = ["101"]

/** Codes a person must decide about: what they mean, whether they are charged, whether they are tried again. */
const newCodes = ({ envelope }: Details): ReadonlyArray<string> => {
  const known = new Set(["0", ...unexplained, ...Failure.codes.map(({ code }) => String(code))])
  return codesIn(envelope["code"])
    .filter((code) => !known.has(code))
    .map((code) => `  + code ${code}: core does not know what it means`)
}

const inEnvelope = (before: Details["envelope"], now: Details["envelope"]): ReadonlyArray<string> => [
  ...Object.keys(now)
    .filter((name) => before[name] === undefined)
    .map((name) => `  + field ${name}`),
  ...Object.keys(before)
    .filter((name) => now[name] === undefined)
    .map((name) => `  - field ${name}`),
  ...Object.entries(before).flatMap(([name, field]) => {
    const theirs = now[name]
    if (theirs === undefined) return []
    const codes = name === "code" ? [codesIn(field), codesIn(theirs)] : [[], []]
    const [old = [], fresh = []] = codes
    const { enum: _, ...plain } = field
    const { enum: __, ...theirPlain } = theirs
    return name === "code"
      ? [
          ...fresh.filter((code) => !old.includes(code)).map((code) => `  + code ${code}`),
          ...old.filter((code) => !fresh.includes(code)).map((code) => `  - code ${code}`),
          ...inAttributes(name, plain, theirPlain)
        ]
      : inAttributes(`field ${name}`, field, theirs)
  })
]

const inEndpoint = (
  before: EndpointDetails,
  now: EndpointDetails,
  texts: { readonly own: ReadonlyArray<string>; readonly params: Readonly<Record<string, ReadonlyArray<string>>> },
  compared: { readonly texts: boolean; readonly statuses: boolean }
): ReadonlyArray<string> => [
  ...(before.methods.join() === now.methods.join()
    ? []
    : [`  ~ methods ${before.methods.join(", ")} are now ${now.methods.join(", ")}`]),
  ...(compared.texts ? inText("it ", before, texts.own) : []),
  ...(compared.statuses ? inKeyed("status", before.statuses, now.statuses) : []),
  ...Object.entries(now.params).flatMap(([name, param]) => {
    const old = before.params[name]
    const lines = compared.texts ? inText(`${name} `, old, texts.params[name] ?? []) : []
    // A document without details of parameters compares none.
    const is = old === undefined || !compared.texts ? [] : inAttributes(name, old.is, param.is)
    return [
      ...(old === undefined && param.is["in"] !== "query" ? [`  + ${name}, in the ${param.is["in"]}`] : []),
      ...is,
      ...lines
    ]
  }),
  ...(compared.texts
    ? Object.entries(before.params)
        .filter(([name, { is }]) => now.params[name] === undefined && (name === "token" || is["in"] !== "query"))
        .map(([name]) => `  - ${name}`)
    : [])
]

/** The same lines at many endpoints are said once. */
const together = (changes: ReadonlyArray<Change>): ReadonlyArray<Change> => {
  const places = new Map<string, ReadonlyArray<string>>()
  for (const { at, lines } of changes) for (const line of lines) places.set(line, [...(places.get(line) ?? []), at])
  const common = [...places].filter(([, at]) => at.length > 5)
  const repeated = new Set(common.map(([line]) => line))
  return [
    ...common.map(([line, at]): Change => ({ at: `~ ${at.length} endpoints`, lines: [line] })),
    ...changes.map(({ at, lines }) => ({ at, lines: lines.filter((line) => !repeated.has(line)) }))
  ].filter(({ lines }) => lines.length > 0)
}

/**
 * What a document says otherwise than the saved copy, beside the facts core follows. What a document leaves out
 * altogether is not compared.
 */
export const changes = (before: Details, now: Details, document: unknown): ReadonlyArray<Change> => {
  const found = operations(document)
  const compared = {
    texts: found.some((operation) => sentences(operation.get["description"]).length > 0),
    statuses: found.some(({ path }) => Object.keys(now.endpoints[path]?.statuses ?? {}).length > 0)
  }
  const envelope =
    Object.keys(now.envelope).length === 0 ? [] : [...inEnvelope(before.envelope, now.envelope), ...newCodes(now)]
  const servers =
    now.servers.length === 0 || before.servers.join() === now.servers.join()
      ? []
      : [`  ~ servers ${before.servers.join(", ")} are now ${now.servers.join(", ")}`]
  const endpoints = found.flatMap((operation): ReadonlyArray<Change> => {
    const [old, fresh] = [before.endpoints[operation.path], now.endpoints[operation.path]]
    if (old === undefined || fresh === undefined) return []
    const texts = {
      own: textsOfOperation(operation),
      params: Object.fromEntries(paramsOf(operation).map((param) => [String(param["name"]), textsOf(param)]))
    }
    return [{ at: `~ ${operation.path}`, lines: inEndpoint(old, fresh, texts, compared) }]
  })
  return [
    { at: "~ the API", lines: [...servers, ...(compared.texts ? inText("it ", before, textsOfApi(document)) : [])] },
    { at: "~ the envelope", lines: [...new Set(envelope)] },
    ...together(endpoints)
  ].filter(({ lines }) => lines.length > 0)
}
