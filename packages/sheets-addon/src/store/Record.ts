import type { Kept } from "../google/HiddenSheet.ts"

/** A short text and its time, as one property. */

export const write = ({ until, value }: Kept): string => `${until}:${value}`

export const read = (text: string): Kept => {
  const at = text.indexOf(":")
  return { until: Number(text.slice(0, at)), value: text.slice(at + 1) }
}
