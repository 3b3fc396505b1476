import { code } from "@xingtu/sheets-addon/build"
import { Document } from "@xingtu/sheets-addon/host"

let compiled: Promise<string> | undefined

/** The built add-on. */
export const addon = (): Promise<string> => (compiled ??= code())

/** A document with a script, a token, and a way to the API of this machine. */
export const openDocument = async (script: string, apiUrl: string) => {
  const document = new Document(script, { routes: { "https://api.justoneapi.com": apiUrl } })
  await document.ask("properties.set", "document", {
    token: "bench-token-that-nobody-honours",
    settings: JSON.stringify({ atOnce: 200, formulasDaily: 10_000 })
  })
  return document
}

/** The number of requests of each `fetchAll` so far. */
export const fetches = async (document: Document): Promise<ReadonlyArray<number>> =>
  ((await document.ask("counts")) as { readonly fetchAll: ReadonlyArray<number> }).fetchAll

export const creators = (count: number): ReadonlyArray<string> =>
  Array.from({ length: count }, (_, i) => String(6_955_721_930_401_200_001n + BigInt(i) * 10n))
