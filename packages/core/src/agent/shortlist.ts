import { Effect, Schema } from "effect"
import * as Price from "../client/Price.ts"
import * as Shortlist from "../shortlist/Shortlist.ts"
import * as Watch from "../watch/Watch.ts"
import { csv } from "./answer.ts"
import { goal, ids, inTime, kind, missingOf, number, once, text, texts, unlessAllFailed, whole } from "./common.ts"
import { lookedUp } from "./creators.ts"
import { plain } from "./fence.ts"
import { makeTool, refusal } from "./Tool.ts"

/** Characters of what core says about a creator. */
const sentences = 400

export const rank = makeTool({
  name: "rank",
  title: "Rank creators for a brief",
  description:
    "Scores creators from 0 to 100 for a goal, with reasons, flags and how complete the data is. Looks up what is not cached; ranking itself is free.",
  input: Schema.Struct({
    ids,
    goal,
    kind: Schema.optionalKey(kind),
    gender: Schema.optionalKey(Schema.Literals(["male", "female"])),
    age: texts("Such as 18-23, 24-30"),
    province: texts("In Chinese, such as 上海"),
    maxPrice: number("CNY"),
    maxCpm: number("CNY"),
    minFollowers: number("Fewest followers"),
    save: text("Save as a shortlist with this name")
  }),
  work: ({ gender, ids, save = "", ...wishes }, caller, from) => {
    const brief = Shortlist.briefOf({ ...wishes, gender: gender && [gender] })
    const name = plain(save, 60).replaceAll("/", "-")
    return lookedUp(
      once(ids),
      caller,
      from,
      (candidates, { late, row }) =>
        Effect.gen(function* () {
          const ranking = Shortlist.rank(candidates, brief)
          if (ranking._tag === "InvalidBrief") return yield* refusal({ ...ranking, charged: "no" })
          const saves = name !== "" && !late
          if (saves) yield* Shortlist.save(caller.name, name, ranking)
          const saved = saves ? [`Saved as the shortlist ${name}: xingtu://shortlists/${encodeURIComponent(name)}`] : []
          return {
            ...csv(Shortlist.rankingTable(ranking), row, sentences),
            notes: [Shortlist.weightsWords(ranking.weights).en, ...saved]
          }
        }),
      [...Shortlist.usualSources, ...(brief.audience === undefined ? [] : (["audienceDistribution"] as const))]
    )
  }
})

export const splitBudget = makeTool({
  name: "split_budget",
  title: "Split a budget over creators",
  description:
    "Which creators to book within a budget in CNY, and in which kind of video, for the most expected plays (or interactions). Looks up what is not cached; the calculation itself is free.",
  input: Schema.Struct({
    ids,
    budget: Schema.Finite.annotate({ description: "CNY" }),
    goal: Schema.optionalKey(goal),
    kind: Schema.optionalKey(kind),
    minCreators: Schema.optionalKey(whole),
    maxCreators: Schema.optionalKey(whole),
    must: texts("IDs of creators to include in any case")
  }),
  work: ({ ids, ...options }, caller, from) =>
    lookedUp(once(ids), caller, from, (candidates) =>
      Effect.gen(function* () {
        const plan = Shortlist.allocate(candidates, options)
        if (plan._tag !== "Allocated") return yield* refusal({ ...plan, charged: "no" })
        const out = plan.out.slice(0, 20).map(({ id, why }) => `Not in the plan, ${plain(id)}: ${plain(why.en)}`)
        return {
          ...csv(Shortlist.allocationTable(plan, candidates)),
          notes: [Shortlist.planWords(plan, options.budget).en, ...out]
        }
      })
    )
})

const sources = Watch.sourcesOf().length

/** Creators of one page: six changes of each still fit into an answer. */
const aPage = 25

export const changes = makeTool({
  name: "changes",
  title: "What changed since the last look",
  description:
    "Changes of price, CPM, followers, plays, orders and newest video since the last look; the first look only saves them. Up to 4 paid calls for each creator; fresh=true also pays for what is cached.",
  input: Schema.Struct({ ids, fresh: Schema.optionalKey(Schema.Boolean) }),
  work: ({ fresh = false, ids }, caller, from) => {
    const all = once(ids)
    const page = all.slice(from, from + aPage)
    const options = { consumer: caller.consumers, name: `agent/${caller.name}`, fresh }
    return {
      price: Effect.map(Watch.planSnapshot(page, options), Price.ofPlans),
      run: Effect.gen(function* () {
        const { found, late, next: rest, skipped } = yield* inTime(page, caller, (one) => Watch.check([one], options))
        const checked = found.flat()
        const failed = checked.flatMap(({ failed }) => failed)
        const failures = failed.map(({ failure }) => failure)
        if (!late) yield* unlessAllFailed(failures, checked.length * sources)
        const looked = checked.filter(({ failed }) => failed.length < sources)
        const first = looked.filter(({ before }) => before === undefined).length
        const table = Watch.changesTable(checked)
        return {
          data: csv(table).data,
          notes: [
            ...(first > 0 ? [`First look at ${first}: saved, with nothing to compare yet.`] : []),
            ...(table.rows.length === 0 && first < looked.length ? ["Nothing changed."] : []),
            ...missingOf(failed),
            ...skipped
          ],
          next: from + rest < all.length ? from + rest : undefined
        }
      })
    }
  }
})
