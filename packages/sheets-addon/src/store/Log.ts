import type { Words } from "@xingtu/core"
import * as Properties from "../google/Properties.ts"

/** What ran by itself in this document, the newest first. */
export interface Entry {
  /** In epoch milliseconds. */
  readonly at: number
  /** Formulas, a table, the snapshot. */
  readonly what: Words
  /** Of so many rows or calls. */
  readonly done: number
  readonly total: number
  /** Calls. */
  readonly charged: number
  readonly unknown: number
  readonly failed: number
  /** Why it did not end, or what its failures were. */
  readonly because?: Words
  /** It has begun; one that stays so was ended by Google. */
  readonly open?: true
}

const key = "log"

const most = 40

export const list = (properties: Properties.Texts): ReadonlyArray<Entry> => JSON.parse(properties.get(key) ?? "[]")

/** Puts entries in the place of what was open. */
export const write = (entries: ReadonlyArray<Entry>): void => {
  const properties = Properties.read()
  const before = list(properties)
  const kept = before.filter(({ open }) => open !== true)
  if (entries.length === 0 && kept.length === before.length) return
  Properties.write(new Map([[key, JSON.stringify([...entries, ...kept].slice(0, most))]]), properties)
}
