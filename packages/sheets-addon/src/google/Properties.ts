import { pieces } from "../util/pieces.ts"

/**
 * Texts of any length in the document's properties, which hold 9 KB each. Long ones continue under `<key>+1`, `<key>+2`
 * ...
 */

/** Characters per property; one may take three bytes. */
const size = 2_900

export interface Texts {
  /** Whether they say which document they belong to. */
  readonly isOwned: boolean
  /** What a copy took over from another document's, before it wrote any of its own. */
  readonly inherited: Readonly<Record<string, string>> | undefined
  readonly get: (key: string) => string | undefined
  readonly keys: () => ReadonlyArray<string>
  /** Whether so many more bytes find room among the 500 KB of a document, with some left for what must not wait. */
  readonly hasRoom: (bytes: number) => boolean
}

const room = 420_000

/**
 * Which document these were written in. Where Google copies them along, the copy acts on none of the original's claims,
 * counts, runs or token.
 */
const ownerKey = "document"

/** What a copy takes over: what people set, and results that were paid for. */
const isShared = (key: string): boolean => /^(settings|queries|manners|d:.*)(\+\d+)?$/.test(key)

const document = (): string => SpreadsheetApp.getActiveSpreadsheet().getId()

interface Stored {
  readonly all: Readonly<Record<string, string>>
  /** Whether it is another document's. */
  readonly foreign: boolean
}

const stored = (): Stored => {
  const all = store().getProperties()
  const owner = all[ownerKey]
  if (owner === undefined || owner === document()) return { all, foreign: false }
  return { all: Object.fromEntries(Object.entries(all).filter(([key]) => isShared(key))), foreign: true }
}

/** At most; what is not ASCII may take three. */
export const bytesOf = (text: string): number => text.length + 2 * (text.match(/[^\0-\x7f]/g)?.length ?? 0)

const store = () => PropertiesService.getDocumentProperties()

const nth = (key: string, i: number) => (i === 0 ? key : `${key}+${i}`)

/** All of them in one call. */
export const read = (): Texts => {
  const { all, foreign } = stored()
  return {
    isOwned: all[ownerKey] !== undefined,
    inherited: foreign ? all : undefined,
    get: (key) => {
      const parts: Array<string> = []
      for (let part = all[key]; part !== undefined; part = all[nth(key, parts.length)]) parts.push(part)
      return parts.length === 0 ? undefined : parts.join("")
    },
    keys: () => Object.keys(all).filter((key) => key !== ownerKey && !/\+\d+$/.test(key)),
    hasRoom: (bytes) =>
      Object.keys(all).reduce((sum, key) => sum + bytesOf(key) + bytesOf(all[key] ?? ""), bytes) < room
  }
}

const countOf = (before: Texts, key: string): number => {
  const text = before.get(key)
  return text === undefined ? 0 : pieces(text, size).length
}

/** Sets texts in one call, and takes away what longer ones left behind. */
export const write = (texts: ReadonlyMap<string, string>, before: Texts): void => {
  if (texts.size === 0) return
  const values: Record<string, string> = {}
  const isFirst = before.inherited !== undefined && store().getProperty(ownerKey) !== document()
  if (isFirst) Object.assign(values, before.inherited)
  if (!before.isOwned) values[ownerKey] = document()
  for (const [key, text] of texts) {
    const parts = pieces(text, size)
    parts.forEach((part, i) => {
      values[nth(key, i)] = part
    })
    for (let i = parts.length; i < countOf(before, key); i++) store().deleteProperty(nth(key, i))
  }
  // The first that a copy writes takes the place of all it came with.
  store().setProperties(values, isFirst)
}

export const remove = (keys: Iterable<string>, before: Texts): void => {
  for (const key of keys) for (let i = countOf(before, key) - 1; i >= 0; i--) store().deleteProperty(nth(key, i))
}
