// From a list to a decision: items in, items out. It sends requests only for creators that are given as IDs.
import { defined, Failure, lostDigits, Shortlist } from "@xingtu/core/adapter"
import { Effect, Result } from "effect"
import type { IDataObject, IExecuteFunctions } from "n8n-workflow"
import { asObject, listOf } from "../panel/field.ts"
import { allocateBudget, rankShortlist } from "../panel/menu.ts"
import { fromZero, notFromZero } from "../panel/number.ts"
import { budget, from, ids, must, never } from "../panel/shortlistProperties.ts"
import { choiceAt, creatorIdOf, type Refusable, refused } from "../run/refusal.ts"
import type { Outcome, Task } from "../run/run.ts"
import { callOptions, filledAt } from "./options.ts"

/** A creator, and the item it came with. */
interface Entered {
  readonly candidate: Shortlist.Candidate
  readonly json: IDataObject
  readonly item: number
}

type List = ReadonlyArray<Entered>

const leftOut = (n: number): string =>
  `${n} input ${n === 1 ? "item has" : "items have"} no creator ID and ${n === 1 ? "was" : "were"} left out.`

/** The creators of all items, and what to say of the others. */
const entered = (
  host: IExecuteFunctions,
  operation: string
): Refusable<{ readonly all: List; readonly note?: string }> => {
  const items = host
    .getInputData()
    .map(({ json }, item) => ({ json, item, ...Shortlist.fromTable(Object.keys(json), [Object.values(json)]) }))
  const wrong = items.find(({ lost }) => lost.length > 0)
  if (wrong !== undefined) return Result.fail(refused(operation, `Creators (item ${wrong.item})`, lostDigits))
  const all = items.flatMap(({ candidates, item, json }) =>
    candidates.map((candidate): Entered => ({ candidate, json, item }))
  )
  if (all.length === 0)
    return Result.fail(
      refused(operation, "Creators", {
        en: "No input item has a creator_id. Connect Search or Get Report, or choose By ID.",
        zh: "输入数据中没有 creator_id。请连接搜索或报告节点，或选择按 ID。"
      })
    )
  const others = items.length - all.length
  return Result.succeed(others === 0 ? { all } : { all, note: leftOut(others) })
}

/** Creators' IDs in a field of this title. */
const idsIn = (operation: string, title: string, given: unknown): Refusable<ReadonlyArray<string>> =>
  Result.mapError(
    Result.all(listOf(given).map(creatorIdOf)),
    ({ problems }) =>
      new Failure.InvalidInput({
        endpoint: operation,
        problems: problems.map(({ problem }) => ({ param: title, problem }))
      })
  )

/** Creators by ID are looked up, four paid calls each. */
const lookedUp = (host: IExecuteFunctions, ids: ReadonlyArray<string>) =>
  Effect.map(
    Shortlist.candidates({ ids }, callOptions(host, 0)),
    ({ candidates, failed }): { readonly all: List; readonly stop: Outcome["failure"] } => ({
      all: candidates.map((candidate) => ({
        candidate,
        json: { creator_id: candidate.id, nick_name: candidate.name ?? null },
        item: 0
      })),
      stop: failed.map(({ failure }) => failure).find(({ stops }) => stops)
    })
  )

/** A brief that cannot be used, or conditions nobody meets, as any other input that is wrong. */
const unusable = (operation: string, plan: Shortlist.InvalidBrief | Shortlist.Infeasible): Failure.InvalidInput =>
  plan._tag === "InvalidBrief"
    ? new Failure.InvalidInput({ endpoint: operation, problems: plan.problems })
    : refused(operation, "Conditions", {
        en: `${plan.happened.en} ${plan.advice.en}`,
        zh: `${plan.happened.zh}${plan.advice.zh}`
      })

/** An amount of the panel, where 0 and an empty field are no limit. Core says what is wrong with what is no amount. */
const amountOf = (value: unknown): number | undefined => {
  const read = value === undefined || value === null || value === "" ? 0 : fromZero(value)
  return read === 0 ? undefined : (read ?? Number.NaN)
}

const aimAt = (host: IExecuteFunctions) => {
  const kind = host.getNodeParameter("kind", 0, "any")
  return {
    // Core says what is wrong with another goal or kind.
    goal: host.getNodeParameter("goal", 0, "reach") as Shortlist.Goal,
    ...(kind === "any" ? {} : { kind: kind as Shortlist.Kind })
  }
}

const briefAt = (host: IExecuteFunctions): Shortlist.Brief => {
  const given = asObject(host.getNodeParameter("brief", 0, {}))
  const lists = (["gender", "age", "province", "cityTier", "crowd"] as const).map((by) => [
    by,
    listOf(given[by]).map(String)
  ])
  const numbers = (["minPrice", "maxPrice", "maxCpm", "minFollowers", "maxFollowers", "minPlays"] as const).map(
    (name) => [name, amountOf(given[name])]
  )
  return Shortlist.briefOf({ ...aimAt(host), ...Object.fromEntries([...lists, ...numbers]) })
}

