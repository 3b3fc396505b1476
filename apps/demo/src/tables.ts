import { Endpoint, Failure, Format, type Lang, Table } from "@xingtu/core"
import type { Asked } from "./ask.ts"
import { grid } from "./print.ts"
import type { Names } from "./shortlist.ts"
import { moreRows, words } from "./words.ts"

/** Rows of an answer that are shown: of each list where several follow each other, and of rows too wide to stand below each other. */
const most = { alone: 6, ofList: 2, wide: 4 }

/** More columns than this do not fit beside each other. */
const widest = 8

const numeric: ReadonlySet<string> = new Set(["yuan", "share", "seconds", "count", "index", "plain"])

type Columns = ReadonlyArray<Table.Column>
type Rows = Table.Table["rows"]

/** The rows about one creator; nobody, where an endpoint is not about one. */
interface Sheet {
  readonly who: string | undefined
  readonly rows: Rows
}

const shown = (columns: Columns, rows: Rows): Rows => {
  if (columns.length > widest) return rows.slice(0, most.wide)
  if (columns[0]?.key !== "list") return rows.slice(0, most.alone)
  const seen = new Map<Table.Cell, number>()
  return rows.filter(([list]) => {
    const count = (seen.get(list) ?? 0) + 1
    seen.set(list, count)
    return count <= most.ofList
  })
}

/** Each row as a column, under a name. */
export const turned = (columns: Columns, rows: ReadonlyArray<{ readonly head: string; readonly row: Rows[number] }>, lang: Lang): string =>
  grid({
    head: ["", ...rows.map(({ head }) => head)],
    right: [false, ...rows.map(() => columns.filter(({ unit }) => numeric.has(unit)).length * 2 > columns.length)],
    rows: columns.map(({ title, unit }, i) => [title[lang], ...rows.map(({ row }) => Format.cell(row[i], unit, lang))])
  })

/** Rows below each other, each creator named once. */
const stacked = (columns: Columns, sheets: ReadonlyArray<Sheet>, lang: Lang): string => {
  const named = sheets.some(({ who }) => who !== undefined)
  const first = <A>(value: A): ReadonlyArray<A> => (named ? [value] : [])
  return grid({
    head: [...first(words.creator[lang]), ...columns.map(({ title }) => title[lang])],
    right: [...first(false), ...columns.map(({ unit }, at) => numeric.has(unit) && !sheets.some(({ rows }) => rows.some((row) => typeof row[at] === "string")))],
    rows: sheets.flatMap(({ rows, who = "" }) => rows.map((row, i) => [...first(i === 0 ? who : ""), ...columns.map(({ unit }, at) => Format.cell(row[at], unit, lang))]))
  })
}

/** The rows of a creator, each under a name: the creator's over the first, or a number where there is none. */
const headed = ({ rows, who }: Sheet) => rows.map((row, i) => ({ head: who === undefined ? String(i + 1) : i === 0 ? who : "", row }))

const drawn = (columns: Columns, all: ReadonlyArray<Sheet>, lang: Lang): string => {
  const sheets = all.map(({ rows, who }): Sheet => ({ who, rows: shown(columns, rows) })).filter(({ rows }) => rows.length > 0)
  if (sheets.length === 0) return words.none[lang]
  const count = (those: ReadonlyArray<Sheet>) => those.reduce((sum, { rows }) => sum + rows.length, 0)
  const left = count(all) - count(sheets)
  const single = columns.length > 4 && all.every(({ rows }) => rows.length <= 1)
  const table = single
    ? turned(columns, sheets.flatMap(headed), lang)
    : columns.length > widest
    ? sheets.map((sheet) => turned(columns, headed(sheet), lang)).join("\n")
    : stacked(columns, sheets, lang)
  return left === 0 ? table : `${table}\n${moreRows(lang, left)}`
}

/** What was answered as a table, and what was not in sentences. */
export const report = ({ endpoint, outcomes }: Asked, names: Names, lang: Lang): string => {
  const nameOf = (id: string) => names.get(id) ?? id
  const about = Endpoint.idParam(endpoint) !== undefined
  const sheets = outcomes.flatMap((outcome): ReadonlyArray<Sheet> =>
    outcome._tag === "Answered" ? [{ who: about ? nameOf(String(outcome.id)) : undefined, rows: Table.of(endpoint, outcome.answer.data, lang).rows }] : []
  )
  const failed = outcomes.flatMap((outcome) => {
    if (outcome._tag === "Answered") return []
    const { happened, charged, advice } = Failure.explain(outcome.failure, lang)
    return [`${nameOf(String(outcome.id))}: ${happened} ${charged} ${advice}`]
  })
  return [...sheets.length === 0 ? [] : [drawn(Table.columns(endpoint), sheets, lang)], ...failed].join("\n")
}
