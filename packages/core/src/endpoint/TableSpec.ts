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
  /** Orders the rows of each list by this field. */
  readonly largestFirst?: string
}

/** What a column shows: a field by its path, a share, a field under another title, or the element of a list that is meant. */
export type Shows = string | Share | Titled | Picked

/** A count as a share of all in its list, or of another count. */
export interface Share {
  readonly share: string
  readonly of?: string
}

/** A field under a title of the table's own. */
export interface Titled {
  readonly field: string
  readonly title: Words
}

/** A field of the first element of a list that fits, or of the largest: the price of one kind of video, the top age group. */
export interface Picked {
  readonly from: string
  /** The values the element's fields must have. */
  readonly where: Readonly<Record<string, string | boolean>>
  readonly largest?: string
  readonly show: string | Share
  readonly key: string
  readonly title: Words
}
