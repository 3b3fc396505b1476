import { Endpoint, nearest, splitList, type Words } from "@xingtu/core/adapter"
import { Result } from "effect"
import * as Subject from "./Subject.ts"
import { typed } from "../util/typed.ts"
import { say } from "../util/words.ts"

/** Parameters beside the id, by name, as they were typed. */
export type Input = Readonly<Record<string, string>>

const plain = (text: string): string => text.toLowerCase().replace(/[\s_-]+/g, "")

/** Between options stands a semicolon; a comma does where another name follows it, since values may hold commas. */
const between = /[;；\n]|[,，](?=[^,，;；\n]*[=＝:：])/

/** What is written in the cells, as pairs of a name and a value; a bare word has no name. */
export const pairs = (options: unknown): ReadonlyArray<readonly [name: string, value: string]> => {
  if (Array.isArray(options)) {
    const lines: ReadonlyArray<unknown> = options
    return lines.flatMap((line) => {
      const [first, second]: ReadonlyArray<unknown> = Array.isArray(line) ? line : [line]
      const [name, value] = [typed(first), typed(second)]
      return value !== "" ? [[name, value] as const] : pairs(name)
    })
  }
  return typed(options)
    .split(between)
    .flatMap((part) => {
      const match = /^\s*([^=＝:：]*?)\s*[=＝:：]\s*(.*?)\s*$/s.exec(part)
      if (match !== null) return [[match[1] ?? "", match[2] ?? ""] as const]
      return part.trim() === "" ? [] : [["", part.trim()] as const]
    })
}

/** A report asks its endpoints what they say of a creator by themselves. */
const fields = (subject: Subject.Subject): ReadonlyArray<Endpoint.Field> =>
  subject === Subject.report
    ? []
    : subject.endpoints.flatMap((endpoint) =>
        Endpoint.fields(endpoint).filter((field) => field.name !== Subject.param(endpoint))
      )

const named = (all: ReadonlyArray<Endpoint.Field>, name: string): string | undefined =>
  all.find((field) => [field.name, field.title.en, field.title.zh].some((known) => plain(known) === plain(name)))?.name

/** The parameter whose choices know this word. */
const choosing = (all: ReadonlyArray<Endpoint.Field>, word: string): string | undefined =>
  all.find(({ choices }) =>
    choices.some(({ also, value, words }) =>
      [value, words.en, words.zh, ...also].some((known) => plain(known) === plain(word))
    )
  )?.name

/** Reads `platform=LIVE_STREAMING; range=DAY_90`, `live; 90d`, or two columns of names and values. */
export const read = (subject: Subject.Subject, options: unknown): Result.Result<Input, Words> => {
  const all = fields(subject)
  const known = [...new Set(all.map(({ name }) => name))]
  const input: Record<string, string> = {}
  /** A bare word, or several. */
  const words = (text: string) => (choosing(all, text) === undefined ? splitList(text) : [text])
  for (const [name, value] of pairs(options).flatMap(([name, value]) =>
    name === "" ? words(value).map((word) => ["", word] as const) : [[name, value] as const]
  )) {
    const param = name === "" ? choosing(all, value) : named(all, name)
    if (param === undefined) {
      const word = name === "" ? value : name
      return Result.fail(
        known.length === 0 ? say.noOptions(subject.title) : say.unknownOption(word, nearest(word, known), known)
      )
    }
    input[param] = value
  }
  return Result.succeed(input)
}

/** Those an endpoint knows. */
export const of = (endpoint: Endpoint.Endpoint, input: Input): Input =>
  Object.fromEntries(Object.entries(input).filter(([name]) => endpoint.params[name] !== undefined))
