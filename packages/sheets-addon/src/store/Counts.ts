import type { Store } from "@xingtu/core"
import type * as Properties from "../google/Properties.ts"

/** Core's counts, a property per group. */

const prefix = "n:"

interface Group {
  readonly until: number
  readonly counts: Readonly<Record<string, number>>
}

export interface Counts {
  /** The first name whose limit these would pass. */
  readonly over: (adds: ReadonlyArray<Store.Add>) => string | undefined
  readonly increase: (add: Store.Add) => number
  readonly of: (group: string) => Readonly<Record<string, number>>
  /** Groups that were added to, as properties. */
  readonly changed: () => ReadonlyMap<string, string>
  /** Properties of groups whose time is over. */
  readonly outlived: () => ReadonlyArray<string>
}

const parse = (text: string): Group => {
  const { counts, until } = Object(JSON.parse(text))
  return { until: Number(until), counts: Object(counts) }
}

export const open = (properties: Properties.Texts | undefined, now: number): Counts => {
  const groups = new Map<string, Group>()
  const touched = new Set<string>()
  const group = (name: string): Group => {
    const known = groups.get(name)
    if (known !== undefined) return known
    const text = properties?.get(prefix + name)
    const kept = text === undefined ? undefined : parse(text)
    const live = kept !== undefined && kept.until > now ? kept : { until: 0, counts: {} }
    groups.set(name, live)
    return live
  }
  const sum = ({ by, group: name, name: count }: Store.Add) => (group(name).counts[count] ?? 0) + by
  return {
    over: (adds) => adds.find((add) => add.limit !== undefined && sum(add) > add.limit)?.name,
    increase: (add) => {
      const total = sum(add)
      groups.set(add.group, { until: now + add.ttlMs, counts: { ...group(add.group).counts, [add.name]: total } })
      touched.add(add.group)
      return total
    },
    of: (name) => group(name).counts,
    changed: () => new Map([...touched].map((name) => [prefix + name, JSON.stringify(group(name))])),
    outlived: () =>
      (properties?.keys() ?? []).filter((key) => {
        const text = key.startsWith(prefix) && !touched.has(key.slice(prefix.length)) ? properties?.get(key) : undefined
        return text !== undefined && parse(text).until <= now
      })
  }
}
