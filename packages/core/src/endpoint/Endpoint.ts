import { Result } from "effect"
import * as Failure from "../failure/Failure.ts"
import { nearest } from "../util/nearest.ts"
import type * as Param from "./Param.ts"
import * as Rule from "./Rule.ts"
import type { RowsOf, SpecOf } from "./SpecOf.ts"
import { isRecord, valueAt } from "../util/path.ts"
import type * as TableSpec from "./TableSpec.ts"
import type * as Wire from "./Wire.ts"
import type { Words } from "../util/Words.ts"

/**
 * The group of an endpoint: `creator`, `audience`, `video`, `commerce`, `live` or `report`. Menus are grouped by it.
 */
export type Group = "creator" | "audience" | "video" | "commerce" | "live" | "report"

/** The names of the groups in both languages, in the order of menus. */
export const groups: Readonly<Record<Group, Words>> = {
  creator: { en: "Creator", zh: "达人" },
  audience: { en: "Audience", zh: "受众" },
  video: { en: "Videos", zh: "视频" },
  commerce: { en: "Commerce", zh: "商业" },
  live: { en: "Live", zh: "直播" },
  report: { en: "Video reports", zh: "视频报告" }
}

/** The parameters of an endpoint, by their names in the API. */
export type Params = Readonly<Record<string, Param.Param>>

/** How an endpoint splits its result into pages. */
export interface Pages {
  /** The parameter that counts pages. */
  readonly param: string
  /** The list that a page holds a part of: a page without rows is the last, whatever it says. */
  readonly rows: string
  /** The flag that says more pages follow, where there is one. */
  readonly more?: string
}

/**
 * An endpoint as a value: path, texts in both languages, parameters, fields with units. Everything adapters show and
 * ask comes from it.
 */
export interface Endpoint<P extends Params = Params, D = unknown> {
  readonly id: string
  readonly path: string
  readonly group: Group
  readonly title: Words
  readonly about: Words
  readonly params: P
  /** What must hold between parameters. */
  readonly rules?: ReadonlyArray<Rule.Rule>
  readonly data: Wire.Struct<D>
  /** Short names people may type instead of the id. */
  readonly aliases?: ReadonlyArray<string>
  /** Titles it had before, which people still type. */
  readonly formerly?: ReadonlyArray<string>
  readonly pages?: Pages
  /** Only where the derived table is not what a buyer wants. */
  readonly table?: TableSpec.Spec
}

/** The type of an endpoint's decoded `data`; every field is optional. */
export type Data<E> = E extends Endpoint<Params, infer D> ? D : never

/**
 * The type of a call's input, from the endpoint's parameters. Written over `keyof P`, so that editors keep the words
 * of each.
 */
export type InputOf<P> = {
  readonly [K in keyof P as P[K] extends Param.Param<unknown, true> ? K : never]: Param.Input<P[K]>
} & { readonly [K in keyof P as P[K] extends Param.Param<unknown, true> ? never : K]?: Param.Input<P[K]> | undefined }

/**
 * The ID of a creator or video as input: text of 16 to 20 digits, or the address of a Xingtu page. Numbers and bigints
 * are accepted if no digit was lost.
 */
export type Id = string | number | bigint

type IdKeys<P> = { [K in keyof P]: P[K] extends Param.Param<Id, true> ? K : never }[keyof P]

/** The type of an endpoint's parameters other than the ID; used by calls over many IDs. */
export type OthersOf<P> = Omit<InputOf<P>, IdKeys<P>>

/** The input of a call to this endpoint, as an object of parameters. */
export type Input<E> = E extends Endpoint<infer P> ? InputOf<P> : never

/** An endpoint of this id. Its file says everything else there is to say about it. */
export const make = <const P extends Params, D, const R extends RowsOf<D> = never>(
  id: string,
  { table, ...declared }: Omit<Endpoint<P, D>, "id" | "table"> & { readonly table?: SpecOf<D, R> }
): Endpoint<P, D> => ({ id, ...declared, ...(table === undefined ? {} : { table }) })

/** A parameter as plain data, to build a form field from: name, texts, kind, choices, default. */
export interface Field extends Omit<Param.Param, "parse" | "Input"> {
  readonly name: string
}

/** The parameters of an endpoint as plain data, in the order they were declared. */
export const fields = (endpoint: Endpoint): ReadonlyArray<Field> =>
  Object.entries(endpoint.params).map(([name, { parse: _, ...field }]) => ({ name, ...field }))

/** Name of the parameter that holds the id, for those who request many ids. */
export const idParam = ({ params }: Pick<Endpoint, "params">): string | undefined =>
  Object.keys(params).find((name) => params[name]?.kind === "id" && params[name].required)

/** The input for an id; what takes none is requested with the other parameters alone. */
export const about = (endpoint: Endpoint, id: Id | undefined, others: object = {}): object => {
  const name = idParam(endpoint)
  return name === undefined ? others : { ...others, [name]: id }
}

/** Whether a result says that another page follows. */
export const hasMore = (endpoint: Endpoint, data: unknown): boolean => {
  if (endpoint.pages === undefined) return false
  const { more, rows } = endpoint.pages
  const page = valueAt(data, rows)
  return Array.isArray(page) && page.length > 0 && (more === undefined || valueAt(data, more) === true)
}

/** A checked call: what is sent, and the key under which two calls are the same request. */
export interface Question {
  readonly endpoint: string
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly key: string
}

