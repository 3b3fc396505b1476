import { catalogue, type Endpoint, Report, Shortlist, Table, type Xingtu } from "@xingtu/core"
import { Effect, Schema, Stream } from "effect"
import { csv } from "../tool/answer.ts"
import { type Caller, make, type Refusal, refusal, type Told, type Work } from "../tool/Tool.ts"
import { id, ids, inTime, kind, missing, once, priceOf, request, text } from "./common.ts"

const search = catalogue.creatorSearch

/** Looks creators up for a shortlist, as far as time allows, and tells of them. */
export const lookedUp = (
  all: ReadonlyArray<string>,
  caller: Caller,
  tell: (candidates: ReadonlyArray<Shortlist.Candidate>, late: boolean) => Effect.Effect<Told, Refusal, Xingtu>,
  sources = Shortlist.usualSources
): Work => {
  const options = { consumer: caller.consumers, sources }
  return {
    price: Effect.map(Shortlist.planCandidates({ ids: all }, options), ({ calls, cached, warning }) => ({
      calls,
      cached,
      warning: warning?.en
    })),
    run: Effect.gen(function* () {
      const { done, found, late } = yield* inTime(
        all,
        caller,
        (one) => Effect.mapError(Shortlist.candidates({ ids: [one] }, options), refusal),
        (one) => Effect.map(Shortlist.planCandidates({ ids: [one] }, options), ({ calls }) => calls === 0)
      )
      const candidates = found.flatMap(({ candidates }) => candidates)
      const { next, notes = [], ...told } = yield* tell(candidates, late)
      const gaps = missing(found.flatMap(({ failed }) => failed))
      const pause = `It got late: ${done} of ${all.length} were looked up; the next call goes on from there.`
      return { ...told, notes: [...gaps, ...(late ? [pause] : []), ...notes], next: late ? 0 : next }
    })
  }
}

/** One page of the search, as candidates. */
const found = (input: object, { consumers }: Caller, tell: (found: Shortlist.Candidates) => Told): Work => {
  // What is wrong with it is refused by its own check.
  const from = { search: input as Endpoint.Input<typeof search> }
  return request(
    search,
    input,
    Effect.mapBoth(Shortlist.candidates(from, { consumer: consumers }), { onFailure: refusal, onSuccess: tell })
  )
}

export const searchCreators = make({
  name: "search_creators",
  title: "Search creators",
  description:
    "Creators by keyword and filters: 20 a page for 1 paid call, with prices, CPM, expected plays and rates. Money in CNY. More filters: xingtu_endpoint creatorSearch.",
  input: Schema.Struct({
    keyword: text("Nickname, or a word in their content; Chinese finds more"),
    kind: Schema.optionalKey(kind),
    price: text("CNY, such as 10000-50000; needs kind"),
    followers: text("Such as 100000-1000000"),
    location: text("Province or city"),
    sort: Schema.optionalKey(Schema.Literals(search.params.sort.choices.map(({ value }) => value))),
    page: Schema.optionalKey(Schema.Int)
  }),
  work: ({ followers: followerRange, kind, price: kolPriceRange, ...rest }, caller) => {
    const kolPriceType = kind && { placement: "PRODUCT_PLACEMENT_VIDEO", custom: "CUSTOM_VIDEO" }[kind]
    return found({ ...rest, followerRange, kolPriceRange, kolPriceType }, caller, ({ candidates, more }) => ({
      ...csv(Shortlist.candidatesTable(candidates)),
      notes: more ? [`There are more: page=${(rest.page ?? 1) + 1}, 1 paid call.`] : []
    }))
  }
})

export const findCreator = make({
  name: "find_creator",
  title: "Find a creator by name",
  description: "Creators whose name matches, with their ids; 1 paid call. With several, ask which one is meant.",
  input: Schema.Struct({ name: Schema.String.check(Schema.isMinLength(1)) }),
  work: ({ name }, caller) => {
    // People paste names as Douyin shows them.
    const keyword = name.replace(/^[@＠]|[【】]/g, "").trim()
    return found({ keyword }, caller, ({ candidates, more }) => {
      const same = candidates.filter((one) => one.name === keyword)
      const shown = same.length === 1 ? same : candidates.slice(0, 10)
      const all =
        shown.length < candidates.length ? `${candidates.length}${more ? " or more" : ""}, here 10` : shown.length
      const several = `Creators that match: ${all}; ask the user which one is meant.`
      const note = ["No creator was found.", same.length === 1 ? "One creator has this name." : "One creator matches."]
      return { ...csv(Shortlist.candidatesTable(shown)), notes: [note[shown.length] ?? several] }
    })
  }
})

export const creator = make({
  name: "creator",
  title: "One creator in short",
  description: `Prices, CPM, plays, rates and category of one creator; up to ${Shortlist.usualSources.length} paid calls, free when cached.`,
  input: Schema.Struct({ id }),
  work: ({ id }, caller) =>
    lookedUp([id], caller, (candidates) => Effect.succeed(csv(Shortlist.candidatesTable(candidates))))
})

export const report = make({
  name: "report",
  title: "Compare creators",
  description: `What buyers compare of up to 50 creators, one row each: name, prices, plays, rates, CPM, audience. ${Report.usual.length} paid calls per creator that is not cached; xingtu_plan says how many.`,
  input: Schema.Struct({ ids }),
  work: ({ ids }, caller, from) => {
    const all = once(ids).slice(from)
    const options = { consumer: caller.consumers }
    return {
      price: Effect.map(Report.plan(all, options), (plans) => priceOf(plans)),
      run: Effect.map(
        inTime(all, caller, (one) => Stream.runCollect(Report.rows([one], options))),
        ({ done, found }) => {
          const { data, next = done } = csv(Table.compact(Report.table(found.flat())))
          return { data, next: next < all.length ? from + next : undefined }
        }
      )
    }
  }
})
