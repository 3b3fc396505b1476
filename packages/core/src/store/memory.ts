import { Clock, Effect } from "effect"
import type { Words } from "../util/Words.ts"
import type { Add, Change, Committed, Driver, Holds, Put } from "./Driver.ts"
import { nearlyFull } from "./Warnings.ts"

interface Kept {
  readonly key: string
  value: string
  /** Where it stands among all of them. */
  at: number
}

/** How much a memory holds. */
export interface MemoryOptions {
  /** Texts; 10,000 unless set. */
  readonly count?: number
  /** Characters of all texts; 32 million unless set, 64 MB of Chinese. */
  readonly characters?: number
  /** Hears once that answers which are still good are about to be dropped. */
  readonly tell?: (warning: Words) => Effect.Effect<void>
  /** What whoever needs more can do; another store unless set. */
  readonly advice?: Words
}

type Limits = Holds & Required<Pick<MemoryOptions, "tell">>

/** Claims, doubts and latches are shorter than answers, and are dropped only where nothing else is left. */
const short = 200

/** Every so many texts one goes, so that whoever asks the same again in the same order finds all the others. */
const stride = 64

/** From here on it is said that it is nearly full. */
const nearly = 15 / 16

/** Changes that are remembered by their id. */
const mostApplied = 1_000

/** Texts whose time may be over that are looked at when they are counted. */
const countSteps = 512

/** What a key is counted in: all of it up to the second slash. */
export const folderOf = (key: string): string => key.slice(0, key.indexOf("/", key.indexOf("/") + 1) + 1)

const limits = (options: number | MemoryOptions): Limits => ({
  count: 10_000,
  characters: 32_000_000,
  tell: () => Effect.void,
  ...(typeof options === "number" ? { count: options } : options)
})

/**
 * The texts of a memory. When it is full, those whose time is over go, then as many long ones as must, spread over all.
 */
const keep = ({ characters, count }: Limits) => {
  const texts = new Map<string, Kept>()
  /** All of them in a row, which a hand goes round: a map would make a pair of each that the hand passes. */
  const row: Array<Kept> = []
  /** Until when each of them is good. Beside them, since the hand passes 64 for each that goes and reads nothing else. */
  const untils: Array<number> = []
  const folders = new Map<string, number>()
  let hand = 0
  let weight = 0

  const counted = (key: string, by: 1 | -1): void => {
    const folder = folderOf(key)
    if (folder !== "") folders.set(folder, (folders.get(folder) ?? 0) + by)
  }

  const add = (key: string, value: string, until: number): void => {
    const kept = { key, value, at: row.length }
    texts.set(key, kept)
    row.push(kept)
    untils.push(until)
    weight += value.length
    counted(key, 1)
  }

  const replace = (kept: Kept, value: string, until: number): void => {
    weight += value.length - kept.value.length
    kept.value = value
    untils[kept.at] = until
  }

  /** The last one takes its place. */
  const remove = ({ at, key, value }: Kept): void => {
    const last = row.pop()
    const until = untils.pop()
    if (last !== undefined && until !== undefined && last.key !== key) {
      row[at] = last
      untils[at] = until
      last.at = at
    }
    texts.delete(key)
    weight -= value.length
    counted(key, -1)
  }

  const isOver = (at: number, now: number): boolean => (untils[at] ?? Infinity) <= now

  /** Looks at so many texts, and at others the next time. */
  const sweep = (steps: number, now: number): void => {
    for (let left = Math.min(steps, row.length); left > 0; left--) {
      if (hand >= row.length) hand = 0
      const kept = isOver(hand, now) ? row[hand] : undefined
      if (kept === undefined) hand++
      else remove(kept)
    }
  }

  /** 1 is full. */
  const fullness = (): number => Math.max(row.length / count, weight / characters)

  /** The next long one, or else the next. */
  const dispensable = (spared: string): Kept | undefined => {
    let other: Kept | undefined
    for (let left = row.length; left > 0; left--) {
      if (hand >= row.length) hand = 0
      const kept = row[hand++]
      if (kept === undefined || kept.key === spared) continue
      if (kept.value.length > short) return kept
      other ??= kept
    }
    return other
  }

  /**
   * Between two that go all others are looked at in turn, so what is over does not stay for long while good ones go.
   */
  const makeRoom = (spared: string, now: number): void => {
    while (fullness() > 1) {
      sweep(stride, now)
      const kept = fullness() > 1 ? dispensable(spared) : undefined
      if (kept === undefined) return
      remove(kept)
    }
  }

  return {
    folders,
    fullness,
    sweep,
    count: () => row.length,
    drop: (key: string): void => {
      const kept = texts.get(key)
      if (kept !== undefined) remove(kept)
    },
    read: (key: string, now: number): string | undefined => {
      const kept = texts.get(key)
      if (kept === undefined) return undefined
      if (!isOver(kept.at, now)) return kept.value
      remove(kept)
      return undefined
    },
    write: (key: string, value: string, until: number, now: number): void => {
      const kept = texts.get(key)
      if (kept === undefined) add(key, value, until)
      else replace(kept, value, until)
      sweep(2, now)
      makeRoom(key, now)
    }
  }
}

