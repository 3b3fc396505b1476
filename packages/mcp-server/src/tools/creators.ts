import { catalogue, Report, Shortlist, Table } from "@xingtu/core"
import type { Endpoint } from "@xingtu/core"
import { Effect, Schema, Stream } from "effect"
import { csv } from "../tool/answer.ts"
import { type Caller, make, refusal } from "../tool/Tool.ts"
import { confirm, cursor, id, ids, inTime, kind, missing, once, priceOf } from "./common.ts"

const search = catalogue.creatorSearch

/** What is looked up of each creator for a shortlist. */
export const sourcesFor = (audience: boolean): ReadonlyArray<Shortlist.SourceName> =>
  audience ? [...Shortlist.usualSources, "audienceDistribution"] : Shortlist.usualSources

/** What looking these creators up for a shortlist costs now. */
export const candidatesPrice = (all: ReadonlyArray<string>, { consumers }: Caller, sources = sourcesFor(false)) =>
  Effect.map(Shortlist.planCandidates({ ids: all }, { consumer: consumers, sources }), ({ calls }) => ({
    calls,
    of: all.length * sources.length
  }))

/** Creators by id as candidates, as far as time allows. */
export const candidatesOf = (all: ReadonlyArray<string>, caller: Caller, sources = sourcesFor(false)) =>
  Effect.map(
    inTime(all, caller, (one) =>
      Effect.mapError(Shortlist.candidates({ ids: [one] }, { consumer: caller.consumers, sources }), refusal)
    ),
    ({ done, found, late }) => ({
      candidates: found.flatMap(({ candidates }) => candidates),
      notes: [
        ...missing(found.flatMap(({ failed }) => failed)),
        ...(late ? [`It got late: ${done} of ${all.length} were looked up; the next call goes on from there.`] : [])
      ],
      late
    })
  )

/** One page of the search as candidates. */
const found = (input: object, { consumers }: Caller) =>
  Effect.mapError(
    // What is wrong with it is refused by its own check.
    Shortlist.candidates({ search: input as Endpoint.Input<typeof search> }, { consumer: consumers }),
    refusal
  )

const text = (description: string) => Schema.optionalKey(Schema.String.annotate({ description }))

const SearchInput = Schema.Struct({
  keyword: text("Nickname, or a word in their content; Chinese finds more"),
  kind: Schema.optionalKey(kind),
  price: text("CNY, such as 10000-50000; needs kind"),
  followers: text("Such as 100000-1000000"),
  location: text("Province or city"),
  sort: Schema.optionalKey(Schema.Literals(search.params.sort.choices.map(({ value }) => value))),
  page: Schema.optionalKey(Schema.Int),
  confirm
})

const searched = ({ followers, kind, price, ...rest }: Omit<typeof SearchInput.Type, "confirm">): object => ({
  ...rest,
  ...(kind && { kolPriceType: kind === "placement" ? "PRODUCT_PLACEMENT_VIDEO" : "CUSTOM_VIDEO" }),
  ...(price !== undefined && { kolPriceRange: price }),
  ...(followers !== undefined && { followerRange: followers })
})

export const searchCreators = make({
  name: "search_creators",
  title: "Search creators",
  description:
    "Creators by keyword and filters: 20 a page for 1 paid call, with prices, CPM, expected plays and rates. Money in CNY. More filters: xingtu_endpoint creatorSearch.",
  input: SearchInput,
  price: (input) => priceOf(search, searched(input)),
  run: (input, caller) =>
    Effect.map(found(searched(input), caller), ({ candidates, more }) => ({
      ...csv(Shortlist.candidatesTable(candidates)),
      notes: more ? [`There are more: page=${(input.page ?? 1) + 1}, 1 paid call.`] : []
    }))
})

/** People paste names as Douyin shows them. */
const keywordOf = (name: string) => name.replace(/^[@＠]|[【】]/g, "").trim()

export const findCreator = make({
  name: "find_creator",
  title: "Find a creator by name",
  description: "Creators whose name matches, with their ids; 1 paid call. With several, ask which one is meant.",
  input: Schema.Struct({ name: Schema.String.check(Schema.isMinLength(1)), confirm }),
  price: ({ name }) => priceOf(search, { keyword: keywordOf(name) }),
  run: ({ name }, caller) =>
    Effect.map(found({ keyword: keywordOf(name) }, caller), ({ candidates }) => {
      const same = candidates.filter((one) => one.name === keywordOf(name))
      const shown = same.length === 1 ? same : candidates.slice(0, 10)
      const several = `${shown.length} creators match; ask the user which one is meant.`
      const note = ["No creator was found.", same.length === 1 ? "One creator has this name." : "One creator matches."]
      return { ...csv(Shortlist.candidatesTable(shown)), notes: [note[shown.length] ?? several] }
    })
})

export const creator = make({
  name: "creator",
  title: "One creator in short",
  description: `Prices, CPM, plays, rates and category of one creator; up to ${Shortlist.usualSources.length} paid calls, free when cached.`,
  input: Schema.Struct({ id, confirm }),
  price: ({ id }, caller) => candidatesPrice([id], caller),
  run: ({ id }, caller) =>
    Effect.map(candidatesOf([id], caller), ({ candidates, late, notes }) => ({
      ...csv(Shortlist.candidatesTable(candidates)),
      notes,
      next: late ? 0 : undefined
    }))
})

export const report = make({
  name: "report",
  title: "Compare creators",
  description: `What buyers compare of up to 50 creators, one row each: name, prices, plays, rates, CPM, audience. ${Report.usual.length} paid calls per creator that is not cached; xingtu_plan says how many.`,
  input: Schema.Struct({ ids, cursor, confirm }),
  price: ({ ids }, { consumers }, from) =>
    Effect.map(Report.plan(once(ids).slice(from), { consumer: consumers }), (plans) => ({
      calls: plans.reduce((sum, { toPay, unsettled }) => sum + toPay.length + unsettled.length, 0),
      of: once(ids).slice(from).length * Report.usual.length
    })),
  run: ({ ids }, caller, from) =>
    Effect.gen(function* () {
      const all = once(ids).slice(from)
      const { done, found } = yield* inTime(all, caller, (one) =>
        Stream.runCollect(Report.rows([one], { consumer: caller.consumers }))
      )
      const { data, next = done } = csv(Table.compact(Report.table(found.flat())))
      return { data, next: next < all.length ? from + next : undefined }
    })
})
