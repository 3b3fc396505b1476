import { type Endpoint, nearest, Report, splitList, Table, type Words } from "@xingtu/core/adapter"
import { Result } from "effect"
import * as Subject from "./Subject.ts"
import { say } from "../util/words.ts"

/** A column and where it comes from. */
interface Shown {
  readonly column: Table.Column
  readonly endpoint: Endpoint.Endpoint
  readonly at: number
}

/** Which columns are shown, and whether under a header. Endpoints that show nothing are not requested. */
export interface Columns {
  readonly endpoints: ReadonlyArray<Endpoint.Endpoint>
  readonly shown: ReadonlyArray<Shown>
  readonly header: "header" | "noHeader"
}

const plain = (text: string): string => text.toLowerCase().replace(/[\s_.,，()（）-]+/g, "")

/** The same endpoint with every field of its rows as a column, after those a buyer wants. */
const wide = (endpoint: Endpoint.Endpoint): Endpoint.Endpoint => {
  const { table, ...plainEndpoint } = endpoint
  if (table?.columns === undefined || table.by !== undefined) return endpoint
  const { columns, rows = [], ...others } = table
  // Without columns of its own an endpoint is its lists; one that names columns is one row.
  const rest = { ...others, rows }
  const usual = new Set(Table.columns(endpoint).map(({ key }) => key))
  const more = Table.columns({ ...plainEndpoint, table: rest })
    .map(({ key }) => key)
    .filter((key) => !usual.has(key))
  return { ...plainEndpoint, table: { ...rest, columns: [...columns, ...more] } }
}

const variants = new WeakMap<Endpoint.Endpoint, Endpoint.Endpoint>()

const whole = (endpoint: Endpoint.Endpoint): Endpoint.Endpoint => {
  const known = variants.get(endpoint) ?? wide(endpoint)
  variants.set(endpoint, known)
  return known
}

const columnsOf = (endpoints: ReadonlyArray<Endpoint.Endpoint>): ReadonlyArray<Shown> =>
  endpoints.flatMap((endpoint) => Table.columns(endpoint).map((column, at) => ({ column, endpoint, at })))

/** What is shown when nothing is chosen. */
const usual = (subject: Subject.Subject): ReadonlyArray<Shown> =>
  columnsOf(subject === Subject.report ? Report.usual.map((id) => Report.sources[id]) : subject.endpoints)

/** Everything there is to choose from. A report's columns are what they are. */
const every = (subject: Subject.Subject): ReadonlyArray<Shown> =>
  columnsOf(subject === Subject.report ? subject.endpoints : subject.endpoints.map(whole))

/** What a person may choose from, and what is shown when nothing is chosen. */
export const choices = (
  subject: Subject.Subject
): ReadonlyArray<{ readonly title: Words; readonly usual: boolean }> => {
  const shown = new Set(usual(subject).map(({ column }) => column.title.en))
  const titles = new Map(every(subject).map(({ column: { title } }) => [title.en, title]))
  return [...titles.values()].map((title) => ({ title, usual: shown.has(title.en) }))
}

/** Every column any table of these has, with its unit. */
export const all = (subjects: ReadonlyArray<Subject.Subject>): ReadonlyArray<Table.Column> =>
  subjects.flatMap(every).map(({ column }) => column)

const wordsOf = ({ column: { key, title } }: Shown): ReadonlyArray<string> => [key, title.en, title.zh]

const isNamed =
  (name: string) =>
  (shown: Shown): boolean =>
    wordsOf(shown).some((known) => plain(known) === plain(name))

/** The whole text first: a title may have commas of its own. */
const picked = (text: string, known: ReadonlyArray<Shown>): ReadonlyArray<string> => {
  const parts = splitList(text)
  const names: Array<string> = []
  for (let from = 0; from < parts.length;) {
    const width = [3, 2, 1].find(
      (n) => from + n <= parts.length && (n === 1 || known.some(isNamed(parts.slice(from, from + n).join(","))))
    )
    names.push(parts.slice(from, from + (width ?? 1)).join(","))
    from += width ?? 1
  }
  return names.filter((name) => name !== "")
}

/** Three columns for what was typed: those that hold it, then those that look most like it, then the first. */
const meant = (name: string, known: ReadonlyArray<Shown>): ReadonlyArray<Words> => {
  const left = new Map(known.map((shown) => [shown.column.title.en, shown]))
  const found: Array<Words> = []
  const take = (shown: Shown | undefined) => {
    if (shown === undefined || found.length === 3) return
    if (left.delete(shown.column.title.en)) found.push(shown.column.title)
  }
  const typed = plain(name)
  if (typed.length > 1)
    for (const shown of known) if (wordsOf(shown).some((words) => plain(words).includes(typed))) take(shown)
  for (;;) {
    const all = [...left.values()]
    const near = found.length === 3 ? undefined : nearest(name, all.flatMap(wordsOf))
    if (near === undefined) break
    take(all.find((shown) => wordsOf(shown).includes(near)))
  }
  known.forEach(take)
  return found
}

const headerless = new Set(["noheaders", "noheader", "无表头", "不要表头"])
const everything = new Set(["all", "*", "全部"])

/** Reads `Median plays, 互动率`, `all`, `noHeaders`; nothing means the columns a buyer wants. */
export const read = (subject: Subject.Subject, fields: unknown): Result.Result<Columns, Words> => {
  const known = every(subject)
  const cells: ReadonlyArray<unknown> = Array.isArray(fields) ? fields.flat(2) : [fields ?? ""]
  const asked = cells.flatMap((cell) => picked(String(cell), known))
  const header = asked.some((name) => headerless.has(plain(name))) ? "noHeader" : "header"
  const names = asked.filter((name) => !headerless.has(plain(name)) && !everything.has(name.toLowerCase()))
  const of = (shown: ReadonlyArray<Shown>): Result.Result<Columns, Words> =>
    Result.succeed({ shown, header, endpoints: [...new Set(shown.map(({ endpoint }) => endpoint))] })
  if (names.length === 0) return of(asked.some((name) => everything.has(name.toLowerCase())) ? known : usual(subject))
  const shown: Array<Shown> = []
  for (const name of names) {
    const found = known.find(isNamed(name))
    if (found === undefined) {
      return Result.fail(
        say.unknownField(name, meant(name, known), new Set(known.map(({ column }) => column.title.en)).size)
      )
    }
    shown.push(found)
  }
  return of(shown)
}
