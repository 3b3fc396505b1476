import { make, type Words } from "../util/Words.ts"
import type { AllocateOptions, Allocation } from "./Allocation.ts"
import type { Candidate } from "../candidates/Candidate.ts"
import { capOf, type Eligible, fen, type Offered } from "./conditions.ts"
import { count, yuan } from "../candidates/figures.ts"
import type { Plan, Problem } from "./knapsack.ts"
import { byText } from "../candidates/stats.ts"

const kinds = { placement: make("placement", "植入"), custom: make("custom", "定制") }

/** Why nothing of a creator can be bought. */
export const unusable = ({ offers }: Candidate, { goal, kind }: AllocateOptions): Words => {
  const of = offers.filter((offer) => kind === undefined || offer.kind === kind)
  const which = kind === undefined ? make("", "") : make(` for ${kinds[kind].en} videos`, `${kinds[kind].zh}视频`)
  if (of.length === 0) return make(`No price is known${which.en}.`, `${which.zh}报价未知。`)
  return goal === "engagement"
    ? make("Expected interactions are not known.", "预期互动量未知。")
    : make("Expected plays are not known.", "预期播放量未知。")
}

/** A plan, and what it was made from. */
export interface Decided {
  readonly eligible: ReadonlyArray<Eligible>
  readonly problem: Problem<Offered>
  readonly plan: Plan
  readonly options: AllocateOptions
  /** What a fen brings at the edge of the budget. */
  readonly rate: number
  /** Why some cannot be bought at all. */
  readonly why: ReadonlyMap<string, Words>
}

const results = {
  plays: make("plays", "次播放"),
  interactions: make("interactions", "次互动")
}

const whyOut = (at: number, { eligible, options, plan, problem, rate }: Decided): Words => {
  const all = eligible[at]?.options ?? []
  const [dear] = [...all].sort((a, b) => a.cost - b.cost)
  const useful = problem.items[at]?.options ?? []
  const [best] = [...useful].sort((a, b) => b.value - rate * b.cost - (a.value - rate * a.cost))
  if (best === undefined) {
    const [price, budget] = [yuan((dear?.cost ?? 0) / fen), yuan(options.budget)]
    return make(`Costs ${price.en}; the budget is ${budget.en}.`, `报价 ${price.zh}，预算为 ${budget.zh}。`)
  }
  const category = problem.items[at]?.category
  const taken = plan.taken.flatMap((option, i) => (option < 0 ? [] : [problem.items[i]?.category]))
  if (category !== undefined && taken.filter((one) => one === category).length >= capOf(category, options)) {
    const cap = capOf(category, options)
    return make(
      `At most ${cap} of ${category} are allowed, and others bring more.`,
      `“${category}”分类最多 ${cap} 位，其他达人效果更好。`
    )
  }
  if (taken.length >= problem.max)
    return make(
      `At most ${problem.max} creators are allowed, and others bring more.`,
      `最多 ${problem.max} 位达人，其他达人效果更好。`
    )
  const unit = results[options.goal === "engagement" ? "interactions" : "plays"]
  const price = yuan(best.cost / fen)
  if (best.value < rate * best.cost) {
    const [its, others] = [count(best.value), count(rate * best.cost)]
    return make(
      `${price.en} would bring ${its} ${unit.en}; elsewhere the same money brings about ${others}.`,
      `${price.zh} 预期带来 ${its} ${unit.zh}；同样的金额用于其他达人约为 ${others}。`
    )
  }
  const left = yuan((problem.budget - plan.cost) / fen)
  return make(
    `Costs ${price.en}, ${left.en} are left, and no exchange with it brings more.`,
    `报价 ${price.zh}，剩余 ${left.zh}，替换其他达人也不会更好。`
  )
}

/** Everybody who is not in a plan, with the reason. */
export const outOf = (decided: Decided): Allocation["out"] =>
  [
    ...[...decided.why].map(([id, why]) => ({ id, why })),
    ...decided.eligible.flatMap(({ candidate: { id } }, at) =>
      (decided.plan.taken[at] ?? -1) < 0 ? [{ id, why: whyOut(at, decided) }] : []
    )
  ].sort((a, b) => byText(a.id, b.id))
