import { Effect, Result, Stream } from "effect"
import { type Answer, type CallOptions, ofRun } from "../answers/Answer.ts"
import { catalogue } from "../catalogue/catalogue.ts"
import * as Endpoint from "../endpoint/Endpoint.ts"
import type * as Failure from "../failure/Failure.ts"
import type { SpecOf } from "../endpoint/SpecOf.ts"
import type { Plan } from "../quota/QuotaReport.ts"
import * as Table from "../table/Table.ts"
import type { Lang } from "../util/Words.ts"
import { together } from "../client/together.ts"
import { Xingtu } from "../client/Xingtu.ts"

const price = (video_type: string, en: string, zh: string): Table.Picked => ({
  from: "price_info[]",
  where: { video_type, enable: true },
  show: "price",
  key: `price_${video_type}`,
  title: { en: `Price, ${en}`, zh: `报价（${zh}）` }
})

const top = (type: string, en: string, zh: string): Table.Picked => ({
  from: "distributions[].distribution_list[]",
  where: { "../type": type },
  largest: "distribution_value",
  show: "distribution_key",
  key: `top_${type.replace(" ", "_")}`,
  title: { en: `Top ${en}`, zh: `最多的${zh}` }
})

/** An endpoint with what a report shows of it as its table: one row per result. */
const source = <D>(
  endpoint: Endpoint.Endpoint<Endpoint.Params, D>,
  ...columns: NonNullable<SpecOf<D, never>["columns"]>
): Endpoint.Endpoint => ({
  ...endpoint,
  table: { columns }
})

/** What each endpoint adds to a report; each costs one paid call per creator. */
export const sources = {
  creatorProfile: source(catalogue.creatorProfile, "nick_name", "follower", "province", "tags_relation"),
  marketingMetrics: source(
    catalogue.marketingMetrics,
    price("2", "placement", "植入视频"),
    price("71", "custom", "定制视频")
  ),
  spreadMetrics: source(
    catalogue.spreadMetrics,
    "play_mid",
    "interact_rate.value",
    "play_over_rate.value",
    "expect_cpm.cpm_21_60",
    "expect_cpm.cpm_60",
    "expect_cpe.cpe_21_60",
    "expect_cpe.cpe_60"
  ),
  creatorSideBaseInfo: source(catalogue.creatorSideBaseInfo, "fans_growth_rate_30d"),
  audienceDistribution: source(
    catalogue.audienceDistribution,
    {
      from: "distributions[].distribution_list[]",
      where: { "../type": "gender", distribution_key: "female" },
      show: { share: "distribution_value" },
      key: "female_share",
      title: { en: "Women", zh: "女性占比" }
    },
    top("age", "age", "年龄段"),
    top("city tier", "city tier", "城市等级"),
    top("crowd", "crowd", "人群")
  ),
  creatorLinkMetrics: source(catalogue.creatorLinkMetrics, {
    field: "link_star_index.value",
    title: { en: "Overall score", zh: "星图指数" }
  }),
  costPerformanceAnalysis: source(catalogue.costPerformanceAnalysis, "expect_vv.value"),
  creatorContractBaseInfo: source(catalogue.creatorContractBaseInfo, "order_cnt", "credit_score")
}

/** The ID of an endpoint that a report can use. */
export type Source = keyof typeof sources

/** All endpoints that a report can use. */
export const all: ReadonlyArray<Source> = Object.keys(sources).filter((id): id is Source => id in sources)

/** The default endpoints of a report: the fewest for who a creator is, what they charge and whom they reach. */
export const usual: ReadonlyArray<Source> = [
  "creatorProfile",
  "marketingMetrics",
  "spreadMetrics",
  "creatorSideBaseInfo",
  "audienceDistribution"
]

/** Options of a report: which endpoints, and those of each call. */
export interface Options extends CallOptions {
  /** The endpoints to request, each a paid call per creator; `usual` unless set. */
  readonly endpoints?: ReadonlyArray<Source>
  /** Creators at the same time; 4 unless set. */
  readonly concurrency?: number
}

/** The outcome of one endpoint for one creator. */
export type Told =
  | { readonly _tag: "Answered"; readonly endpoint: Source; readonly answer: Answer }
  | { readonly _tag: "Failed"; readonly endpoint: Source; readonly failure: Failure.CallFailure }

