import type { Plan, Problem } from "./knapsack.ts"

/** Makes a plan better by changing one creator, or two at once, until no such change helps. */

/** Pairs of changes that may be looked at. */
const most = 20_000_000

/** More changes than this are not paired: that alone would be too much work. */
const paired = 8_000

/** Another option for one item, or none. */
interface Change {
  readonly at: number
  readonly option: number
  readonly cost: number
  readonly value: number
  /** How many more are taken: 1, 0 or -1. */
  readonly more: number
  readonly category: string | undefined
}

const none = { cost: 0, value: 0 }

const changesOf = ({ items }: Problem, taken: ReadonlyArray<number>): ReadonlyArray<Change> =>
  items.flatMap(({ category, must, options }, at) => {
    const had = taken[at] ?? -1
    const before = options[had] ?? none
    const others: Array<Change> = []
    for (let option = must ? 0 : -1; option < options.length; option++) {
      if (option === had) continue
      const after = options[option] ?? none
      const more = (option < 0 ? 0 : 1) - (had < 0 ? 0 : 1)
      others.push({ at, option, cost: after.cost - before.cost, value: after.value - before.value, more, category })
    }
    return others
  })

/** The plan with what single changes and exchanges add to it. */
export const improve = (problem: Problem, plan: Plan): Plan => {
  const { budget, caps, items, max, min } = problem
  const taken = [...plan.taken]
  const used = new Map<string, number>()
  let [cost, value, number, looked] = [plan.cost, plan.value, 0, 0]
  const count = (category: string | undefined, more: number) => {
    number += more
    if (category !== undefined) used.set(category, (used.get(category) ?? 0) + more)
  }
  taken.forEach((option, at) => {
    if (option >= 0) count(items[at]?.category, 1)
  })
  const room = (category: string | undefined, more: number): boolean =>
    category === undefined || more <= 0 || (used.get(category) ?? 0) + more <= (caps.get(category) ?? 0)
  const allowed = (a: Change, b: Change | undefined): boolean => {
    const after = number + a.more + (b?.more ?? 0)
    if (after > max || after < min) return false
    if (b === undefined || a.category !== b.category) return room(a.category, a.more) && room(b?.category, b?.more ?? 0)
    return room(a.category, a.more + b.more)
  }
  for (;;) {
    const changes = changesOf(problem, taken)
    const left = budget - cost
    let best: readonly [Change, Change | undefined] | undefined
    let [gained, costs] = [0, 0]
    const see = (a: Change, b: Change | undefined, gain: number, spent: number) => {
      if (gain < gained || (gain === gained && spent >= costs) || !allowed(a, b)) return
      best = [a, b]
      gained = gain
      costs = spent
    }
    for (let i = 0; i < changes.length; i++) {
      const a = changes[i]
      if (a === undefined) continue
      if (a.cost <= left) see(a, undefined, a.value, a.cost)
      for (let j = i + 1; j < (changes.length > paired ? 0 : changes.length); j++) {
        const b = changes[j]
        if (b === undefined) continue
        const gain = a.value + b.value
        const spent = a.cost + b.cost
        if (gain < gained || spent > left || a.at === b.at) continue
        see(a, b, gain, spent)
      }
    }
    looked += (changes.length * changes.length) / 2
    if (best === undefined || looked > most) return { taken, cost, value }
    for (const change of best) {
      if (change === undefined) continue
      taken[change.at] = change.option
      cost += change.cost
      value += change.value
      count(change.category, change.more)
    }
  }
}
