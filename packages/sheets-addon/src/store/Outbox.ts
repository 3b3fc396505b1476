import * as HiddenSheet from "../google/HiddenSheet.ts"
import * as Lock from "../google/Lock.ts"
import * as Properties from "../google/Properties.ts"

/**
 * Where formulas leave what they paid for: they may not write to the sheet, and the cache forgets.
 * The next menu, sidebar or trigger, and opening the document, moves everything from here to the hidden sheet.
 * What was paid for together is one bundle: results are alike, so many of them take little more room than one.
 */

const prefix = "d:"

const gzipped = "application/x-gzip"

/** A bundle, and the names of what is in it: enough to know which to open. */
interface Bundle {
  readonly property: string
  readonly names: ReadonlySet<string>
  readonly packed: string
}

/** 32 bits of a key. Two keys with the same open a bundle for nothing. */
export const nameOf = (key: string): string => {
  let hash = 0x811c9dc5
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193)
  return (hash >>> 0).toString(36)
}

const bundles = (properties: Properties.Texts): ReadonlyArray<Bundle> =>
  properties
    .keys()
    .filter((key) => key.startsWith(prefix))
    .map((property) => {
      const [names = "", packed = ""] = (properties.get(property) ?? "").split("|")
      return { property, names: new Set(names.split(",")), packed }
    })

type Texts = Readonly<Record<string, HiddenSheet.Kept>>

const opened = new Map<string, Texts>()

const open = ({ packed }: Bundle): Texts => {
  const known = opened.get(packed)
  if (known !== undefined) return known
  try {
    const blob = Utilities.newBlob(Utilities.base64Decode(packed), gzipped)
    const texts: Texts = JSON.parse(Utilities.ungzip(blob).getDataAsString("UTF-8"))
    opened.set(packed, texts)
    return texts
  } catch {
    // Cut short, where there was no room for all of it.
    return {}
  }
}

/** The latest of what bundles hold under a key. */
const latest = (all: ReadonlyArray<Bundle>, key: string, name = nameOf(key)): HiddenSheet.Kept | undefined =>
  all
    .filter(({ names }) => names.has(name))
    .map((bundle) => open(bundle)[key])
    .reduce((a, b) => (a === undefined || (b !== undefined && b.until > a.until) ? b : a), undefined)

/** Looks texts up. */
export const reader = (properties: Properties.Texts): ((key: string) => HiddenSheet.Kept | undefined) => {
  const all = bundles(properties)
  return (key) => latest(all, key)
}

/** What goes into the properties for texts to keep. */
export const packed = (texts: ReadonlyMap<string, HiddenSheet.Kept>): ReadonlyMap<string, string> => {
  if (texts.size === 0) return new Map()
  const zipped = Utilities.gzip(Utilities.newBlob(JSON.stringify(Object.fromEntries(texts))))
  return new Map([
    [
      prefix + Utilities.getUuid(),
      `${[...texts.keys()].map(nameOf).join(",")}|${Utilities.base64Encode(zipped.getBytes())}`
    ]
  ])
}

/** How many texts there are. */
export const size = (properties: Properties.Texts): number =>
  bundles(properties).reduce((sum, { names }) => sum + names.size, 0)

/** Moves everything to the hidden sheet, unless somebody else writes there or it takes nothing. Not for formulas. */
export const empty = (): void =>
  Lock.during((held) => {
    if (held === undefined) return
    const properties = Properties.read()
    const all = bundles(properties)
    const keys = new Set(all.flatMap((bundle) => Object.keys(open(bundle))))
    const moved = HiddenSheet.takes(
      new Map(
        [...keys].flatMap((key) => {
          const kept = latest(all, key)
          return kept === undefined ? [] : [[key, kept] as const]
        })
      )
    )
    HiddenSheet.prune()
    if (moved)
      Properties.remove(
        all.map(({ property }) => property),
        properties
      )
  })
