import type { Words } from "../util/Words.ts"

/**
 * How an endpoint's table is made from `data`, where the generated one is not useful enough. Paths are keys joined by
 * dots; `[]` after a key steps into a list, a leading `/` starts at the whole result, a leading `../` at the element a
 * row's list belongs to, and the empty path is the element itself.
 */
export interface Spec {
  /** What becomes rows: lists, or single structures; several follow each other, told apart by a first column. */
  readonly rows?: ReadonlyArray<string>
  /** Title of that first column. */
  readonly label?: Words
  /** The fields shown, relative to a row's element. */
  readonly columns?: ReadonlyArray<Shows>
  /** Fields of older results: shown after the others, each only where a result has it. */
  readonly older?: ReadonlyArray<string>
  /** Puts several lists side by side instead: one row per value of this field, one column per list. */
  readonly by?: string
  /** What to say where a result lacks a field people look for: who else knows it. */
  readonly without?: { readonly field: string; readonly say: Words }
  /** Orders the rows of each list by this field. */
  readonly largestFirst?: string
}

/** The content of a column: a field by its path, a share, a field with another title, or an element of a list. */
export type Shows = string | Share | Titled | Picked

/** A column with a count as a share of its list, of another count, or of a total. */
export interface Share {
  readonly share: string
  readonly of?: string
  readonly parts?: Parts
}

/** How a table shows several distributions of the same people, some of which list only the largest groups. */
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

/** A column with a title of its own, or that only some rows have. */
export interface Titled {
  readonly field: string
  readonly title?: Words
  /** Names of the field's codes, where the data keeps the codes. */
  readonly names?: ReadonlyMap<string, Words>
  /** Where the field has a code nobody knows: what the result itself calls it. */
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

/** A column with a field of one element of a list: the one that matches, or the largest. */
export interface Picked {
  readonly from: string
  /** The values the element's fields must have. */
  readonly where: Readonly<Record<string, string | boolean>>
  readonly largest?: string
  readonly show: string | Share
  readonly key: string
  readonly title: Words
}
