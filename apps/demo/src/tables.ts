import { Endpoint, Failure, Format, type Lang, Table, type Words } from "@xingtu/core/adapter"
import type { Asked } from "./ask.ts"
import { fits, grid, type Grid, safe } from "./print.ts"
import { moreRows, words, zone } from "./words.ts"

/**
 * Rows of a result that are shown of one creator, and of each of several: of each list where several follow each
 * other, and of rows too wide to stand below each other.
 */
const most = { one: { alone: 6, ofList: 2, wide: 4 }, several: { alone: 2, ofList: 1, wide: 2 } }

/** More columns than this do not fit beside each other. */
const widest = 8

const numeric: ReadonlySet<string> = new Set(["yuan", "share", "seconds", "count", "index", "plain"])

type Columns = ReadonlyArray<Table.Column>
type Rows = Table.Table["rows"]
type Row = Rows[number]

/** The rows about one creator; nobody, where an endpoint is not about one. */
interface Sheet {
  readonly who: string | undefined
  readonly rows: Rows
}

const shown = (columns: Columns, rows: Rows, { alone, ofList, wide }: typeof most.one): Rows => {
  if (columns.length > widest) return rows.slice(0, wide)
  if (columns[0]?.key !== "list") return rows.slice(0, alone)
  const seen = new Map<Table.Cell, number>()
  return rows.filter(([list]) => {
    const count = (seen.get(list) ?? 0) + 1
    seen.set(list, count)
    return count <= ofList
  })
}

/** As many beside each other as the screen takes, the others below them. */
const beside = <A>(all: ReadonlyArray<A>, draw: (some: ReadonlyArray<A>) => Grid): string => {
  const take = all.findLastIndex((_, i) => i === 0 || fits(draw(all.slice(0, i + 1)))) + 1
  const rest = all.slice(take)
  return [grid(draw(all.slice(0, take))), ...(rest.length === 0 ? [] : [beside(rest, draw)])].join("\n")
}

/** What a column is called; a time says whose clock it is. */
const titleOf = ({ title, unit }: Table.Column, lang: Lang): string =>
  unit !== "time" ? title[lang] : lang === "zh" ? `${title.zh}（${zone.zh}）` : `${title.en} (${zone.en})`

/** Each row as a column, under a name. */
const turned = (
  columns: Columns,
  rows: ReadonlyArray<{ readonly head: string; readonly row: Row }>,
  lang: Lang
): string =>
  beside(rows, (some) => ({
    head: ["", ...some.map(({ head }) => head)],
    right: [false, ...some.map(() => columns.filter(({ unit }) => numeric.has(unit)).length * 2 > columns.length)],
    rows: columns.map((column, i) => [
      titleOf(column, lang),
      ...some.map(({ row }) => Format.cell(row[i], column.unit, lang))
    ])
  }))

const cells = (columns: Columns, row: Row, lang: Lang) =>
  columns.map(({ unit }, at) => Format.cell(row[at], unit, lang))

/**
 * Rows below each other, each creator named once: in a column of their own, or above their rows where the screen is too
 * narrow.
 */
const stacked = (columns: Columns, sheets: ReadonlyArray<Sheet>, about: Words | undefined, lang: Lang): string => {
  const head = columns.map((column) => titleOf(column, lang))
  const right = columns.map(
    ({ unit }, at) => numeric.has(unit) && !sheets.some(({ rows }) => rows.some((row) => typeof row[at] === "string"))
  )
  const plain = ({ rows }: Sheet): Grid => ({ head, right, rows: rows.map((row) => cells(columns, row, lang)) })
  if (about === undefined) return sheets.map((sheet) => grid(plain(sheet))).join("\n")
  const named: Grid = {
    head: [about[lang], ...head],
    right: [false, ...right],
    rows: sheets.flatMap(({ rows, who = "" }) =>
      rows.map((row, i) => [i === 0 ? who : "", ...cells(columns, row, lang)])
    )
  }
  return fits(named) ? grid(named) : sheets.map((sheet) => [sheet.who, grid(plain(sheet))].join("\n")).join("\n")
}

/** The rows of a creator, each under a name: the creator's over the first, or a number where there is none. */
const headed = ({ rows, who }: Sheet) =>
  rows.map((row, i) => ({ head: who === undefined ? String(i + 1) : i === 0 ? who : "", row }))

