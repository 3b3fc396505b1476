import { type Effect, Stream } from "effect"
import type { CallOptions } from "../answers/Answer.ts"
import { catalogue } from "../catalogue/catalogue.ts"
import type { Xingtu } from "../client/Xingtu.ts"
import type * as Endpoint from "../endpoint/Endpoint.ts"
import type * as Failure from "../failure/Failure.ts"
import type { Plan } from "../quota/QuotaReport.ts"
import { make, type Words } from "../util/Words.ts"
import type { Audience, AudienceBy, Candidate, Kind, Score, ScoreName } from "./Candidate.ts"
import { collect, type Facts } from "./facts.ts"

/** What one further call for a creator adds, by the endpoint that knows it. */

type Catalogue = typeof catalogue

/** The ID of an endpoint with figures of one creator. */
export type SourceName =
  | "creatorProfile"
  | "marketingMetrics"
  | "costPerformanceAnalysis"
  | "spreadMetrics"
  | "showcaseItems"
  | "audienceDistribution"
  | "creatorLinkMetrics"
  | "followerGrowthTrend"
  | "creatorSideBaseInfo"
  | "creatorContractBaseInfo"
  | "creatorVisibilityStatus"

/** What became of a call for one creator. */
export interface LookedUp {
  readonly id: Endpoint.Id
  readonly charged: Failure.Charged
  readonly facts?: Facts
  readonly failure?: Failure.CallFailure | Failure.NotSent
}

/** An endpoint as a source of figures. */
export interface Source {
  /** What it adds, for a menu. */
  readonly adds: Words
  /** What requesting these ids costs now; `today` is `yyyy-MM-dd` in Shanghai. */
  readonly plan: (
    xingtu: Xingtu["Service"],
    ids: Iterable<Endpoint.Id>,
    today: string,
    options: CallOptions
  ) => Effect.Effect<Plan>
  readonly lookUp: (
    xingtu: Xingtu["Service"],
    ids: Iterable<Endpoint.Id>,
    today: string,
    options: CallOptions & { readonly concurrency?: number }
  ) => Effect.Effect<ReadonlyArray<LookedUp>>
}

const source = <P extends Endpoint.Params, D>(
  endpoint: Endpoint.Endpoint<P, D>,
  {
    adds,
    input,
    read
  }: {
    readonly adds: Words
    /** Parameters beside the id. */
    readonly input?: (today: string) => Endpoint.OthersOf<P>
    readonly read: (data: D, at: string | undefined) => Facts
  }
): Source => {
  const others = (today: string) => (input === undefined ? {} : { input: input(today) })
  return {
    adds,
    plan: (xingtu, ids, today, { consumer }) =>
      xingtu.plan(endpoint, ids, { ...others(today), ...(consumer === undefined ? {} : { consumer }) }),
    lookUp: (xingtu, ids, today, options) =>
      xingtu.many(endpoint, ids, { ...options, ...others(today) }).pipe(
        Stream.map((outcome): LookedUp =>
          outcome._tag === "Answered"
            ? {
                id: outcome.id,
                charged: outcome.answer.meta.charged,
                facts: read(outcome.answer.data, outcome.answer.meta.at)
              }
            : { id: outcome.id, charged: outcome.failure.charged, failure: outcome.failure }
        ),
        Stream.runCollect
      )
  }
}

const kindOfType: Readonly<Record<string, Kind>> = { 2: "placement", 71: "custom" }

const audienceByType: Readonly<Record<string, AudienceBy>> = {
  gender: "gender",
  age: "age",
  province: "province",
  "city tier": "cityTier",
  crowd: "crowd"
}

const audience = (data: Endpoint.Data<Catalogue["audienceDistribution"]>): Audience | undefined => {
  const found = (data.distributions ?? []).flatMap(({ distribution_list = [], type = "" }) => {
    const by = audienceByType[type]
    const groups = distribution_list.flatMap(({ distribution_key, distribution_value }) =>
      distribution_key === undefined || distribution_value === undefined
        ? []
        : [[distribution_key, distribution_value] as const]
    )
    const total = groups.reduce((sum, [, people]) => sum + people, 0)
    return by === undefined || total <= 0
      ? []
      : [[by, Object.fromEntries(groups.map(([group, people]) => [group, people / total]))] as const]
  })
  return found.length === 0 ? undefined : Object.fromEntries(found)
}

