import { Clock, Effect } from "effect"
import type * as Store from "./Store.ts"

/** What a process keeps for a store that does not take it, in characters: beyond it the oldest answers go. */
const mostOwed = 32_000_000

/** Longer texts are answers; claims and latches always stay. */
const short = 500

interface Text {
  readonly put: Store.Put
  readonly until: number
  /** What it replaces, as far as this process knows. With none it is here to be read, and what brought it writes it. */
  readonly from: ReadonlyArray<string | undefined>
  /** What others wrote meanwhile: stays, or is replaced where it is not newer. */
  readonly others: "stay" | "go"
}

export type Owed = ReturnType<typeof make>

/** Hears how far counts are. */
type Reckon = (adds: ReadonlyArray<Store.Add>, committed: Store.Committed) => void

const nameOf = ({ group, name }: Store.Add): string => `${group}\n${name}`

/** What a process owes to a store that does not take it now. */
export const make = (
  isNewer: (held: string | undefined, than: string | undefined) => boolean,
  freshId: () => string
) => {
  const texts = new Map<string, Text>()
  /** By what was to be written together: it may have happened although nobody heard of it. */
  const uncertain = new Map<string, ReadonlyArray<Store.Add>>()
  let adds = new Map<string, Store.Add>()
  /** Changes that happen as a whole, if their conditions hold, or not at all. */
  const wholes = new Set<Store.Change>()
  let weight = 0

  const drop = (key: string): void => {
    weight -= texts.get(key)?.put.value?.length ?? 0
    texts.delete(key)
  }

  const oweText = (put: Store.Put, now: number, from: Text["from"], others: Text["others"]): void => {
    const before = texts.get(put.key)
    drop(put.key)
    texts.set(put.key, {
      put,
      until: now + put.ttlMs,
      from: before === undefined ? from : [...before.from, before.put.value],
      others: before?.others === "go" ? "go" : others
    })
    weight += put.value?.length ?? 0
  }

  /** Whether answers had to go. */
  const shrink = (): boolean => {
    if (weight <= mostOwed) return false
    for (const [key, { put }] of texts) {
      if (weight <= mostOwed) return true
      if ((put.value?.length ?? 0) > short) drop(key)
    }
    return true
  }

  const all = (): ReadonlyArray<Store.Add> => [...adds.values(), ...[...uncertain.values()].flat()]

  const settleText = (store: Store.Driver, key: string, owed: Text): Effect.Effect<void, Store.StoreFailure> =>
    Effect.gen(function* () {
      const ttlMs = owed.until - (yield* Clock.currentTimeMillis)
      const { from, others, put } = owed
      // What is over still ends what it replaces, such as a claim.
      const value = ttlMs > 0 ? put.value : undefined
      if (from.length > 0) {
        const [held] = yield* store.get([key])
        // Somebody may have paid for a newer answer meanwhile.
        const goes = others === "go" && value === put.value && !isNewer(held, value)
        const may = goes || held === value || from.includes(held)
        const change = { when: [{ key, is: held }], put: [{ key, value, ttlMs }] }
        // Changed in this very moment: looked at once more.
        if (may && (yield* store.commit(change))._tag === "Changed") return
      }
      if (texts.get(key) === owed) drop(key)
    })

  /** Those whose conditions hold happen. */
  const settleWholes = (
    store: Store.Driver,
    tried: ReadonlyArray<Store.Change>,
    reckon: Reckon
  ): Effect.Effect<void, Store.StoreFailure> =>
    Effect.gen(function* () {
      const keys = [...new Set(tried.flatMap(({ when = [] }) => when.map(({ key }) => key)))]
      const values = keys.length === 0 ? [] : yield* store.get(keys)
      const held = new Map(keys.map((key, i) => [key, values[i]]))
      for (const one of tried) {
        if (!wholes.has(one) || (one.when ?? []).some(({ is, key }) => held.get(key) !== is)) continue
        reckon(one.add ?? [], yield* store.commit(one))
        wholes.delete(one)
      }
    })

  /** Counts that were owed together become one change, which happens once however often it is tried. */
  const bundle = (): void => {
    if (adds.size === 0) return
    uncertain.set(freshId(), [...adds.values()])
    adds = new Map()
  }

  const settleCounts = (store: Store.Driver, reckon: Reckon): Effect.Effect<void, Store.StoreFailure> =>
    Effect.gen(function* () {
      while (adds.size + uncertain.size > 0) {
        bundle()
        for (const [id, owed] of uncertain) {
          // What happened has happened: no limit holds it back, but how far the counts are now holds for the next time
          // alone.
          reckon(owed, yield* store.commit({ id, add: owed.map((one) => ({ ...one, limit: undefined })) }))
          uncertain.delete(id)
        }
      }
    })

  const isOwing = (): boolean => adds.size + uncertain.size + texts.size + wholes.size > 0

  return {
    /** The text that is owed under a key, which may be none. */
    text: (key: string, now: number): { readonly value: string | undefined } | undefined => {
      const owed = texts.get(key)
      return owed === undefined ? undefined : { value: owed.until > now ? owed.put.value : undefined }
    },
    isOwing,
    /** What is owed to a count. */
    sum: (add: Store.Add): number =>
      all().reduce((sum, one) => (one.group === add.group && one.name === add.name ? sum + one.by : sum), 0),
    sums: (group: string): Readonly<Record<string, number>> => {
      const sums: Record<string, number> = {}
      for (const add of all()) if (add.group === group) sums[add.name] = (sums[add.name] ?? 0) + add.by
      return sums
    },
    /** A change that happens once its conditions hold, or never. */
    later: (change: Store.Change): void => void wholes.add(change),
    /** A change that happened as far as this process knows. True when answers had to go for it. */
    owe: (
      { add = [], id, put = [], when = [] }: Store.Change,
      owing: Store.Owing,
      known: (key: string) => string | undefined,
      now: number
    ): boolean => {
      for (const one of put) {
        const replaced = when.find(({ key }) => key === one.key)
        if (owing === "ifItHolds") oweText(one, now, [], "stay")
        else if (replaced === undefined) oweText(one, now, [known(one.key)], "go")
        else oweText(one, now, [replaced.is], "stay")
      }
      if (owing === "ifItHolds") return shrink()
      // It may have reached the store: its counts are owed under its id.
      if (id !== undefined) uncertain.set(id, add)
      for (const one of id === undefined ? add : []) {
        const before = adds.get(nameOf(one))
        adds.set(nameOf(one), { ...one, limit: one.limit ?? before?.limit, by: one.by + (before?.by ?? 0) })
      }
      return shrink()
    },
    /**
     * Pays back one thing after the other; what is owed anew meanwhile is paid back as well. Counts go first: where
     * there is no room for results budgets still hold, and no result is ever there without its counts.
     */
    settle: (store: Store.Driver, reckon: Reckon): Effect.Effect<void, Store.StoreFailure> =>
      Effect.gen(function* () {
        while (isOwing()) {
          yield* settleCounts(store, reckon)
          const tried = [...wholes]
          // Before the texts, which may end what they rest on; and after them, when nobody else can bring it about.
          yield* settleWholes(store, tried, reckon)
          while (texts.size > 0) {
            yield* settleCounts(store, reckon)
            const [first] = texts
            if (first !== undefined) yield* settleText(store, ...first)
          }
          yield* settleWholes(store, tried, reckon)
          for (const one of tried) wholes.delete(one)
        }
      })
  }
}