const optionsAt = (host: IExecuteFunctions, operation: string): Refusable<Shortlist.AllocateOptions> =>
  Result.gen(function* () {
    const given = asObject(host.getNodeParameter("conditions", 0, {}))
    const money = fromZero(host.getNodeParameter(budget.name, 0, budget.default))
    if (money === undefined) return yield* Result.fail(refused(operation, budget.displayName, notFromZero))
    const amounts = (["minCreators", "maxCreators", "perCategory"] as const).map((name) => [
      name,
      amountOf(given[name])
    ])
    return {
      ...aimAt(host),
      budget: money,
      ...defined(Object.fromEntries(amounts)),
      must: yield* idsIn(operation, must.displayName, given[must.name]),
      never: yield* idsIn(operation, never.displayName, given[never.name])
    }
  })

/** A row of a decision, with the creator it is about. */
interface Decided {
  readonly id: string
  readonly json: IDataObject
}

/** What was decided, each creator with the fields it first came with. */
const paired = (all: List, rows: ReadonlyArray<Decided>): Outcome => {
  const by = new Map(all.toReversed().map((one) => [one.candidate.id, one]))
  const found = rows.flatMap(({ id, json }) => {
    const from = by.get(id)
    return from === undefined ? [] : [{ item: from.item, json: { ...from.json, creator_id: id, ...json } }]
  })
  return { rows: found.map(({ json }) => json), pairs: found.map(({ item }) => item) }
}

const fails = (failure: Failure.InvalidInput): Outcome => ({ rows: [], failure })

const candidatesOf = (all: List): ReadonlyArray<Shortlist.Candidate> => all.map(({ candidate }) => candidate)

/** The list in the order of the brief; who is outside of it comes last, with the reason. */
const ranked = (all: List, brief: Shortlist.Brief): Outcome => {
  const ranking = Shortlist.rank(candidatesOf(all), brief)
  if (ranking._tag === "InvalidBrief") return fails(unusable(rankShortlist.value, ranking))
  const rows = ranking.rows.map(
    ({ candidate: { id }, completeness, flags, offer, parts, place, reasons, score }): Decided => ({
      id,
      json: {
        place,
        score: score === undefined ? null : Number(score.toFixed(1)),
        kind: offer?.kind ?? null,
        price: offer?.price ?? null,
        completeness: Number(completeness.toFixed(2)),
        reasons: reasons.map(({ en }) => en).join("; "),
        flags: flags.map(({ words }) => words.en).join(" "),
        parts: Object.fromEntries(parts.map((part) => [part.criterion, Number(part.score.toFixed(1))])),
        out: null
      }
    })
  )
  const none = { place: null, score: null, kind: null, price: null, completeness: null }
  const out = ranking.out.map(({ id, why }): Decided => ({
    id,
    json: { ...none, reasons: "", flags: "", parts: {}, out: why.en }
  }))
  return paired(all, [...rows, ...out])
}

/** Who gets what; who gets nothing comes last, with the reason. */
const allocated = (all: List, options: Shortlist.AllocateOptions): Outcome => {
  const plan = Shortlist.allocate(candidatesOf(all), options)
  if (plan._tag !== "Allocated") return fails(unusable(allocateBudget.value, plan))
  const { counted } = plan
  const whole = {
    plan_cost: plan.cost,
    plan_expected: plan.expected,
    plan_left: plan.left,
    plan_exact: plan.exact,
    plan_bound: plan.bound,
    next_10000_buys: plan.nextBuys?.expected ?? null
  }
  const rows = plan.picks.map(({ expected, id, kind, price }): Decided => ({
    id,
    json: { picked: true, kind, price, expected, counted, why_out: null, ...whole }
  }))
  const none = { picked: false, kind: null, price: null, expected: null, counted }
  const out = plan.out.map(({ id, why }): Decided => ({ id, json: { ...none, why_out: why.en, ...whole } }))
  return paired(all, [...rows, ...out])
}

const shortlistTask =
  (operation: string, decide: (host: IExecuteFunctions) => Refusable<(all: List) => Outcome>) =>
  (host: IExecuteFunctions): Task =>
    Result.gen(function* () {
      const decision = yield* decide(host)
      const decided = (all: List): Outcome => {
        const outcome = decision(all)
        return { ...outcome, rows: outcome.rows.map(filledAt(host, 0)) }
      }
      if ((yield* choiceAt(host, 0, { ...from, operation }, ["items", "ids"])) === "items") {
        const { all, note } = yield* entered(host, operation)
        return Effect.succeed<Outcome>({ ...decided(all), ...defined({ note }) })
      }
      const given = yield* idsIn(operation, ids.displayName, host.getNodeParameter(ids.name, 0, ""))
      if (given.length === 0)
        return yield* Result.fail(refused(operation, ids.displayName, { en: "Required.", zh: "必填。" }))
      return lookedUp(host, given).pipe(
        Effect.map(({ all, stop }): Outcome => ({ ...decided(all), ...defined({ failure: stop }) })),
        Effect.catch((failure) => Effect.succeed<Outcome>({ rows: [], failure }))
      )
    })

/** Ranks the list of all items. */
export const rankTask = shortlistTask(rankShortlist.value, (host) => {
  const brief = briefAt(host)
  return Result.succeed((all) => ranked(all, brief))
})

/** Spends a budget on the list of all items. */
export const allocateTask = shortlistTask(allocateBudget.value, (host) =>
  Result.map(optionsAt(host, allocateBudget.value), (options) => (all: List) => allocated(all, options))
)
