import type { Words } from "@xingtu/core"
import type * as Ask from "../asking/Ask.ts"
import type * as Options from "../asking/Options.ts"
import type { Problem } from "../tables/Problems.ts"
import { me, type Person } from "../google/Person.ts"
import * as Properties from "../google/Properties.ts"
import type { Table } from "../tables/Table.ts"

/** A run of the sidebar. It lives in the document's properties, so that it goes on after the sidebar was closed. */

/** Ids into a table of values. */
export interface Fill {
  readonly _tag: "Fill"
  readonly subject: string
  readonly fields: string
  readonly input: Options.Input
  readonly rows: ReadonlyArray<Ask.Row>
  readonly table: Table
}

/** Rows of a table that is there, filled in or renewed where they stand. */
export interface Amend {
  readonly _tag: "Amend"
  readonly table: string
  readonly ids: ReadonlyArray<string>
  /** Results from before are renewed; in epoch milliseconds. */
  readonly since?: number
}

/** Requests of formulas, paid for so that the formulas can show them. */
export interface Renew {
  readonly _tag: "Renew"
  readonly parts: ReadonlyArray<Part>
  /** Results from before are renewed; in epoch milliseconds. */
  readonly since: number
}

/** Ids with the same request. */
export interface Part {
  readonly endpoint: string
  readonly input: Options.Input
  readonly ids: ReadonlyArray<string>
}

export type Work = Fill | Renew | Amend

export interface Progress {
  readonly id: string
  readonly state: "running" | "stopped" | "blocked" | "finished"
  readonly done: number
  readonly total: number
  /** Calls that were paid for. */
  readonly charged: number
  /** Calls that may have been paid for. */
  readonly unknown: number
  readonly failed: number
  /** Rows that may do better when they are requested again. */
  readonly failedRows: number
  readonly problems: ReadonlyArray<Problem>
  /** Why it cannot go on now. */
  readonly because?: Words
  /** The sheet a table goes into, by its name now. */
  readonly sheet?: string
  readonly table?: string
  /** What people did to the table meanwhile. */
  readonly notes: ReadonlyArray<Words>
  /** Somebody is at it until then. */
  readonly busyUntil: number
  /** Who runs it, and when they last did. */
  readonly by: Person
  readonly seen: number
}

/** What a piece of a run came to. */
export interface Piece {
  /** Of how many rows or requests. */
  readonly size: number
  readonly outcomes: ReadonlyArray<Ask.Outcome>
  readonly failures: ReadonlyArray<{ readonly id: string; readonly why: Words }>
  /** Why the run cannot go on, where the document is the reason: nothing of the piece is done then. */
  readonly because?: Words
  readonly notes?: ReadonlyArray<Words>
  readonly sheet?: string
  /** Rows of which a request failed. */
  readonly failedRows?: number
}

/** A piece that was not begun. */
export const blocked = (because: Words): Piece => ({ size: 0, outcomes: [], failures: [], because })

/** A person's run and that of the hourly trigger do not meet. */
export type Slot = "sidebar" | "hourly"

const key = (slot: Slot, part: "work" | "progress" | "stop") => `job:${slot}:${part}`

const parsed = <A>(text: string | undefined): A | undefined => (text === undefined ? undefined : JSON.parse(text))

export const work = (slot: Slot, properties: Properties.Texts): Work | undefined =>
  parsed(properties.get(key(slot, "work")))

export const progress = (slot: Slot, properties: Properties.Texts): Progress | undefined =>
  parsed(properties.get(key(slot, "progress")))

/** Whoever has not done a step for so long has closed the sidebar. */
const awayMs = 60_000

/** Who is at a run now: in the middle of a step, or about to do the next. */
export const runner = (slot: Slot, properties: Properties.Texts): Person | undefined => {
  const now = progress(slot, properties)
  if (now === undefined) return undefined
  const isAtIt = now.busyUntil > Date.now() || (now.state === "running" && now.seen + awayMs > Date.now())
  return isAtIt ? now.by : undefined
}

/** Whether somebody's step is under way. */
export const isBusy = (slot: Slot, properties: Properties.Texts): boolean =>
  (progress(slot, properties)?.busyUntil ?? 0) > Date.now()

export const begin = (
  slot: Slot,
  job: Work,
  total: number,
  table?: { readonly id: string; readonly sheet: string }
): Progress => {
  const begun: Progress = {
    id: Utilities.getUuid(),
    state: total === 0 ? "finished" : "running",
    done: 0,
    total,
    charged: 0,
    unknown: 0,
    failed: 0,
    failedRows: 0,
    problems: [],
    notes: [],
    busyUntil: 0,
    by: me(),
    seen: Date.now(),
    ...(table === undefined ? {} : { table: table.id, sheet: table.sheet })
  }
  Properties.write(
    new Map([
      [key(slot, "work"), JSON.stringify(job)],
      [key(slot, "progress"), JSON.stringify(begun)],
      [key(slot, "stop"), ""]
    ]),
    Properties.read()
  )
  return begun
}

export const save = (slot: Slot, progress: Progress): Progress => {
  Properties.write(new Map([[key(slot, "progress"), JSON.stringify(progress)]]), Properties.read())
  return progress
}

/** A step in another execution sees it when it is done. */
export const askToStop = (slot: Slot, id: string): void =>
  Properties.write(new Map([[key(slot, "stop"), id]]), Properties.read())

export const isStopping = (slot: Slot, id: string): boolean => Properties.read().get(key(slot, "stop")) === id

export const resume = (slot: Slot, progress: Progress): Progress => {
  askToStop(slot, "")
  const { because: _, ...rest } = progress
  return save(slot, { ...rest, state: "running", by: me(), seen: Date.now() })
}
