import { isRecord } from "../util/path.ts"
import type { Words } from "../util/Words.ts"
import { percent100, text } from "./wire/leaves.ts"
import { absent, type Drift, preview, type Type, type Wire } from "./wire/shape.ts"

export * from "./wire/leaves.ts"
export type { Drift, Type, Unit, Wire } from "./wire/shape.ts"

type Fields = Readonly<Record<string, Wire<unknown>>>

/** Every field is optional: the API leaves out what is zero or unknown. */
export type Decoded<F extends Fields> = { readonly [K in keyof F]?: Type<F[K]> }

const nothing: Words = { en: "", zh: "" }

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

/** An object of fields. It always has a value, because all its fields are optional. */
export interface Struct<D> extends Wire<D> {
  readonly none: D
}

/** A structure; fields it does not name stay in the raw result. */
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

/** JSON that travels as a text. A text that was cut off on its way is drift. */
export const json = <A>(of: Wire<A>): Wire<A> => ({
  ...of,
  expected: `JSON of ${of.expected}`,
  read: (value, path, drift) => {
    if (typeof value !== "string") return of.read(value, path, drift)
    if (value === "") return undefined
    try {
      return of.read(JSON.parse(value), path, drift)
    } catch {
      drift.push({ path, expected: `JSON of ${of.expected}`, found: preview(value) })
      return undefined
    }
  },
  write: (value) => JSON.stringify(of.write(value))
})

/** A rate of a creator with its label and the share of creators of that label it beats. */
export const ratedShare = (en: string, zh: string) =>
  struct({
    value: percent100(en, zh),
    overtake: percent100(`${en}: beats`, `${zh}超过同类`),
    label: text(`${en}: compared with`, `${zh}对比类目`)
  })
