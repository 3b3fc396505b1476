import { Format, type Lang, Report, type Table } from "@xingtu/core/adapter"
import type { Command, CreatorForm } from "../commands/index.ts"
import { say } from "../util/words.ts"

type Creators = Extract<Command, { readonly _tag: "Creator" | "Report" | "Compare" }>

/** Whom a command is about. */
export const idsOf = (command: Creators): ReadonlyArray<string> =>
  command._tag === "Creator" ? [command.id] : command.ids

export const formOf = ({ _tag }: Creators): CreatorForm =>
  _tag === "Compare" ? "compare" : _tag === "Report" ? "report" : "creator"

export interface Shown {
  readonly command: Creators
  readonly endpoints: ReadonlyArray<Report.Source>
  /**
   * What was requested: an outcome for each endpoint. What is only taken from the store lacks the outcomes that are not
   * stored.
   */
  readonly rows: ReadonlyArray<Report.Row>
}

export const outcomesOf = ({ rows }: Shown): ReadonlyArray<Report.Told> => rows.flatMap(({ outcomes }) => outcomes)

export const anyAnswer = (shown: Shown): boolean => outcomesOf(shown).some(({ _tag }) => _tag === "Answered")

/** A value of the first row, by the key of its column. */
const valueOf = ({ columns, rows: [row] }: Table.Table, key: string): Table.Cell =>
  row?.[columns.findIndex((column) => column.key === key)]

export const shownValue = (table: Table.Table, key: string, lang: Lang): string | undefined => {
  const column = table.columns.find((one) => one.key === key)
  const value = valueOf(table, key)
  return column === undefined || value === undefined ? undefined : Format.cell(value, column.unit, lang)
}

/** The column of failures, which stand in a line of their own in Slack. */
const missingKey = "missing"

/** The endpoint that each column is from. */
const sourceOf = (endpoints: ReadonlyArray<Report.Source>): ReadonlyMap<string, Report.Source> =>
  new Map(endpoints.flatMap((id) => Report.columns({ endpoints: [id] }).map(({ key }) => [key, id] as const)))

/** What stands in place of a value: that it failed or was not requested is not the same as no data. */
export const told = (table: Table.Table, { endpoints, rows }: Shown, lang: Lang): Table.Table => {
  const keep = table.columns.map(({ key }) => key !== missingKey)
  const from = sourceOf(endpoints)
  const instead = (row: Report.Row | undefined, column: Table.Column | undefined): string | undefined => {
    const source = column === undefined || column.key === "id" ? undefined : from.get(column.key)
    if (row === undefined || source === undefined) return undefined
    const outcome = row.outcomes.find(({ endpoint }) => endpoint === source)
    return outcome === undefined ? say.notRequested[lang] : outcome._tag === "Failed" ? say.failedCell[lang] : undefined
  }
  return {
    columns: table.columns.filter((_, i) => keep[i]),
    rows: table.rows.map((cells, at) =>
      cells.map((cell, i) => cell ?? instead(rows[at], table.columns[i])).filter((_, i) => keep[i])
    )
  }
}

/** Why a row lacks columns: what failed, and what is not stored. */
export const missingOf = (row: Report.Row, endpoints: ReadonlyArray<Report.Source>, lang: Lang): string | undefined => {
  const absent = endpoints
    .filter((id) => !row.outcomes.some(({ endpoint }) => endpoint === id))
    .map((id) => Report.sources[id].title[lang])
  const lines = [
    Report.missing(row, lang),
    absent.length === 0 ? undefined : say.notStored(absent.join(say.comma[lang]))[lang]
  ].filter((line) => line !== undefined)
  return lines.length === 0 ? undefined : lines.join(" ")
}

export const tableOf = ({ endpoints, rows }: Shown, lang: Lang): Table.Table => {
  const columns = Report.columns({ endpoints })
  return {
    columns,
    rows: rows.map((row) => {
      const table = Report.table([row], { endpoints: row.outcomes.map(({ endpoint }) => endpoint) }, lang)
      return columns.map(({ key }) => (key === missingKey ? missingOf(row, endpoints, lang) : valueOf(table, key)))
    })
  }
}
