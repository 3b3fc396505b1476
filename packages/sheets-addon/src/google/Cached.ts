import { pieces } from "../util/pieces.ts"

/** Texts of any length in the document's cache: 100 KB each, six hours at most, forgotten whenever Google likes. */

/** Characters per entry; one may take three bytes. */
const size = 33_000
const longest = 21_600

/** A text of several pieces starts with this and their number. */
const mark = "\u0001"

const cache = () => CacheService.getDocumentCache()

const entryKey = (key: string, at = 0): string => `x${at}/${key}`

/** Reads entries. A cache that fails is one that forgot: what is paid for and what is under way have another home. */
const entries = (keys: ReadonlyArray<string>): Readonly<Record<string, string>> => {
  try {
    return cache()?.getAll([...keys]) ?? {}
  } catch {
    return {}
  }
}

export const getAll = (keys: ReadonlyArray<string>): ReadonlyMap<string, string> => {
  const found = new Map<string, string>()
  if (keys.length === 0) return found
  const first = entries(keys.map((key) => entryKey(key)))
  const parts = new Map<string, number>()
  for (const key of keys) {
    const text = first[entryKey(key)]
    if (text === undefined) continue
    if (text.startsWith(mark)) parts.set(key, Number(text.slice(1)))
    else found.set(key, text)
  }
  if (parts.size === 0) return found
  const pieces = entries([...parts].flatMap(([key, n]) => Array.from({ length: n }, (_, i) => entryKey(key, i + 1))))
  for (const [key, n] of parts) {
    const texts = Array.from({ length: n }, (_, i) => pieces[entryKey(key, i + 1)])
    // A text that lost a piece is lost.
    if (texts.every((text) => text !== undefined)) found.set(key, texts.join(""))
  }
  return found
}

export interface Put {
  readonly key: string
  readonly value: string
  readonly ttlMs: number
}

export const putAll = (puts: ReadonlyArray<Put>): void => {
  const bySeconds = new Map<number, Record<string, string>>()
  for (const { key, ttlMs, value } of puts) {
    const seconds = Math.min(longest, Math.max(1, Math.ceil(ttlMs / 1000)))
    const group = bySeconds.get(seconds) ?? {}
    bySeconds.set(seconds, group)
    const parts = pieces(value, size)
    group[entryKey(key)] = parts.length === 1 ? value : `${mark}${parts.length}`
    if (parts.length > 1) parts.forEach((part, i) => (group[entryKey(key, i + 1)] = part))
  }
  try {
    for (const [seconds, entries] of bySeconds) cache()?.putAll(entries, seconds)
  } catch {
    // It forgets whenever it likes; what must stay has another home.
  }
}

export const removeAll = (keys: ReadonlyArray<string>): void => {
  if (keys.length === 0) return
  try {
    cache()?.removeAll(keys.map((key) => entryKey(key)))
  } catch {
    // An entry that stays is older than what stands in its other home; it ends by itself.
  }
}
