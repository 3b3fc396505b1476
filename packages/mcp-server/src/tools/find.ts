import { Endpoint } from "@xingtu/core/adapter"
import { catalogue, type Failure, Shortlist, type Table, Xingtu } from "@xingtu/core"
import { Effect, Result, Schema } from "effect"
import * as Answer from "../answer.ts"
import { guarded, type Policy } from "../money.ts"
import * as Tool from "../Tool.ts"
import { column, confirm, kind, withLeft } from "./common.ts"

const search = catalogue.creatorSearch

/** The columns of a list of creators: what buyers compare first. */
const columns: ReadonlyArray<readonly [Table.Column, (one: Shortlist.Candidate) => Table.Cell]> = [
  [column("id", "id", "id"), ({ id }) => id],
  [column("name", "name", "text"), ({ name }) => name],
  [column("followers", "followers", "count"), ({ followers }) => followers],
  [column("category", "category", "text"), ({ category }) => category],
  ...(["placement", "custom"] as const).flatMap((which) => {
    const offer = (one: Shortlist.Candidate) => one.offers.find(({ kind }) => kind === which)
    return [
      [column(`${which}Price`, `${which} price`, "yuan"), (one: Shortlist.Candidate) => offer(one)?.price],
      [column(`${which}Cpm`, `${which} CPM`, "yuan"), (one: Shortlist.Candidate) => offer(one)?.cpm]
    ] as const
  }),
  [column("plays", "expected plays", "count"), ({ offers }) => offers.find((one) => one.expectedPlays)?.expectedPlays],
  [column("interaction", "interaction", "share"), ({ interactionRate }) => interactionRate],
  [column("completion", "completion", "share"), ({ completionRate }) => completionRate],
  [column("growth", "growth 30 d", "share"), ({ growth30d }) => growth30d]
]

/** A list of creators as a table; a column nobody has is left out. */
export const listed = (all: ReadonlyArray<Shortlist.Candidate>): Table.Table => {
  const used = columns.filter(([{ key }, of]) => key === "id" || all.some((one) => of(one) !== undefined))
  return { columns: used.map(([one]) => one), rows: all.map((one) => used.map(([, of]) => of(one))) }
}

/** What a page of the search costs now: nothing when it is cached. */
const searchPrice = (input: object): Effect.Effect<number, Tool.Refusal, Xingtu> =>
  Effect.suspend(() => {
    const question = Endpoint.question(search, input)
    return Result.isFailure(question)
      ? Effect.fail(Tool.refusal(question.failure))
      : Xingtu.use((xingtu) => Effect.map(xingtu.stored(search, input), (stored) => (stored === undefined ? 1 : 0)))
  })

/** One page of the search as candidates, with what it cost. */
const found = (input: Endpoint.Input<typeof search>, caller: Tool.Caller) =>
  Effect.gen(function* () {
    const price = yield* searchPrice(input)
    const { candidates, charged, more, uncertain } = yield* Effect.mapError(
      Shortlist.candidates({ search: input }, { consumer: caller.consumers }),
      (failure: Failure.CallFailure) => Tool.refusal(failure)
    )
    const cost = yield* withLeft(caller, { charged, cached: price === 0 ? 1 : 0, unknown: uncertain })
    return { candidates, more, cost }
  })

const sorts = search.params.sort.choices.map(({ value }) => value)

export const searchCreators = (policy: Policy) =>
  Tool.make({
    name: "search_creators",
    title: "Search creators",
    description:
      "Creators by keyword and filters: 20 a page for 1 paid call, with prices, CPM, expected plays and rates. Money in CNY. More filters: xingtu_endpoint creatorSearch.",
    pays: true,
    input: Schema.Struct({
      keyword: Schema.optionalKey(
        Schema.String.annotate({ description: "Nickname, or a word in their content; Chinese finds more" })
      ),
      kind: Schema.optionalKey(kind),
      price: Schema.optionalKey(Schema.String.annotate({ description: "CNY, such as 10000-50000; needs kind" })),
      followers: Schema.optionalKey(Schema.String.annotate({ description: "Such as 100000-1000000" })),
      location: Schema.optionalKey(Schema.String.annotate({ description: "Province or city" })),
      sort: Schema.optionalKey(Schema.Literals(sorts)),
      page: Schema.optionalKey(Schema.Int),
      confirm
    }),
    run: ({ confirm: code, followers, kind, location, price, ...rest }, caller) => {
      const input = {
        ...rest,
        ...(kind === undefined
          ? {}
          : { kolPriceType: kind === "placement" ? "PRODUCT_PLACEMENT_VIDEO" : "CUSTOM_VIDEO" }),
        ...(price === undefined ? {} : { kolPriceRange: price }),
        ...(followers === undefined ? {} : { followerRange: followers }),
        ...(location === undefined ? {} : { location })
      } as unknown as Endpoint.Input<typeof search> // what is wrong with it is refused by its own check
      return guarded(policy, {
        tool: "search_creators",
        caller,
        input,
        code,
        price: searchPrice(input),
        run: Effect.map(found(input, caller), ({ candidates, cost, more }) =>
          Answer.table(listed(candidates), {
            cost,
            notes: more ? [`There are more: page=${(rest.page ?? 1) + 1}, 1 paid call.`] : []
          })
        )
      })
    }
  })

export const findCreator = (policy: Policy) =>
  Tool.make({
    name: "find_creator",
    title: "Find a creator by name",
    description: "Creators whose name matches, with their ids; 1 paid call. With several, ask which one is meant.",
    pays: true,
    input: Schema.Struct({ name: Schema.String.check(Schema.isMinLength(1)), confirm }),
    run: ({ confirm: code, name }, caller) => {
      // People paste names as Douyin shows them.
      const keyword = name.replace(/^[@＠]|[【】]/g, "").trim()
      const input: Endpoint.Input<typeof search> = { keyword }
      return guarded(policy, {
        tool: "find_creator",
        caller,
        input,
        code,
        price: searchPrice(input),
        run: Effect.map(found(input, caller), ({ candidates, cost }) => {
          const same = candidates.filter((one) => one.name === keyword)
          const shown = same.length === 1 ? same : candidates.slice(0, 10)
          const note =
            shown.length === 0
              ? "Nobody was found."
              : shown.length === 1
                ? "One creator has this name."
                : `${shown.length} creators match; ask the user which one is meant.`
          return Answer.table(listed(shown), { cost, notes: [note] })
        })
      })
    }
  })
