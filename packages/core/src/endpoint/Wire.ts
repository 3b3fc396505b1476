// oxlint-disable max-lines -- to be split by stage
import { isRecord } from "../util/path.ts"
import { memoize } from "../util/memoize.ts"
import type { Words } from "../util/Words.ts"

/**
 * The unit of a decoded value.
 * `yuan` CNY, `share` a fraction of 1, `seconds`, `count`, `time` ISO 8601 UTC, `index` a score of the vendor, `plain` a number whose unit nobody published.
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

/** One place where an answer did not match what was expected. The answer stays usable and `raw` keeps the value. */
export interface Drift {
  readonly path: string
  readonly expected: string
  readonly found: string
}

/** A field of an answer: its unit, its words, and how it travels. */
export interface Wire<A> {
  readonly unit: Unit
  readonly words: Words
  /** What arrives, in a phrase; drift reports it. */
  readonly expected: string
  /** The natural value, or undefined when the field is absent or does not match (then `drift` gets a line at `path`, seen from what holds the field). */
  readonly read: (value: unknown, path: string, drift: Array<Drift>) => A | undefined
  /** A natural value as the API would send it; the sandbox answers with it. A method, so that `Wire<number>` is a `Wire<unknown>`. */
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

/** What a field is read as. */
export type Type<W> = W extends Wire<infer A> ? A : never

type Fields = Readonly<Record<string, Wire<unknown>>>

/** Every field is optional: the API leaves out what is zero or unknown. */
export type Decoded<F extends Fields> = { readonly [K in keyof F]?: Type<F[K]> }

const nothing: Words = { en: "", zh: "" }

const preview = (value: unknown): string => {
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

const absent = (value: unknown): boolean => value === undefined || value === null || value === ""

const leaf =
  <A>(unit: Unit, expected: string, parse: (value: unknown) => A | undefined, write: (value: A) => unknown) =>
  (en: string, zh: string): Wire<A> => ({
    unit,
    words: { en, zh },
    expected,
    read: (value, path, drift) => {
      if (absent(value)) return undefined
      const parsed = parse(value)
      if (parsed === undefined) drift.push({ path, expected, found: preview(value) })
      return parsed
    },
    write
  })

const decimal = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/

const toNumber = (value: unknown): number | undefined => {
  const number = typeof value === "string" && decimal.test(value) ? Number(value) : value
  return typeof number === "number" && Number.isFinite(number) ? number : undefined
}

const scaled = (unit: Unit, expected: string, by: number) =>
  leaf<number>(
    unit,
    expected,
    (value) => {
      const number = toNumber(value)
      return number === undefined ? undefined : number / by
    },
    (value) => String(Math.round(value * by))
  )

/** A plain count: plays, likes, videos. */
export const count = leaf<number>("count", "a count", toNumber, String)
/** Money in fen, 1/100 yuan. */
export const fen = scaled("yuan", "an amount in fen", 100)
/** Money in yuan. */
export const yuan = leaf<number>("yuan", "an amount in yuan", toNumber, (value) => value)
/** Percent times 100: 244 is 2.44 %. */
export const percent100 = scaled("share", "a percentage times 100", 10_000)
/** A fraction of 1. */
export const fraction = leaf<number>("share", "a fraction", toNumber, (value) => value)
/** Hundredths of a second. */
export const centiseconds = scaled("seconds", "hundredths of a second", 100)
/** Whole or broken seconds. */
export const seconds = leaf<number>("seconds", "seconds", toNumber, (value) => value)
/** A score of the vendor without a unit, 0 to 100 unless its words say otherwise. */
export const index = leaf<number>("index", "a score", toNumber, (value) => value)
const number = leaf<number>("plain", "a number", toNumber, (value) => value)
/** A number whose unit nobody published; its words say so. */
export const plain = (en: string, zh: string): Wire<number> => number(`${en} (unit unknown)`, `${zh}（单位未知）`)

const daySeconds = 86_400

/** The day a time begins with, `2026-09-30T`, by its number since 1970. */
const dayText = memoize((number) => new Date(Number(number) * daySeconds * 1000).toISOString().slice(0, -13))

const two = (number: number): string => (number < 10 ? `0${number}` : String(number))

/** ISO 8601. Lists are full of times, and `Date` takes several times as long as this for a whole second. */
const isoTime = (seconds: number): string => {
  if (!Number.isInteger(seconds)) return new Date(seconds * 1000).toISOString()
  const day = Math.floor(seconds / daySeconds)
  const of = seconds - day * daySeconds
  return `${dayText(String(day))}${two(Math.floor(of / 3600))}:${two(Math.floor(of / 60) % 60)}:${two(of % 60)}.000Z`
}

/** Epoch seconds; 0 means never and is read as absent. */
export const epochSeconds = (en: string, zh: string): Wire<string> => {
  const wire = leaf<string>(
    "time",
    "epoch seconds",
    (value) => {
      const at = toNumber(value)
      return at === undefined || Math.abs(at) > 8.64e12 ? undefined : isoTime(at)
    },
    (value) => Math.round(Date.parse(value) / 1000)
  )(en, zh)
  return {
    ...wire,
    read: (value, path, drift) => (value === 0 || value === "0" ? undefined : wire.read(value, path, drift))
  }
}

const day = /^(\d{4})-?(\d{2})-?(\d{2})$/

const toDay = (value: unknown): string | undefined => {
  const text = typeof value === "string" || typeof value === "number" ? String(value) : ""
  if (!day.test(text)) return undefined
  return text.length === 10 ? text : text.replace(day, "$1-$2-$3")
}

/** A day as `2026-09-30`. */
export const date = leaf<string>("date", "a day", toDay, (value) => value)
/** A day that travels as the number 20260930. */
export const compactDate = leaf<string>("date", "a day", toDay, (value) => Number(value.replaceAll("-", "")))

/** A text; a number that arrives in its place becomes one. */
export const text = leaf<string>(
  "text",
  "a text",
  (value) => (typeof value === "string" ? value : typeof value === "number" ? String(value) : undefined),
  (value) => value
)

/** An id; a number beyond 2^53 has already lost digits and is refused. */
export const id = leaf<string>(
  "id",
  "an id",
  (value) =>
    typeof value === "string"
      ? value
      : typeof value === "number" && Number.isSafeInteger(value)
        ? String(value)
        : undefined,
  (value) => value
)

/** Yes or no, sent as a boolean, 0 and 1, or either as text. */
export const flag = leaf<boolean>(
  "flag",
  "true or false",
  (value) => {
    if (value === true || value === 1 || value === "1" || value === "true") return true
    if (value === false || value === 0 || value === "0" || value === "false") return false
    return undefined
  },
  (value) => value
)

/** Anything, unchanged: for what nobody has seen yet. */
export const unknown = leaf<unknown>(
  "plain",
  "anything",
  (value) => value,
  (value) => value
)

/** Puts what drifted since `from` under the place that holds it: paths are put together only when something drifts. */
const under = (place: string, drift: Array<Drift>, from: number) => {
  for (const [i, line] of drift.entries()) {
    if (i >= from)
      drift[i] = {
        ...line,
        path:
          place === "" || line.path === "" || line.path.startsWith("[")
            ? `${place}${line.path}`
            : `${place}.${line.path}`
      }
  }
}

const group = <A>(
  words: Words,
  expected: string,
  parts: Pick<Wire<A>, "fields" | "of" | "holds">,
  parse: (value: unknown, drift: Array<Drift>) => A | undefined,
  write: (value: A) => unknown
): Wire<A> => ({
  unit: "group",
  words,
  expected,
  ...parts,
  read: (value, path, drift) => {
    if (absent(value)) return undefined
    const before = drift.length
    const parsed = parse(value, drift)
    if (parsed === undefined) drift.push({ path: "", expected, found: preview(value) })
    if (drift.length > before) under(path, drift, before)
    return parsed
  },
  write
})

/** A structure: it always has a value, since all its fields are optional. */
export interface Struct<D> extends Wire<D> {
  readonly none: D
}

/** A structure; fields it does not name stay in the raw answer. */
export const struct = <const F extends Fields>(fields: F): Struct<Decoded<F>> => {
  const entries = Object.entries(fields)
  const none: Decoded<F> = {}
  const wire = group<Decoded<F>>(
    nothing,
    "an object",
    { fields },
    (value, drift) => {
      if (!isRecord(value)) return undefined
      const out: Record<string, unknown> = {}
      for (const [key, wire] of entries) {
        const found = value[key]
        if (found === undefined) continue
        const read = wire.read(found, key, drift)
        if (read !== undefined) out[key] = read
      }
      return out as Decoded<F> // the loop built it key by key from the same fields
    },
    (value) => {
      const source: Readonly<Record<string, unknown>> = value
      return Object.fromEntries(
        entries.filter(([key]) => source[key] !== undefined).map(([key, wire]) => [key, wire.write(source[key])])
      )
    }
  )
  return { ...wire, none }
}

/** A list; an element that does not match is left out and reported, its neighbours stay. */
export const list = <A>(en: string, zh: string, of: Wire<A>): Wire<ReadonlyArray<A>> =>
  group<ReadonlyArray<A>>(
    { en, zh },
    "a list",
    { of, holds: "list" },
    (value, drift) => {
      if (!Array.isArray(value)) return undefined
      const out: Array<A> = []
      value.forEach((element, i) => {
        const before = drift.length
        const read = of.read(element, "", drift)
        if (drift.length > before) under(`[${i}]`, drift, before)
        if (read !== undefined) out.push(read)
      })
      return out
    },
    (value) => value.map((element) => of.write(element))
  )

/** A structure whose keys are data. */
export const map = <A>(en: string, zh: string, of: Wire<A>): Wire<Readonly<Record<string, A>>> =>
  group<Readonly<Record<string, A>>>(
    { en, zh },
    "an object",
    { of, holds: "map" },
    (value, drift) => {
      if (!isRecord(value)) return undefined
      // Not by assignment: a key may be called `__proto__`.
      return Object.fromEntries(
        Object.entries(value).flatMap(([key, element]): ReadonlyArray<readonly [string, A]> => {
          const read = of.read(element, key, drift)
          return read === undefined ? [] : [[key, read]]
        })
      )
    },
    (value) => Object.fromEntries(Object.entries(value).map(([key, element]) => [key, of.write(element)]))
  )

/** A structure whose keys are data, as a list of `{ key, value }`. */
export const entries = <K, V>(
  en: string,
  zh: string,
  key: Wire<K>,
  value: Wire<V>
): Wire<ReadonlyArray<{ readonly key: K; readonly value: V }>> =>
  group<ReadonlyArray<{ readonly key: K; readonly value: V }>>(
    { en, zh },
    "an object",
    { of: struct({ key, value }), holds: "list" },
    (found, drift) => {
      if (!isRecord(found)) return undefined
      return Object.entries(found).flatMap(([name, element]) => {
        const [k, v] = [key.read(name, name, drift), value.read(element, name, drift)]
        return k === undefined || v === undefined ? [] : [{ key: k, value: v }]
      })
    },
    (list) => Object.fromEntries(list.map((entry) => [String(key.write(entry.key)), value.write(entry.value)]))
  )

/** Gives a structure a name of its own, for tables that name their rows after it. */
export const titled = <W extends Wire<unknown>>(en: string, zh: string, wire: W): W => ({ ...wire, words: { en, zh } })

/** JSON that travels as a text. A text that was cut off on its way (it ends in dots) is absent. */
export const json = <A>(of: Wire<A>): Wire<A> => ({
  ...of,
  expected: `JSON of ${of.expected}`,
  read: (value, path, drift) => {
    if (typeof value !== "string") return of.read(value, path, drift)
    if (value === "" || value.endsWith("...")) return undefined
    try {
      return of.read(JSON.parse(value), path, drift)
    } catch {
      drift.push({ path, expected: `JSON of ${of.expected}`, found: preview(value) })
      return undefined
    }
  },
  write: (value) => JSON.stringify(of.write(value))
})

/** A code of the vendor with a name for each value: the English one is the value, adapters show it in their language. An unknown code is kept as text. */
export const coded = (en: string, zh: string, codes: Readonly<Record<string, Words>>): Wire<string> => {
  const back = new Map(Object.entries(codes).map(([code, name]) => [name.en, code]))
  const wire = leaf<string>(
    "text",
    "a code",
    (value) => {
      const code = typeof value === "number" ? String(value) : value
      return typeof code === "string" ? (codes[code]?.en ?? code) : undefined
    },
    (value) => back.get(value) ?? value
  )(en, zh)
  return { ...wire, names: new Map(Object.values(codes).map((name) => [name.en, name])) }
}

/** A rate of a creator with its label and the share of creators of that label it beats. */
export const ratedShare = (en: string, zh: string) =>
  struct({
    value: percent100(en, zh),
    overtake: percent100(`${en}: beats`, `${zh}超过同类`),
    label: text(`${en}: compared with`, `${zh}对比类目`)
  })
