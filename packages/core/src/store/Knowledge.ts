import type { Owed } from "./Owed.ts"
import type * as Store from "./Driver.ts"
import { recent } from "../util/recent.ts"

/** A text longer than this was read or written by whoever names it. */
const small = 500

/** What a process still has of what it read and paid for when its store goes away. */
const remembered = { count: 10_000, weight: 16_000_000 }

const nameOf = ({ group, name }: Store.Add): string => `${group}\n${name}`

export type Knowledge = ReturnType<typeof make>

/** What this process knows of its store: the texts it read and wrote last, and how far counts it added to are. */
export const make = () => {
  const texts = recent<string>(remembered, (value) => value.length)
  const sums = recent<number>(remembered, () => 1)

  const notice = (key: string, value: string | undefined): void => {
    if (value === undefined) texts.remove(key)
    else if (texts.get(key) !== value) texts.put(key, value)
  }

  return {
    text: texts.get,
    /** A text that was read. */
    notice,
    /** What a change wrote. */
    wrote: ({ put = [] }: Store.Change): void => {
      for (const { key, value } of put) notice(key, value)
    },
    /** How far counts are, as the store tells. */
    reckon: (adds: ReadonlyArray<Store.Add>, committed: Store.Committed): void =>
      adds.forEach((add, i) => {
        if (committed._tag === "Done") sums.put(nameOf(add), committed.sums[i] ?? 0)
        // The rest of it was spent by others.
        if (committed._tag === "Over" && committed.name === add.name && add.limit !== undefined)
          sums.put(nameOf(add), add.limit)
      }),
    /** The counts of a group, as far as they are known. */
    counts: (group: string): Readonly<Record<string, number>> =>
      Object.fromEntries(
        [...sums.entries()].flatMap(([key, sum]) =>
          key.startsWith(`${group}\n`) ? [[key.slice(group.length + 1), sum] as const] : []
        )
      ),
    size: (folder: string): number => [...texts.entries()].filter(([key]) => key.startsWith(folder)).length,
    /** What would become of a change by what is owed, what was just read, and else what is known. */
    judge: (
      owed: Owed,
      { add = [], id, put = [], when = [] }: Store.Change,
      read: ReadonlyMap<string, string | undefined>,
      now: number
    ): Store.Committed => {
      /** Nobody heard that it happened, but it did. */
      const happened = (key: string) =>
        id !== undefined && put.some((one) => one.key === key && one.value === read.get(key))
      const holds = ({ is, key }: Store.When): boolean => {
        const own = owed.text(key, now)
        if (own !== undefined) return own.value === is
        if (read.has(key)) return read.get(key) === is || happened(key)
        return (is !== undefined && is.length > small) || texts.get(key) === is
      }
      if (!when.every(holds)) return { _tag: "Changed" }
      const totals = add.map((one) => (sums.get(nameOf(one)) ?? 0) + owed.sum(one) + one.by)
      const over = add.find(({ limit }, i) => limit !== undefined && (totals[i] ?? 0) > limit)
      return over === undefined ? { _tag: "Done", sums: totals } : { _tag: "Over", name: over.name }
    }
  }
}
