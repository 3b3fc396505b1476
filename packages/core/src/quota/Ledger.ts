import * as Consumers from "./Consumers.ts"
import type { QuotaDay } from "../settings/QuotaDay.ts"
import { memoize } from "../util/memoize.ts"
import type { Add } from "../store/Store.ts"

/** What was asked of one endpoint in a day. */
export interface Total {
  /** Who asked; several at once where they did. */
  readonly consumers: ReadonlyArray<string>
  readonly endpoint: string
  /** Calls that were paid for. */
  readonly charged: number
  /** Requests that may have been charged; nobody can tell. */
  readonly unknown: number
  /** Calls that failed without being charged. */
  readonly free: number
  /** Questions answered from the store. */
  readonly stored: number
  readonly requests: number
  readonly durationMs: number
}

/** What a call adds to the totals. */
export type Settled = Partial<Omit<Total, "consumers" | "endpoint">>

/** Calls of a day against its budget. */
export interface Spent {
  /** Paid calls of the day. */
  readonly used: number
  /** Counted against the budget, since they may have been charged. */
  readonly unknown: number
  /** Calls that are out now, or that were lost with the process that made them. */
  readonly open: number
  /** Paid calls a day; undefined when there is no budget. */
  readonly budget: number | undefined
  /** What is left of the budget, after what is open and unknown. */
  readonly left: number | undefined
}

const keptMs = 8 * 86_400_000

const spentBy = memoize((consumer) => `spent/${Consumers.key(consumer)}`)
const spentName = (consumer?: string) => (consumer === undefined ? "spent" : spentBy(consumer))

/** What a settled call adds to the totals, in the order it is written. */
const kinds = ["charged", "unknown", "free", "stored", "requests", "durationMs"] as const

/** The names of an endpoint's totals, by the key of those who asked. */
const totalsOf = memoize((consumers) =>
  memoize((endpoint) => kinds.map((kind) => ({ kind, name: `${consumers}/${endpoint}/${kind}` })))
)

export type Ledger = ReturnType<typeof make>

