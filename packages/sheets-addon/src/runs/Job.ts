import type { Words } from "@xingtu/core"
import type * as Ask from "../asking/Ask.ts"
import type * as Options from "../asking/Options.ts"
import type { Problem } from "./Problems.ts"
import * as Properties from "../google/Properties.ts"

/** A run of the sidebar. It lives in the document's properties, so that it goes on after the sidebar was closed. */

/** Ids into a table of values. */
export interface Fill {
  readonly _tag: "Fill"
  readonly subject: string
  readonly fields: string
  readonly input: Options.Input
  readonly rows: ReadonlyArray<Ask.Row>
  /** Where the table begins. */
  readonly at: { readonly sheet: string; readonly row: number; readonly column: number }
}

/** Questions of formulas, paid for so that the formulas can show them. */
export interface Renew {
  readonly _tag: "Renew"
  readonly parts: ReadonlyArray<Part>
  /** Answers from before are renewed; in epoch milliseconds. */
  readonly since: number
}

/** Ids with the same question. */
export interface Part {
  readonly endpoint: string
  readonly input: Options.Input
  readonly ids: ReadonlyArray<string>
}

export type Work = Fill | Renew

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
  readonly problems: ReadonlyArray<Problem>
  /** Why it cannot go on now. */
  readonly because?: Words
  /** The sheet a table goes into. */
  readonly sheet?: string
  /** The next line of the table. */
  readonly nextRow: number
  /** Somebody is at it until then. */
  readonly busyUntil: number
}

/** What a piece of a run came to. */
export interface Piece {
  /** Of how many rows or questions. */
  readonly size: number
  readonly outcomes: ReadonlyArray<Ask.Outcome>
  readonly failures: ReadonlyArray<{ readonly id: string; readonly why: Words }>
  readonly nextRow: number
}

/** A person's run and that of the hourly trigger do not meet. */
export type Slot = "sidebar" | "hourly"

const key = (slot: Slot, part: "work" | "progress" | "stop") => `job:${slot}:${part}`

const parsed = <A>(text: string | undefined): A | undefined => (text === undefined ? undefined : JSON.parse(text))

export const work = (slot: Slot, properties: Properties.Texts): Work | undefined =>
  parsed(properties.get(key(slot, "work")))

export const progress = (slot: Slot, properties: Properties.Texts): Progress | undefined =>
  parsed(properties.get(key(slot, "progress")))

/** Whether somebody's step is under way. */
export const isBusy = (slot: Slot, properties: Properties.Texts): boolean =>
  (progress(slot, properties)?.busyUntil ?? 0) > Date.now()

export const begin = (
  slot: Slot,
  job: Work,
  total: number,
  table?: { readonly sheet: string; readonly nextRow: number }
): Progress => {
  const begun: Progress = {
    id: Utilities.getUuid(),
    state: total === 0 ? "finished" : "running",
    done: 0,
    total,
    charged: 0,
    unknown: 0,
    failed: 0,
    problems: [],
    nextRow: 0,
    busyUntil: 0,
    ...table
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
  return save(slot, { ...rest, state: "running" })
}
