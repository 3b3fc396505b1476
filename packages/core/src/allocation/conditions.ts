import { make, type Words } from "../util/Words.ts"
import type { AllocateOptions, Infeasible, Unmet } from "./Allocation.ts"
import type { Candidate, Kind } from "../candidates/Candidate.ts"
import { count, yuan } from "../candidates/figures.ts"
import { cheapest, type Item, type Option, type Problem, useful } from "./knapsack.ts"

/** Money inside is in fen, so that sums are exact. */
export const fen = 100

export interface Offered extends Option {
  readonly kind: Kind
}

/** A creator with what can be bought of them. */
export interface Eligible {
  readonly candidate: Candidate
  readonly options: ReadonlyArray<Offered>
}

const infeasible = (bound: Unmet, needed: number, available: number, words: Words, at?: string): Infeasible => ({
  _tag: "Infeasible",
  bound,
  ...(at === undefined ? {} : { at }),
  needed,
  available,
  charged: "no",
  happened: words,
  advice: advices[bound]
})

const advices: Readonly<Record<Unmet, Words>> = {
  budget: make("Raise the budget, or request fewer creators.", "请提高预算，或减少达人数量。"),
  minCreators: make("Lower minCreators, or add creators to the list.", "请降低 minCreators，或增加名单中的达人。"),
  maxCreators: make("Raise maxCreators, or require fewer creators.", "请提高 maxCreators，或减少必选达人。"),
  must: make("Take this creator out of must.", "请将该达人移出 must。"),
  perCategory: make(
    "Raise perCategory for this category, or change must or minCreators.",
    "请提高该分类的 perCategory，或调整 must 与 minCreators。"
  )
}

export const capOf = (category: string, { perCategory }: AllocateOptions): number => {
  if (typeof perCategory === "number") return perCategory
  // Not by the key alone: a category may be called `constructor`.
  const [own] = Object.entries(perCategory ?? {}).filter(([name]) => name === category)
  return own?.[1] ?? Infinity
}

/** The number of each category. */
const sizes = (list: ReadonlyArray<Eligible>): ReadonlyMap<string, number> => {
  const found = new Map<string, number>()
  for (const { candidate } of list)
    if (candidate.category !== undefined) found.set(candidate.category, (found.get(candidate.category) ?? 0) + 1)
  return found
}

/** The conditions as a problem to solve, and each creator's options in its order. */
export const problemOf = (
  list: ReadonlyArray<Eligible>,
  options: AllocateOptions,
  budget: number
): Problem<Offered> => {
  const must = new Set(options.must)
  const caps = new Map<string, number>()
  for (const [category, of] of sizes(list)) {
    const cap = capOf(category, options)
    if (cap < of) caps.set(category, cap)
  }
  const all = Math.floor(budget * fen + 1e-6)
  const items = list.map(({ candidate: { category, id }, options: offered }): Item<Offered> => ({
    options: useful(offered, all),
    must: must.has(id),
    category: category !== undefined && caps.has(category) ? category : undefined
  }))
  return {
    items,
    budget: all,
    min: options.minCreators ?? 0,
    max: Math.min(options.maxCreators ?? items.length, items.length),
    caps
  }
}

const list = (ids: ReadonlyArray<string>): string => ids.slice(0, 5).join(", ")

/** The first condition that nobody can meet, if any. `why` knows who cannot be bought, and why. */
export const unmet = (
  eligible: ReadonlyArray<Eligible>,
  options: AllocateOptions,
  why: ReadonlyMap<string, Words>
): Infeasible | undefined => {
  const must = [...new Set(options.must)]
  const byId = new Map(eligible.map((one) => [one.candidate.id, one]))
  for (const id of must) {
    if (byId.has(id)) continue
    const words = why.get(id) ?? make("Not in the list.", "不在名单中。")
    return infeasible(
      "must",
      1,
      0,
      make(`${id} must be in the plan but cannot be: ${words.en}`, `${id} 为必选，但无法选入：${words.zh}`),
      id
    )
  }
  const { maxCreators = Infinity, minCreators = 0 } = options
  if (must.length > maxCreators)
    return infeasible(
      "maxCreators",
      must.length,
      maxCreators,
      make(
        `${must.length} creators must be in the plan (${list(must)}), but at most ${maxCreators} are allowed.`,
        `必选达人共 ${must.length} 位（${list(must)}），但最多允许 ${maxCreators} 位。`
      )
    )
  if (minCreators > maxCreators)
    return infeasible(
      "maxCreators",
      minCreators,
      maxCreators,
      make(
        `At least ${minCreators} creators are required, but at most ${maxCreators} are allowed.`,
        `要求至少 ${minCreators} 位达人，但最多允许 ${maxCreators} 位。`
      )
    )
  if (minCreators > eligible.length)
    return infeasible(
      "minCreators",
      minCreators,
      eligible.length,
      make(
        `At least ${minCreators} creators are required; ${eligible.length} of the list can be bought.`,
        `要求至少 ${minCreators} 位达人；名单中可投放的有 ${eligible.length} 位。`
      )
    )
  const size = sizes(eligible)
  const required = sizes(must.flatMap((id) => byId.get(id) ?? []))
  for (const [category, of] of required) {
    const cap = capOf(category, options)
    if (of > cap)
      return infeasible(
        "perCategory",
        of,
        cap,
        make(
          `${of} creators of ${category} must be in the plan, but at most ${cap} are allowed.`,
          `“${category}”分类的必选达人共 ${of} 位，但最多允许 ${cap} 位。`
        ),
        category
      )
  }
  const over = [...size].reduce((sum, [category, of]) => sum + Math.max(0, of - capOf(category, options)), 0)
  if (minCreators > eligible.length - over)
    return infeasible(
      "perCategory",
      minCreators,
      eligible.length - over,
      make(
        `At least ${minCreators} creators are required; within perCategory there are ${eligible.length - over}.`,
        `要求至少 ${minCreators} 位达人；在 perCategory 限制内只有 ${eligible.length - over} 位。`
      )
    )
  // With any budget, so that what it would take can be said.
  const rich = problemOf(eligible, options, Number.MAX_SAFE_INTEGER / fen)
  const least = cheapest(rich)
  if (least === undefined || least.cost <= options.budget * fen + 1e-6) return undefined
  const needed = least.cost / fen
  const number = least.taken.filter((option) => option >= 0).length
  return infeasible(
    "budget",
    needed,
    options.budget,
    make(
      `The cheapest plan that meets the conditions (${count(number)} creators) costs ${yuan(needed).en}; the budget is ${yuan(options.budget).en}.`,
      `满足条件的最低方案（${count(number)} 位达人）需 ${yuan(needed).zh}；预算为 ${yuan(options.budget).zh}。`
    )
  )
}
