import { Shortlist, Watch } from "@xingtu/core"
import { Effect, Schema } from "effect"
import { csv } from "../tool/answer.ts"
import { plain } from "../tool/fence.ts"
import { type Caller, make, refusal } from "../tool/Tool.ts"
import { confirm, cursor, goal, ids, inTime, kind, missing, once } from "./common.ts"
import { candidatesOf, candidatesPrice, sourcesFor } from "./creators.ts"

const number = (description: string) => Schema.optionalKey(Schema.Finite.annotate({ description }))
const texts = (description: string) => Schema.optionalKey(Schema.Array(Schema.String).annotate({ description }))

const RankInput = Schema.Struct({
  ids,
  goal,
  kind: Schema.optionalKey(kind),
  gender: Schema.optionalKey(Schema.Literals(["male", "female"])),
  age: texts("Such as 18-23, 24-30"),
  province: texts("In Chinese, such as 上海"),
  maxPrice: number("CNY"),
  maxCpm: number("CNY"),
  minFollowers: number("Followers at least"),
  save: Schema.optionalKey(Schema.String.annotate({ description: "Keep it as a shortlist of this name" })),
  cursor,
  confirm
})

type Wanted = Omit<typeof RankInput.Type, "confirm" | "cursor">

const briefOf = ({ gender, ...wanted }: Wanted) =>
  Shortlist.briefOf({ ...wanted, gender: gender === undefined ? undefined : [gender] })

const sourcesOf = (wanted: Wanted) => sourcesFor(briefOf(wanted).audience !== undefined)

/** Characters of what core says about a creator. */
const sentences = 400

export const rank = make({
  name: "rank",
  title: "Rank creators for a brief",
  description:
    "Scores creators 0 to 100 for a goal, with reasons, flags and how much of the data is there. Looks up what is not cached; ranking itself is free.",
  input: RankInput,
  price: (wanted, caller) => candidatesPrice(once(wanted.ids), caller, sourcesOf(wanted)),
  run: (wanted, caller, from) =>
    Effect.gen(function* () {
      const { candidates, late, notes } = yield* candidatesOf(once(wanted.ids), caller, sourcesOf(wanted))
      const ranking = Shortlist.rank(candidates, briefOf(wanted))
      if (ranking._tag === "InvalidBrief") return yield* refusal({ ...ranking, charged: "no" })
      const weights = Object.entries(ranking.weights).map(([name, weight]) => `${name} ${weight.toFixed(2)}`)
      const name = plain(wanted.save ?? "", 60).replaceAll("/", "-")
      const saves = name !== "" && !late
      if (saves) yield* Shortlist.save(caller.name, name, ranking)
      const { data, next } = csv(Shortlist.rankingTable(ranking), from, sentences)
      return {
        data,
        notes: [
          ...notes,
          `Weights: ${weights.join(", ")}.`,
          ...(saves ? [`Saved as xingtu://shortlists/${encodeURIComponent(name)}.`] : [])
        ],
        next: late ? 0 : next
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
    minCreators: Schema.optionalKey(Schema.Int),
    maxCreators: Schema.optionalKey(Schema.Int),
    must: texts("Ids that are in"),
    confirm
  }),
  price: ({ ids }, caller) => candidatesPrice(once(ids), caller),
  run: ({ ids, ...options }, caller) =>
    Effect.gen(function* () {
      const { candidates, late, notes } = yield* candidatesOf(once(ids), caller)
      const plan = Shortlist.allocate(candidates, options)
      if (plan._tag !== "Allocated") return yield* refusal({ ...plan, charged: "no" })
      const most = plan.exact ? "nothing better exists" : `at most ${Math.round(plan.bound)} are possible`
      return {
        ...csv(Shortlist.allocationTable(plan, candidates)),
        notes: [
          ...notes,
          `Spends ${plan.cost} of ${options.budget} CNY, ${plan.left} left, for ${Math.round(plan.expected)} expected ${plan.counted}; ${most}.`,
          ...plan.out.slice(0, 20).map(({ id, why }) => `Out: ${plain(id)}, ${plain(why.en)}`)
        ],
        next: late ? 0 : undefined
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
  input: Schema.Struct({ ids, fresh: Schema.optionalKey(Schema.Boolean), cursor, confirm }),
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
      const table = Watch.changesTable(checked)
      return {
        data: csv(table).data,
        notes: [
          ...(first > 0 ? [`First look at ${first}: remembered, nothing to compare with yet.`] : []),
          ...(table.rows.length === 0 && first < checked.length ? ["Nothing changed."] : []),
          ...missing(checked.flatMap(({ failed }) => failed))
        ],
        next: from + done < all.length ? from + done : undefined
      }
    })
})
