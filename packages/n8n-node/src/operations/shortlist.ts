// From a list to a decision: items in, items out. It sends requests only for creators that are given as IDs.
import { catalogue, Endpoint, type Failure, Shortlist, splitWords } from "@xingtu/core/adapter"
import { Effect, Result } from "effect"
import type { IDataObject, IExecuteFunctions } from "n8n-workflow"
import { candidateOf } from "../run/candidate.ts"
import { asObject } from "../panel/field.ts"
import { allocateBudget, rankShortlist } from "../panel/menu.ts"
import { question, refused } from "../run/refusal.ts"
import type { Outcome, Task } from "../run/run.ts"
import { callOptions } from "./options.ts"

/** A creator, and the item it came with. */
interface Entered {
  readonly candidate: Shortlist.Candidate
  readonly json: IDataObject
  readonly item: number
}

type Refusable<A> = Result.Result<A, Failure.InvalidInput>

const listOf = (value: unknown): ReadonlyArray<string> =>
  (Array.isArray(value) ? value.map(String) : splitWords(String(value ?? ""))).filter((one) => one !== "")

/** The creators of all items, each once; the later of two rows of one creator knows as much as the first. */
const entered = (host: IExecuteFunctions, operation: string): Refusable<ReadonlyArray<Entered>> => {
  const found = host.getInputData().flatMap(({ json }, item) => {
    const candidate = candidateOf(json)
    return candidate === undefined ? [] : [{ candidate, json, item }]
  })
  const all = [...new Map(found.reverse().map((one) => [one.candidate.id, one])).values()].reverse()
  return all.length > 0
    ? Result.succeed(all)
    : Result.fail(
        refused(operation, "Creators", {
          en: "No input item has a creator_id. Connect Search or Get Report, or choose By ID.",
          zh: "输入数据中没有 creator_id。请连接搜索或报告节点，或选择按 ID。"
        })
      )
}

const idsIn = (host: IExecuteFunctions, operation: string): Refusable<ReadonlyArray<string>> => {
  const given = listOf(host.getNodeParameter("ids", 0, ""))
  if (given.length === 0) return Result.fail(refused(operation, "Creators", { en: "Required.", zh: "必填。" }))
  const param = Endpoint.idParam(catalogue.creatorProfile) ?? "id"
  return Result.all(
    given.map((id) =>
      Result.map(question(catalogue.creatorProfile, { [param]: id }), ({ query }) => query[param] ?? id)
    )
  )
}

/** Creators by ID are looked up, four paid calls each. */
const lookedUp = (host: IExecuteFunctions, ids: ReadonlyArray<string>) =>
  Effect.map(
    Shortlist.candidates({ ids }, callOptions(host, 0)),
    ({ candidates, failed }): { readonly all: ReadonlyArray<Entered>; readonly stop: Outcome["failure"] } => ({
      all: candidates.map((candidate) => ({ candidate, json: { creator_id: candidate.id }, item: 0 })),
      stop: failed.map(({ failure }) => failure).find(({ stops }) => stops)
    })
  )

interface Refused {
  readonly happened: { readonly en: string; readonly zh: string }
  readonly advice: { readonly en: string; readonly zh: string }
}

/** A brief that cannot be used, or conditions nobody meets, as any other input that is wrong. */
const unusable = (operation: string, { advice, happened }: Refused): Failure.InvalidInput =>
  refused(operation, "Brief", {
    en: `${happened.en} ${advice.en}`,
    zh: `${happened.zh}${advice.zh}`
  })

const some = (values: IDataObject): IDataObject =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== "" && value !== undefined && value !== 0))

const number = (value: unknown): number | undefined =>
  value === undefined || value === null || value === "" || value === 0 ? undefined : Number(value)

const goals: ReadonlyArray<Shortlist.Goal> = ["reach", "engagement", "sales"]
const kinds: ReadonlyArray<Shortlist.Kind> = ["placement", "custom"]

const aimAt = (host: IExecuteFunctions) => {
  const goal = goals.find((one) => one === host.getNodeParameter("goal", 0, "reach")) ?? "reach"
  const kind = kinds.find((one) => one === host.getNodeParameter("kind", 0, "any"))
  return { goal, ...(kind === undefined ? {} : { kind }) }
}

const briefAt = (host: IExecuteFunctions): Shortlist.Brief => {
  const given = asObject(host.getNodeParameter("brief", 0, {}))
  const lists = (["gender", "age", "province", "cityTier", "crowd"] as const).map((by) => [by, listOf(given[by])])
  const numbers = (["minPrice", "maxPrice", "maxCpm", "minFollowers", "maxFollowers", "minPlays"] as const).map(
    (name) => [name, number(given[name])]
  )
  return Shortlist.briefOf({ ...aimAt(host), ...Object.fromEntries([...lists, ...numbers]) })
}

