import type * as Options from "./Options.ts"
import * as Properties from "./Properties.ts"

/** What the formulas of the document ask for, so that Refresh knows it: a formula cannot be asked. */
export interface Noted {
  /** Ids of the endpoints. */
  readonly endpoints: ReadonlyArray<string>
  readonly input: Options.Input
  readonly ids: ReadonlyArray<string>
}

const prefix = "f:"

/** Larger ranges are for the sidebar's own runs. */
const mostIds = 2_000

const digest = (text: string): string =>
  Utilities.computeDigest(Utilities.DigestAlgorithm.SHA_256, text, Utilities.Charset.UTF_8).slice(0, 8).map((byte) => (byte & 255).toString(16).padStart(2, "0")).join("")

/** A range that grows keeps its first id, and its note is replaced. The same formula again costs no write. */
export const note = ({ endpoints, ids, input }: Noted, properties: Properties.Texts): void => {
  if (ids.length > mostIds) return
  const key = prefix + digest(JSON.stringify([endpoints, input, ids[0]]))
  const text = JSON.stringify({ endpoints, input, ids })
  if (properties.get(key) !== text && properties.hasRoom(2 * text.length)) Properties.write(new Map([[key, text]]), properties)
}

export const all = (properties: Properties.Texts): ReadonlyArray<Noted> =>
  properties.keys().filter((key) => key.startsWith(prefix)).flatMap((key) => {
    const { endpoints, ids, input }: Partial<Noted> = Object(JSON.parse(properties.get(key) ?? "{}"))
    return endpoints === undefined || ids === undefined || input === undefined ? [] : [{ endpoints, ids, input }]
  })