const drawn = (columns: Columns, all: ReadonlyArray<Sheet>, about: Words | undefined, lang: Lang): string => {
  const limits = all.length > 1 ? most.several : most.one
  const sheets = all
    .map(({ rows, who }): Sheet => ({ who, rows: shown(columns, rows, limits) }))
    .filter(({ rows }) => rows.length > 0)
  if (sheets.length === 0) return words.none[lang]
  const count = (those: ReadonlyArray<Sheet>) => those.reduce((sum, { rows }) => sum + rows.length, 0)
  const left = count(all) - count(sheets)
  const single = columns.length > 4 && all.every(({ rows }) => rows.length <= 1)
  const table = single
    ? turned(columns, sheets.flatMap(headed), lang)
    : columns.length > widest
      ? sheets.map((sheet) => turned(columns, headed(sheet), lang)).join("\n")
      : stacked(columns, sheets, about, lang)
  return left === 0 ? table : `${table}\n${moreRows(lang, left)}`
}

/** What to call an id. */
type NameOf = (id: string) => string

/** Who has no result, of which endpoints, and why: the same sentences once, with the first request ID. */
export const failures = (asked: ReadonlyArray<Asked>, nameOf: NameOf, lang: Lang): ReadonlyArray<string> => {
  const [colon, between] = lang === "zh" ? ["：", ""] : [": ", " "]
  const said = new Map<string, { readonly endpoints: Array<string>; readonly vendor: ReadonlyArray<string> }>()
  for (const { endpoint, outcomes } of asked) {
    for (const outcome of outcomes) {
      if (outcome._tag === "Answered") continue
      const sentence = `${nameOf(String(outcome.id))}${colon}${Failure.text(outcome.failure, lang)}`
      const known = said.get(sentence)
      if (known !== undefined) known.endpoints.push(endpoint.title[lang])
      else
        said.set(sentence, {
          endpoints: [endpoint.title[lang]],
          vendor: Failure.vendorText(outcome.failure, lang).map(safe)
        })
    }
  }
  // What all of them say needs no names of endpoints.
  return [...said].map(([sentence, { endpoints, vendor }]) =>
    [
      endpoints.length === asked.length
        ? sentence
        : `${endpoints.join(lang === "zh" ? "、" : ", ")}${colon}${sentence}`,
      ...vendor
    ].join(between)
  )
}

/** Results as a table, and failures in sentences. */
export const report = (asked: Asked, nameOf: NameOf, lang: Lang): string => {
  const { endpoint, outcomes } = asked
  const about = endpoint.params[Endpoint.idParam(endpoint) ?? ""]?.title
  const columns = Table.columns(endpoint)
  const sheets = outcomes.flatMap((outcome): ReadonlyArray<Sheet> =>
    outcome._tag === "Answered"
      ? [
          {
            who: about === undefined ? undefined : nameOf(String(outcome.id)),
            // Without the columns that only an older result has: all stand below each other.
            rows: Table.of(endpoint, outcome.answer.data, lang).rows.map((row) => row.slice(0, columns.length))
          }
        ]
      : []
  )
  return [
    ...(sheets.length === 0 ? [] : [drawn(columns, sheets, about, lang)]),
    ...failures([asked], nameOf, lang)
  ].join("\n")
}

/** Who they are stands above, and why something is missing below. */
const elsewhere: ReadonlySet<string> = new Set(["id", "nick_name", "missing"])

/** A report on creators, each under their name; of whom nothing is known nothing is drawn. */
export const creators = ({ columns, rows }: Table.Table, lang: Lang) => {
  const cell = (row: Row, key: string) => row[columns.findIndex((column) => column.key === key)]
  const shown = columns.filter(({ key }) => !elsewhere.has(key))
  const all = rows.map((row) => ({
    id: String(cell(row, "id")),
    name: cell(row, "nick_name"),
    row: shown.map(({ key }) => cell(row, key))
  }))
  const known = all.filter(({ name, row }) => [name, ...row].some((value) => value !== undefined))
  return {
    drawn:
      known.length === 0
        ? []
        : [
            turned(
              shown,
              known.map(({ id, name = id, row }) => ({ head: String(name), row })),
              lang
            )
          ],
    /** Names by id. */
    names: new Map(all.flatMap(({ id, name }) => (name === undefined ? [] : [[id, String(name)]])))
  }
}
