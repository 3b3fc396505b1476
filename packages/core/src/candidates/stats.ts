/** A figure somebody can count with. */
export const isFigure = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value)

/** A figure that cannot be under 0. */
export const isAmount = (value: unknown): value is number => isFigure(value) && value >= 0

const sorted = (values: ReadonlyArray<number>): ReadonlyArray<number> => [...values].sort((a, b) => a - b)

/** The middle one, or the mean of the two in the middle. */
export const median = (values: ReadonlyArray<number>): number | undefined => {
  const all = sorted(values)
  const upper = all[Math.floor(all.length / 2)]
  const lower = all[Math.ceil(all.length / 2) - 1]
  return upper === undefined || lower === undefined ? undefined : lower + (upper - lower) / 2
}

/** How far values are from their median, as a rule, over that median. */
export const deviation = (values: ReadonlyArray<number>): number | undefined => {
  const middle = median(values)
  if (middle === undefined || middle <= 0) return undefined
  const off = median(values.map((value) => Math.abs(value - middle)))
  return off === undefined ? undefined : off / middle
}

/** The share of a list that a value is over, ties counted by half: the same for any order of the list. */
export const percentile = (value: number, all: ReadonlyArray<number>): number => {
  let under = 0
  let equal = 0
  for (const other of all) {
    if (other < value) under++
    else if (other === value) equal++
  }
  return all.length === 0 ? 0.5 : (under + equal / 2) / all.length
}

/** Text order by code units, the same on every host. */
export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
