import { catalogue, type Endpoint, Failure, Format, type Lang, Table } from "@xingtu/core"
import type { Asked } from "./ask.ts"
import { grid } from "./print.ts"
import { moreRows, words } from "./words.ts"

/** What a buyer asks first. */
export const first: ReadonlyArray<Endpoint.Endpoint> = [
  catalogue.spreadMetrics,
  catalogue.videoDistribution,
  catalogue.recommendedVideos,
  catalogue.conversionResources
]

/** Names of creators, by id. */
export type Names = ReadonlyMap<string, string>

export const namesIn = ({ outcomes }: Asked<Endpoint.Data<typeof catalogue.creatorProfile>>): Names =>
  new Map(outcomes.flatMap((outcome) => {
    const name = outcome._tag === "Answered" ? outcome.answer.data.nick_name : undefined
    return name === undefined ? [] : [[String(outcome.id), name]]
  }))

/** Rows of a creator that are shown; where rows come from several lists, of each list. */
const most = { alone: 6, ofList: 2 }

const shown = (columns: ReadonlyArray<Table.Column>, rows: Table.Table["rows"]): Table.Table["rows"] => {
  if (columns[0]?.key !== "list") return rows.slice(0, most.alone)
  const seen = new Map<Table.Cell, number>()
  return rows.filter(([list]) => {
    const count = (seen.get(list) ?? 0) + 1
    seen.set(list, count)
    return count <= most.ofList
  })
}

const numeric: ReadonlySet<string> = new Set(["yuan", "share", "seconds", "count", "index", "plain"])

interface Sheet {
  readonly who: string
  readonly table: Table.Table
}

/** One column per creator: for answers that are one wide row each. */
const turned = (columns: ReadonlyArray<Table.Column>, sheets: ReadonlyArray<Sheet>, lang: Lang): string =>
  grid({
    head: ["", ...sheets.map(({ who }) => who)],
    right: [false, ...sheets.map(() => columns.filter(({ unit }) => numeric.has(unit)).length * 2 > columns.length)],
    rows: columns.map(({ title, unit }, i) => [title[lang], ...sheets.map(({ table }) => Format.cell(table.rows[0]?.[i], unit, lang))])
  })

/** Rows below each other, each creator named once. */
const stacked = (columns: ReadonlyArray<Table.Column>, sheets: ReadonlyArray<Sheet>, lang: Lang): string => {
  const rows = sheets.flatMap(({ who, table }) =>
    shown(columns, table.rows).map((row, i) => [i === 0 ? who : "", ...columns.map(({ unit }, column) => Format.cell(row[column], unit, lang))])
  )
  const left = sheets.reduce((sum, { table }) => sum + table.rows.length, 0) - rows.length
  const drawn = rows.length === 0
    ? words.none[lang]
    : grid({ head: [words.creator[lang], ...columns.map(({ title }) => title[lang])], right: [false, ...columns.map(({ unit }) => numeric.has(unit))], rows })
  return left === 0 ? drawn : `${drawn}\n${moreRows(lang, left)}`
}

const failures = (asked: Asked, nameOf: (id: string) => string, lang: Lang): ReadonlyArray<string> =>
  asked.outcomes.flatMap((outcome) => {
    if (outcome._tag === "Answered") return []
    const { happened, charged, advice } = Failure.explain(outcome.failure, lang)
    return [`${nameOf(String(outcome.id))}: ${happened} ${charged} ${advice}`]
  })

/** What was answered as a table, and what was not in sentences. */
export const report = (asked: Asked, names: Names, lang: Lang): string => {
  const nameOf = (id: string) => names.get(id) ?? id
  const sheets = asked.outcomes.flatMap((outcome): ReadonlyArray<Sheet> =>
    outcome._tag === "Answered" ? [{ who: nameOf(String(outcome.id)), table: Table.of(asked.endpoint, outcome.answer.data, lang) }] : []
  )
  const columns = Table.columns(asked.endpoint)
  const wide = columns.length > 4 && sheets.every(({ table }) => table.rows.length <= 1)
  const drawn = sheets.length === 0 ? [] : [wide ? turned(columns, sheets, lang) : stacked(columns, sheets, lang)]
  return [...drawn, ...failures(asked, nameOf, lang)].join("\n")
}
