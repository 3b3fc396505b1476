import type { Wire } from "@xingtu/core"

type Bag = Readonly<Record<string, unknown>>

const isBag = (value: unknown): value is Bag => typeof value === "object" && value !== null && !Array.isArray(value)

/** A field nobody knows keeps its shape and loses what it says about whoever was recorded. */
const bland = (value: unknown): unknown => {
  if (typeof value === "string") return value === "0" ? value : ""
  if (Array.isArray(value)) return []
  return isBag(value) ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, bland(inner)])) : value
}

/** Numbers travel as strings or as numbers, as they did when the response was recorded. */
const like = (value: unknown, sample: unknown): unknown => {
  if (typeof sample === "number" && typeof value === "string" && Number.isSafeInteger(Number(value)))
    return Number(value)
  return typeof sample === "string" && typeof value === "number" ? String(value) : value
}

/**
 * What a wire wrote, in the clothes of a recorded response: with the fields core does not read, and with numbers of the
 * same type.
 */
export const dress = (wire: Wire.Wire<unknown>, written: unknown, sample: unknown): unknown => {
  if (Array.isArray(written)) {
    const { of } = wire
    const first = Array.isArray(sample) ? sample[0] : undefined
    return of === undefined ? written : written.map((element) => dress(of, element, first))
  }
  if (!isBag(written)) return like(written, sample)
  const worn = isBag(sample) ? sample : {}
  const { fields, of } = wire
  if (fields === undefined) {
    const first = Object.values(worn)[0]
    return of === undefined
      ? written
      : Object.fromEntries(Object.entries(written).map(([key, value]) => [key, dress(of, value, first)]))
  }
  const unknown = Object.entries(worn)
    .filter(([key]) => fields[key] === undefined)
    .map(([key, value]) => [key, bland(value)])
  const known = Object.entries(written).map(([key, value]) => {
    const field = fields[key]
    return [key, field === undefined ? value : dress(field, value, worn[key])]
  })
  return Object.fromEntries([...unknown, ...known])
}
