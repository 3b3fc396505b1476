import { Shortlist, Watch } from "@xingtu/core"
import { Effect, Schema } from "effect"
import * as Answer from "../answer.ts"
import { plain } from "../fence.ts"
import { guarded, type Policy } from "../money.ts"
import * as Tool from "../Tool.ts"
import { confirm, goal, ids, inWaves, kind, withLeft } from "./common.ts"
import { candidatesOf, candidatesPrice } from "./creators.ts"

const number = (description: string) => Schema.optionalKey(Schema.Finite.annotate({ description }))

export const rank = (policy: Policy) =>
  Tool.make({
    name: "rank",
    title: "Rank creators for a brief",
    description:
      "Scores creators 0 to 100 for a goal, with reasons, flags and how much of the data is there. Looks up what is not cached; ranking itself is free.",
    pays: true,
    input: Schema.Struct({
      ids,
      goal,
      kind: Schema.optionalKey(kind),
      gender: Schema.optionalKey(Schema.Literals(["male", "female"])),
      ages: Schema.optionalKey(Schema.Array(Schema.String).annotate({ description: "Such as 18-23, 24-30" })),
      provinces: Schema.optionalKey(Schema.Array(Schema.String).annotate({ description: "In Chinese, such as 上海" })),
      max_price: number("CNY"),
      max_cpm: number("CNY"),
      min_followers: number("Followers at least"),
      confirm
    }),
    run: ({ ages, confirm: code, gender, goal, ids, kind, max_cpm, max_price, min_followers, provinces }, caller) => {
      const audience = {
        ...(gender === undefined ? {} : { gender: [gender] }),
        ...(ages === undefined ? {} : { age: ages }),
        ...(provinces === undefined ? {} : { province: provinces })
      }
      const brief: Shortlist.Brief = {
        goal,
        ...(kind === undefined ? {} : { kind }),
        ...(Object.keys(audience).length === 0 ? {} : { audience }),
        bounds: {
          ...(max_price === undefined ? {} : { price: { max: max_price } }),
          ...(max_cpm === undefined ? {} : { cpm: { max: max_cpm } }),
          ...(min_followers === undefined ? {} : { followers: { min: min_followers } })
        }
      }
      const depth = Object.keys(audience).length === 0 ? "usual" : "withAudience"
      const all = [...new Set(ids)]
      return guarded(policy, {
        tool: "rank",
        caller,
        input: { ids, depth },
        code,
        price: candidatesPrice(all, caller, depth),
        run: Effect.gen(function* () {
          const { candidates, cost, notes } = yield* candidatesOf(all, caller, depth)
          const ranking = Shortlist.rank(candidates, brief)
          if (ranking._tag === "InvalidBrief")
            return yield* Effect.fail(Tool.invalid(ranking.happened.en, ranking.advice.en))
          const rows = ranking.rows.map(({ candidate, completeness, flags, offer, place, reasons, score }) => [
            String(place),
            candidate.id,
            plain(candidate.name ?? ""),
            score === undefined ? "" : Answer.cell(Math.round(score * 10) / 10),
            offer?.kind ?? "",
            Answer.cell(offer?.price),
            Answer.cell(completeness, "share"),
            reasons.map(({ en }) => plain(en)).join("; "),
            flags.map(({ words }) => plain(words.en)).join("; ")
          ])
          const { text } = Answer.csv(
            ["place", "id", "name", "score", "kind", "price (CNY)", "data (%)", "reasons", "flags"],
            rows
          )
          const out = ranking.out.map(({ id, why }) => `Out: ${id}, ${plain(why.en)}`)
          const weights = Object.entries(ranking.weights).map(([name, weight]) => `${name} ${Answer.cell(weight)}`)
          return Answer.reply(text, { cost, notes: [...notes, `Weights: ${weights.join(", ")}.`, ...out.slice(0, 20)] })
        })
      })
    }
  })

