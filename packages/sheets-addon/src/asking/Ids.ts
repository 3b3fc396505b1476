import { Endpoint, type Words } from "@xingtu/core/adapter"
import { Result } from "effect"
import * as Subject from "./Subject.ts"
import { isDate } from "../util/typed.ts"
import { say } from "../util/words.ts"

/** One row of the ids a formula was given. */
export type Row =
  | { readonly _tag: "Blank" }
  /** For core's own check of ids. */
  | { readonly _tag: "Given"; readonly id: string }
  | { readonly _tag: "Wrong"; readonly problem: Words }

const blank: Row = { _tag: "Blank" }

const wrong = (problem: Words): Row => ({ _tag: "Wrong", problem })

/** Sheets keeps 15 digits of a number; written with an exponent, core says what happened to the rest. */
const numberText = (value: number): string => (Math.abs(value) < 1e15 ? String(value) : value.toExponential())

const quotes = /^["“”„'‘’`\s]+|["“”'‘’`\s]+$/g

const row = (cell: unknown): Row => {
  if (cell === undefined || cell === null || cell === "") return blank
  if (typeof cell === "number") return cell === 0 ? wrong(say.zero) : { _tag: "Given", id: numberText(cell) }
  if (typeof cell === "boolean") return wrong(say.flagCell)
  if (isDate(cell)) return wrong(say.dateCell)
  const text = String(cell).replace(quotes, "")
  if (text === "") return blank
  if (isLoading(text)) return wrong(say.loadingCell(text))
  if (/^#[A-Z][A-Z0-9/_]*[!?]?(\s|$)/.test(text)) return wrong(say.errorCell(text))
  return { _tag: "Given", id: text }
}

/** What a cell shows while its own formula works. */
export const isLoading = (cell: unknown): boolean =>
  typeof cell === "string" && /^\s*(#BUSY!|#GETTING_DATA|Loading(\.\.\.|…)|(正在)?(加载|载入)中?(\.\.\.|…))/i.test(cell)

const isOfIds = ({ endpoints }: Pick<Subject.Subject, "endpoints">): boolean =>
  endpoints.every((endpoint) => Endpoint.idParam(endpoint) !== undefined)

/** A search is given words, or none where its filters say enough. */
const keyword = (cell: unknown): Row => ({
  _tag: "Given",
  id: cell === undefined || cell === null ? "" : String(cell).trim()
})

/** What people write above a column of ids. */
const idHeading = /(?:^|[^a-z])ids?$|编号$/i

/** Words that headings of such a column are made of; none is in an id or in the address of a page. */
const headingWords = new RegExp(
  `^(?:${[
    "creators?|kols?|influencers?|bloggers?|stars?|xingtu|douyin|tiktok|accounts?|users?|videos?|items?|profiles?",
    "home ?pages?|pages?|links?|urls?|ids?|codes?|numbers?|no\\.?|lists?|names?|of|the|or|and",
    "达人|博主|主播|创作者|红人|星图|抖音|账号|帐号|用户|视频|作品|主页|链接|网址|地址|列表|名单|编号|昵称|名称|或|和|号|的",
    "[\\s_/:：、,，.|&+-]"
  ].join("|")})+$`,
  "i"
)

/** What follows a heading in brackets. */
const remark = /\s*[(（[【][^()（）[\]【】]*[)）\]】]\s*$/

/** Whether a cell is the heading of its column: no id, and no mistake either. */
const isHeading = (cell: unknown, { endpoints }: Pick<Subject.Subject, "endpoints">): boolean => {
  if (typeof cell !== "string") return false
  const text = cell
    .replace(remark, "")
    .replace(/[\s:：*]+$/, "")
    .trim()
    .toLowerCase()
  if (text === "") return false
  return (
    idHeading.test(text) ||
    (isOfIds({ endpoints }) && headingWords.test(text)) ||
    endpoints.some((endpoint) => {
      const name = Subject.param(endpoint)
      const title = endpoint.params[name]?.title
      return [name, title?.en, title?.zh].some((known) => known?.toLowerCase() === text)
    })
  )
}

/**
 * A cell or a range of ids as rows: one column or one row of cells. Blanks after the last id are left out. A heading at
 * the top becomes the table's own, or a blank where the table has none; one further down is a blank. So each line stays
 * beside its id.
 */
export const rows = (
  ids: unknown,
  subject: Subject.Subject,
  header: "header" | "noHeader"
): Result.Result<ReadonlyArray<Row>, Words> => {
  if (!Array.isArray(ids)) return Result.succeed([isOfIds(subject) ? row(ids) : keyword(ids)])
  const lines: ReadonlyArray<unknown> = ids
  const cells = lines.map((line): ReadonlyArray<unknown> => (Array.isArray(line) ? line : [line]))
  if (cells.length > 1 && cells.some((line) => line.length > 1)) return Result.fail(say.oneColumn)
  const [first, ...others] = cells.flat()
  const below = (cell: unknown) => (isHeading(cell, subject) ? blank : row(cell))
  const read =
    others.length > 0 && isHeading(first, subject)
      ? [...(header === "header" ? [] : [blank]), ...others.map(below)]
      : [row(first), ...others.map(below)]
  const last = read.reduce((at, { _tag }, i) => (_tag === "Blank" ? at : i), -1)
  return Result.succeed(read.slice(0, last + 1))
}
