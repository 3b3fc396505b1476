import { inspect } from "node:util"

/** The token tests use: characters that a URL, JSON or HTML writes differently are part of it. */
export const token = 'secret/+token=of&tests%"<1>'

const inJson = (text: string) => JSON.stringify(text).slice(1, -1)

/** The spellings under which a token can hide. */
const spellings = (secret: string): ReadonlyArray<string> => {
  const encoded = encodeURIComponent(secret)
  const form = new URLSearchParams({ t: secret }).toString().slice(2)
  return [
    ...new Set([
      secret,
      encoded,
      encoded.toLowerCase(),
      form,
      inJson(secret),
      encodeURIComponent(encoded),
      Buffer.from(secret).toString("base64")
    ])
  ]
}

/** As JSON, or nothing for what cannot be written as JSON (a circle). */
const asJson = (value: unknown): string => {
  try {
    return JSON.stringify(value, (_, inner: unknown) => (typeof inner === "bigint" ? String(inner) : inner)) ?? ""
  } catch {
    return ""
  }
}

/** Everything a value shows: by its own text, as JSON, and to an inspector that looks at hidden properties as well. */
const shown = (value: unknown): string =>
  typeof value === "string"
    ? value
    : [
        String(value),
        inspect(value, { depth: 12, showHidden: true, maxStringLength: Infinity, maxArrayLength: Infinity }),
        asJson(value)
      ].join("\n")

/**
 * Fails when the token appears in something a person, a log or a store could see.
 *
 * @throws with the place, never with the token
 */
export const noToken = (places: Readonly<Record<string, unknown>>, secret: string = token): void => {
  for (const [place, value] of Object.entries(places)) {
    const text = shown(value)
    const found = spellings(secret).find((spelling) => text.includes(spelling))
    if (found !== undefined) {
      const at = text.indexOf(found)
      throw new Error(
        `The token is in ${place}: ...${text.slice(Math.max(0, at - 80), at)}[token]${text.slice(at + found.length, at + found.length + 40)}...`
      )
    }
  }
}
