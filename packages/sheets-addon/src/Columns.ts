import { type Endpoint, nearest, Table, type Words } from "@xingtu/core"
import { Result } from "effect"
import { say } from "./words.ts"

/** Which columns a formula shows, and whether under a header. */
export interface Columns {
  readonly endpoint: Endpoint.Endpoint
  readonly shown: ReadonlyArray<{ readonly column: Table.Column; readonly at: number }>
  readonly header: "header" | "noHeader"
}

const plain = (text: string): string => text.toLowerCase().replace(/[\s_.,，()（）-]+/g, "")

/** The same endpoint with every field of its rows as a column, after those a buyer wants. */
const wide = (endpoint: Endpoint.Endpoint): Endpoint.Endpoint => {
  const { table, ...plainEndpoint } = endpoint
  if (table?.columns === undefined || table.by !== undefined) return endpoint
  const { columns, ...rest } = table
  const usual = new Set(Table.columns(endpoint).map(({ key }) => key))
  const others = Table.columns({ ...plainEndpoint, table: rest }).map(({ key }) => key).filter((key) => !usual.has(key))
  return { ...plainEndpoint, table: { ...rest, columns: [...columns, ...others] } }
}

const variants = new WeakMap<Endpoint.Endpoint, Endpoint.Endpoint>()

const whole = (endpoint: Endpoint.Endpoint): Endpoint.Endpoint => {
  const known = variants.get(endpoint) ?? wide(endpoint)
  variants.set(endpoint, known)
  return known
}

const names = (column: Table.Column): ReadonlyArray<string> => [column.key, column.title.en, column.title.zh].map(plain)

const find = (endpoint: Endpoint.Endpoint, name: string): number =>
  Table.columns(endpoint).findIndex((column) => names(column).includes(plain(name)))

const words = (fields: unknown): ReadonlyArray<string> =>
  (Array.isArray(fields) ? fields.flat(2) : String(fields ?? "").split(/[,，;；、\n]/)).map((word: unknown) => String(word).trim()).filter((word) => word !== "")

const headerless = new Set(["noheaders", "noheader", "无表头", "不要表头"])
const everything = new Set(["all", "*", "全部"])

/** Reads `Median plays, 互动率`, `all`, `noHeaders`; nothing means the columns a buyer wants. */
export const read = (endpoint: Endpoint.Endpoint, fields: unknown): Result.Result<Columns, Words> => {
  const asked = words(fields)
  const header = asked.some((word) => headerless.has(plain(word))) ? "noHeader" : "header"
  const wanted = asked.filter((word) => !headerless.has(plain(word)))
  const wide = wanted.some((word) => everything.has(word.toLowerCase()))
  const picked = wanted.filter((word) => !everything.has(word.toLowerCase()))
  // A field the usual columns lack is looked for among all of them.
  const source = wide || picked.some((word) => find(endpoint, word) < 0) ? whole(endpoint) : endpoint
  const columns = Table.columns(source)
  if (picked.length === 0) return Result.succeed({ endpoint: source, shown: columns.map((column, at) => ({ column, at })), header })
  const shown: Array<Columns["shown"][number]> = []
  for (const word of picked) {
    const at = find(source, word)
    const column = columns[at]
    if (column === undefined) {
      const known = columns.flatMap(({ key, title }) => [title.en, title.zh, key])
      return Result.fail(say.unknownField(word, nearest(word, known), columns.map(({ title }) => title)))
    }
    shown.push({ column, at })
  }
  return Result.succeed({ endpoint: source, shown, header })
}
