import { isoTime } from "../../util/time.ts"
import type { Words } from "../../util/Words.ts"
import { absent, preview, type Unit, type Wire } from "./shape.ts"

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

/** Beyond 2^53 a count has lost digits: it would be another. */
const toCount = (value: unknown): number | undefined => {
  const number = toNumber(value)
  return number === undefined || Math.abs(number) > Number.MAX_SAFE_INTEGER ? undefined : number
}

/** A plain count: plays, likes, videos. */
export const count = leaf<number>("count", "a count", toCount, String)
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

/** Epoch seconds; 0 means never and is read as absent. */
export const epochSeconds = (en: string, zh: string): Wire<string> => {
  const wire = leaf<string>(
    "time",
    "epoch seconds",
    (value) => {
      const at = toNumber(value)
      return at === undefined || Math.abs(at) > 8.64e12 ? undefined : isoTime(at * 1000)
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

/** The same where some values say that there is none. */
export const without = <A>(none: ReadonlyArray<string>, wire: Wire<A>): Wire<A> => ({
  ...wire,
  read: (value, path, drift) => (none.includes(String(value)) ? undefined : wire.read(value, path, drift))
})

/** A number of the vendor that stays what it is, and is shown by its name. */
export const numbered = (en: string, zh: string, names: Readonly<Record<string, Words>>): Wire<string> => ({
  ...text(en, zh),
  names: new Map(Object.entries(names))
})

/**
 * A code of the vendor with a name for each value: the English one is the value, adapters show it in their language. An
 * unknown code is kept as text.
 */
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
