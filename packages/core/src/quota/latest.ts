/** What a memory may hold: so many things, and so much of them altogether. */
export interface Capacity {
  readonly count: number
  readonly weight: number
}

/**
 * A map that keeps the latest of what is put into it. When it is full the oldest eighth goes at once, since letting go
 * of one at a time costs more than keeping.
 */
export const latest = <V>(capacity: Capacity) => {
  const all = new Map<string, { readonly value: V; readonly weight: number }>()
  let weight = 0

  const remove = (key: string): void => {
    const found = all.get(key)
    if (found === undefined) return
    weight -= found.weight
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
    get: (key: string): V | undefined => all.get(key)?.value,
    put: (key: string, value: V, heavy: number): void => {
      // Taken out first: what is put again is among the latest.
      remove(key)
      all.set(key, { value, weight: heavy })
      weight += heavy
      if (all.size > capacity.count || weight > capacity.weight) shrink()
    },
    remove,
    entries: function*(): Iterable<readonly [key: string, value: V]> {
      for (const [key, { value }] of all) yield [key, value]
    }
  }
}
