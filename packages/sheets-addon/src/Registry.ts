import type * as Options from "./Options.ts"
import * as Properties from "./Properties.ts"

/** What the formulas of the document ask for, so that Refresh knows it: a formula cannot be asked. */
export interface Noted {
  readonly subject: string
  readonly endpoints: ReadonlyArray<string>
  readonly input: Options.Input
  readonly ids: ReadonlyArray<string>
}

const prefix = "f:"

/** More is refreshed from the sidebar's own runs. */
const mostIds = 2_000

const digest = (text: string): string =>
  Utilities.computeDigest(Utilities.DigestAlgorithm.SHA_256, text, Utilities.Charset.UTF_8).slice(0, 8).map((byte) => (byte & 255).toString(16).padStart(2, "0")).join("")

/** Writes once per question; the same formula again costs no write. */
export const note = (noted: Noted, properties: Properties.Texts): void => {
  if (noted.ids.length > mostIds) return
  const text = JSON.stringify(noted)
  const key = prefix + digest(text)
  if (properties.get(key) === undefined) Properties.write(new Map([[key, text]]), properties)
}

export const all = (properties: Properties.Texts): ReadonlyArray<Noted> =>
  properties.keys().filter((key) => key.startsWith(prefix)).flatMap((key) => {
    const { endpoints, ids, input, subject }: Partial<Noted> = Object(JSON.parse(properties.get(key) ?? "{}"))
    return endpoints === undefined || ids === undefined || input === undefined || subject === undefined ? [] : [{ endpoints, ids, input, subject }]
  })

/** Formulas note themselves again when they are calculated. */
export const clear = (properties: Properties.Texts): void => Properties.remove(properties.keys().filter((key) => key.startsWith(prefix)), properties)
