import { Clock, Effect, Stream } from "effect"
import { type CallOptions, ofRun } from "../answers/Answer.ts"
import { catalogue } from "../catalogue/catalogue.ts"
import { callsOf, together } from "../client/together.ts"
import { Xingtu } from "../client/Xingtu.ts"
import type * as Endpoint from "../endpoint/Endpoint.ts"
import type * as Failure from "../failure/Failure.ts"
import type { Plan } from "../quota/QuotaReport.ts"
import { type Figures, readers, sourcesOf, type WatchSource } from "./figures.ts"
import type { Snapshot, Watched } from "./Snapshot.ts"

interface LookedUp {
  readonly id: string
  readonly source: WatchSource
  readonly charged: Failure.Charged
  readonly figures?: Figures
  readonly failure?: Failure.CallFailure | Failure.NotSent
}

type Many = CallOptions & { readonly concurrency?: number }

const source = <P extends Endpoint.Params, D>(
  name: WatchSource,
  endpoint: Endpoint.Endpoint<P, D>,
  read: (data: D) => Figures
) => ({
  plan: (xingtu: Xingtu["Service"], ids: ReadonlyArray<Endpoint.Id>, { consumer }: CallOptions): Effect.Effect<Plan> =>
    xingtu.plan(endpoint, ids, consumer === undefined ? {} : { consumer }),
  lookUp: (
    xingtu: Xingtu["Service"],
    ids: ReadonlyArray<Endpoint.Id>,
    options: Many
  ): Effect.Effect<ReadonlyArray<LookedUp>> =>
    xingtu.many(endpoint, ids, options).pipe(
      Stream.map((outcome): LookedUp =>
        outcome._tag === "Answered"
          ? {
              id: String(outcome.id),
              source: name,
              charged: outcome.answer.meta.charged,
              figures: read(outcome.answer.data)
            }
          : { id: String(outcome.id), source: name, charged: outcome.failure.charged, failure: outcome.failure }
      ),
      Stream.runCollect
    )
})

const sources = {
  marketingMetrics: source("marketingMetrics", catalogue.marketingMetrics, readers.marketingMetrics),
  spreadMetrics: source("spreadMetrics", catalogue.spreadMetrics, readers.spreadMetrics),
  creatorVisibilityStatus: source(
    "creatorVisibilityStatus",
    catalogue.creatorVisibilityStatus,
    readers.creatorVisibilityStatus
  ),
  showcaseItems: source("showcaseItems", catalogue.showcaseItems, readers.showcaseItems)
}

/** Options of a snapshot: which figures, and those of each call. */
export interface SnapshotOptions extends CallOptions {
  /** What to look at; everything unless set. It takes up to four paid calls for a creator. */
  readonly watch?: ReadonlyArray<Watched>
  /** Calls at the same time; 4 unless set. */
  readonly concurrency?: number
}

const chosen = ({ watch }: SnapshotOptions): ReadonlyArray<WatchSource> => sourcesOf(watch)

/** The snapshot of a creator, and what could not be fetched. */
export interface Taken {
  readonly snapshot: Snapshot
  readonly failed: ReadonlyArray<{
    readonly source: WatchSource
    readonly failure: Failure.CallFailure | Failure.NotSent
  }>
  /** Calls that were charged. */
  readonly charged: number
  /** Calls that may have been charged. */
  readonly uncertain: number
}

/**
 * Takes a snapshot of each creator. Up to four paid calls per creator. Cached results are taken as they are, free;
 * with `fresh` everything is looked up again. A call that fails leaves its figures out, and its neighbours stay.
 */
export const snapshot = (
  ids: Iterable<Endpoint.Id>,
  options: SnapshotOptions = {}
): Effect.Effect<ReadonlyArray<Taken>, never, Xingtu> =>
  Xingtu.use((xingtu) =>
    Effect.gen(function* () {
      const { watch: _, ...given } = options
      const call = yield* ofRun(given)
      const all = [...new Map([...ids].map((id) => [String(id), id] as const)).values()]
      const looked = (yield* Effect.forEach(chosen(options), (name) => sources[name].lookUp(xingtu, all, call))).flat()
      const at = new Date(yield* Clock.currentTimeMillis).toISOString()
      return all.map(String).map((id): Taken => {
        const own = looked.filter((one) => one.id === id)
        return {
          snapshot: Object.assign({ id, at }, ...own.map(({ figures }) => figures)),
          failed: own.flatMap(({ failure, source: from }) =>
            failure === undefined ? [] : [{ source: from, failure }]
          ),
          charged: own.filter(({ charged }) => charged === "yes").length,
          uncertain: own.filter(({ charged }) => charged === "unknown").length
        }
      })
    })
  )

/** What the snapshots cost now at one endpoint, in paid calls. */
export interface SnapshotPlan extends Plan {
  readonly source: WatchSource
  /** Paid calls. */
  readonly calls: number
}

/**
 * What snapshots would cost now in paid calls, by endpoint. Free. With `fresh`, cached results are paid again. Looks
 * nothing up.
 */
export const planSnapshot = (
  ids: Iterable<Endpoint.Id>,
  options: SnapshotOptions = {}
): Effect.Effect<ReadonlyArray<SnapshotPlan>, never, Xingtu> =>
  Xingtu.use((xingtu) => {
    const all = [...new Map([...ids].map((id) => [String(id), id] as const)).values()]
    const plans = Effect.forEach(chosen(options), (name) =>
      Effect.map(sources[name].plan(xingtu, all, options), (plan) => ({
        ...plan,
        source: name,
        calls: callsOf([plan]) + (options.fresh === undefined || options.fresh === false ? 0 : plan.stored.length)
      }))
    )
    return Effect.flatMap(plans, (each) => together(xingtu, each))
  })
