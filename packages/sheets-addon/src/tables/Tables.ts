import type * as Options from "../asking/Options.ts"
import * as Properties from "../google/Properties.ts"
import * as Table from "./Table.ts"

/** What the tables of the document request, so that they can be filled in and renewed where they stand. */
export interface Noted {
  readonly table: Table.Table
  /** The sheet's name when the table was begun. */
  readonly sheet: string
  readonly subject: string
  readonly fields: string
  readonly input: Options.Input
  /** When it was begun. */
  readonly at: number
}

const prefix = "t:"

/** As many as a document has room for beside its results. */
const most = 60

const keysOf = (properties: Properties.Texts) => properties.keys().filter((key) => key.startsWith(prefix))

export const all = (properties: Properties.Texts): ReadonlyArray<Noted> =>
  keysOf(properties)
    .map((key): Noted => JSON.parse(properties.get(key) ?? ""))
    .sort((a, b) => b.at - a.at)

export const find = (properties: Properties.Texts, id: string): Noted | undefined =>
  all(properties).find(({ table }) => table.id === id)

const forget = (old: ReadonlyArray<Noted>, properties: Properties.Texts): void => {
  for (const { table } of old) Table.unmark(table)
  Properties.remove(
    old.map(({ table }) => prefix + table.id),
    properties
  )
}

/** Notes a table; beyond what is kept the oldest is forgotten, and stays as it is. */
export const note = (noted: Noted): void => {
  const properties = Properties.read()
  forget(all(properties).slice(most - 1), properties)
  const text = JSON.stringify(noted)
  if (properties.hasRoom(Properties.bytesOf(text)))
    Properties.write(new Map([[prefix + noted.table.id, text]]), properties)
}
