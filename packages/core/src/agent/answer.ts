import { Effect } from "effect"
import type { Meter } from "../client/metered.ts"
import * as Csv from "../table/Csv.ts"
import type { Table } from "../table/Table.ts"
import { fenced, plain } from "./fence.ts"
import type { Secrets } from "./Secrets.ts"
import type { Refusal, Told } from "./Tool.ts"

/** What a tool replies: the same as text and as a structure, since clients forward only one of the two. */
export interface Reply {
  /**
   * For the model: notes, data between marks, how to get more, and what it cost as the last line. Of a call that failed:
   * what happened, whether it was charged, and what to do.
   */
  readonly text: string
  readonly structured: Readonly<Record<string, unknown>>
  /** Whether the call was refused or failed. */
  readonly isError: boolean
}

/** A refusal as a reply. */
export const refused = ({ advice, charged, happened, message }: Refusal): Reply => ({
  text: message,
  structured: { error: { happened, charged, advice } },
  isError: true
})

/** What the calls of a tool cost, as its last line says. */
export const costLine = ({ charged, stored, unknown }: Meter, left: string): string =>
  `cost: ${charged} charged, ${stored} cached, ${unknown} may have been charged; ${left}`

/** A table from a row on; what core says itself may be longer than what creators wrote. */
export const csv = (table: Table, from = 0, longest?: number): Csv.CsvPage =>
  Csv.page(table, { from, text: (text) => plain(text, longest) })

/** The same with all digits, for one answer. */
export const exactCsv = (table: Table, from: number): Csv.CsvPage => Csv.page(table, { from, exact: true, text: plain })

/** What a tool tells, with what it cost at the end; `code` confirms what is left of an agreed cost. */
export const reply = (
  { data, facts, next, notes = [] }: Told,
  cost: string,
  code?: string
): Effect.Effect<Reply, never, Secrets> =>
  Effect.map(data === undefined ? Effect.succeed(undefined) : fenced(data), (shown) => {
    const again = [`cursor="${next}"`, ...(code === undefined ? [] : [`confirm="${code}"`])].join(", ")
    const text = [
      ...notes,
      ...(facts === undefined ? [] : [JSON.stringify(facts)]),
      ...(shown === undefined ? [] : [shown]),
      ...(next === undefined ? [] : [`more: call again with ${again}`]),
      cost
    ]
    return {
      text: text.join("\n"),
      structured: {
        ...facts,
        ...(notes.length > 0 && { notes }),
        ...(shown !== undefined && { data: shown }),
        ...(next !== undefined && { more: String(next) }),
        ...(code !== undefined && { confirm: code }),
        cost
      },
      isError: false
    }
  })
