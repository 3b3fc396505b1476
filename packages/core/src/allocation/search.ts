import { improve } from "./improve.ts"
import type { Item, Option, Plan, Problem, Relaxation } from "./knapsack.ts"

/** Exact search: lists of plans that nothing beats (cheaper and better), cut where even the best rest is too little. */

/** Work that may be done: partial plans looked at, and cells of the table of rests. */
export interface Work {
  readonly plans: number
  readonly cells: number
}

/** Partial plans, each an extension of another. */
interface Plans {
  readonly cost: Array<number>
  readonly value: Array<number>
  readonly before: Array<number>
  readonly item: Array<number>
  readonly option: Array<number>
}

/** Plans by cost, each bringing more than those before it. */
type Front = ReadonlyArray<number>

/** Items in the order of the search, and what the rest of them can bring at most. */
interface Table {
  readonly order: ReadonlyArray<{ readonly at: number; readonly item: Item; readonly worths: ReadonlyArray<number> }>
  /** The state after leaving or taking the item at a step; -1 where the bounds do not allow it. */
  readonly leave: (step: number, state: number) => number
  readonly take: (step: number, state: number) => number
  /** By step and state: the best worth of the items from here. */
  readonly rest: ReadonlyArray<Float64Array>
}

/** Counts end where more makes no difference. */
const tableOf = (problem: Problem, rate: number, cells: number): Table | undefined => {
  const { caps, items, max, min } = problem
  const worthOf = ({ cost, value }: Option) => value - rate * cost
  const order = items
    .map((item, at) => ({ at, item, worths: item.options.map(worthOf), best: 0 }))
    .map((one) => ({ ...one, best: Math.max(-Infinity, ...one.worths) }))
    .sort(
      (a, b) =>
        compare(a.item.category ?? "", b.item.category ?? "") || Math.abs(b.best) - Math.abs(a.best) || a.at - b.at
    )
  const steps = order.length
  const limited = max < steps
  const top = limited ? max : min
  const capOf = ({ item }: (typeof order)[number]) =>
    item.category === undefined ? Infinity : (caps.get(item.category) ?? 0)
  const limits = order.map(capOf)
  const width = 1 + limits.reduce((most, limit) => (limit === Infinity ? most : Math.max(most, limit)), 0)
  const states = (top + 1) * width
  if (steps * states > cells) return undefined
  const same = (step: number) =>
    order[step]?.item.category !== undefined && order[step]?.item.category === order[step + 1]?.item.category
  const together = order.map((_, step) => same(step))
  const leave = (step: number, state: number): number => (together[step] === true ? state : state - (state % width))
  const take = (step: number, state: number): number => {
    const within = state % width
    const number = (state - within) / width
    const limit = limits[step] ?? Infinity
    if ((limited && number >= max) || within >= limit) return -1
    const next = limited ? number + 1 : Math.min(number + 1, top)
    return next * width + (together[step] === true ? within + 1 : 0)
  }
  const last = new Float64Array(states).fill(-Infinity)
  for (let number = 0; number <= top; number++) if (number >= min) last[number * width] = 0
  const rest: Array<Float64Array> = []
  rest[steps] = last
  for (let step = steps - 1; step >= 0; step--) {
    const after = rest[step + 1] ?? last
    const one = order[step]
    const here = new Float64Array(states).fill(-Infinity)
    for (let state = 0; state < states; state++) {
      const left = one?.item.must === true ? -Infinity : (after[leave(step, state)] ?? -Infinity)
      const next = take(step, state)
      const taken = next < 0 ? -Infinity : (one?.best ?? -Infinity) + (after[next] ?? -Infinity)
      here[state] = Math.max(left, taken)
    }
    rest[step] = here
  }
  return { order, leave, take, rest }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Two fronts as one. */
const merge = ({ cost, value }: Plans, a: Front, b: Front): Front => {
  const out: Array<number> = []
  let most = -Infinity
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    const [x, y] = [a[i], b[j]]
    let next: number
    if (y === undefined) next = x ?? 0
    else if (x === undefined) next = y
    else {
      const [cx = 0, cy = 0, vx = 0, vy = 0] = [cost[x], cost[y], value[x], value[y]]
      next = cx < cy || (cx === cy && vx >= vy) ? x : y
    }
    if (next === x) i++
    else j++
    const its = value[next] ?? 0
    if (its > most) {
      most = its
      out.push(next)
    }
  }
  return out
}

/** So many of a front, spread evenly over what they cost. */
const thinned = (front: Front, most: number): Front => {
  if (front.length <= most) return front
  const step = (front.length - 1) / (most - 1)
  return Array.from({ length: most }, (_, i) => front[Math.round(i * step)] ?? 0)
}

interface Round {
  /** The best of all plans that reach the goal; undefined when none does. */
  readonly plan: Plan | undefined
  /** Every plan that reaches the goal was looked at. */
  readonly whole: boolean
  readonly plans: number
}

interface RoundOptions {
  readonly goal: number
  /** Partial plans that may be looked at. */
  readonly plans: number
  /** Keeps at most so many partial plans in each step, in place of ending. */
  readonly keep?: number
}

