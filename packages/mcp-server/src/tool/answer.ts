import type { Table } from "@xingtu/core"
import { Csv, type Meter } from "@xingtu/core/adapter"
import { fenced, plain } from "./fence.ts"
import type { Told } from "./Tool.ts"

/** The same as text and as a structure, since clients forward only one of the two. */
export interface Reply {
  readonly text: string
  readonly structured: Readonly<Record<string, unknown>>
}

/** What the calls of a tool cost, as its last line says. */
export const costLine = ({ charged, stored, unknown }: Meter, left: string): string =>
  `cost: ${charged} charged, ${stored} cached, ${unknown} may have been charged; ${left}`

/** A table from a row on; what this server says itself may be longer than what creators wrote. */
export const csv = (table: Table.Table, from = 0, longest?: number): Csv.CsvPage =>
  Csv.page(table, { from, text: (text) => plain(text, longest) })

/** The same with all digits, for one answer. */
export const exactCsv = (table: Table.Table, from: number): Csv.CsvPage =>
  Csv.page(table, { from, exact: true, text: plain })

/** What a tool tells, with what it cost at the end; `code` confirms what is left of an agreed cost. */
export const reply = ({ data, facts, next, notes = [] }: Told, cost: string, code?: string): Reply => {
  const shown = data === undefined ? [] : [fenced(data)]
  const again = [`cursor="${next}"`, ...(code === undefined ? [] : [`confirm="${code}"`])].join(", ")
  const more = next === undefined ? [] : [`more: call again with ${again}`]
  return {
    text: [...notes, ...(facts === undefined ? [] : [JSON.stringify(facts)]), ...shown, ...more, cost].join("\n"),
    structured: {
      ...facts,
      ...(notes.length > 0 && { notes }),
      ...(data !== undefined && { data: shown[0] }),
      ...(next !== undefined && { more: String(next) }),
      ...(code !== undefined && { confirm: code }),
      cost
    }
  }
}
