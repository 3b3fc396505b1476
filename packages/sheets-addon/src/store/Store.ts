import type { Store } from "@xingtu/core"
import { Effect } from "effect"
import * as Cached from "../google/Cached.ts"
import * as Counts from "./Counts.ts"
import * as Outbox from "./Outbox.ts"
import * as HiddenSheet from "../google/HiddenSheet.ts"
import * as Record from "./Record.ts"
import * as Lock from "../google/Lock.ts"
import * as Properties from "../google/Properties.ts"
import { together } from "../google/together.ts"
import * as Claims from "./Claims.ts"
import { say } from "../util/words.ts"

/**
 * Core's store in a document. Texts live in the document's cache; those that should outlive it also in properties
 * (latches, for days), the hidden sheet (results that menus, the sidebar and triggers paid for) or the outbox (those of
 * formulas). Everything that is requested at the same moment is one visit to each service, and one lock.
 */

/** What outlives the cache. */
const cacheMs = 6 * 3_600_000

/** What stays longer than this is kept with the results. */
const daysMs = 7 * 86_400_000

const textPrefix = "x:"

/** Whatever their length: a text goes over several cells. */
const holds: Store.Holds = { count: HiddenSheet.mostRows, characters: Infinity, advice: say.otherDocument }

/** Where this execution may keep what it pays for. */
export type Place = "outbox" | "sheet"

interface Lasting extends HiddenSheet.Kept {
  readonly key: string
}

/**
 * What properties, outbox and hidden sheet held when the execution began: what others write meanwhile is in the cache.
 */
const lastingTexts = (
  place: Place,
  properties: Properties.Texts,
  underWay: ReadonlyMap<string, HiddenSheet.Kept> = new Map(),
  sheet: (keys: ReadonlyArray<string>) => ReadonlyMap<string, HiddenSheet.Kept> = HiddenSheet.getAll
) => {
  const known = new Map<string, HiddenSheet.Kept | undefined>()
  const lookUp = (keys: ReadonlyArray<string>) => {
    const inOutbox = Outbox.reader(properties)
    const elsewhere: Array<string> = []
    for (const key of keys) {
      const text = properties.get(textPrefix + key)
      const kept = text === undefined ? inOutbox(key) : Record.read(text)
      if (kept === undefined) elsewhere.push(key)
      else known.set(key, kept)
    }
    // A result came after the claim that is still written beside it.
    const inSheet = sheet(elsewhere)
    for (const key of elsewhere) known.set(key, inSheet.get(key) ?? underWay.get(key))
  }
  return {
    getAll: (keys: ReadonlyArray<string>): ReadonlyArray<Lasting> => {
      const unknown = keys.filter((key) => !known.has(key))
      if (unknown.length > 0) lookUp(unknown)
      const now = Date.now()
      return keys.flatMap((key) => {
        const kept = known.get(key)
        return kept !== undefined && kept.until > now ? [{ key, ...kept }] : []
      })
    },
    /**
     * Puts texts where they stay; what goes into properties is returned, to be written with the rest. Only who holds
     * the lock writes to the sheet.
     */
    putAll: (puts: ReadonlyArray<Lasting>, locked: Lock.Held | undefined): ReadonlyMap<string, string> => {
      for (const { key, ...kept } of puts) known.set(key, kept)
      const now = Date.now()
      const short = puts.filter(({ until }) => until - now <= daysMs)
      const long = new Map(puts.filter(({ until }) => until - now > daysMs).map(({ key, ...kept }) => [key, kept]))
      const inSheet = place === "sheet" && locked !== undefined && HiddenSheet.takes(long)
      return new Map([
        ...short.map(({ key, ...kept }) => [textPrefix + key, Record.write(kept)] as const),
        ...(inSheet ? [] : Outbox.packed(long))
      ])
    },
    forget: (key: string) => known.set(key, undefined)
  }
}

