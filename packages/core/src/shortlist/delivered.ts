import { Effect, Result } from "effect"
import type { CallOptions } from "../answers/Answer.ts"
import { catalogue } from "../catalogue/catalogue.ts"
import { callsOf } from "../client/together.ts"
import { Xingtu } from "../client/Xingtu.ts"
import type * as Endpoint from "../endpoint/Endpoint.ts"
import type * as Failure from "../failure/Failure.ts"
import { inShanghai } from "../util/time.ts"
import { make, type Words } from "../util/Words.ts"
import { count, percent, yuan } from "../candidates/figures.ts"
import { isAmount } from "../candidates/stats.ts"

/** What was paid for a video in yuan, and what was expected of it. Money in yuan. */
export interface Promised {
  readonly price: number
  readonly expectedPlays?: number
  readonly expectedInteractions?: number
}

/** What a video delivered by a day: plays, interactions, CPM and CPE in yuan. */
export interface Came {
  readonly plays?: number
  readonly interactions?: number
  readonly cpm?: number
  readonly cpe?: number
}

/** A published video compared with what was expected. */
export interface Delivered {
  readonly itemId: string
  readonly title?: string
  /** ISO 8601. */
  readonly published?: string
  readonly promised: Promised & { readonly cpm?: number; readonly cpe?: number }
  /** Up to now. */
  readonly now: Came
  /** By the end of the seventh and the thirtieth day, where the trend reaches that far. */
  readonly day7?: Came
  readonly day30?: Came
  /** What came over what was expected, up to now: 1 is as promised. */
  readonly plays?: number
  readonly interactions?: number
  readonly reasons: ReadonlyArray<Words>
}

type Details = Endpoint.Data<typeof catalogue.videoDetails>
type Trends = Endpoint.Data<typeof catalogue.itemReportTrends>

const came = (plays: number | undefined, interactions: number | undefined, price: number): Came => ({
  ...(plays === undefined ? {} : { plays }),
  ...(interactions === undefined ? {} : { interactions }),
  ...(plays === undefined || plays <= 0 ? {} : { cpm: (price / plays) * 1000 }),
  ...(interactions === undefined || interactions <= 0 ? {} : { cpe: price / interactions })
})

type Days = ReadonlyArray<{ readonly visit_date?: string; readonly value?: number }>

const dayMs = 86_400_000

/** The trend tells each day by itself: the sum of the first so many days, where it has them all. */
const within = (list: Days | undefined, first: string | undefined, days: number): number | undefined => {
  if (list === undefined || first === undefined) return undefined
  const start = Date.parse(`${first}T00:00:00Z`)
  const byDay = new Map<number, number>()
  for (const { value, visit_date } of list)
    if (value !== undefined && visit_date !== undefined)
      byDay.set(Math.round((Date.parse(`${visit_date}T00:00:00Z`) - start) / dayMs), value)
  let sum = 0
  for (let day = 0; day < days; day++) {
    const value = byDay.get(day)
    if (value === undefined) return undefined
    sum += value
  }
  return sum
}

const firstDay = (details: Details | undefined, trends: Trends | undefined): string | undefined => {
  const published = details?.video_info?.create_time
  if (published !== undefined) return inShanghai(Date.parse(published)).slice(0, 10)
  const days = (trends?.date_values?.vv_list ?? []).flatMap(({ visit_date }) => visit_date ?? [])
  return [...days].sort()[0]
}

const sum = (list: Days | undefined): number | undefined =>
  list === undefined || list.length === 0 ? undefined : list.reduce((all, { value = 0 }) => all + value, 0)

const against = (name: Words, got: number | undefined, expected: number | undefined): ReadonlyArray<Words> => {
  if (got === undefined) return []
  if (!isAmount(expected) || expected === 0) return [make(`${name.en}: ${count(got)}.`, `${name.zh}：${count(got)}。`)]
  const share = percent(got / expected)
  return [
    make(
      `${name.en}: ${count(got)} of ${count(expected)} expected (${share.en}).`,
      `${name.zh}：${count(got)}，预期 ${count(expected)}（达成 ${share.zh}）。`
    )
  ]
}

const cost = (name: string, got: number | undefined, promised: number | undefined): ReadonlyArray<Words> => {
  if (got === undefined) return []
  if (promised === undefined) return [make(`${name} ${yuan(got).en}.`, `${name} ${yuan(got).zh}。`)]
  return [
    make(
      `${name} ${yuan(got).en}; ${yuan(promised).en} was expected.`,
      `${name} ${yuan(got).zh}，预期 ${yuan(promised).zh}。`
    )
  ]
}

/**
 * Compares fetched results of a video with what was expected. Sends no requests. Pure. CPM as it came is what was paid
 * over plays, by 1,000; CPE is what was paid over interactions. A price that is no amount gives no costs.
 */