const optionsAt = (host: IExecuteFunctions): Shortlist.AllocateOptions => {
  const given = some(asObject(host.getNodeParameter("conditions", 0, {})))
  const [min, max, each] = ["minCreators", "maxCreators", "perCategory"].map((name) => number(given[name]))
  return {
    ...aimAt(host),
    budget: Number(host.getNodeParameter("budget", 0, 0)),
    ...(min === undefined ? {} : { minCreators: min }),
    ...(max === undefined ? {} : { maxCreators: max }),
    ...(each === undefined ? {} : { perCategory: each }),
    ...(given["must"] === undefined ? {} : { must: listOf(given["must"]) }),
    ...(given["never"] === undefined ? {} : { never: listOf(given["never"]) })
  }
}

const paired = (all: ReadonlyArray<{ readonly item: number; readonly json: IDataObject }>): Outcome => ({
  rows: all.map(({ json }) => json),
  pairs: all.map(({ item }) => item)
})

const fails = (failure: Failure.InvalidInput): Outcome => ({ rows: [], failure })

/** The list in the order of the brief; who is outside of it comes last, with the reason. */
const ranked = (all: ReadonlyArray<Entered>, brief: Shortlist.Brief): Outcome => {
  const ranking = Shortlist.rank(
    all.map(({ candidate }) => candidate),
    brief
  )
  if (ranking._tag === "InvalidBrief") return fails(unusable(rankShortlist.value, ranking))
  const of = (id: string) => all.find(({ candidate }) => candidate.id === id)
  const rows = ranking.rows.flatMap(({ candidate, completeness, flags, offer, parts, place, reasons, score }) => {
    const from = of(candidate.id)
    const json = {
      ...from?.json,
      place,
      score: score === undefined ? null : Number(score.toFixed(1)),
      kind: offer?.kind ?? null,
      price: offer?.price ?? null,
      completeness: Number(completeness.toFixed(2)),
      reasons: reasons.map(({ en }) => en).join(" "),
      flags: flags.map(({ words }) => words.en).join(" "),
      parts: Object.fromEntries(parts.map((part) => [part.criterion, Number(part.score.toFixed(1))])),
      out: null
    }
    return from === undefined ? [] : [{ item: from.item, json }]
  })
  const out = ranking.out.flatMap(({ id, why }) => {
    const from = of(id)
    const none = { place: null, score: null, kind: null, price: null, completeness: null }
    const json = { ...from?.json, ...none, reasons: "", flags: "", parts: {}, out: why.en }
    return from === undefined ? [] : [{ item: from.item, json }]
  })
  return paired([...rows, ...out])
}

/** Who gets what; who gets nothing comes last, with the reason. */
const allocated = (all: ReadonlyArray<Entered>, options: Shortlist.AllocateOptions): Outcome => {
  const plan = Shortlist.allocate(
    all.map(({ candidate }) => candidate),
    options
  )
  if (plan._tag !== "Allocated") return fails(unusable(allocateBudget.value, plan))
  const of = (id: string) => all.find(({ candidate }) => candidate.id === id)
  const whole = {
    plan_cost: plan.cost,
    plan_expected: plan.expected,
    plan_left: plan.left,
    plan_exact: plan.exact,
    plan_bound: plan.bound,
    next_10000_buys: plan.nextBuys?.expected ?? null
  }
  const rows = plan.picks.flatMap(({ expected, id, kind, price }) => {
    const from = of(id)
    const json = { ...from?.json, picked: true, kind, price, expected, counted: plan.counted, why_out: null, ...whole }
    return from === undefined ? [] : [{ item: from.item, json }]
  })
  const out = plan.out.flatMap(({ id, why }) => {
    const from = of(id)
    const none = { picked: false, kind: null, price: null, expected: null, counted: plan.counted }
    return from === undefined ? [] : [{ item: from.item, json: { ...from.json, ...none, why_out: why.en, ...whole } }]
  })
  return paired([...rows, ...out])
}

const shortlistTask =
  (operation: string, decide: (host: IExecuteFunctions) => (all: ReadonlyArray<Entered>) => Outcome) =>
  (host: IExecuteFunctions): Task => {
    const decided = decide(host)
    if (host.getNodeParameter("from", 0, "items") !== "ids")
      return Result.map(entered(host, operation), (all) => Effect.succeed(decided(all)))
    return Result.map(idsIn(host, operation), (ids) =>
      lookedUp(host, ids).pipe(
        Effect.map(({ all, stop }): Outcome => {
          const outcome = decided(
            all.map((one) => ({ ...one, json: { ...one.json, nick_name: one.candidate.name ?? null } }))
          )
          return stop === undefined ? outcome : { ...outcome, failure: stop }
        }),
        Effect.catch((failure) => Effect.succeed<Outcome>({ rows: [], failure }))
      )
    )
  }

export const rankTask = shortlistTask(rankShortlist.value, (host) => {
  const brief = briefAt(host)
  return (all) => ranked(all, brief)
})

export const allocateTask = shortlistTask(allocateBudget.value, (host) => {
  const options = optionsAt(host)
  return (all) => allocated(all, options)
})