/** The store of an execution that began with these properties. */
export const make = (place: Place, begun: Properties.Texts): Store.Driver<never> => {
  const lasting = lastingTexts(place, begun)

  const getAll = (keys: ReadonlyArray<string>, from = lasting): ReadonlyMap<string, string> => {
    const found = new Map(Cached.getAll(keys))
    const forgotten = from.getAll(keys.filter((key) => !found.has(key)))
    for (const { key, value } of forgotten) found.set(key, value)
    Cached.putAll(forgotten.map(({ key, until, value }) => ({ key, value, ttlMs: until - Date.now() })))
    return found
  }

  const get = together((asked: ReadonlyArray<ReadonlyArray<string>>) => {
    const found = getAll([...new Set(asked.flat())])
    return asked.map((keys) => Effect.succeed(keys.map((key) => found.get(key))))
  })

  /** Texts go to the cache, and what outlives it to where it stays; what of that goes into properties is returned. */
  const keep = (
    puts: ReadonlyArray<Store.Put>,
    locked: Lock.Held | undefined,
    now: number
  ): ReadonlyMap<string, string> => {
    const values = puts.flatMap(({ key, ttlMs, value }) =>
      value === undefined ? [] : [{ key, value, ttlMs, until: now + ttlMs }]
    )
    Cached.putAll(values)
    return lasting.putAll(
      values.filter(({ ttlMs }) => ttlMs >= cacheMs).map(({ key, until, value }) => ({ key, value, until })),
      locked
    )
  }

  /**
   * Results of a formula do not wait for the lock, since Google may end it meanwhile. Returns those that are kept now.
   */
  const keepAtOnce = (changes: ReadonlyArray<Store.Change>): ReadonlySet<Store.Put> => {
    const answers =
      place === "sheet"
        ? []
        : changes.flatMap(({ add = [], put = [], when = [] }) =>
            put.filter(
              ({ ttlMs }) => ttlMs > daysMs && when.length === 0 && add.every(({ limit }) => limit === undefined)
            )
          )
    try {
      Properties.write(keep(answers, undefined, Date.now()), begun)
      return new Set(answers)
    } catch {
      return new Set()
    }
  }

  /** Decides changes one after another on what the store holds, then writes what came of them at once. */
  const decide = (
    changes: ReadonlyArray<Store.Change>,
    locked: Lock.Held | undefined,
    kept: ReadonlySet<Store.Put>
  ): ReadonlyArray<Store.Committed> => {
    const now = Date.now()
    const conditions = [...new Set(changes.flatMap(({ when = [] }) => when.map(({ key }) => key)))]
    const needsProperties = changes.some(
      ({ add = [], put = [] }) =>
        add.length > 0 || put.some(({ ttlMs, value }) => value === undefined || ttlMs >= cacheMs)
    )
    const properties = needsProperties ? Properties.read() : undefined
    // What the cache forgot is looked for as it is now, not as it was when the execution began; only the sheet is too
    // slow for the time of a lock.
    const begunTexts = (keys: ReadonlyArray<string>) =>
      new Map(lasting.getAll(keys).map((text) => [text.key, text] as const))
    const current =
      properties === undefined ? lasting : lastingTexts(place, properties, Claims.read(properties), begunTexts)
    const texts = new Map(locked === undefined ? [] : getAll(conditions, current))
    const counts = Counts.open(properties, now)
    const puts = new Map<string, Store.Put>()
    const committed = changes.map(({ add = [], put = [], when = [] }): Store.Committed => {
      // Without the lock nobody can tell whether a condition holds; nothing is claimed then.
      if (when.length > 0 && (locked === undefined || when.some(({ is, key }) => texts.get(key) !== is)))
        return { _tag: "Changed" }
      const over = counts.over(add)
      if (over !== undefined) return { _tag: "Over", name: over }
      for (const one of put) {
        puts.set(one.key, one)
        if (one.value === undefined) texts.delete(one.key)
        else texts.set(one.key, one.value)
      }
      return { _tag: "Done", sums: add.map(counts.increase) }
    })
    if (write([...puts.values()], kept, counts, properties, locked, now)) return committed
    // What is not counted is not sent: a claim within a limit is taken back.
    const refused = changes.filter(
      ({ add = [], when }) => when !== undefined && add.some(({ limit }) => limit !== undefined)
    )
    Cached.removeAll(refused.flatMap(({ put = [] }) => put.map(({ key }) => key)))
    return committed.map((one, i) =>
      refused.includes(changes[i] ?? {}) && one._tag === "Done" ? { _tag: "Changed" } : one
    )
  }

  const write = (
    puts: ReadonlyArray<Store.Put>,
    kept: ReadonlySet<Store.Put>,
    counts: Counts.Counts,
    properties: Properties.Texts | undefined,
    locked: Lock.Held | undefined,
    now: number
  ): boolean => {
    const removed = puts.flatMap(({ key, value }) => (value === undefined ? [key] : []))
    Cached.removeAll(removed)
    try {
      const stay = keep(
        puts.filter((put) => !kept.has(put)),
        locked,
        now
      )
      if (properties === undefined) return true
      const underWay = locked === undefined ? [] : Claims.changed(properties, puts, cacheMs, now)
      Properties.write(new Map([...stay, ...underWay, ...counts.changed()]), properties)
      const gone = removed.filter((key) => properties.get(textPrefix + key) !== undefined)
      for (const key of gone) lasting.forget(key)
      const outlived = properties
        .keys()
        .filter((key) => key.startsWith(textPrefix) && Record.read(properties.get(key) ?? "").until <= now)
      Properties.remove([...gone.map((key) => textPrefix + key), ...outlived, ...counts.outlived()], properties)
      return true
    } catch {
      // Full, or Google's limit of the day: what was paid for is in the cache and is shown; only its second home is
      // missing.
      return false
    }
  }

  const commit = together((changes: ReadonlyArray<Store.Change>) => {
    const kept = keepAtOnce(changes)
    const committed = changes.some(({ add, when }) => add !== undefined || when !== undefined)
      ? Lock.during((held) => decide(changes, held, kept))
      : decide(changes, undefined, kept)
    return committed.map((one) => Effect.succeed(one))
  })

  return {
    get,
    commit,
    counts: together((groups: ReadonlyArray<string>) => {
      const counts = Counts.open(Properties.read(), Date.now())
      return groups.map((group) => Effect.succeed(counts.of(group)))
    }),
    size: together((prefixes: ReadonlyArray<string>) => {
      const outbox = Outbox.size(Properties.read())
      return prefixes.map((prefix) => Effect.succeed(HiddenSheet.size(prefix) + outbox))
    }),
    // A formula plans at every calculation, shows no warning, and pays for little at once.
    ...(place === "sheet" ? { holds } : {})
  }
}
