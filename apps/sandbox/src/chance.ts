/** Chance that comes out the same for the same seed. */
export interface Chance {
  /** From 0 up to, not including, 1. */
  readonly next: () => number
  readonly between: (least: number, most: number) => number
  readonly whole: (least: number, most: number) => number
  readonly pick: <const L extends readonly [unknown, ...ReadonlyArray<unknown>]>(from: L) => L[number]
}

/** FNV-1a, with a final mix so that seeds that differ in one digit differ everywhere. */
const hash = (text: string): number => {
  let h = 0x811c9dc5
  for (const unit of text) h = Math.imul(h ^ (unit.codePointAt(0) ?? 0), 0x01000193)
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/** mulberry32 */
export const chance = (seed: string): Chance => {
  let state = hash(seed)
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  const between = (least: number, most: number) => least + next() * (most - least)
  const whole = (least: number, most: number) => Math.floor(between(least, most + 1))
  return { next, between, whole, pick: (from) => from[whole(0, from.length - 1)] ?? from[0] }
}

/** A 19-digit id that begins like those of the marketplace. */
export const idFrom = (seed: string): string => {
  const { whole } = chance(seed)
  return `${whole(66, 76)}${Array.from({ length: 17 }, () => whole(0, 9)).join("")}`
}
