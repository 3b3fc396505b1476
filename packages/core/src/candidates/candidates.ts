import { Clock, Effect, Stream } from "effect"
import { type CallOptions, ofRun } from "../answers/Answer.ts"
import { catalogue } from "../catalogue/catalogue.ts"
import { callsOf, together } from "../client/together.ts"
import { Xingtu } from "../client/Xingtu.ts"
import * as Endpoint from "../endpoint/Endpoint.ts"
import type * as Failure from "../failure/Failure.ts"
import { inShanghai } from "../util/time.ts"
import { make, type Words } from "../util/Words.ts"
import type { Candidate } from "./Candidate.ts"
import { candidateOf, type Facts } from "./facts.ts"
import { readSearch } from "./readSearch.ts"
import { type SourceName, sourceNames, sources, usualSources } from "./sources.ts"

/** Where candidates come from: a search, each page of 20 one paid call, or ids, each with the calls of `sources`. */
export type From =
  | { readonly search: Endpoint.Input<typeof catalogue.creatorSearch>; readonly pages?: number }
  | { readonly ids: Iterable<Endpoint.Id> }

/** Options for fetching candidates: sources, and those of each call. */
export interface CandidatesOptions extends CallOptions {
  /** What to look up of each creator, each a paid call: nothing after a search, `usualSources` for ids unless set. */
  readonly sources?: ReadonlyArray<SourceName>
  /** Calls at the same time; 4 unless set. */
  readonly concurrency?: number
}

/** What another source would add to the list, and what it costs now in paid calls. */
export interface Adds {
  readonly source: SourceName
  /** Paid calls; what is cached costs nothing. */
  readonly calls: number
  /** "the audience of 6: 6 paid calls". */
  readonly words: Words
}

/** A list to rank, what it cost, what failed, and what more sources would add. */
export interface Candidates {
  /** In the API's order, or that of the ids. */
  readonly candidates: ReadonlyArray<Candidate>
  /** What could not be looked up; the creator stays, without these figures. */
  readonly failed: ReadonlyArray<{
    readonly id: string
    readonly source: SourceName
    readonly failure: Failure.CallFailure | Failure.NotSent
  }>
  /** Calls that were charged, and those that may have been. */
  readonly charged: number
  readonly uncertain: number
  /** The search has more pages. */
  readonly more: boolean
  /** What further calls would add. */
  readonly adds: ReadonlyArray<Adds>
}

/** What fetching candidates would cost in paid calls. */
export interface CandidatesPlan {
  /** Paid calls now; at most so many where a search decides how many creators there are. */
  readonly calls: number
  /** The search has not been made yet: `calls` counts 20 creators a page. */
  readonly atMost: boolean
  readonly parts: ReadonlyArray<{ readonly source: "creatorSearch" | SourceName; readonly calls: number }>
  /** Results about creators that are cached: free. */
  readonly cached: number
  /** Paid calls left today; undefined when there is no budget. */
  readonly left: number | undefined
  /** What to know before the run, such as that these are more results than the store holds. */
  readonly warning: Words | undefined
}

const perPage = 20

const chosen = (from: From, { sources: given }: CandidatesOptions): ReadonlyArray<SourceName> => {
  const wanted = new Set<SourceName>(given ?? ("ids" in from ? usualSources : []))
  return sourceNames.filter((name) => wanted.has(name))
}

const today = Effect.map(Clock.currentTimeMillis, (now) => inShanghai(now).slice(0, 10))

/** An id given twice is one creator. */
const idsOf = (ids: Iterable<Endpoint.Id>): ReadonlyArray<Endpoint.Id> => [
  ...new Map([...ids].map((id) => [String(id).trim(), id] as const)).values()
]

const pagesOf = ({ pages = 1 }: { readonly pages?: number }): number => Math.max(1, Math.floor(pages) || 1)

const counted = (of: number, { adds }: { readonly adds: Words }, calls: number): Words =>
  make(
    `${adds.en} of ${of}: ${calls === 0 ? "cached, free" : `${calls} paid call${calls === 1 ? "" : "s"}`}`,
    `${of} 位达人的${adds.zh}：${calls === 0 ? "已缓存，免费" : `${calls} 次付费调用`}`
  )

/** What helps a decision most comes first. */
const helpful: ReadonlyArray<SourceName> = [
  "audienceDistribution",
  "spreadMetrics",
  "showcaseItems",
  "followerGrowthTrend",
  "creatorVisibilityStatus",
  "creatorContractBaseInfo",
  "creatorLinkMetrics",
  "marketingMetrics",
  "costPerformanceAnalysis",
  "creatorSideBaseInfo",
  "creatorProfile"
]

/** What the sources that were not requested would add. */
const further = (
  xingtu: Xingtu["Service"],
  ids: ReadonlyArray<string>,
  asked: ReadonlyArray<SourceName>,
  options: CallOptions
): Effect.Effect<ReadonlyArray<Adds>> =>
  Effect.flatMap(today, (day) =>
    Effect.forEach(
      helpful.filter((name) => !asked.includes(name) && ids.length > 0),
      (name) =>
        Effect.map(sources[name].plan(xingtu, ids, day, options), (plan): Adds => {
          const calls = callsOf([plan])
          return { source: name, calls, words: counted(ids.length, sources[name], calls) }
        })
    )
  )

