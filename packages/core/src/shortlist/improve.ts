import type { Plan, Problem } from "./knapsack.ts"

/** Makes a plan better by changing one creator, or two at once, until no such change helps. */

/** Changes that may be tried. */
const most = 1_000_000

interface Count {
  readonly number: number
  readonly used: ReadonlyMap<string, number>
}

const count = ({ items }: Problem, taken: ReadonlyArray<number>): Count => {
  const used = new Map<string, number>()
  let number = 0
  taken.forEach((option, at) => {
    const category = items[at]?.category
    if (option < 0) return
    number++
    if (category !== undefined) used.set(category, (used.get(category) ?? 0) + 1)
  })
  return { number, used }
}

/** The plan with what single changes and swaps add to it. */
export const improve = (problem: Problem, plan: Plan): Plan => {
  const { budget, caps, items, max, min } = problem
  const taken = [...plan.taken]
  let { cost, value } = plan
  let tried = 0
  const optionOf = (at: number, option: number) => items[at]?.options[option] ?? nothing
  const change = (at: number, option: number) => {
    const [before, after] = [optionOf(at, taken[at] ?? -1), optionOf(at, option)]
    cost += after.cost - before.cost
    value += after.value - before.value
    taken[at] = option
  }
  /** Whether numbers allow these two to be as they would be. */
  const allowed = (changes: ReadonlyArray<readonly [number, number]>): boolean => {
    const now = [...taken]
    for (const [at, option] of changes) now[at] = option
    const { number, used } = count(problem, now)
    if (number > max || number < min) return false
    return [...used].every(([category, of]) => of <= (caps.get(category) ?? Infinity))
  }
  const better = (): boolean => {
    for (let a = 0; a < items.length; a++) {
      const had = taken[a] ?? -1
      for (let option = items[a]?.must === true ? 0 : -1; option < (items[a]?.options.length ?? 0); option++) {
        if (option === had) continue
        const costA = cost + optionOf(a, option).cost - optionOf(a, had).cost
        const gainA = optionOf(a, option).value - optionOf(a, had).value
        if (costA <= budget && gainA > 0 && allowed([[a, option]])) {
          change(a, option)
          return true
        }
        for (let b = a + 1; b < items.length; b++) {
          const hadB = taken[b] ?? -1
          for (let other = items[b]?.must === true ? 0 : -1; other < (items[b]?.options.length ?? 0); other++) {
            if (++tried > most) return false
            if (other === hadB) continue
            const gain = gainA + optionOf(b, other).value - optionOf(b, hadB).value
            const costs = costA + optionOf(b, other).cost - optionOf(b, hadB).cost
            if (
              gain <= 0 ||
              costs > budget ||
              !allowed([
                [a, option],
                [b, other]
              ])
            )
              continue
            change(a, option)
            change(b, other)
            return true
          }
        }
      }
    }
    return false
  }
  while (tried <= most && better());
  return { taken, cost, value }
}

const nothing = { cost: 0, value: 0 }
