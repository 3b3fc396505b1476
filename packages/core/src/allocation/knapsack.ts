/** A multiple-choice knapsack with side bounds: at most one option of each item, the most value within a budget. */

/** Something to take of an item. Whole numbers. */
export interface Option {
  readonly cost: number
  readonly value: number
}

export interface Item<O extends Option = Option> {
  /** Ordered by cost; each brings more than those before it. */
  readonly options: ReadonlyArray<O>
  readonly must: boolean
  /** Only where its number is bounded. */
  readonly category: string | undefined
}

export interface Problem<O extends Option = Option> {
  readonly items: ReadonlyArray<Item<O>>
  readonly budget: number
  readonly min: number
  readonly max: number
  /** How many items of a category may be taken. */
  readonly caps: ReadonlyMap<string, number>
}

/** The option taken of each item, -1 for none. */
export type Taken = ReadonlyArray<number>

export interface Plan {
  readonly taken: Taken
  readonly cost: number
  readonly value: number
}

/** Leaves out options that cost too much, and those for which another brings as much for no more. */
export const useful = <O extends Option>(options: ReadonlyArray<O>, budget: number): ReadonlyArray<O> => {
  const kept: Array<O> = []
  for (const option of [...options].sort((a, b) => a.cost - b.cost || b.value - a.value)) {
    const last = kept[kept.length - 1]
    if (option.cost <= budget && (last === undefined || option.value > last.value)) kept.push(option)
  }
  return kept
}

/** A plan that need not keep the budget, and its worth where money has a price. */
interface Relaxed extends Plan {
  readonly worth: number
}

/**
 * The best plan where a unit of money costs `rate` and the budget does not count. What is left, numbers and categories,
 * lies inside each other, so taking the best first is exact. Undefined: no plan keeps the side bounds.
 */
const relaxed = ({ caps, items, max, min }: Problem, worthOf: (option: Option) => number): Relaxed | undefined => {
  const best = items.map(({ options }, at) => {
    let [option, worth] = [-1, -Infinity]
    options.forEach((one, i) => {
      const its = worthOf(one)
      if (its > worth) [option, worth] = [i, its]
    })
    return { at, option, worth }
  })
  const must = (at: number) => (items[at]?.must === true ? 1 : 0)
  best.sort((a, b) => must(b.at) - must(a.at) || b.worth - a.worth || a.at - b.at)
  const taken = items.map(() => -1)
  const used = new Map<string, number>()
  let [worth, cost, value, number] = [0, 0, 0, 0]
  for (const one of best) {
    const item = items[one.at]
    const option = item?.options[one.option]
    const category = item?.category
    const full = number >= max || (category !== undefined && (used.get(category) ?? 0) >= (caps.get(category) ?? 0))
    if (item?.must === true && (full || option === undefined)) return undefined
    if (option === undefined || full || (item?.must !== true && one.worth <= 0 && number >= min)) continue
    if (category !== undefined) used.set(category, (used.get(category) ?? 0) + 1)
    number++
    worth += one.worth
    cost += option.cost
    value += option.value
    taken[one.at] = one.option
  }
  return number < min ? undefined : { taken, cost, value, worth }
}

/** The plan that costs least; undefined when none keeps the side bounds. */
export const cheapest = (problem: Problem): Plan | undefined => relaxed(problem, ({ cost }) => -cost)

/** What is known before any search. */
export interface Relaxation {
  /** A plan within the budget. */
  readonly plan: Plan
  /** No plan within the budget brings more. */
  readonly bound: number
  /** What a unit of money is worth at the edge of the budget. */
  readonly rate: number
}

const halvings = 60

/** Finds the price of money at which spending meets the budget (a Lagrange multiplier on the budget alone). */
export const relax = (problem: Problem): Relaxation | undefined => {
  const { budget } = problem
  const least = cheapest(problem)
  if (least === undefined || least.cost > budget) return undefined
  const at = (rate: number) => relaxed(problem, ({ cost, value }) => value - rate * cost)
  const free = at(0)
  if (free === undefined || free.cost <= budget)
    return { plan: free ?? least, bound: free?.value ?? least.value, rate: 0 }
  let plan = least
  let high = 1
  let found = at(high)
  while (found !== undefined && found.cost > budget && high < 1e15) found = at((high *= 4))
  let low = 0
  let bound = free.worth
  const see = (rate: number) => {
    const one = at(rate)
    if (one === undefined) return false
    bound = Math.min(bound, one.worth + rate * budget)
    const within = one.cost <= budget
    if (within && one.value > plan.value) plan = one
    return within
  }
  see(high)
  for (let i = 0; i < halvings; i++) {
    const middle = (low + high) / 2
    if (see(middle)) high = middle
    else low = middle
  }
  return { plan, bound, rate: high }
}
