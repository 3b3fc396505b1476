/** What a memory may hold: so many things, and so much of them altogether. */
export interface Capacity {
  readonly count: number
  readonly weight: number
}

/**
 * A map that keeps the latest of what is put into it. When it is full the oldest eighth goes at once, since letting go
 * of one at a time costs more than keeping.
 */
export const recent = <V>(capacity: Capacity, weigh: (value: V) => number) => {
  const all = new Map<string, V>()
  let weight = 0

  const remove = (key: string): void => {
    const found = all.get(key)
    if (found === undefined) return
    weight -= weigh(found)
    all.delete(key)
  }

  const shrink = (): void => {
    const count = capacity.count - Math.floor(capacity.count / 8)
    const most = capacity.weight - Math.floor(capacity.weight / 8)
    for (const key of all.keys()) {
      if (all.size <= count && weight <= most) return
      remove(key)
    }
  }

  return {
    get: (key: string): V | undefined => all.get(key),
    put: (key: string, value: V): void => {
      // Taken out first: what is put again is among the latest.
      remove(key)
      all.set(key, value)
      weight += weigh(value)
      if (all.size > capacity.count || weight > capacity.weight) shrink()
    },
    remove,
    entries: (): Iterable<readonly [key: string, value: V]> => all
  }
}
