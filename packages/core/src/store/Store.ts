import { Clock, Context, Data, Effect, Layer } from "effect"
import { recent } from "../util/recent.ts"

/** The store could not be read or written. */
export class StoreFailure extends Data.TaggedError("StoreFailure")<{ readonly reason: string }> {
  override get message(): string {
    return this.reason
  }
}

/** A condition: the key holds exactly this text; `undefined` means it holds nothing. */
export interface When {
  readonly key: string
  readonly is: string | undefined
}

/** Sets a text until its time is over; `undefined` removes it. */
export interface Put {
  readonly key: string
  readonly value: string | undefined
  readonly ttlMs: number
}

/** Adds to a count. Counts live in groups, and a group ends when nothing was added to it for `ttlMs`. */
export interface Add {
  readonly group: string
  readonly name: string
  readonly by: number
  /** The sum may not pass this. */
  readonly limit?: number | undefined
  readonly ttlMs: number
}

/** What happens together or not at all. */
export interface Change {
  readonly when?: ReadonlyArray<When>
  readonly put?: ReadonlyArray<Put>
  readonly add?: ReadonlyArray<Add>
}

/** What became of a change. */
export type Committed =
  /** All of it happened; the sums are those of `add`, in order. */
  | { readonly _tag: "Done"; readonly sums: ReadonlyArray<number> }
  /** Nothing happened: a key holds something else. */
  | { readonly _tag: "Changed" }
  /** Nothing happened: this count would have passed its limit. */
  | { readonly _tag: "Over"; readonly name: string }

/**
 * What every store can do. `commit` is the one writer and is atomic for everybody who uses the store; answers, claims,
 * latches, budgets and totals are all made of it.
 */
export interface Driver<E = StoreFailure> {
  /** The texts of keys, in order. One that has outlived its time is absent. */
  readonly get: (keys: ReadonlyArray<string>) => Effect.Effect<ReadonlyArray<string | undefined>, E>
  readonly commit: (change: Change) => Effect.Effect<Committed, E>
  /** The counts of a group, by name. */
  readonly counts: (group: string) => Effect.Effect<Readonly<Record<string, number>>, E>
  /** How many keys start like this. */
  readonly size: (prefix: string) => Effect.Effect<number, E>
}

/** Where answers, claims, latches and counts are kept. The memory of this process unless a layer says otherwise. */
export class Store extends Context.Service<Store, Driver>()("@xingtu/core/Store") {}

interface Kept {
  readonly value: string
  readonly until: number
}

/** Characters of the texts a memory holds; 64 MB of Chinese. */
const characters = 32_000_000

/** A store in the memory of this process, holding at most so many texts; the oldest go first. */
export const memory = (capacity = 10_000): Driver<never> => {
  const texts = recent<Kept>({ count: capacity, weight: characters }, ({ value }) => value.length)
  const groups = new Map<string, { readonly counts: Map<string, number>; until: number }>()

  const read = (key: string, now: number): string | undefined => {
    const kept = texts.get(key)
    if (kept === undefined) return undefined
    if (kept.until > now) return kept.value
    texts.remove(key)
    return undefined
  }

  const write = ({ key, value, ttlMs }: Put, now: number) => {
    if (value === undefined) texts.remove(key)
    else texts.put(key, { value, until: now + ttlMs })
  }

  const group = (name: string, now: number) => {
    const found = groups.get(name)
    if (found !== undefined && found.until > now) return found
    for (const [old, { until }] of groups) if (until <= now) groups.delete(old)
    return undefined
  }

  const sum = ({ by, group: of, name }: Add, now: number) => (group(of, now)?.counts.get(name) ?? 0) + by

  const begin = (name: string) => {
    const begun = { counts: new Map<string, number>(), until: 0 }
    groups.set(name, begun)
    return begun
  }

  const increase = (add: Add, now: number): number => {
    const into = group(add.group, now) ?? begin(add.group)
    const total = (into.counts.get(add.name) ?? 0) + add.by
    into.counts.set(add.name, total)
    into.until = now + add.ttlMs
    return total
  }

  const commit = ({ add = [], put = [], when = [] }: Change, now: number): Committed => {
    for (const { is, key } of when) if (read(key, now) !== is) return { _tag: "Changed" }
    for (const one of add)
      if (one.limit !== undefined && sum(one, now) > one.limit) return { _tag: "Over", name: one.name }
    for (const one of put) write(one, now)
    return { _tag: "Done", sums: add.map((one) => increase(one, now)) }
  }

  const atNow = <A>(f: (now: number) => A) =>
    Effect.withFiberSucceed((fiber) => f(fiber.getRef(Clock.Clock).currentTimeMillisUnsafe()))

  return {
    get: (keys) => atNow((now) => keys.map((key) => read(key, now))),
    commit: (change) => atNow((now) => commit(change, now)),
    counts: (name) => atNow((now) => Object.fromEntries(group(name, now)?.counts ?? [])),
    size: (prefix) =>
      atNow((now) => {
        let count = 0
        for (const [key, { until }] of texts.entries()) if (until > now && key.startsWith(prefix)) count++
        return count
      })
  }
}

/** A store in the memory of this process. */
export const layerMemory = (capacity?: number): Layer.Layer<Store> => Layer.sync(Store, () => memory(capacity))
