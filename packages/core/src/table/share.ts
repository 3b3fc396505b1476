import type { Parts, Share } from "../endpoint/TableSpec.ts"
import { isRecord, valueAt } from "../util/path.ts"
import { found, numeric, type Place } from "./Place.ts"

/** A whole: the count it is, or that the parts listed are all that is known of it. */
type Whole = { readonly count: number } | { readonly listed: number }

const sumOf = (list: ReadonlyArray<unknown>, path: string): number =>
  list.reduce<number>((sum, value) => sum + (numeric(valueAt(value, path)) ?? 0), 0)

/** The key under which an element holds the list a place stands in. */
const keyOf = (place: Place): string | undefined => {
  const holder = place.parent?.value
  return isRecord(holder) ? Object.keys(holder).find((key) => holder[key] === place.list) : undefined
}

/** The sum of a list that stands beside this one, told by its name. */
const besides = (place: Place, share: string, by: string, name: string): number | undefined => {
  const [key, path] = [keyOf(place), by.replace("../", "")]
  const holder = place.parent?.list.find((each) => valueAt(each, path) === name)
  const list = key === undefined ? undefined : valueAt(holder, key)
  return Array.isArray(list) ? sumOf(list, share) : undefined
}

const wholeOf = (place: Place, share: string, { by, complete, wholes }: Parts): Whole => {
  const [name, listed] = [found(place, by), sumOf(place.list, share)]
  if (typeof name === "string" && complete.includes(name)) return { count: listed }
  const candidates = typeof name === "string" && Object.hasOwn(wholes, name) ? (wholes[name] ?? []) : []
  // What is smaller than its parts counts other people, and is no whole of theirs.
  const count = candidates
    .map((candidate) => besides(place, share, by, candidate))
    .find((sum) => sum !== undefined && sum >= listed)
  return count === undefined ? { listed } : { count }
}

const fraction = (part: number | undefined, whole: number | undefined): number | undefined => {
  if (part === undefined || whole === undefined || whole === 0) return undefined
  const share = part / whole
  // Counts out of all proportion have no percentage that could be shown.
  return Math.abs(share) < 1e300 ? share : undefined
}

/** A count as a share of its whole; undefined where nobody knows the whole. */
export const shareAt = (place: Place, { share, of, parts }: Share): number | undefined => {
  const part = numeric(found(place, share))
  if (parts === undefined) {
    const other = of === undefined ? undefined : numeric(found(place, of))
    return fraction(part, other ?? sumOf(place.list, share))
  }
  const whole = wholeOf(place, share, parts)
  return "count" in whole ? fraction(part, whole.count) : undefined
}

/** A count as a share of those listed, where nobody knows their whole. */
export const listedShareAt = (place: Place, { share, parts }: Share): number | undefined => {
  const whole = parts === undefined ? undefined : wholeOf(place, share, parts)
  return whole !== undefined && "listed" in whole ? fraction(numeric(found(place, share)), whole.listed) : undefined
}
