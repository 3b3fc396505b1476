import { Shortlist, Watch } from "@xingtu/core"
import { Effect, Schema } from "effect"
import { csv } from "../tool/answer.ts"
import { plain } from "../tool/fence.ts"
import { make, refusal } from "../tool/Tool.ts"
import { goal, ids, inTime, kind, missing, number, once, priceOf, text, texts } from "./common.ts"
import { lookedUp } from "./creators.ts"

/** Characters of what core says about a creator. */
const sentences = 400

export const rank = make({
  name: "rank",
  title: "Rank creators for a brief",
  description:
    "Scores creators 0 to 100 for a goal, with reasons, flags and how much of the data is there. Looks up what is not cached; ranking itself is free.",
  input: Schema.Struct({
    ids,
    goal,
    kind: Schema.optionalKey(kind),
    gender: Schema.optionalKey(Schema.Literals(["male", "female"])),
    age: texts("Such as 18-23, 24-30"),
    province: texts("In Chinese, such as 上海"),
    maxPrice: number("CNY"),
    maxCpm: number("CNY"),
    minFollowers: number("Followers at least"),
    save: text("Keep it as a shortlist of this name")
  }),
  work: ({ gender, ids, save = "", ...wishes }, caller, from) => {
    const brief = Shortlist.briefOf({ ...wishes, gender: gender === undefined ? undefined : [gender] })
    const more = brief.audience === undefined ? [] : (["audienceDistribution"] as const)
    return lookedUp(
      once(ids),
      caller,
      (candidates, late) =>
        Effect.gen(function* () {
          const ranking = Shortlist.rank(candidates, brief)
          if (ranking._tag === "InvalidBrief") return yield* refusal({ ...ranking, charged: "no" })
          const weights = Object.entries(ranking.weights).map(([name, weight]) => `${name} ${weight.toFixed(2)}`)
          const name = plain(save, 60).replaceAll("/", "-")
          const saves = name !== "" && !late
          if (saves) yield* Shortlist.save(caller.name, name, ranking)
          return {
            ...csv(Shortlist.rankingTable(ranking), from, sentences),
            notes: [
              `Weights: ${weights.join(", ")}.`,
              ...(saves ? [`Saved as xingtu://shortlists/${encodeURIComponent(name)}.`] : [])
            ]
          }
        }),
      [...Shortlist.usualSources, ...more]
    )
  }
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
    must: texts("Ids that are in")
  }),
  work: ({ ids, ...options }, caller) =>
    lookedUp(once(ids), caller, (candidates) =>
      Effect.gen(function* () {
        const plan = Shortlist.allocate(candidates, options)
        if (plan._tag !== "Allocated") return yield* refusal({ ...plan, charged: "no" })
        const most = plan.exact ? "nothing better exists" : `at most ${Math.round(plan.bound)} are possible`
        return {
          ...csv(Shortlist.allocationTable(plan, candidates)),
          notes: [
            `Spends ${plan.cost} of ${options.budget} CNY, ${plan.left} left, for ${Math.round(plan.expected)} expected ${plan.counted}; ${most}.`,
            ...plan.out.slice(0, 20).map(({ id, why }) => `Out: ${plain(id)}, ${plain(why.en)}`)
          ]
        }
      })
    )
})

/** Creators of one page: six changes of each still fit into an answer. */
const aPage = 25

export const changes = make({
  name: "changes",
  title: "What changed since the last look",
  description:
    "Price, CPM, followers, plays, orders and newest video of creators against the last look; the first look only remembers. Up to 4 paid calls per creator; fresh pays for new data although some is cached.",
  input: Schema.Struct({ ids, fresh: Schema.optionalKey(Schema.Boolean) }),
  work: ({ fresh = false, ids }, caller, from) => {
    const all = once(ids)
    const page = all.slice(from, from + aPage)
    const options = { consumer: caller.consumers, name: `mcp/${caller.name}`, fresh }
    return {
      price: Effect.map(Watch.planSnapshot(page, options), (plans) =>
        priceOf(
          plans,
          plans.reduce((sum, { calls }) => sum + calls, 0)
        )
      ),
      run: Effect.map(
        inTime(page, caller, (one) => Watch.check([one], options)),
        ({ done, found }) => {
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
        }
      )
    }
  }
})
