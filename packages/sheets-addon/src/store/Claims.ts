import type { Store } from "@xingtu/core"
import type { Kept } from "../google/HiddenSheet.ts"
import type * as Properties from "../google/Properties.ts"
import * as Timed from "./Timed.ts"

/** Claims and doubts, beside the cache, which may forget them while a request is out. Written under the lock. */

const name = "u"

/** A claim that carries the result it replaces is left to the cache. */
const longest = 300

export const read = (properties: Properties.Texts): ReadonlyMap<string, Kept> => Timed.read(name, properties)

/** The property after these changes. */
export const changed = (
  properties: Properties.Texts,
  puts: ReadonlyArray<Store.Put>,
  mostMs: number,
  now: number
): ReadonlyMap<string, string> => {
  const all = new Map(read(properties))
  for (const { key, ttlMs, value } of puts) {
    if (value !== undefined && ttlMs < mostMs && value.length < longest) all.set(key, { value, until: now + ttlMs })
    else all.delete(key)
  }
  return Timed.written(name, properties, all)
}