export const compareDelivered = (
  itemId: string,
  promised: Promised,
  details: Details | undefined,
  trends: Trends | undefined
): Delivered => {
  const { expectedInteractions, expectedPlays, price } = promised
  const paid = isAmount(price) && price > 0 ? price : Number.NaN
  const clean = (one: Came): Came => {
    const { cpe, cpm, ...rest } = one
    return Number.isNaN(paid)
      ? rest
      : { ...rest, ...(cpm === undefined ? {} : { cpm }), ...(cpe === undefined ? {} : { cpe }) }
  }
  const { interact_cnt_list, vv_list } = trends?.date_values ?? {}
  const info = details?.video_info
  const first = firstDay(details, trends)
  const now = clean(came(info?.vv_cnt ?? sum(vv_list), info?.interact_cnt ?? sum(interact_cnt_list), paid))
  const by = (days: number): Came | undefined => {
    const [plays, interactions] = [within(vv_list, first, days), within(interact_cnt_list, first, days)]
    return plays === undefined && interactions === undefined ? undefined : clean(came(plays, interactions, paid))
  }
  const [day7, day30] = [by(7), by(30)]
  const expected = clean(
    came(
      isAmount(expectedPlays) ? expectedPlays : undefined,
      isAmount(expectedInteractions) ? expectedInteractions : undefined,
      paid
    )
  )
  const over = (got: number | undefined, wanted: number | undefined) =>
    got === undefined || !isAmount(wanted) || wanted === 0 ? undefined : got / wanted
  const [plays, interactions] = [over(now.plays, expectedPlays), over(now.interactions, expectedInteractions)]
  return {
    itemId,
    ...(info?.title === undefined ? {} : { title: info.title }),
    ...(info?.create_time === undefined ? {} : { published: info.create_time }),
    promised: {
      ...promised,
      ...(expected.cpm === undefined ? {} : { cpm: expected.cpm }),
      ...(expected.cpe === undefined ? {} : { cpe: expected.cpe })
    },
    now,
    ...(day7 === undefined ? {} : { day7 }),
    ...(day30 === undefined ? {} : { day30 }),
    ...(plays === undefined ? {} : { plays }),
    ...(interactions === undefined ? {} : { interactions }),
    reasons: [
      ...against(make("Plays", "播放量"), now.plays, expectedPlays),
      ...against(make("Interactions", "互动量"), now.interactions, expectedInteractions),
      ...cost("CPM", now.cpm, expected.cpm),
      ...cost("CPE", now.cpe, expected.cpe)
    ]
  }
}

/** A comparison, its cost, and what could not be fetched. */
export interface DeliveredAnswer extends Delivered {
  readonly charged: number
  /** Calls that may have been charged. */
  readonly uncertain: number
  readonly failed: ReadonlyArray<{
    readonly source: "videoDetails" | "itemReportTrends"
    readonly failure: Failure.CallFailure
  }>
}

/**
 * Compares a published video with what was expected. Two paid calls, unless cached. Fails only where both calls fail.
 */
export const delivered = (
  itemId: string,
  promised: Promised,
  options: CallOptions = {}
): Effect.Effect<DeliveredAnswer, Failure.CallFailure, Xingtu> =>
  Xingtu.use((xingtu) =>
    Effect.gen(function* () {
      const details = yield* Effect.result(xingtu.call(catalogue.videoDetails, { itemId }, options))
      const trends = yield* Effect.result(xingtu.call(catalogue.itemReportTrends, { itemId }, options))
      if (Result.isFailure(details) && Result.isFailure(trends)) return yield* Effect.fail(details.failure)
      const charges = [
        Result.isSuccess(details) ? details.success.meta.charged : details.failure.charged,
        Result.isSuccess(trends) ? trends.success.meta.charged : trends.failure.charged
      ]
      return {
        ...compareDelivered(
          itemId,
          promised,
          Result.isSuccess(details) ? details.success.data : undefined,
          Result.isSuccess(trends) ? trends.success.data : undefined
        ),
        charged: charges.filter((one) => one === "yes").length,
        uncertain: charges.filter((one) => one === "unknown").length,
        failed: [
          ...(Result.isFailure(details) ? [{ source: "videoDetails" as const, failure: details.failure }] : []),
          ...(Result.isFailure(trends) ? [{ source: "itemReportTrends" as const, failure: trends.failure }] : [])
        ]
      }
    })
  )

/** What `delivered` would cost now in paid calls. Free. Looks nothing up. */
export const planDelivered = (itemId: string, { consumer }: CallOptions = {}): Effect.Effect<number, never, Xingtu> =>
  Xingtu.use((xingtu) => {
    const options = consumer === undefined ? {} : { consumer }
    return Effect.zipWith(
      xingtu.plan(catalogue.videoDetails, [itemId], options),
      xingtu.plan(catalogue.itemReportTrends, [itemId], options),
      (details, trends) => callsOf([details, trends])
    )
  })
