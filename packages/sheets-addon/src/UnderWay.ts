import type { Store } from "@xingtu/core"
import type { Kept } from "./HiddenSheet.ts"
import * as Properties from "./Properties.ts"

/** Claims and doubts in one property beside the cache, which may forget them while a request is out. Written under the lock. */

const name = "u"

/** A claim that carries the answer it replaces is left to the cache. */
const longest = 300

const parse = (properties: Properties.Texts): ReadonlyArray<readonly [string, Kept]> => Object.entries(JSON.parse(properties.get(name) ?? "{}"))

/** What is under way, or in doubt. */
export const read = (properties: Properties.Texts, now: number): ReadonlyMap<string, Kept> => new Map(parse(properties).filter(([, { until }]) => until > now))

/** The property after these changes. */
export const changed = (properties: Properties.Texts, puts: ReadonlyArray<Store.Put>, mostMs: number, now: number): ReadonlyMap<string, string> => {
  const all = new Map(read(properties, now))
  for (const { key, ttlMs, value } of puts) {
    if (value !== undefined && ttlMs < mostMs && value.length < longest) all.set(key, { value, until: now + ttlMs })
    else all.delete(key)
  }
  const before = properties.get(name) ?? "{}"
  const text = JSON.stringify(Object.fromEntries(all))
  return text === before || (text.length > before.length && !properties.hasRoom(Properties.bytesOf(text))) ? new Map() : new Map([[name, text]])
}