type Links = Endpoint.Data<Catalogue["creatorLinkMetrics"]>

const links: ReadonlyArray<readonly [ScoreName, keyof Links]> = [
  ["overall", "link_star_index"],
  ["reach", "link_spread_index"],
  ["seeding", "link_shopping_index"],
  ["conversion", "link_convert_index"],
  ["costEffectiveness", "cp_index"],
  ["cooperation", "cooperate_index"]
]

const scores = (data: Links): Candidate["scores"] => {
  const found = links.flatMap(([name, field]) => {
    const { avg_value, rank_percent, value } = data[field] ?? {}
    if (value === undefined) return []
    const score: Score = {
      value,
      ...(avg_value === undefined ? {} : { average: avg_value }),
      ...(rank_percent === undefined ? {} : { top: rank_percent })
    }
    return [[name, score] as const]
  })
  return found.length === 0 ? undefined : Object.fromEntries(found)
}

const jump = (data: Endpoint.Data<Catalogue["followerGrowthTrend"]>): Candidate["followerJump"] => {
  const days = [...(data.daily ?? [])].sort((a, b) => ((a.date ?? "") < (b.date ?? "") ? -1 : 1))
  let most: Candidate["followerJump"]
  days.forEach(({ date, fans_cnt }, i) => {
    const before = days[i - 1]?.fans_cnt
    if (date === undefined || fans_cnt === undefined || before === undefined || before <= 0) return
    const rate = fans_cnt / before - 1
    if (most === undefined || rate > most.rate) most = { day: date, rate }
  })
  return most
}

const dayMs = 86_400_000