/** The books of one token: the daily budget, and what was asked by whom. They are counts in the store. */
export const make = (
  account: string,
  budgets: { readonly dailyBudget: number; readonly consumerBudgets: Readonly<Record<string, number>> }
) => {
  /** Answers from the store, not yet written down: a hit must not cost a write. */
  const hits = new Map<
    string,
    { readonly consumers: ReadonlyArray<string>; readonly endpoint: string; count: number }
  >()
  const given = new Map(Object.entries(budgets.consumerBudgets))
  /** Its own budget, or the one given to all its like: `user/*`. */
  const ofConsumer = memoize(
    (consumer) => given.get(consumer) ?? given.get(consumer.replace(/[^/]*$/, "*")) ?? Infinity
  )
  const groupOn = memoize((day) => `ledger/${account}/${day}`)
  const group = (day: QuotaDay) => groupOn(day.name)
  const budgetOf = (consumer?: string): number => (consumer === undefined ? budgets.dailyBudget : ofConsumer(consumer))
  const limitOf = (consumer?: string) => {
    const budget = budgetOf(consumer)
    return Number.isFinite(budget) ? budget : undefined
  }

  const spend = (
    day: QuotaDay,
    consumers: ReadonlyArray<string>,
    by: number,
    guarded: "guarded" | "free"
  ): ReadonlyArray<Add> =>
    [undefined, ...consumers].map((whose) => ({
      group: group(day),
      name: spentName(whose),
      by,
      ttlMs: keptMs,
      limit: guarded === "guarded" ? limitOf(whose) : undefined
    }))

  const write = (
    day: QuotaDay,
    consumers: ReadonlyArray<string>,
    endpoint: string,
    settled: Settled
  ): ReadonlyArray<Add> => {
    const adds: Array<Add> = []
    for (const { kind, name } of totalsOf(Consumers.keyOf(consumers))(endpoint)) {
      const by = settled[kind] ?? 0
      if (by !== 0) adds.push({ group: group(day), name, by, ttlMs: keptMs })
    }
    return adds
  }

  return {
    group,
    /** Takes one call out of every budget it counts against, if each has one left. */
    reserve: (day: QuotaDay, consumers: ReadonlyArray<string>) => spend(day, consumers, 1, "guarded"),
    /** Whose budget a refusal named. */
    refused: (
      name: string,
      consumers: ReadonlyArray<string>
    ): { readonly consumer: string | undefined; readonly budget: number } => {
      const whose = consumers.find((one) => spentName(one) === name)
      return { consumer: whose, budget: budgetOf(whose) }
    },
    /** Turns reserved places into what became of them. */
    settle: (
      day: QuotaDay,
      consumers: ReadonlyArray<string>,
      endpoint: string,
      places: number,
      settled: Settled
    ): ReadonlyArray<Add> => {
      const correction = (settled.charged ?? 0) + (settled.unknown ?? 0) - places
      const totals = write(day, consumers, endpoint, settled)
      return correction === 0 ? totals : totals.concat(spend(day, consumers, correction, "free"))
    },
    /** A reservation whose owner is gone stays spent, as unknown. */
    lost: (day: QuotaDay, consumers: ReadonlyArray<string>, endpoint: string) =>
      write(day, consumers, endpoint, { unknown: 1 }),
    hit: (consumers: ReadonlyArray<string>, endpoint: string) => {
      const key = [...consumers, endpoint].join("\n")
      const found = hits.get(key)
      if (found === undefined) hits.set(key, { consumers, endpoint, count: 1 })
      else found.count++
    },
    /** The hits since the last time, to be written with the next change. */
    takeHits: (day: QuotaDay): ReadonlyArray<Add> => {
      if (hits.size === 0) return []
      const adds = [...hits.values()].flatMap(({ consumers, count, endpoint }) =>
        write(day, consumers, endpoint, { stored: count })
      )
      hits.clear()
      return adds
    },
    /** The totals of a day's counts. */
    totals: (counts: Readonly<Record<string, number>>): ReadonlyArray<Total> => {
      const all = new Map<string, Record<string, number>>()
      for (const [name, count] of Object.entries(counts)) {
        const [consumers = "", endpoint, kind] = name.split("/")
        if (endpoint === undefined || kind === undefined) continue
        const key = `${consumers}/${endpoint}`
        all.set(key, { ...all.get(key), [kind]: count })
      }
      return [...all].map(([key, kinds]) => {
        const [consumers = "", endpoint = ""] = key.split("/")
        return {
          consumers: Consumers.namesOf(consumers),
          endpoint,
          charged: kinds["charged"] ?? 0,
          unknown: kinds["unknown"] ?? 0,
          free: kinds["free"] ?? 0,
          stored: kinds["stored"] ?? 0,
          requests: kinds["requests"] ?? 0,
          durationMs: kinds["durationMs"] ?? 0
        }
      })
    },
    /** The budgets a call of these consumers counts against: the token's and theirs. */
    budgetsOf: (consumers: ReadonlyArray<string>): ReadonlyArray<{ readonly name: string; readonly budget: number }> =>
      [undefined, ...consumers].flatMap((whose) => {
        const budget = limitOf(whose)
        return budget === undefined ? [] : [{ name: spentName(whose), budget }]
      }),
    /** What a day's counts leave of the token's budget, or of a consumer's. */
    spent: (counts: Readonly<Record<string, number>>, totals: ReadonlyArray<Total>, consumer?: string): Spent => {
      const own = consumer === undefined ? totals : totals.filter(({ consumers }) => consumers.includes(consumer))
      const used = own.reduce((sum, { charged }) => sum + charged, 0)
      const unknown = own.reduce((sum, total) => sum + total.unknown, 0)
      const spent = Math.max(counts[spentName(consumer)] ?? 0, used + unknown)
      const budget = limitOf(consumer)
      return {
        used,
        unknown,
        open: spent - used - unknown,
        budget,
        left: budget === undefined ? undefined : Math.max(0, budget - spent)
      }
    }
  }
}