/** One row of a report: the outcome of each endpoint for one creator. */
export interface Row {
  readonly id: Endpoint.Id | undefined
  readonly outcomes: ReadonlyArray<Told>
}

const chosen = (options: Pick<Options, "endpoints">): ReadonlyArray<Source> => [...new Set(options.endpoints ?? usual)]

/**
 * The rows of a report as a stream, one per creator, in the order of the IDs. A failure leaves its columns without
 * data; its neighbours stay.
 */
export const rows = (
  ids: Iterable<Endpoint.Id | undefined>,
  options: Options = {}
): Stream.Stream<Row, never, Xingtu> => {
  const { concurrency = 4, endpoints: _, ...given } = options
  const one = (xingtu: Xingtu["Service"], call: CallOptions, id: Endpoint.Id | undefined, endpoint: Source) =>
    Effect.map(
      Effect.result(xingtu.ask(sources[endpoint], Endpoint.about(sources[endpoint], id), call)),
      (result): Told =>
        Result.isSuccess(result)
          ? { _tag: "Answered", endpoint, answer: result.success }
          : { _tag: "Failed", endpoint, failure: result.failure }
    )
  return Stream.unwrap(
    Effect.zipWith(Xingtu, ofRun(given), (xingtu, call) =>
      Stream.fromIterable(ids).pipe(
        Stream.mapEffect(
          (id) =>
            Effect.map(
              Effect.forEach(chosen(options), (endpoint) => one(xingtu, call, id, endpoint), {
                concurrency: "unbounded"
              }),
              (outcomes): Row => ({ id, outcomes })
            ),
          { concurrency }
        )
      )
    )
  )
}

/** What a report would cost now in paid calls, by endpoint. Free. Sends no request and pays nothing. */
export const plan = (
  ids: Iterable<Endpoint.Id>,
  options: Options = {}
): Effect.Effect<ReadonlyArray<Plan & { readonly endpoint: Source }>, never, Xingtu> =>
  Xingtu.use((xingtu) => {
    const all = [...ids]
    const { consumer } = options
    const plans = Effect.forEach(chosen(options), (endpoint) =>
      Effect.map(xingtu.plan(sources[endpoint], all, consumer === undefined ? {} : { consumer }), (one) => ({
        ...one,
        endpoint
      }))
    )
    return Effect.flatMap(plans, (each) => together(xingtu, each))
  })

const idColumn: Table.Column = { key: "id", title: { en: "Creator id", zh: "达人 ID" }, unit: "id" }
const missingColumn: Table.Column = { key: "missing", title: { en: "Missing", zh: "缺失原因" }, unit: "text" }

/** The columns of a report, before any data is fetched. */
export const columns = (options: Pick<Options, "endpoints"> = {}): ReadonlyArray<Table.Column> => [
  idColumn,
  ...chosen(options).flatMap((id) => Table.columns(sources[id])),
  missingColumn
]

/** Why columns of a row have no data, as one text: which endpoints failed, and what happened. */
export const missing = (row: Row, lang: Lang = "en"): string | undefined => {
  const titles = new Map<string, ReadonlyArray<string>>()
  for (const outcome of row.outcomes) {
    if (outcome._tag === "Answered") continue
    const happened = outcome.failure.happened[lang]
    titles.set(happened, [...(titles.get(happened) ?? []), sources[outcome.endpoint].title[lang]])
  }
  return titles.size === 0
    ? undefined
    : [...titles]
        .map(([happened, of]) => (lang === "zh" ? `${of.join("、")}：${happened}` : `${of.join(", ")}: ${happened}`))
        .join(lang === "zh" ? "" : " ")
}

/** A report as a table, like that of any endpoint. */
export const table = (
  report: Iterable<Row>,
  options: Pick<Options, "endpoints"> = {},
  lang: Lang = "en"
): Table.Table => ({
  columns: columns(options),
  rows: [...report].map((row) => [
    row.id === undefined ? undefined : String(row.id),
    ...row.outcomes.flatMap((outcome) => {
      const endpoint = sources[outcome.endpoint]
      const [cells] = outcome._tag === "Answered" ? Table.of(endpoint, outcome.answer.data, lang).rows : []
      return cells ?? Table.columns(endpoint).map(() => undefined)
    }),
    missing(row, lang)
  ])
})
