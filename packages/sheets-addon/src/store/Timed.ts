import type { Kept } from "../google/HiddenSheet.ts"
import * as Properties from "../google/Properties.ts"

/** Short texts, each with a time of its own, all in one property. */

export const read = (name: string, properties: Properties.Texts): ReadonlyMap<string, Kept> => {
  const all: Readonly<Record<string, Kept>> = JSON.parse(properties.get(name) ?? "{}")
  return new Map(Object.entries(all).filter(([, { until }]) => until > Date.now()))
}

/** The property that holds these, if it has changed and finds room. */
export const written = (
  name: string,
  properties: Properties.Texts,
  all: ReadonlyMap<string, Kept>
): ReadonlyMap<string, string> => {
  const before = properties.get(name) ?? "{}"
  const text = JSON.stringify(Object.fromEntries(all))
  return text === before || (text.length > before.length && !properties.hasRoom(Properties.bytesOf(text)))
    ? new Map()
    : new Map([[name, text]])
}