/** A store in the memory of this process; a number says how many texts it holds. */
export const memory = (options: number | MemoryOptions = {}): Driver<never> => {
  const limit = limits(options)
  const { count, drop, folders, fullness, read, sweep, write } = keep(limit)
  const groups = new Map<string, { readonly counts: Map<string, number>; until: number }>()
  const applied = new Map<string, Committed>()
  let warned = false
  /** How full it was when what is over was last cleared on the way to a warning. */
  let cleared = 0

  const isNearlyFull = (now: number): boolean => {
    if (warned || fullness() <= nearly || fullness() < cleared + 1 / stride) return false
    sweep(count(), now)
    cleared = fullness()
    warned = cleared > nearly
    return warned
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

  const put = ({ key, ttlMs, value }: Put, now: number) => {
    if (value === undefined) drop(key)
    else write(key, value, now + ttlMs, now)
  }

  const remember = (id: string, committed: Committed) => {
    applied.set(id, committed)
    for (const oldest of applied.keys()) {
      if (applied.size <= mostApplied) return
      applied.delete(oldest)
    }
  }

  const commit = ({ add = [], id, put: puts = [], when = [] }: Change, now: number): Committed => {
    const before = id === undefined ? undefined : applied.get(id)
    if (before !== undefined) return before
    for (const { is, key } of when) if (read(key, now) !== is) return { _tag: "Changed" }
    for (const one of add)
      if (one.limit !== undefined && sum(one, now) > one.limit) return { _tag: "Over", name: one.name }
    for (const one of puts) put(one, now)
    const committed: Committed = { _tag: "Done", sums: add.map((one) => increase(one, now)) }
    if (id !== undefined) remember(id, committed)
    return committed
  }

  const atNow = <A>(f: (now: number) => A) =>
    Effect.withFiberSucceed((fiber) => f(fiber.getRef(Clock.Clock).currentTimeMillisUnsafe()))

  return {
    get: (keys) => atNow((now) => keys.map((key) => read(key, now))),
    commit: (change) =>
      Effect.withFiber((fiber) => {
        const now = fiber.getRef(Clock.Clock).currentTimeMillisUnsafe()
        const committed = commit(change, now)
        return isNearlyFull(now)
          ? Effect.as(Effect.ignoreCause(limit.tell(nearlyFull(count(), limit.advice))), committed)
          : Effect.succeed(committed)
      }),
    counts: (name) => atNow((now) => Object.fromEntries(group(name, now)?.counts ?? [])),
    size: (folder) =>
      atNow((now) => {
        sweep(countSteps, now)
        return folders.get(folder) ?? 0
      }),
    holds: limit
  }
}
