import * as HiddenSheet from "./HiddenSheet.ts"
import * as Properties from "./Properties.ts"

/**
 * Where a formula leaves what it paid for: it may not write to the sheet, and the cache forgets.
 * The next menu, sidebar or trigger, and opening the document, moves everything from here to the hidden sheet.
 */

const prefix = "d:"

const gzipped = "application/x-gzip"

/** A short text and its time, as a property. */
export const writePlain = ({ until, value }: HiddenSheet.Kept): string => `${until}:${value}`

export const plain = (text: string): HiddenSheet.Kept => {
  const at = text.indexOf(":")
  return { until: Number(text.slice(0, at)), value: text.slice(at + 1) }
}

const pack = ({ until, value }: HiddenSheet.Kept): string =>
  writePlain({ until, value: Utilities.base64Encode(Utilities.gzip(Utilities.newBlob(value)).getBytes()) })

const unpack = (text: string): HiddenSheet.Kept => {
  const { until, value } = plain(text)
  const packed = Utilities.newBlob(Utilities.base64Decode(value), gzipped)
  return { until, value: Utilities.ungzip(packed).getDataAsString("UTF-8") }
}

export const get = (properties: Properties.Texts, key: string): HiddenSheet.Kept | undefined => {
  const text = properties.get(prefix + key)
  return text === undefined ? undefined : unpack(text)
}

/** What goes into the properties for texts to keep. */
export const packed = (texts: ReadonlyMap<string, HiddenSheet.Kept>): ReadonlyMap<string, string> =>
  new Map([...texts].map(([key, kept]) => [prefix + key, pack(kept)]))

const keysIn = (properties: Properties.Texts) => properties.keys().filter((key) => key.startsWith(prefix))

/** How many texts start like this. */
export const size = (properties: Properties.Texts, start: string): number => keysIn(properties).filter((key) => key.startsWith(prefix + start)).length

/** Whether formulas may go on paying: what they pay for must have a place to stay. */
export const hasRoom = (properties: Properties.Texts): boolean => properties.hasRoom(0)

/** Moves everything to the hidden sheet. Not for formulas. */
export const empty = (): void => {
  const properties = Properties.read()
  const keys = keysIn(properties)
  HiddenSheet.putAll(new Map(keys.flatMap((key) => {
    const kept = get(properties, key.slice(prefix.length))
    return kept === undefined ? [] : [[key.slice(prefix.length), kept] as const]
  })))
  Properties.remove(keys, properties)
}
