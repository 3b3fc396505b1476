/** Long lists of ids made short, so that a button can carry a hundred: a number in 62 signs takes 11 of them. */
const signs = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
const base = BigInt(signs.length)
const start = "ids:"

const short = (id: string): string => {
  let text = ""
  for (let rest = BigInt(`1${id}`); rest > 0n; rest /= base) text = (signs[Number(rest % base)] ?? "") + text
  return text
}

const long = (text: string): string =>
  [...text]
    .reduce((sum, sign) => sum * base + BigInt(Math.max(0, signs.indexOf(sign))), 0n)
    .toString()
    .slice(1)

const isId = (text: string): boolean => /^\d{16,20}$/.test(text)

/** What is no id is left out. */
export const pack = (ids: ReadonlyArray<string>): string => `${start}${ids.filter(isId).map(short).join(".")}`

/** The ids in a packed text; undefined when it is none. */
export const unpack = (text: string): ReadonlyArray<string> | undefined =>
  text.startsWith(start) ? text.slice(start.length).split(".").map(long).filter(isId) : undefined
