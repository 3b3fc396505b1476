import { Effect, Schema, Stream } from "effect"
import { catalogue } from "../catalogue/catalogue.ts"
import * as Price from "../client/Price.ts"
import type { Xingtu } from "../client/Xingtu.ts"
import type * as Endpoint from "../endpoint/Endpoint.ts"
import * as Report from "../report/Report.ts"
import * as Shortlist from "../shortlist/Shortlist.ts"
import * as Table from "../table/Table.ts"
import { nickname } from "../util/nickname.ts"
import { csv } from "./answer.ts"
import { id, ids, inTime, kind, missing, missingOf, once, request, text, unlessAllFailed, whole } from "./common.ts"
import { type Caller, makeTool, type Refusal, refusal, type Told, type Work } from "./Tool.ts"

const search = catalogue.creatorSearch

/**
 * Looks creators up for a shortlist, as far as time allows, and tells of them. The cursor is the position of the first
 * who was not looked up; of those before it only what is cached is taken, so that no failure is met twice. Behind the
 * last creator it is a row of the table.
 */
export const lookedUp = (
  all: ReadonlyArray<string>,
  caller: Caller,
  from: number,
  tell: (
    candidates: ReadonlyArray<Shortlist.Candidate>,
    at: { readonly late: boolean; readonly row: number }
  ) => Effect.Effect<Told, Refusal, Xingtu>,
  sources: ReadonlyArray<Shortlist.SourceName> = Shortlist.usualSources
): Work => {
  const consumer = caller.consumers
  const before = new Set(all.slice(0, from))
  const plan = (ids: ReadonlyArray<string>) => Shortlist.planCandidates({ ids }, { consumer, sources })
  const look = (one: string, sources: ReadonlyArray<Shortlist.SourceName>) =>
    Effect.mapError(Shortlist.candidates({ ids: [one] }, { consumer, sources }), refusal)
  const cachedOf = ({ parts }: Shortlist.CandidatesPlan) =>
    sources.filter((name) => parts.some(({ calls, source }) => source === name && calls === 0))
  return {
    price: plan(all.slice(from)),
    run: Effect.gen(function* () {
      const { done, found, late } = yield* inTime(
        all,
        caller,
        (one) => (before.has(one) ? Effect.flatMap(plan([one]), (of) => look(one, cachedOf(of))) : look(one, sources)),
        (one) => (before.has(one) ? Effect.succeed(true) : Effect.map(plan([one]), ({ calls }) => calls === 0))
      )
      const row = Math.max(0, from - all.length)
      const candidates = found.flatMap(({ candidates }) => candidates)
      const failures = found.flatMap(({ failed }) => failed)
      // Of a run that is paused the cursor is worth more.
      if (!late)
        yield* unlessAllFailed(
          failures.map(({ failure }) => failure),
          found.length * sources.length
        )
      const { next, notes = [], ...told } = yield* tell(candidates, { late, row })
      const { calls: failed } = yield* plan([...before])
      const results = `${failed} ${failed === 1 ? "result" : "results"}`
      const earlier = missing(`${results} of requests that failed before. Call again without cursor to retry.`)
      const pause = `Time is up: ${done} of ${all.length} creators were looked up. The next call continues from there.`
      return {
        ...told,
        notes: [...missingOf(failures), ...(failed > 0 ? [earlier] : []), ...(late ? [pause] : []), ...notes],
        next: late ? Math.max(done, from + 1) : next && all.length + next
      }
    })
  }
}

/** One page of the search, as candidates. */
const found = (input: object, { consumers }: Caller, tell: (found: Shortlist.Candidates) => Told): Work => {
  // What is wrong with it is refused by its own check.
  const from = { search: input as Endpoint.Input<typeof search> }
  const candidates = Shortlist.candidates(from, { consumer: consumers })
  return request(search, input, Effect.mapBoth(candidates, { onFailure: refusal, onSuccess: tell }))
}

