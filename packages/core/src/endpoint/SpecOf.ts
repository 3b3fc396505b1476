import type { Words } from "../util/Words.ts"
import type { Picked, Share, Shows, Spec, Titled } from "./TableSpec.ts"

/** Paths into a result as types: a mistake in an endpoint's table is an error where it is written. */

/** A structure with named fields; lists, and structures whose keys are data, have none. */
type Named<T> = T extends ReadonlyArray<unknown> ? {} : T extends object ? (string extends keyof T ? {} : T) : {}

type Fields<T> = { readonly [K in keyof Named<T> & (string | number) as `${K}`]-?: NonNullable<Named<T>[K]> }

type Key<T> = keyof Fields<T> & string

/** Keys joined by dots, not through lists. */
type PathOf<D> = { [K in Key<D>]: K | `${K}.${PathOf<Fields<D>[K]>}` }[Key<D>]

/** Where rows can be: lists (`[]`), and structures. */
export type RowsOf<D> = {
  [K in Key<D>]: Fields<D>[K] extends ReadonlyArray<infer E>
    ? `${K}[]` | `${K}[].${RowsOf<E>}`
    : [Key<Fields<D>[K]>] extends [never]
      ? never
      : K | `${K}.${RowsOf<Fields<D>[K]>}`
}[Key<D>]

type Step<D, K extends string> = K extends `${infer L}[]`
  ? L extends Key<D>
    ? Fields<D>[L] extends ReadonlyArray<infer E>
      ? E
      : never
    : never
  : K extends Key<D>
    ? Fields<D>[K]
    : never

/** The element a path of rows leads to. */
type ElementAt<D, R extends string> = R extends `${infer K}.${infer Rest}` ? ElementAt<Step<D, K>, Rest> : Step<D, R>

type Column<Path extends string> =
  | Path
  | (Titled & { readonly field: Path })
  | (Omit<Share, "share" | "of"> & { readonly share: Path; readonly of?: Path })
  | Picked

/**
 * A table's description whose rows and columns exist in `D`. Paths that go up (`../`) or into picked elements are left
 * to a test.
 */
export interface SpecOf<D, R extends string> extends Omit<Spec, "rows" | "columns" | "older" | "without"> {
  readonly without?: { readonly field: PathOf<D>; readonly say: Words }
  readonly older?: ReadonlyArray<PathOf<[R] extends [never] ? D : ElementAt<D, R>>>
  readonly rows?: ReadonlyArray<R>
  readonly columns?: ReadonlyArray<
    Column<"" | PathOf<[R] extends [never] ? D : ElementAt<D, R>> | `/${PathOf<D>}` | `../${string}`> & Shows
  >
}
