import { make, type Words } from "../util/Words.ts"
import { isRecord } from "../util/path.ts"
import type { AllocateOptions, Allocation, Infeasible, Pick } from "./Allocation.ts"
import { type BriefProblem, type InvalidBrief, weightsOf } from "../ranking/Brief.ts"
import type { Candidate } from "../candidates/Candidate.ts"
import { idOf } from "../candidates/idOf.ts"
import { invalid, oneOf, texts } from "../ranking/checkBrief.ts"
import { clean } from "../ranking/clean.ts"
import { type Eligible, fen, type Offered, problemOf, unmet } from "./conditions.ts"
import { improve } from "./improve.ts"
import { type Problem, relax } from "./knapsack.ts"
import { type Found, search, type Work } from "./search.ts"
import { byText, isAmount } from "../candidates/stats.ts"
import { outOf, unusable } from "./whyOut.ts"

/** A yuan more than this is no price. */
const richest = 1e11

/** What a budget is spent on first. */
const countedBy = ({ goal = "reach" }: AllocateOptions): Allocation["counted"] =>
  goal === "engagement" ? "interactions" : "plays"

const check = (options: AllocateOptions): InvalidBrief | undefined => {
  if (!isRecord(options)) return invalid([{ param: "options", problem: make("It must be an object.", "必须是对象。") }])
  const amount = (param: "minCreators" | "maxCreators"): ReadonlyArray<BriefProblem> =>
    options[param] === undefined || (Number.isSafeInteger(options[param]) && isAmount(options[param]))
      ? []
      : [{ param, problem: make("It must be a whole number, 0 or more.", "必须是不小于 0 的整数。") }]
  const caps = options.perCategory
  const limits = isRecord(caps) ? Object.values(caps) : caps === undefined ? [] : [caps]
  return invalid([
    ...(isAmount(options.budget) && options.budget <= richest
      ? []
      : [
          {
            param: "budget",
            problem: make("It must be an amount in yuan, 0 or more.", "必须是不小于 0 的金额（元）。")
          }
        ]),
    ...(options.goal === undefined ? [] : oneOf("goal", options.goal, Object.keys(weightsOf))),
    ...(options.kind === undefined ? [] : oneOf("kind", options.kind, ["placement", "custom"])),
    ...amount("minCreators"),
    ...amount("maxCreators"),
    ...texts("must", options.must),
    ...texts("never", options.never),
    ...(limits.every((limit) => isAmount(limit) && Number.isInteger(limit))
      ? []
      : [{ param: "perCategory", problem: make("It must be whole numbers, 0 or more.", "必须是不小于 0 的整数。") }])
  ])
}

const offered = (candidate: Candidate, options: AllocateOptions): ReadonlyArray<Offered> =>
  candidate.offers.flatMap(({ expectedInteractions, expectedPlays, kind, price }) => {
    const expected = countedBy(options) === "plays" ? expectedPlays : expectedInteractions
    if (expected === undefined || price > richest || (options.kind !== undefined && kind !== options.kind)) return []
    return [{ kind, cost: Math.ceil(price * fen - 1e-6), value: Math.round(expected) }]
  })

/** Who can be bought, and why the others cannot. */
const sorted = (list: ReadonlyArray<Candidate>, options: AllocateOptions) => {
  const never = new Set(options.never)
  const eligible: Array<Eligible> = []
  const why = new Map<string, Words>()
  for (const candidate of list) {
    const all = offered(candidate, options)
    const words = never.has(candidate.id)
      ? make("Left out by never.", "已被 never 排除。")
      : candidate.takesOrders === false
        ? make("Does not take orders now.", "目前不接单。")
        : all.length === 0
          ? unusable(candidate, options)
          : undefined
    if (words === undefined) eligible.push({ candidate, options: all })
    else why.set(candidate.id, words)
  }
  return { eligible, why }
}

const solve = (problem: Problem, work: Work): (Found & { readonly rate: number }) | undefined => {
  const relaxation = relax(problem)
  if (relaxation === undefined) return undefined
  // The better the first plan, the less there is to search.
  const start = improve(problem, relaxation.plan)
  return { ...search(problem, { ...relaxation, plan: start }, work), rate: relaxation.rate }
}

const idsOf = (ids: ReadonlyArray<string> = []): ReadonlyArray<string> => ids.map((one) => idOf(one) ?? one)

/** Who must or must not be in the plan, under the ids that the list has. */
const withIds = (options: AllocateOptions): AllocateOptions => ({
  ...options,
  must: idsOf(options.must),
  never: idsOf(options.never)
})

/** What the work may be for the plan itself, and for what more money would buy. */
const work: Work = { plans: 2_600_000, cells: 4_000_000 }
const moreWork: Work = { plans: 500_000, cells: 4_000_000 }

/** What the next step of money is. */
const step = 10_000

/**
 * Makes a budget plan: which creators and kinds of video bring the most expected plays (or interactions) within the
 * budget. Sends no requests. Exact, unless the list is too much alike to try everything; then `exact` is false and
 * `bound` says what nothing can pass. Never over the budget. Pure: the same list in any order gives the same plan, and
 * nothing is looked up.
 */
export const allocate = (
  candidates: ReadonlyArray<Candidate>,
  given: AllocateOptions
): Allocation | Infeasible | InvalidBrief => {
  const wrong = check(given)
  if (wrong !== undefined) return wrong
  const options = withIds(given)
  const { eligible, why } = sorted(clean(candidates), options)
  const missing = unmet(eligible, options, why)
  if (missing !== undefined) return missing
  const problem = problemOf(eligible, options, options.budget)
  const found = solve(problem, work)
  if (found === undefined) throw new Error("A plan exists, but none was found.")
  const { plan } = found
  const picks = eligible.flatMap(({ candidate: { id, offers } }, i): ReadonlyArray<Pick> => {
    const option = problem.items[i]?.options[plan.taken[i] ?? -1]
    const offer = offers.find(({ kind }) => kind === option?.kind)
    return option === undefined || offer === undefined
      ? []
      : [{ id, kind: offer.kind, price: offer.price, expected: option.value }]
  })
  const cost = plan.cost / fen
  const more = found.exact ? solve(problemOf(eligible, options, options.budget + step), moreWork) : undefined
  return {
    _tag: "Allocated",
    counted: countedBy(options),
    picks: picks.sort((a, b) => b.price - a.price || byText(a.id, b.id)),
    cost,
    expected: plan.value,
    left: Math.max(0, Math.round((options.budget - cost) * fen) / fen),
    exact: found.exact,
    bound: Math.max(found.bound, plan.value),
    ...(more?.exact === true ? { nextBuys: { budget: step, expected: more.plan.value - plan.value } } : {}),
    out: outOf({ eligible, problem, plan, options, rate: found.rate, why })
  }
}
