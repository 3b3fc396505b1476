import { Data, type Effect } from "effect"
import type { Words } from "../util/Words.ts"

/** The store could not be read or written. */
export class StoreFailure extends Data.TaggedError("StoreFailure")<{ readonly reason: string }> {
  override get message(): string {
    return this.reason
  }
}

/** A condition: the key holds exactly this text; `undefined` means it holds nothing. */
export interface When {
  readonly key: string
  readonly is: string | undefined
}

/** Sets a text until it expires; `undefined` removes it. */
export interface Put {
  readonly key: string
  readonly value: string | undefined
  readonly ttlMs: number
}

/** Adds to a count. Counts live in groups, and a group ends when nothing was added to it for `ttlMs`. */
export interface Add {
  readonly group: string
  readonly name: string
  readonly by: number
  /** The sum may not pass this. */
  readonly limit?: number | undefined
  readonly ttlMs: number
}

/** A change of the store, all or nothing: conditions, texts, counts. */
export interface Change {
  /**
   * Names this change among all of all processes. One that happened already does not happen again: whoever did not hear
   * what became of it may repeat it. A store whose answers cannot get lost or take 5 seconds need not remember.
   */
  readonly id?: string
  readonly when?: ReadonlyArray<When>
  readonly put?: ReadonlyArray<Put>
  readonly add?: ReadonlyArray<Add>
}

/** The outcome of a change. */
export type Committed =
  /** All of it happened; the sums are those of `add`, in order. */
  | { readonly _tag: "Done"; readonly sums: ReadonlyArray<number> }
  /** Nothing happened: a key holds something else. */
  | { readonly _tag: "Changed" }
  /** Nothing happened: this count would have passed its limit. */
  | { readonly _tag: "Over"; readonly name: string }

/**
 * What becomes of a change that cannot be written now. `always`: as far as its process knows it happened, so it is
 * written later, its counts in any case. `ifItHolds`: all of it is written later if its conditions hold then, or nothing.
 */
export type Owing = "always" | "ifItHolds"

/** The outcome of a change; `owed` when it happened as far as this process knows, and the store hears of it later. */
export type Outcome = Committed & { readonly owed?: true }

/** The store of a client: it never fails, and owes what it cannot write now. Every driver that never fails is one. */
export interface Unfailing extends Omit<Driver<never>, "commit"> {
  readonly commit: (change: Change, owing?: Owing) => Effect.Effect<Outcome>
}

/**
 * The operations of a store; implement them to use your own. `commit` is the one writer and is atomic for everybody
 * who uses the store; answers, claims, latches, budgets and totals are all made of it.
 */
export interface Driver<E = StoreFailure> {
  /** The texts of keys, in order. One that has outlived its time is absent. */
  readonly get: (keys: ReadonlyArray<string>) => Effect.Effect<ReadonlyArray<string | undefined>, E>
  readonly commit: (change: Change) => Effect.Effect<Committed, E>
  /** The counts of a group, by name. */
  readonly counts: (group: string) => Effect.Effect<Readonly<Record<string, number>>, E>
  /**
   * How many texts are in a folder: `answer/x/` holds the keys that start so. A folder ends with the second slash of
   * its keys. Costs the same however many there are; those whose time is over may still be among them.
   */
  readonly size: (folder: string) => Effect.Effect<number, E>
  /** It fails by itself when what it is kept in does not respond. Any other has failed after 5 seconds. */
  readonly bounded?: true
  /** What it holds at most, where there is a bound; beyond it answers that are still good are dropped. */
  readonly holds?: Holds
}

/** What a store holds at most. */
export interface Holds {
  readonly count: number
  readonly characters: number
  /** What whoever needs more can do; another store unless said. */
  readonly advice?: Words
}