const halved: Words = { en: "Contains an incomplete character; type it again.", zh: "包含不完整的字符，请重新输入。" }
const control: Words = { en: "Contains a control character; type it again.", zh: "包含控制字符，请重新输入。" }
const tooLong: Words = {
  en: "Too long together with the other parameters; give fewer values.",
  zh: "与其他参数合计过长，请减少取值。"
}
const missing: Words = { en: "Required.", zh: "必填。" }

const unknownName = (endpoint: Endpoint, name: string): Failure.Problem => {
  const meant = nearest(name, Object.keys(endpoint.params))
  return {
    param: name,
    problem:
      meant === undefined
        ? {
            en: `Unknown parameter. Valid parameters: ${Object.keys(endpoint.params).join(", ")}.`,
            zh: `未知参数，可用参数：${Object.keys(endpoint.params).join("、")}。`
          }
        : { en: `Unknown parameter; did you mean ${meant}?`, zh: `未知参数，您是否想输入 ${meant}？` }
  }
}

const noInput: Words = { en: "Must be an object of parameters.", zh: "请提供参数对象。" }

/** Not every name an object knows is a parameter: `toString` is none. */
const own = Object.prototype.hasOwnProperty

/** Characters of an address that every server takes; the token, its host and its path need the rest of 8,000. */
const longestQuery = 6_000

/** A text that was read, if it can travel. */
const sendable = (parsed: Result.Result<string, Words>): Result.Result<string, Words> => {
  // Most texts need no care.
  if (Result.isFailure(parsed) || /^[\w.-]*$/.test(parsed.success)) return parsed
  if (/[\ud800-\udfff]/u.test(parsed.success)) return Result.fail(halved)
  // Control characters, but for tabs, line ends and those beyond ASCII.
  return /[^\P{Cc}\t\n\r\u0080-\u009f]/u.test(parsed.success) ? Result.fail(control) : parsed
}

interface Prepared {
  readonly all: ReadonlyArray<{
    readonly name: string
    readonly param: Param.Param
    readonly assumed: string | undefined
  }>
  readonly rules: ReadonlyArray<Rule.Rule>
}

const prepared = new WeakMap<Params, Prepared>()

/** The parameters of an endpoint, taken apart once for all its requests. */
const prepare = ({ params, rules = [] }: Pick<Endpoint, "params" | "rules">): Prepared => {
  const known = prepared.get(params)
  if (known !== undefined) return known
  const all = Object.entries(params)
  const made: Prepared = {
    all: all.map(([name, param]) => ({
      name,
      param,
      assumed: param.required || param.default === undefined ? undefined : `${name}=${param.default}`
    })),
    rules: [
      ...all.flatMap(([name, { notBefore }]) => (notBefore === undefined ? [] : [Rule.inOrder(notBefore, name)])),
      ...rules
    ]
  }
  prepared.set(params, made)
  return made
}

/** Checks an input and says what would be sent. Nothing is sent when it fails. */
export const question = (endpoint: Endpoint, input: object): Result.Result<Question, Failure.InvalidInput> => {
  if (!isRecord(input))
    return Result.fail(
      new Failure.InvalidInput({ endpoint: endpoint.id, problems: [{ param: "input", problem: noInput }] })
    )
  const { all, rules } = prepare(endpoint)
  const problems: Array<Failure.Problem> = []
  for (const name in input) if (!own.call(endpoint.params, name)) problems.push(unknownName(endpoint, name))
  const query: Record<string, string> = {}
  const asked: Array<string> = []
  let length = 0
  let longest = { param: "", length: 0 }
  for (const { assumed, name, param } of all) {
    const value = input[name]
    if (value === undefined || value === null || value === "") {
      if (param.required) problems.push({ param: name, problem: missing })
      else if (assumed !== undefined) asked.push(assumed)
      continue
    }
    const parsed = sendable(param.parse(value))
    if (Result.isFailure(parsed)) {
      problems.push({ param: name, problem: parsed.failure })
      continue
    }
    const pair = `${name}=${encodeURIComponent(parsed.success)}`
    length += pair.length + 1
    if (pair.length > longest.length) longest = { param: name, length: pair.length }
    query[name] = parsed.success
    asked.push(pair)
  }
  if (length > longestQuery) problems.push({ param: longest.param, problem: tooLong })
  const isAmiss = (name: string) => problems.some(({ param }) => param === name)
  for (const { broken, params } of rules) {
    // What is wrong by itself is said already.
    const problem = params.some(isAmiss) ? undefined : broken(query)
    if (problem !== undefined) problems.push({ param: params[0], problem })
  }
  return problems.length > 0
    ? Result.fail(new Failure.InvalidInput({ endpoint: endpoint.id, problems }))
    : Result.succeed({
        endpoint: endpoint.id,
        path: endpoint.path,
        query,
        key: `${endpoint.id}?${asked.sort().join("&")}`
      })
}

/** Every name a person may type: the id, the titles in both languages, those it had before, and short names. */
export const names = ({ aliases = [], formerly = [], id, title }: Endpoint): ReadonlyArray<string> => [
  id,
  title.en,
  title.zh,
  ...aliases,
  ...formerly
]

/** `spreadMetrics` as people type it: `spread-metrics`. */
export const kebab = (id: string): string => id.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

/** `spreadMetrics` as a formula: `XINGTU_SPREAD_METRICS`. What takes no id goes by its short name: `XINGTU_SEARCH`. */
export const formula = (endpoint: Endpoint): string => {
  const name = idParam(endpoint) === undefined ? endpoint.aliases?.[0] : undefined
  return `XINGTU_${kebab(name ?? endpoint.id)
    .replaceAll("-", "_")
    .toUpperCase()}`
}