/** Endpoints by what they add, the one to believe first where two tell the same figure. */
export const sources: Readonly<Record<SourceName, Source>> = {
  creatorVisibilityStatus: source(catalogue.creatorVisibilityStatus, {
    adds: make("whether they take orders, and followers", "是否接单、粉丝数"),
    read: (data, at) => {
      const { facts, put } = collect({ endpoint: "creatorVisibilityStatus", at })
      put("takesOrders", data.can_receive, "can_receive")
      put("followers", data.follower, "follower")
      return facts()
    }
  }),
  creatorProfile: source(catalogue.creatorProfile, {
    adds: make("name, followers and category", "昵称、粉丝数与内容分类"),
    read: (data, at) => {
      const { facts, put } = collect({ endpoint: "creatorProfile", at })
      put("name", data.nick_name, "nick_name")
      put("followers", data.follower, "follower")
      put("category", Object.keys(data.tags_relation ?? {})[0] ?? data.tags?.[0], "tags_relation")
      return facts()
    }
  }),
  marketingMetrics: source(catalogue.marketingMetrics, {
    adds: make("prices of both kinds of video", "两类视频报价"),
    read: (data, at) => {
      const { facts, offer } = collect({ endpoint: "marketingMetrics", at })
      if (data.price_info === undefined) return facts()
      const sold: Array<Kind> = []
      for (const { enable, price, video_type = "" } of data.price_info) {
        const kind = kindOfType[video_type]
        if (kind === undefined || enable === false || price === undefined) continue
        sold.push(kind)
        offer(kind, "price", price, "price_info.price")
      }
      return facts(sold)
    }
  }),
  costPerformanceAnalysis: source(catalogue.costPerformanceAnalysis, {
    adds: make("expected plays, CPM and CPE", "预期播放量、CPM 与 CPE"),
    read: (data, at) => {
      const { facts, offer } = collect({ endpoint: "costPerformanceAnalysis", at })
      for (const kind of ["placement", "custom"] as const)
        offer(kind, "expectedPlays", data.expect_vv?.value, "expect_vv.value")
      offer("placement", "cpm", data.expect_cpm?.cpm_21_60, "expect_cpm.cpm_21_60")
      offer("custom", "cpm", data.expect_cpm?.cpm_60, "expect_cpm.cpm_60")
      offer("placement", "cpe", data.expect_cpe?.cpe_21_60, "expect_cpe.cpe_21_60")
      offer("custom", "cpe", data.expect_cpe?.cpe_60, "expect_cpe.cpe_60")
      return facts()
    }
  }),
  spreadMetrics: source(catalogue.spreadMetrics, {
    adds: make("median plays, interaction, completion and steadiness", "播放量中位数、互动率、完播率与稳定性"),
    read: (data, at) => {
      const { facts, offer, put } = collect({ endpoint: "spreadMetrics", at })
      put("medianPlays", data.play_mid, "play_mid")
      put("interactionRate", data.interact_rate?.value, "interact_rate.value")
      put("completionRate", data.play_over_rate?.value, "play_over_rate.value")
      put("stability", data.play_stability?.overtake, "play_stability.overtake")
      const beats = {
        medianPlays: data.item_rate?.play_mid?.overtake,
        interactionRate: data.interact_rate?.overtake,
        completionRate: data.play_over_rate?.overtake
      }
      const known = Object.entries(beats).filter(([, share]) => share !== undefined)
      put("beats", known.length === 0 ? undefined : Object.fromEntries(known), "*.overtake")
      offer("placement", "cpm", data.expect_cpm?.cpm_21_60, "expect_cpm.cpm_21_60")
      offer("custom", "cpm", data.expect_cpm?.cpm_60, "expect_cpm.cpm_60")
      offer("placement", "cpe", data.expect_cpe?.cpe_21_60, "expect_cpe.cpe_21_60")
      offer("custom", "cpe", data.expect_cpe?.cpe_60, "expect_cpe.cpe_60")
      return facts()
    }
  }),
  showcaseItems: source(catalogue.showcaseItems, {
    adds: make("plays of the latest videos", "最新视频播放量"),
    read: (data, at) => {
      const { facts, put } = collect({ endpoint: "showcaseItems", at })
      const plays = [...(data.latest_item_info ?? [])]
        .sort((a, b) => Date.parse(b.create_time ?? "") - Date.parse(a.create_time ?? "") || 0)
        .flatMap(({ play }) => (play === undefined ? [] : [play]))
      put("recentPlays", plays.length === 0 ? undefined : plays.slice(0, 10), "latest_item_info.play")
      return facts()
    }
  }),
  audienceDistribution: source(catalogue.audienceDistribution, {
    adds: make("the audience", "受众画像"),
    read: (data, at) => {
      const { facts, put } = collect({ endpoint: "audienceDistribution", at })
      put("audience", audience(data), "distributions")
      return facts()
    }
  }),
  creatorLinkMetrics: source(catalogue.creatorLinkMetrics, {
    adds: make("the marketplace's scores beside those of peers", "星图能力指数及同类对比"),
    read: (data, at) => {
      const { facts, put } = collect({ endpoint: "creatorLinkMetrics", at })
      put("scores", scores(data), "*.value")
      return facts()
    }
  }),
  followerGrowthTrend: source(catalogue.followerGrowthTrend, {
    adds: make("followers day by day", "每日粉丝变化"),
    input: (today) => ({
      startDate: new Date(Date.parse(`${today}T00:00:00Z`) - 30 * dayMs).toISOString().slice(0, 10),
      endDate: today
    }),
    read: (data, at) => {
      const { facts, put } = collect({ endpoint: "followerGrowthTrend", at })
      put("followerJump", jump(data), "daily.fans_cnt")
      return facts()
    }
  }),
  creatorSideBaseInfo: source(catalogue.creatorSideBaseInfo, {
    adds: make("follower growth in 30 days", "近 30 天涨粉率"),
    read: (data, at) => {
      const { facts, put } = collect({ endpoint: "creatorSideBaseInfo", at })
      put("growth30d", data.fans_growth_rate_30d, "fans_growth_rate_30d")
      return facts()
    }
  }),
  creatorContractBaseInfo: source(catalogue.creatorContractBaseInfo, {
    adds: make("orders of the last 90 days", "近 90 天订单"),
    input: () => ({ range: "DAY_90" as const }),
    read: (data, at) => {
      const { facts, put } = collect({ endpoint: "creatorContractBaseInfo", at })
      put("orders", data.order_cnt, "order_cnt")
      return facts()
    }
  })
}

/** All sources; if two have the same figure, the earlier one takes precedence. */
export const sourceNames: ReadonlyArray<SourceName> = Object.keys(sources).filter(
  (name): name is SourceName => name in sources
)

/** The default sources for IDs: the fewest for what a creator charges and delivers. */
export const usualSources: ReadonlyArray<SourceName> = [
  "creatorProfile",
  "marketingMetrics",
  "costPerformanceAnalysis",
  "spreadMetrics"
]
