import type { Words } from "@xingtu/core"
import { Result } from "effect"
import * as Properties from "../google/Properties.ts"
import { say } from "../util/words.ts"

/** Requests of tables under names of their own, in the document: whoever opens it can run them again. */

/** What a person filled in, as the sidebar's form has it. */
export interface Question {
  readonly subject: string
  readonly ids: string
  readonly fields: string
  readonly options: Readonly<Record<string, string>>
  readonly to: string
}

export interface Query {
  readonly name: string
  readonly question: Question
}

const key = "queries"

/** As many as a person looks through. */
const most = 20

const longestName = 60

/** Characters of one, and so at most about 100 KB of the document's 500. */
const longest = 2_000

const text = (value: unknown): string => (typeof value === "string" ? value.trim() : "")

const questionOf = (given: unknown): Question => {
  const from: Partial<Record<keyof Question, unknown>> = Object(given)
  const options = Object.entries(Object(from.options)).flatMap(([name, value]) =>
    typeof value === "string" ? [[name, value] as const] : []
  )
  return {
    subject: text(from.subject),
    ids: text(from.ids),
    fields: text(from.fields),
    options: Object.fromEntries(options),
    to: text(from.to)
  }
}

export const list = (properties: Properties.Texts): ReadonlyArray<Query> => {
  const stored: unknown = JSON.parse(properties.get(key) ?? "[]")
  return (Array.isArray(stored) ? stored : []).flatMap((one): ReadonlyArray<Query> => {
    const { name, question }: { readonly name?: unknown; readonly question?: unknown } = Object(one)
    return text(name) === "" ? [] : [{ name: text(name), question: questionOf(question) }]
  })
}

const write = (queries: ReadonlyArray<Query>, properties: Properties.Texts) =>
  Properties.write(new Map([[key, JSON.stringify(queries)]]), properties)

/** Keeps a request; one of the same name is replaced. */
export const save = (given: unknown): Result.Result<void, Words> => {
  const { name, question }: { readonly name?: unknown; readonly question?: unknown } = Object(given)
  const query: Query = { name: text(name), question: questionOf(question) }
  if (query.name === "" || query.name.length > longestName) return Result.fail(say.queryName(longestName))
  const properties = Properties.read()
  const others = list(properties).filter((one) => one.name !== query.name)
  const size = JSON.stringify(query)
  if (others.length >= most) return Result.fail(say.tooManyQueries(most))
  if (size.length > longest || !properties.hasRoom(Properties.bytesOf(size))) return Result.fail(say.longQuery)
  return Result.succeed(write([...others, query], properties))
}

export const remove = (name: unknown): void => {
  const properties = Properties.read()
  write(
    list(properties).filter((one) => one.name !== name),
    properties
  )
}
