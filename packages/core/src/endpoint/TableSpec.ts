import type { Words } from "../util/Words.ts"

/**
 * How a table is made from `data`, where the derived one is not what a buyer wants.
 * Paths are keys joined by dots; `[]` after a key steps into a list, a leading `/` starts at the whole answer,
 * a leading `../` at the element a row's list belongs to, and the empty path is the element itself.
 */
export interface Spec {
  /** What becomes rows: lists, or single structures; several follow each other, told apart by a first column. */
  readonly rows?: ReadonlyArray<string>
  /** Title of that first column. */
  readonly label?: Words
  /** The fields shown, relative to a row's element. */
  readonly columns?: ReadonlyArray<Shows>
  /** Fields of older answers: shown after the others, each only where an answer has it. */
  readonly older?: ReadonlyArray<string>
  /** Puts several lists side by side instead: one row per value of this field, one column per list. */
  readonly by?: string
  /** What to say where an answer lacks a field people look for: who else knows it. */
  readonly without?: { readonly field: string; readonly say: Words }
  /** Orders the rows of each list by this field. */
  readonly largestFirst?: string
}

/**
 * What a column shows: a field by its path, a share, a field under another title, or the element of a list that is
 * meant.
 */
export type Shows = string | Share | Titled | Picked

/**
 * A count as a share of all in its list, of another count, or of the whole that its list is only the largest part of.
 */
export interface Share {
  readonly share: string
  readonly of?: string
  readonly parts?: Parts
}

/**
 * Lists beside each other, told apart by a field above, of which some hold only the largest groups of the same people.
 */
export interface Parts {
  /** What tells them apart. */
  readonly by: string
  /** Those that hold everybody: each is its own whole. */
  readonly complete: ReadonlyArray<string>
  /**
   * For those that hold only the largest: whose sum is their whole, the best first. Without one, the share is of those
   * listed, in a column that says so.
   */
  readonly wholes: Readonly<Record<string, ReadonlyArray<string>>>
}

/** A field under a title of the table's own, or only in some rows. */
export interface Titled {
  readonly field: string
  readonly title?: Words
  /** Names of the field's codes, where the data keeps the codes. */
  readonly names?: ReadonlyMap<string, Words>
  /** Where the field has a code nobody knows: what the answer itself calls it. */
  readonly orElse?: string
  /** The column's key where the field is shown in several columns. */
  readonly key?: string
  /** Shown only in rows whose fields have these values. */
  readonly where?: Readonly<Record<string, string>>
  /**
   * What 0 is called where the field beside it is there, as a share too small to show; without that one, 0 is no data.
   */
  readonly zero?: { readonly beside: string; readonly words: Words }
  /** Not shown in rows whose fields have these values. */
  readonly unless?: Readonly<Record<string, string>>
}

/**
 * A field of the first element of a list that fits, or of the largest: the price of one kind of video, the top age
 * group.
 */
export interface Picked {
  readonly from: string
  /** The values the element's fields must have. */
  readonly where: Readonly<Record<string, string | boolean>>
  readonly largest?: string
  readonly show: string | Share
  readonly key: string
  readonly title: Words
}