export const splitBudget = (policy: Policy) =>
  Tool.make({
    name: "split_budget",
    title: "Split a budget over creators",
    description:
      "Which creators, in which kind of video, bring the most expected plays (or interactions) for a budget in CNY; exact on usual lists. Looks up what is not cached; the sum itself is free.",
    pays: true,
    input: Schema.Struct({
      ids,
      budget: Schema.Finite.annotate({ description: "CNY" }),
      goal: Schema.optionalKey(goal),
      kind: Schema.optionalKey(kind),
      min_creators: Schema.optionalKey(Schema.Int),
      max_creators: Schema.optionalKey(Schema.Int),
      must: Schema.optionalKey(Schema.Array(Schema.String).annotate({ description: "Ids that are in" })),
      confirm
    }),
    run: ({ budget, confirm: code, goal, ids, kind, max_creators, min_creators, must }, caller) => {
      const all = [...new Set(ids)]
      return guarded(policy, {
        tool: "split_budget",
        caller,
        input: { ids },
        code,
        price: candidatesPrice(all, caller),
        run: Effect.gen(function* () {
          const { candidates, cost, notes } = yield* candidatesOf(all, caller)
          const plan = Shortlist.allocate(candidates, {
            budget,
            ...(goal === undefined ? {} : { goal }),
            ...(kind === undefined ? {} : { kind }),
            ...(min_creators === undefined ? {} : { minCreators: min_creators }),
            ...(max_creators === undefined ? {} : { maxCreators: max_creators }),
            ...(must === undefined ? {} : { must })
          })
          if (plan._tag !== "Allocated")
            return yield* Effect.fail(
              new Tool.Refusal({
                happened: plan.happened.en,
                charged: cost.charged > 0 ? "yes" : "no",
                advice: plan.advice.en
              })
            )
          const names = new Map(candidates.map(({ id, name }) => [id, plain(name ?? "")]))
          const { text } = Answer.csv(
            ["id", "name", "kind", "price (CNY)", `expected ${plan.counted}`],
            plan.picks.map(({ expected, id, kind, price }) => [
              id,
              names.get(id) ?? "",
              kind,
              String(price),
              Answer.cell(expected)
            ])
          )
          return Answer.reply(text, {
            cost,
            notes: [
              ...notes,
              `Spends ${plan.cost} of ${budget} CNY, ${plan.left} left, for ${Answer.cell(plan.expected)} expected ${plan.counted}; ${plan.exact ? "nothing better exists" : `at most ${Answer.cell(plan.bound)} are possible`}.`,
              ...plan.out.slice(0, 20).map(({ id, why }) => `Out: ${id}, ${plain(why.en)}`)
            ]
          })
        })
      })
    }
  })

const changesPrice = (all: ReadonlyArray<string>, caller: Tool.Caller, fresh: boolean | undefined) =>
  Effect.map(
    Watch.planSnapshot(all, { consumer: caller.consumers, ...(fresh === undefined ? {} : { fresh }) }),
    (plans) => plans.reduce((sum, { calls }) => sum + calls, 0)
  )

export const changes = (policy: Policy) =>
  Tool.make({
    name: "changes",
    title: "What changed since the last look",
    description:
      "Price, CPM, followers, plays, orders and newest video of creators against the last look; the first look only remembers. Up to 4 paid calls per creator; fresh pays for new data although some is cached.",
    pays: true,
    input: Schema.Struct({ ids, fresh: Schema.optionalKey(Schema.Boolean), confirm }),
    run: ({ confirm: code, fresh, ids }, caller) => {
      const all = [...new Set(ids)]
      return guarded(policy, {
        tool: "changes",
        caller,
        input: { ids, fresh },
        code,
        price: changesPrice(all, caller, fresh),
        run: Effect.gen(function* () {
          const price = yield* changesPrice(all, caller, fresh)
          const { done, parts } = yield* inWaves(all, caller, (part) =>
            Watch.check(part, {
              consumer: caller.consumers,
              name: `mcp/${caller.name}`,
              ...(fresh === undefined ? {} : { fresh })
            })
          )
          const checked = parts.flat()
          const charged = checked.reduce((sum, one) => sum + one.charged, 0)
          const unknown = checked.reduce((sum, one) => sum + one.uncertain, 0)
          const cost = yield* withLeft(caller, { charged, unknown, cached: Math.max(0, all.length * 4 - price) })
          const first = checked.filter(({ before }) => before === undefined).map(({ snapshot }) => snapshot.id)
          const rows = checked.flatMap(({ changes }) =>
            changes.map(({ at, id, what, words }) => [id, what, plain(words.en), at.slice(0, 16)])
          )
          return Answer.reply(Answer.csv(["id", "what", "change", "since"], rows).text, {
            cost,
            notes: [
              ...(first.length > 0 ? [`First look at ${first.length}: remembered, nothing to compare with yet.`] : []),
              ...(rows.length === 0 && first.length < checked.length ? ["Nothing changed."] : []),
              ...(done < all.length
                ? [`It got late: ${done} of ${all.length} were looked at; call again for the rest.`]
                : [])
            ]
          })
        })
      })
    }
  })
