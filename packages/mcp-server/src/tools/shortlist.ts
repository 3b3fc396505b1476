import { Shortlist, Watch } from "@xingtu/core"
import { Effect, Schema } from "effect"
import { cell, csv, cursor } from "../answer.ts"
import { plain } from "../fence.ts"
import { type Caller, make, refusal } from "../Tool.ts"
import { goal, ids, inTime, kind, missing, once } from "./common.ts"
import { candidatesOf, candidatesPrice, sourcesFor } from "./creators.ts"

/** Where a saved list can be read. */
export const shortlistUri = (name: string) => `xingtu://shortlists/${encodeURIComponent(name)}`

const number = (description: string) => Schema.optionalKey(Schema.Finite.annotate({ description }))
const texts = (description: string) => Schema.optionalKey(Schema.Array(Schema.String).annotate({ description }))

const RankInput = Schema.Struct({
  ids,
  goal,
  kind: Schema.optionalKey(kind),
  gender: Schema.optionalKey(Schema.Literals(["male", "female"])),
  ages: texts("Such as 18-23, 24-30"),
  provinces: texts("In Chinese, such as 上海"),
  max_price: number("CNY"),
  max_cpm: number("CNY"),
  min_followers: number("Followers at least"),
  save: Schema.optionalKey(Schema.String.annotate({ description: "Keep it as a shortlist of this name" }))
})

const briefOf = ({ ages, gender, goal, kind, ...input }: typeof RankInput.Type): Shortlist.Brief => {
  const audience = {
    ...(gender && { gender: [gender] }),
    ...(ages && { age: ages }),
    ...(input.provinces && { province: input.provinces })
  }
  return {
    goal,
    ...(kind && { kind }),
    ...(Object.keys(audience).length > 0 && { audience }),
    bounds: {
      ...(input.max_price !== undefined && { price: { max: input.max_price } }),
      ...(input.max_cpm !== undefined && { cpm: { max: input.max_cpm } }),
      ...(input.min_followers !== undefined && { followers: { min: input.min_followers } })
    }
  }
}

const sourcesOf = (input: typeof RankInput.Type) => sourcesFor(briefOf(input).audience !== undefined)

export const rank = make({
  name: "rank",
  title: "Rank creators for a brief",
  description:
    "Scores creators 0 to 100 for a goal, with reasons, flags and how much of the data is there. Looks up what is not cached; ranking itself is free.",
  input: RankInput,
  pages: true,
  price: (input, caller) => candidatesPrice(once(input.ids), caller, sourcesOf(input)),
  run: (input, caller, from) =>
    Effect.gen(function* () {
      const { candidates, late, notes } = yield* candidatesOf(once(input.ids), caller, sourcesOf(input))
      const ranking = Shortlist.rank(candidates, briefOf(input))
      if (ranking._tag === "InvalidBrief") return yield* refusal({ ...ranking, charged: "no" })
      const { data, next } = csv(Shortlist.rankingTable(ranking), from)
      const weights = Object.entries(ranking.weights).map(([name, weight]) => `${name} ${cell(weight)}`)
      const name = plain(input.save ?? "", 60).replaceAll("/", "-")
      const saves = name !== "" && !late
      if (saves) yield* Shortlist.save(caller.name, name, ranking)
      return {
        data,
        notes: [...notes, `Weights: ${weights.join(", ")}.`, ...(saves ? [`Saved as ${shortlistUri(name)}.`] : [])],
        more: late ? "0" : cursor(next)
      }
    })
})

export const splitBudget = make({
  name: "split_budget",
  title: "Split a budget over creators",
  description:
    "Which creators, in which kind of video, bring the most expected plays (or interactions) for a budget in CNY; exact on usual lists. Looks up what is not cached; the sum itself is free.",
  input: Schema.Struct({
    ids,
    budget: Schema.Finite.annotate({ description: "CNY" }),
    goal: Schema.optionalKey(goal),
    kind: Schema.optionalKey(kind),
    min_creators: Schema.optionalKey(Schema.Int),
    max_creators: Schema.optionalKey(Schema.Int),
    must: texts("Ids that are in")
  }),
  price: ({ ids }, caller) => candidatesPrice(once(ids), caller),
  run: ({ ids, max_creators, min_creators, ...options }, caller) =>
    Effect.gen(function* () {
      const { candidates, late, notes } = yield* candidatesOf(once(ids), caller)
      const plan = Shortlist.allocate(candidates, {
        ...options,
        ...(min_creators !== undefined && { minCreators: min_creators }),
        ...(max_creators !== undefined && { maxCreators: max_creators })
      })
      if (plan._tag !== "Allocated") return yield* refusal({ ...plan, charged: "no" })
      const most = plan.exact ? "nothing better exists" : `at most ${cell(plan.bound)} are possible`
      return {
        ...csv(Shortlist.allocationTable(plan, candidates)),
        notes: [
          ...notes,
          `Spends ${plan.cost} of ${options.budget} CNY, ${plan.left} left, for ${cell(plan.expected)} expected ${plan.counted}; ${most}.`,
          ...plan.out.slice(0, 20).map(({ id, why }) => `Out: ${plain(id)}, ${plain(why.en)}`)
        ],
        more: late ? "0" : undefined
      }
    })
})

/** Creators of one page: six changes of each still fit into an answer. */
const aPage = 25

const watchOf = ({ consumers, name }: Caller, fresh: boolean) => ({
  consumer: consumers,
  name: `mcp/${name}`,
  ...(fresh && { fresh })
})

export const changes = make({
  name: "changes",
  title: "What changed since the last look",
  description:
    "Price, CPM, followers, plays, orders and newest video of creators against the last look; the first look only remembers. Up to 4 paid calls per creator; fresh pays for new data although some is cached.",
  input: Schema.Struct({ ids, fresh: Schema.optionalKey(Schema.Boolean) }),
  pages: true,
  price: ({ fresh = false, ids }, caller, from) =>
    Effect.map(Watch.planSnapshot(once(ids).slice(from, from + aPage), watchOf(caller, fresh)), (plans) => ({
      calls: plans.reduce((sum, { calls }) => sum + calls, 0),
      of: plans.reduce((sum, { stored, toPay, unsettled }) => sum + stored.length + toPay.length + unsettled.length, 0)
    })),
  run: ({ fresh = false, ids }, caller, from) =>
    Effect.gen(function* () {
      const all = once(ids)
      const { done, found } = yield* inTime(all.slice(from, from + aPage), caller, (one) =>
        Watch.check([one], watchOf(caller, fresh))
      )
      const checked = found.flat()
      const first = checked.filter(({ before }) => before === undefined).length
      const rows = checked.flatMap((one) => one.changes.map(({ at, id, what, words }) => [id, what, words.en, at]))
      const columns = (["id", "what", "change", "since"] as const).map((key) => ({
        key,
        title: { en: key, zh: key },
        unit: key === "since" ? ("time" as const) : ("text" as const)
      }))
      return {
        data: csv({ columns, rows }).data,
        notes: [
          ...(first > 0 ? [`First look at ${first}: remembered, nothing to compare with yet.`] : []),
          ...(rows.length === 0 && first < checked.length ? ["Nothing changed."] : []),
          ...missing(checked.flatMap(({ failed }) => failed))
        ],
        more: cursor(from + done < all.length ? from + done : undefined)
      }
    })
})
