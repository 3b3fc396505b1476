import { catalogue, didYouMean, Endpoint, find, type Lang, nearest, splitWords, type Words } from "@xingtu/core/adapter"
import { Result } from "effect"
import { parseArgs, type ParseArgsConfig } from "node:util"
import { UsageError } from "./UsageError.ts"

/** What `npm start` was told to do. */
export interface Options {
  readonly help: boolean
  readonly lang: Lang
  readonly json: boolean
  /** Unset: a shortlist of the demo's own. */
  readonly ids?: ReadonlyArray<string>
  /** Unset: who creators are, what they charge, and what buyers ask next. */
  readonly endpoint?: Endpoint.Endpoint
  /** Parameters beside the id, as typed. */
  readonly params: Readonly<Record<string, string>>
  /** A nickname to look for. */
  readonly search?: string
}

const known = {
  help: { type: "boolean", short: "h", default: false },
  lang: { type: "string", default: "en" },
  json: { type: "boolean", default: false },
  ids: { type: "string" },
  endpoint: { type: "string" },
  param: { type: "string", multiple: true, default: [] },
  search: { type: "string" }
} satisfies NonNullable<ParseArgsConfig["options"]>

/** What Node's parser refuses, in plain words. */
const refused = (error: unknown): Words => {
  const message = error instanceof Error ? error.message : String(error)
  const named = /'(--?[^' =]*)/.exec(message)?.[1] ?? ""
  if (message.startsWith("Unknown option")) {
    const near = nearest(named.replace(/^-+/, ""), Object.keys(known))
    const meant = didYouMean(near === undefined ? undefined : `--${near}`)
    return { en: `Unknown option ${named}.${meant.en}`, zh: `未知选项 ${named}。${meant.zh}` }
  }
  const alone = /^Unexpected argument '([^]*?)'\./.exec(message)?.[1]
  if (alone !== undefined)
    return {
      en: `Unexpected argument ${alone}. Creators are given as npm start -- --ids ${alone}`,
      zh: `无法识别参数 ${alone}。查询达人请输入 npm start -- --ids ${alone}`
    }
  return /does not take/.test(message)
    ? { en: `${named} takes no value.`, zh: `${named} 不需要值。` }
    : { en: `${named} needs a value.`, zh: `${named} 需要一个值。` }
}

const parsed = (args: ReadonlyArray<string>) => {
  try {
    return parseArgs({ args: [...args], options: known, allowPositionals: false }).values
  } catch (error) {
    throw new UsageError(refused(error), { cause: error })
  }
}

/** The language somebody chose, whatever else is wrong with the command line. */
export const chosenLang = (args: ReadonlyArray<string>): Lang =>
  parseArgs({ args: [...args], options: known, strict: false }).values.lang === "zh" ? "zh" : "en"

const endpointOf = (typed: string): Endpoint.Endpoint =>
  Result.getOrThrowWith(
    find(typed),
    ({ happened: { en, zh } }) => new UsageError({ en: `--endpoint ${typed}: ${en}`, zh: `--endpoint ${typed}：${zh}` })
  )

const langOf = (typed: string): Lang => {
  if (typed === "en" || typed === "zh") return typed
  throw new UsageError({ en: `--lang takes en or zh, not ${typed}.`, zh: `--lang 只能是 en 或 zh，不能是 ${typed}。` })
}

const paramOf = (typed: string): readonly [string, string] => {
  const at = typed.indexOf("=")
  if (at < 1)
    throw new UsageError({
      en: `--param takes name=value, not ${typed}.`,
      zh: `--param 的格式为 名称=值，不能是 ${typed}。`
    })
  return [typed.slice(0, at), typed.slice(at + 1)]
}

/** Each creator or video once, however they were typed. What is no id is refused later, with the reason. */
const list = (typed: string, endpoint: Endpoint.Endpoint | undefined): ReadonlyArray<string> => {
  const about: Endpoint.Endpoint = endpoint ?? catalogue.creatorProfile
  const id = about.params[Endpoint.idParam(about) ?? ""]
  const ids = splitWords(typed).map((word) => (id === undefined ? word : Result.getOrElse(id.parse(word), () => word)))
  if (ids.length === 0)
    throw new UsageError({
      en: "--ids takes one or more ids, separated by commas.",
      zh: "--ids 需要一个或多个 ID，以逗号分隔。"
    })
  return [...new Set(ids)]
}

/**
 * Reads the command line.
 *
 * @throws {UsageError}
 */
export const optionsOf = (args: ReadonlyArray<string>): Options => {
  const { help, lang, json, ids, endpoint: typed, param, search } = parsed(args)
  if (search !== undefined && (ids !== undefined || typed !== undefined))
    throw new UsageError({
      en: "--search finds the creator itself; leave --ids and --endpoint out.",
      zh: "--search 会自行查找达人，请去掉 --ids 与 --endpoint。"
    })
  if (search?.trim() === "") throw new UsageError({ en: "--search takes a nickname.", zh: "--search 需要达人昵称。" })
  if (param.length > 0 && typed === undefined)
    throw new UsageError({ en: "--param belongs to --endpoint.", zh: "--param 须与 --endpoint 一起使用。" })
  const endpoint = typed === undefined ? undefined : endpointOf(typed)
  const params = Object.fromEntries(param.map(paramOf))
  const id = endpoint === undefined ? undefined : Endpoint.idParam(endpoint)
  if (endpoint !== undefined && id === undefined && ids !== undefined)
    throw new UsageError({
      en: `--endpoint ${typed} takes no ids; leave --ids out.`,
      zh: `--endpoint ${typed} 不需要 ID，请去掉 --ids。`
    })
  if (id !== undefined && params[id] !== undefined)
    throw new UsageError({
      en: `Give ${id} with --ids, not with --param.`,
      zh: `${id} 请用 --ids 提供，而非 --param。`
    })
  return {
    help,
    lang: langOf(lang),
    json,
    params,
    ...(ids === undefined ? {} : { ids: list(ids, endpoint) }),
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(search === undefined ? {} : { search: search.trim() })
  }
}
