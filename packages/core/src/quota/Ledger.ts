import type { QuotaDay } from "../settings/QuotaDay.ts"
import type { Add } from "../store/Store.ts"
import { memoize } from "../util/memoize.ts"
import * as Budgets from "./Budgets.ts"
import * as Consumers from "./Consumers.ts"
import * as Totals from "./Totals.ts"

const keptMs = 8 * 86_400_000

/** Whoever is back later finds the books of another day. */
const lostMs = 86_400_000
const isLost = "lost"

/** Results from the store, not yet written down: a hit must not cost a write. */
const makeHits = () => {
  const hits = new Map<
    string,
    { readonly consumers: ReadonlyArray<string>; readonly endpoint: string; count: number }
  >()
  return {
    add: (consumers: ReadonlyArray<string>, endpoint: string) => {
      const key = `${Consumers.keyOf(consumers)}/${endpoint}`
      const found = hits.get(key)
      if (found === undefined) hits.set(key, { consumers, endpoint, count: 1 })
      else found.count++
    },
    /** Those since the last time. */
    take: () => {
      if (hits.size === 0) return []
      const all = [...hits.values()]
      hits.clear()
      return all
    }
  }
}

/** Who took a place in the budget, and for whom. */
interface Reserved {
  readonly owner: string
  readonly consumers: ReadonlyArray<string>
}

export type Ledger = ReturnType<typeof make>

/** The books of one token: the daily budget, and what was requested by whom. They are counts in the store. */
export const make = (account: string, limits: Budgets.Limits) => {
  const budgets = Budgets.make(limits)
  const hits = makeHits()
  const groupOn = memoize((day) => `ledger/${account}/${day}`)
  const group = (day: QuotaDay) => groupOn(day.name)

  /** Changes what the token and these consumers have spent; `guarded` only where each has a place left. */
  const spend = (
    day: QuotaDay,
    consumers: ReadonlyArray<string>,
    by: number,
    guarded: "guarded" | "free"
  ): ReadonlyArray<Add> =>
    [undefined, ...consumers].map((whose) => ({
      group: group(day),
      name: Budgets.nameOf(whose),
      by,
      ttlMs: keptMs,
      limit: guarded === "guarded" ? budgets.limitOf(whose) : undefined
    }))

  const write = (
    day: QuotaDay,
    consumers: ReadonlyArray<string>,
    endpoint: string,
    settled: Totals.Settled
  ): ReadonlyArray<Add> =>
    Totals.changes(consumers, endpoint, settled).map(({ by, name }) => ({ group: group(day), name, by, ttlMs: keptMs }))

  /** Turns reserved places into what became of them. */
  const settle = (
    day: QuotaDay,
    consumers: ReadonlyArray<string>,
    endpoint: string,
    places: number,
    settled: Totals.Settled
  ): ReadonlyArray<Add> => {
    const correction = (settled.charged ?? 0) + (settled.unknown ?? 0) - places
    const totals = write(day, consumers, endpoint, settled)
    return correction === 0 ? totals : totals.concat(spend(day, consumers, correction, "free"))
  }

  /** Whose budget a refusal named. */
  const refused = (
    name: string,
    consumers: ReadonlyArray<string>
  ): { readonly consumer: string | undefined; readonly budget: number } => {
    const whose = consumers.find((one) => Budgets.nameOf(one) === name)
    return { consumer: whose, budget: budgets.of(whose) }
  }

  /** The budgets a call of these consumers counts against: the token's and theirs. */
  const budgetsOf = (
    consumers: ReadonlyArray<string>
  ): ReadonlyArray<{ readonly name: string; readonly budget: number }> =>
    [undefined, ...consumers].flatMap((whose) => {
      const budget = budgets.limitOf(whose)
      return budget === undefined ? [] : [{ name: Budgets.nameOf(whose), budget }]
    })

  const lostKey = (owner: string): string => `lost/${account}/${owner}`

  return {
    group,
    /** Takes one call out of every budget it counts against, if each has one left. */
    reserve: (day: QuotaDay, consumers: ReadonlyArray<string>) => spend(day, consumers, 1, "guarded"),
    refused,
    settle,
    /** A reservation whose owner is gone stays spent, as unknown. A mark tells them, should they be back. */
    lost: (day: QuotaDay, { consumers, owner }: Reserved, endpoint: string) => ({
      put: [{ key: lostKey(owner), value: isLost, ttlMs: lostMs }],
      add: write(day, consumers, endpoint, { unknown: 1 })
    }),
    /** They are back, and count what became of the call themselves. Holds once, and only where the mark is. */
    found: (day: QuotaDay, { consumers, owner }: Reserved, endpoint: string) => ({
      when: [{ key: lostKey(owner), is: isLost }],
      put: [{ key: lostKey(owner), value: undefined, ttlMs: 0 }],
      add: write(day, consumers, endpoint, { unknown: -1 })
    }),
    hit: hits.add,
    /** The hits since the last time, to be written with the next change. */
    takeHits: (day: QuotaDay): ReadonlyArray<Add> =>
      hits.take().flatMap(({ consumers, count, endpoint }) => write(day, consumers, endpoint, { stored: count })),
    totals: Totals.read,
    budgetsOf,
    spent: budgets.spent
  }
}
