import { memoize } from "../util/memoize.ts"
import * as Consumers from "./Consumers.ts"
import type { Total } from "./Totals.ts"

/** How many paid calls a day may cost: all with this token, and those of each consumer. */
export interface Limits {
  readonly dailyBudget: number
  readonly consumerBudgets: Readonly<Record<string, number>>
}

/** Paid calls of a day and the budget: used, may have been charged, left. */
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

const spentBy = memoize((consumer) => `spent/${Consumers.key(consumer)}`)

/** The name of the count of what was spent: by a consumer, or with the token. */
export const nameOf = (consumer?: string): string => (consumer === undefined ? "spent" : spentBy(consumer))

/** The budgets of a token and of its consumers. */
export const make = ({ consumerBudgets, dailyBudget }: Limits) => {
  const given = new Map(Object.entries(consumerBudgets))
  /** Its own, or the one given to all its like: `user/*`. */
  const ofConsumer = memoize(
    (consumer) => given.get(consumer) ?? given.get(consumer.replace(/[^/]*$/, "*")) ?? Infinity
  )
  const of = (consumer?: string): number => (consumer === undefined ? dailyBudget : ofConsumer(consumer))
  /** Undefined when there is none. */
  const limitOf = (consumer?: string): number | undefined => {
    const budget = of(consumer)
    return Number.isFinite(budget) ? budget : undefined
  }

  /** What a day's counts leave of the token's budget, or of a consumer's. */
  const spent = (counts: Readonly<Record<string, number>>, totals: ReadonlyArray<Total>, consumer?: string): Spent => {
    // Names are kept as keys, in which half a character is a whole one.
    const isOwn = (name: string): boolean => consumer === undefined || Consumers.key(name) === Consumers.key(consumer)
    const own = totals.filter(({ consumers }) => consumers.some(isOwn))
    const used = own.reduce((sum, { charged }) => sum + charged, 0)
    const unknown = own.reduce((sum, total) => sum + total.unknown, 0)
    const taken = Math.max(counts[nameOf(consumer)] ?? 0, used + unknown)
    const budget = limitOf(consumer)
    const left = budget === undefined ? undefined : Math.max(0, budget - taken)
    return { used, unknown, open: taken - used - unknown, budget, left }
  }

  return { of, limitOf, spent }
}
