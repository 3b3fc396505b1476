/** Who asks: one, or several at once, such as a person and a channel. Each of them has a budget. */
export type Consumer = string | ReadonlyArray<string>

/** All of them; `default` when nobody is named. */
export const of = (consumer: Consumer = []): ReadonlyArray<string> => {
  const all = typeof consumer === "string" ? [consumer] : [...new Set(consumer)]
  return all.length === 0 ? ["default"] : all
}

/** Half a character, as in a name that was cut short, cannot be encoded. */
const whole = (name: string): string => name.replace(/[\ud800-\udfff]/gu, "\ufffd")

/** One name inside a key. */
export const key = (name: string): string => encodeURIComponent(whole(name))

/** Several names as one key; no name can hold the sign between them. */
export const keyOf = (names: ReadonlyArray<string>): string => names.map(key).join("&")

export const namesOf = (key: string): ReadonlyArray<string> => key.split("&").map(decodeURIComponent)
