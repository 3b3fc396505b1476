import type { Words } from "../../util/Words.ts"

/**
 * The unit of a decoded value.
 * `yuan` CNY, `share` a fraction of 1, `seconds`, `count`, `time` ISO 8601 UTC, `index` a score of the vendor, `plain`
 * a number whose unit nobody published.
 */
export type Unit =
  | "yuan"
  | "share"
  | "seconds"
  | "count"
  | "time"
  | "date"
  | "index"
  | "plain"
  | "id"
  | "text"
  | "flag"
  | "group"

/**
 * One value in an unexpected format: its path, and what was expected. The result stays usable and `raw` keeps the
 * value.
 */
export interface Drift {
  readonly path: string
  readonly expected: string
  readonly found: string
}

/** A field of a result: its unit, its names in both languages, and how the API encodes it. */
export interface Wire<A> {
  readonly unit: Unit
  readonly words: Words
  /** What arrives, in a phrase; drift reports it. */
  readonly expected: string
  /**
   * The natural value, or undefined when the field is absent or does not match (then `drift` gets a line at `path`,
   * seen from what holds the field).
   */
  readonly read: (value: unknown, path: string, drift: Array<Drift>) => A | undefined
  /**
   * A natural value as the API would send it; the sandbox responds with it. A method, so that `Wire<number>` is a
   * `Wire<unknown>`.
   */
  write(value: A): unknown
  /** Fields of a structure, for those who derive tables and documents. */
  readonly fields?: Readonly<Record<string, Wire<unknown>>>
  /** The element of a list or of a map. */
  readonly of?: Wire<unknown>
  /** What the elements are held in. */
  readonly holds?: "list" | "map"
  /** Names of coded values in both languages, by their English name. */
  readonly names?: ReadonlyMap<string, Words>
}

/** The type that a field is decoded to. */
export type Type<W> = W extends Wire<infer A> ? A : never

/** A value as drift shows it. */
export const preview = (value: unknown): string => {
  const text =
    typeof value === "string"
      ? JSON.stringify(value)
      : Array.isArray(value)
        ? "a list"
        : typeof value === "object"
          ? "an object"
          : String(value)
  return text.length > 40 ? `${text.slice(0, 40)}...` : text
}

/** Nothing arrived: the API leaves out what is zero or unknown. */
export const absent = (value: unknown): boolean => value === undefined || value === null || value === ""