const round = (problem: Problem, { bound, rate }: Relaxation, table: Table, options: RoundOptions): Round => {
  const { budget, items } = problem
  const tolerance = Math.max(1e-3, bound * 1e-12)
  const plans: Plans = { cost: [0], value: [0], before: [-1], item: [-1], option: [-1] }
  let fronts = new Map<number, Front>([[0, [0]]])
  for (let step = 0; step < table.order.length; step++) {
    const one = table.order[step]
    const rest = table.rest[step + 1]
    if (one === undefined || rest === undefined) continue
    const next = new Map<number, Front>()
    const put = (state: number, front: Front, taken: number) => {
      const option = one.item.options[taken]
      const least = options.goal - tolerance - (rest[state] ?? -Infinity) - rate * budget
      if (least === Infinity) return
      const kept: Array<number> = []
      for (const plan of front) {
        const cost = (plans.cost[plan] ?? 0) + (option?.cost ?? 0)
        const value = (plans.value[plan] ?? 0) + (option?.value ?? 0)
        if (cost > budget || value - rate * cost < least) continue
        if (option === undefined) kept.push(plan)
        else {
          kept.push(plans.cost.length)
          plans.cost.push(cost)
          plans.value.push(value)
          plans.before.push(plan)
          plans.item.push(one.at)
          plans.option.push(taken)
        }
      }
      if (kept.length === 0) return
      const had = next.get(state)
      next.set(state, had === undefined ? kept : merge(plans, had, kept))
    }
    for (const [state, front] of fronts) {
      if (!one.item.must) put(table.leave(step, state), front, -1)
      const taken = table.take(step, state)
      if (taken >= 0) for (let option = 0; option < one.item.options.length; option++) put(taken, front, option)
      if (options.keep === undefined && plans.cost.length > options.plans)
        return { plan: undefined, whole: false, plans: plans.cost.length }
    }
    fronts = next
    if (options.keep !== undefined) {
      const each = Math.max(8, Math.floor(options.keep / Math.max(1, fronts.size)))
      fronts = new Map([...fronts].map(([state, front]) => [state, thinned(front, each)]))
    }
  }
  let best = -1
  for (const front of fronts.values())
    for (const plan of front) {
      const [cost = 0, value = 0] = [plans.cost[plan], plans.value[plan]]
      const [least = 0, most = -1] = best < 0 ? [] : [plans.cost[best], plans.value[best]]
      if (best < 0 || value > most || (value === most && cost < least)) best = plan
    }
  if (best < 0) return { plan: undefined, whole: true, plans: plans.cost.length }
  const taken = items.map(() => -1)
  for (let plan = best; plan > 0; plan = plans.before[plan] ?? 0)
    taken[plans.item[plan] ?? 0] = plans.option[plan] ?? -1
  return {
    plan: { taken, cost: plans.cost[best] ?? 0, value: plans.value[best] ?? 0 },
    whole: true,
    plans: plans.cost.length
  }
}

/** What a search came to. */
export interface Found {
  readonly plan: Plan
  readonly exact: boolean
  /** No plan brings more. */
  readonly bound: number
}

/** Partial plans of a search that is no longer exact, in each step. */
const beam = 1_000

/** Plans this near the bound are as good as the best: no more work for less than a ten-thousandth. */
const near = 1e-4

/** How much lower each guess is. */
const wider = 1.5

/** The share of the work that is done before a quick look is taken whether the rest is worth it. */
const first = 0.2

const better = (a: Plan, b: Plan | undefined): Plan =>
  b !== undefined && (b.value > a.value || (b.value === a.value && b.cost < a.cost)) ? b : a

/**
 * The best plan. Guesses how near the bound it is, and looks at plans that good; where none is, guesses lower. Ends
 * when the work is done; then the best plan seen comes back with the bound.
 */
export const search = (problem: Problem, relaxation: Relaxation, work: Work): Found => {
  let least = relaxation.plan
  let bound = Math.floor(relaxation.bound + Math.max(1e-6, relaxation.bound * 1e-12))
  const table = tableOf(problem, relaxation.rate, work.cells)
  if (table === undefined) return { plan: least, exact: false, bound }
  let left = work.plans * first
  let later = work.plans - left
  for (let gap = Math.max(1, (bound - least.value) / 64); ;) {
    const goal = Math.max(least.value, bound - gap)
    const { plan, plans, whole } = round(problem, relaxation, table, { goal, plans: left })
    left -= plans
    if (!whole) {
      const seen = round(problem, relaxation, table, { goal: least.value, plans: 0, keep: beam }).plan
      least = better(least, improve(problem, better(least, seen)))
      if (later === 0 || bound - least.value <= bound * near) break
      left = later
      later = 0
      continue
    }
    if (plan !== undefined && plan.value >= goal) return { plan, exact: true, bound: plan.value }
    bound = Math.min(bound, Math.ceil(goal) - 1)
    if (goal <= least.value) break
    gap *= wider
  }
  return { plan: least, exact: least.value >= bound, bound: Math.max(bound, least.value) }
}