export const searchCreators = makeTool({
  name: "search_creators",
  title: "Search creators",
  description:
    "Creators by keyword and filters: 20 a page for 1 paid call, with prices, CPM, expected plays and rates. Money in CNY. More filters: xingtu_endpoint with creatorSearch.",
  input: Schema.Struct({
    keyword: text("Nickname, or a word in their content; Chinese finds more"),
    kind: Schema.optionalKey(kind),
    price: text("CNY, such as 10000-50000; needs kind"),
    followers: text("Such as 100000-1000000"),
    location: text("Province or city"),
    sort: Schema.optionalKey(Schema.Literals(search.params.sort.choices.map(({ value }) => value))),
    page: Schema.optionalKey(whole)
  }),
  work: ({ followers: followerRange, kind, price: kolPriceRange, ...rest }, caller) => {
    const kolPriceType = kind && { placement: "PRODUCT_PLACEMENT_VIDEO", custom: "CUSTOM_VIDEO" }[kind]
    return found({ ...rest, followerRange, kolPriceRange, kolPriceType }, caller, ({ candidates, more }) => ({
      ...csv(Shortlist.candidatesTable(candidates)),
      notes: more ? [`The search has more creators: page=${(rest.page ?? 1) + 1} costs 1 paid call.`] : []
    }))
  }
})

/** Matches that are shown of many. */
const shownAtMost = 10

export const findCreator = makeTool({
  name: "find_creator",
  title: "Find a creator by name",
  description: "Creators whose name matches, with their IDs; 1 paid call. If several match, ask the user.",
  input: Schema.Struct({ name: Schema.String.check(Schema.isMinLength(1)) }),
  work: ({ name }, caller) => {
    const keyword = nickname(name)
    return found({ keyword }, caller, ({ candidates, more }) => {
      const same = candidates.filter((one) => one.name === keyword)
      const shown = same.length === 1 ? same : candidates.slice(0, shownAtMost)
      const rest =
        shown.length < candidates.length ? `${more ? " or more" : ""}; the first ${shown.length} are listed` : ""
      const several = `${candidates.length} creators match${rest}. Ask the user which one is meant.`
      const note = ["No creator was found.", same.length === 1 ? "One creator has this name." : "One creator matches."]
      return { ...csv(Shortlist.candidatesTable(shown)), notes: [note[shown.length] ?? several] }
    })
  }
})

export const creator = makeTool({
  name: "creator",
  title: "One creator in short",
  description: `Prices, CPM, plays, rates and category of one creator; up to ${Shortlist.usualSources.length} paid calls, cached results are free.`,
  input: Schema.Struct({ id }),
  work: ({ id }, caller, from) =>
    lookedUp([id], caller, from, (candidates) => Effect.succeed(csv(Shortlist.candidatesTable(candidates))))
})

export const report = makeTool({
  name: "report",
  title: "Compare creators",
  description: `What buyers compare, one row for each of up to 50 creators: name, prices, plays, rates, CPM, audience. ${Report.usual.length} paid calls for each creator that is not cached; xingtu_plan says how many.`,
  input: Schema.Struct({ ids }),
  work: ({ ids }, caller, from) => {
    const all = once(ids).slice(from)
    const options = { consumer: caller.consumers }
    return {
      price: Effect.map(Report.plan(all, options), Price.ofPlans),
      run: Effect.gen(function* () {
        const {
          found,
          late,
          next: rest,
          skipped
        } = yield* inTime(all, caller, (one) => Stream.runCollect(Report.rows([one], options)))
        const outcomes = found.flat().flatMap(({ outcomes }) => outcomes)
        const failures = outcomes.flatMap((told) => (told._tag === "Failed" ? [told.failure] : []))
        if (!late) yield* unlessAllFailed(failures, outcomes.length)
        const { data, next = rest } = csv(Table.compact(Report.table(found.flat())))
        return { data, notes: skipped, next: next < all.length ? from + next : undefined }
      })
    }
  }
})
