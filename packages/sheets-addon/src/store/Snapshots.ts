import type { Words } from "@xingtu/core"
import * as Properties from "../google/Properties.ts"

/** The daily snapshot of a document: of whom, into which tab, for how many calls a day, and how far today's is. */
export interface Kept {
  readonly on: boolean
  readonly ids: ReadonlyArray<string>
  /** The tab, by what stays when it is renamed. */
  readonly sheetId: number
  /** What the chart shows, by the key of its column. */
  readonly figure: string
  readonly chartId?: number
  /** Calls a day that snapshots may pay for. */
  readonly budget: number
  /** The day it was switched on, `yyyy-MM-dd` in Shanghai. */
  readonly since: string
  /** The day of the last snapshot. */
  readonly day: string
  /** Who is still to be looked up on that day. */
  readonly left: ReadonlyArray<string>
  /** Whose calls failed without a charge: they are tried again in a later hour. */
  readonly again: ReadonlyArray<string>
  readonly tries: number
  /** Why it cannot go on now. */
  readonly why?: Words
  /** Somebody is at it until then. */
  readonly busyUntil: number
}

/** Creators of one snapshot: what fits into a property, and into the six minutes of a trigger. */
export const most = 100

const key = "snapshots"

export const read = (properties: Properties.Texts): Kept | undefined => {
  const text = properties.get(key)
  return text === undefined ? undefined : JSON.parse(text)
}

export const write = (kept: Kept): Kept => {
  Properties.write(new Map([[key, JSON.stringify(kept)]]), Properties.read())
  return kept
}

/** Whether anything is looked up by itself. */
export const isOn = (properties: Properties.Texts): boolean => read(properties)?.on === true

/** Calls a day for it: none where it was never switched on. */
export const budget = (properties: Properties.Texts): number => read(properties)?.budget ?? 0