interface Start {
  readonly ids: ReadonlyArray<Endpoint.Id>
  readonly found: ReadonlyArray<{ readonly id: string; readonly facts: Facts }>
  readonly charged: number
  readonly more: boolean
}

const start = (xingtu: Xingtu["Service"], from: From, call: CallOptions): Effect.Effect<Start, Failure.CallFailure> => {
  if ("ids" in from) return Effect.succeed({ ids: idsOf(from.ids), found: [], charged: 0, more: false })
  const pages = Stream.take(xingtu.pages(catalogue.creatorSearch, from.search, call), pagesOf(from))
  return Effect.map(Stream.runCollect(pages), (answers) => {
    const last = answers[answers.length - 1]
    const found = answers.flatMap(readSearch)
    return {
      ids: idsOf(found.map(({ id }) => id)),
      found,
      charged: answers.filter(({ meta }) => meta.charged === "yes").length,
      more: last !== undefined && Endpoint.hasMore(catalogue.creatorSearch, last.data)
    }
  })
}

/**
 * Fetches a list of creators to rank, from a search (one paid call per page of 20) or from IDs. Each figure says where
 * it is from. What could not be looked up is missing from its creator, with the reason in `failed`; only a search that
 * fails is a failure.
 */
export const candidates = (
  from: From,
  options: CandidatesOptions = {}
): Effect.Effect<Candidates, Failure.CallFailure, Xingtu> =>
  Xingtu.use((xingtu) =>
    Effect.gen(function* () {
      const { concurrency, sources: _, ...given } = options
      const call = yield* ofRun(given)
      const asked = chosen(from, options)
      const { charged, found, ids, more } = yield* start(xingtu, from, call)
      const day = yield* today
      const looked = yield* Effect.forEach(asked, (name) =>
        Effect.map(
          sources[name].lookUp(xingtu, ids, day, { ...call, ...(concurrency === undefined ? {} : { concurrency }) }),
          (all) => all.map((one) => ({ ...one, source: name }))
        )
      )
      const all = looked.flat()
      const facts = new Map<string, Array<Facts>>()
      const tell = (id: string, one: Facts) => facts.set(id, [...(facts.get(id) ?? []), one])
      // What was looked up of one creator is believed before what a search lists of many.
      for (const one of all) if (one.facts !== undefined) tell(String(one.id), one.facts)
      for (const one of found) tell(one.id, one.facts)
      const names = ids.map(String)
      return {
        candidates: names.map((id) => candidateOf(id, facts.get(id) ?? [])),
        failed: all.flatMap(({ failure, id, source }) =>
          failure === undefined ? [] : [{ id: String(id), source, failure }]
        ),
        charged: charged + all.filter((one) => one.charged === "yes").length,
        uncertain: all.filter((one) => one.charged === "unknown").length,
        more,
        adds: yield* further(xingtu, names, asked, call)
      }
    })
  )

/** The ids a search found, where it is cached as far as it is wanted. */
const cached = (xingtu: Xingtu["Service"], from: Extract<From, { readonly search: object }>) =>
  Effect.gen(function* () {
    const ids: Array<string> = []
    let calls = 0
    for (let page = 0; page < pagesOf(from); page++) {
      const first = Number(from.search.page ?? 1)
      const answer = yield* xingtu.stored(catalogue.creatorSearch, { ...from.search, page: first + page })
      if (answer === undefined) calls++
      else ids.push(...readSearch(answer).map(({ id }) => id))
    }
    return { ids: idsOf(ids), calls }
  })

/** What `candidates` would cost now in paid calls. Sends no requests. */
export const planCandidates = (
  from: From,
  options: CandidatesOptions = {}
): Effect.Effect<CandidatesPlan, never, Xingtu> =>
  Xingtu.use((xingtu) =>
    Effect.gen(function* () {
      const day = yield* today
      const { calls: pages, ids } = "ids" in from ? { calls: 0, ids: idsOf(from.ids) } : yield* cached(xingtu, from)
      const plans = yield* Effect.forEach(chosen(from, options), (name) =>
        Effect.map(sources[name].plan(xingtu, ids, day, options), (plan) => ({ ...plan, source: name }))
      )
      const asked = plans.map((plan) => ({ source: plan.source, calls: callsOf([plan]) + pages * perPage }))
      const parts = [...("ids" in from ? [] : [{ source: "creatorSearch" as const, calls: pages }]), ...asked]
      return {
        calls: parts.reduce((sum, { calls }) => sum + calls, 0),
        atMost: pages > 0 && asked.length > 0,
        parts,
        cached: plans.reduce((sum, { stored }) => sum + stored.length, 0),
        left: (yield* xingtu.left(options.consumer))?.left,
        warning: (yield* together(xingtu, plans)).find(({ warning }) => warning !== undefined)?.warning
      }
    })
  )
