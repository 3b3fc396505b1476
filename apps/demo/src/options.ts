import { type Endpoint, find, type Lang, nearest, splitWords } from "@xingtu/core/adapter"
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

const parsed = (args: ReadonlyArray<string>) => {
  try {
    return parseArgs({ args: [...args], options: known, allowPositionals: false }).values
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const unknown = /Unknown option '(--?[^']*)'/.exec(message)?.[1]
    const meant = unknown === undefined ? undefined : nearest(unknown.replace(/^-+/, ""), Object.keys(known))
    throw new UsageError(
      unknown === undefined
        ? message.replace(/ To specify a positional[^]*/, "")
        : `Unknown option ${unknown}${meant === undefined ? "" : `; did you mean --${meant}?`}`,
      { cause: error }
    )
  }
}

const endpointOf = (typed: string, lang: Lang): Endpoint.Endpoint =>
  Result.getOrThrowWith(find(typed), ({ happened }) => new UsageError(`--endpoint ${typed}: ${happened[lang]}`))

const langOf = (typed: string): Lang => {
  if (typed === "en" || typed === "zh") return typed
  throw new UsageError(`--lang takes en or zh, not ${typed}.`)
}

const paramOf = (typed: string): readonly [string, string] => {
  const at = typed.indexOf("=")
  if (at < 1) throw new UsageError(`--param takes name=value, not ${typed}.`)
  return [typed.slice(0, at), typed.slice(at + 1)]
}

const list = (typed: string): ReadonlyArray<string> => {
  const ids = splitWords(typed)
  if (ids.length === 0) throw new UsageError("--ids takes one or more ids, separated by commas.")
  return ids
}

/**
 * Reads the command line.
 *
 * @throws {UsageError}
 */
export const optionsOf = (args: ReadonlyArray<string>): Options => {
  const { help, lang, json, ids, endpoint, param, search } = parsed(args)
  if (search !== undefined && (ids !== undefined || endpoint !== undefined))
    throw new UsageError("--search finds the creator itself; leave --ids and --endpoint out.")
  if (search?.trim() === "") throw new UsageError("--search takes a nickname.")
  if (param.length > 0 && endpoint === undefined) throw new UsageError("--param belongs to --endpoint.")
  return {
    help,
    lang: langOf(lang),
    json,
    params: Object.fromEntries(param.map(paramOf)),
    ...(ids === undefined ? {} : { ids: list(ids) }),
    ...(endpoint === undefined ? {} : { endpoint: endpointOf(endpoint, langOf(lang)) }),
    ...(search === undefined ? {} : { search: search.trim() })
  }
}
