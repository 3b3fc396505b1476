import { catalogue } from "./catalogue.ts"
import type * as Endpoint from "../endpoint/Endpoint.ts"
import * as Param from "../endpoint/Param.ts"
import { creatorId, onlyAssign, page, videoId } from "../endpoint/params.ts"
import * as Wire from "../endpoint/Wire.ts"
import { make as words } from "../util/Words.ts"

/** An endpoint the vendor keeps for old programs only. */
export interface Deprecated<P extends Endpoint.Params = Endpoint.Params, D = unknown> extends Endpoint.Endpoint<P, D> {
  /** Id of the endpoint to use instead. */
  readonly replacedBy: string
}

const channel = Param.withDefault(
  Param.choice(words("Channel", "渠道"), words("The kind of content to report on.", "统计的内容形式。"), {
    _1: ["Short video", "短视频"],
    _10: ["Live streaming", "直播"]
  }),
  "_1"
)

const range = Param.choice(words("Period", "时间范围"), words("The days to look back on.", "统计的时间范围。"), {
  _2: ["Last 30 days", "近 30 天"],
  _3: ["Last 90 days", "近 90 天"]
})

const day = (en: string, zh: string) => Param.date(words(en, zh), words("A day.", "日期。"), "yyyy-MM-dd")

/** `get-kol-info/v1` as an id: `getKolInfo`. */
const idOf = (path: string) => path.replace(/\/.*/, "").replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())

/** An older path with the result of the endpoint that replaces it. */
const instead = <const P extends Endpoint.Params, D>(
  path: string,
  by: Endpoint.Endpoint<Endpoint.Params, D>,
  params: P
): Deprecated<P, D> => {
  const { aliases: _, pages: __, ...rest } = by
  return {
    ...rest,
    id: idOf(path),
    path: `/api/douyin-xingtu/${path}`,
    about: words(`Deprecated by Just One API: use ${by.id}.`, `该接口已弃用，请改用${by.title.zh}（${by.id}）。`),
    params,
    replacedBy: by.id
  }
}

/** An older path whose result had another shape, published nowhere: only `raw` has it. */
const unread = <const P extends Endpoint.Params>(path: string, by: Endpoint.Endpoint, params: P) => {
  const { table: _, ...rest } = by
  return instead(path, { ...rest, data: Wire.struct({}) }, params)
}

const kolId = creatorId

/**
 * The 20 endpoints that Just One API has deprecated, by ID. They can be called but are in no menu; prefer those in
 * `catalogue`.
 */
export const deprecated = {
  searchKolSimple: unread("search-kol-simple/v1", catalogue.creatorSearch, {
    keyword: Param.text(words("Word", "关键词"), words("The word to look for.", "搜索关键词。")),
    platformSource: Param.choice(words("Platform", "平台"), words("Where the creators publish.", "达人所在平台。"), {
      _1: ["Douyin", "抖音"],
      _2: ["Toutiao", "头条"],
      _3: ["Xigua", "西瓜"]
    }),
    page: Param.count(page.title, page.about)
  }),
  getKolInfo: instead("get-kol-info/v1", catalogue.creatorProfile, { kolId, platformChannel: channel }),
  getKolAudienceDistribution: instead("get-kol-audience-distribution/v1", catalogue.audienceDistribution, { kolId }),
  getKolFansDistribution: instead("get-kol-fans-distribution/v1", catalogue.followerDistribution, {
    kolId,
    fansType: Param.withDefault(
      Param.choice(
        words("Followers", "粉丝类型"),
        words("All followers, or only the most loyal.", "全部粉丝或铁粉。"),
        {
          _1: ["All followers", "全部粉丝"],
          _5: ["Loyal followers", "铁粉"]
        }
      ),
      "_1"
    )
  }),
  getKolMarketingInfo: instead("get-kol-marketing-info/v1", catalogue.marketingMetrics, {
    kolId,
    platformChannel: channel
  }),
  getKolSpreadInfo: instead("get-kol-spread-info/v1", catalogue.spreadMetrics, {
    kolId,
    type: Param.withDefault(
      Param.choice(
        words("Video type", "视频类型"),
        words("Personal videos, or those made for orders.", "个人视频或星图订单视频。"),
        {
          _1: ["Personal video", "个人视频"],
          _2: ["Xingtu video", "星图视频"]
        }
      ),
      "_1"
    ),
    range: Param.withDefault(range, "_2"),
    flowType: Param.withDefault(
      Param.text(
        words("Paid traffic", "投流"),
        words("A number of Just One API without a published meaning.", "平台编号，含义未公布。")
      ),
      "1"
    ),
    onlyAssign
  }),
  getKolConvertAbility: instead("get-kol-convert-ability/v1", catalogue.conversionAnalysis, { kolId, range }),
  getKolShowItemsV2: instead("get-kol-show-items-v2/v1", catalogue.showcaseItems, { kolId, onlyAssign }),
  getKolLinkInfo: instead("get-kol-link-info/v1", catalogue.creatorLinkMetrics, {
    kolId,
    industryTag: Param.optional(
      Param.text(words("Industry", "行业"), words("The industry to compare with.", "用于对比的行业。"))
    )
  }),
  getKolConvertVideosOrProducts: instead("get-kol-convert-videos-or-products/v1", catalogue.conversionResources, {
    kolId,
    detailType: Param.choice(
      words("Resource", "资源类型"),
      words("Videos that sold, or products that were sold.", "带货视频或带货商品。"),
      {
        _1: ["Video", "视频"],
        _2: ["Product", "商品"]
      }
    ),
    page: Param.count(page.title, page.about)
  }),
  getKolLinkStruct: instead("get-kol-link-struct/v1", catalogue.creatorLinkStructure, { kolId }),
  getKolTouchDistribution: instead("get-kol-touch-distribution/v1", catalogue.audienceTouchpointDistribution, {
    kolId
  }),
  getKolCpInfo: instead("get-kol-cp-info/v1", catalogue.costPerformanceAnalysis, { kolId }),
  getKolRecVideos: unread("get-kol-rec-videos/v1", catalogue.recommendedVideos, { kolId }),
  getKolDailyFans: instead("get-kol-daily-fans/v1", catalogue.followerGrowthTrend, {
    kolId,
    startDate: day("From", "开始日期"),
    endDate: Param.notBefore(day("To", "结束日期"), "startDate")
  }),
  getAuthorHotCommentTokens: instead("get-author-hot-comment-tokens/v1", catalogue.commentKeywordAnalysis, { kolId }),
  getAuthorContentHotKeywords: instead("get-author-content-hot-keywords/v1", catalogue.contentKeywordAnalysis, {
    kolId
  }),
  getAuthorCommerceSpreadInfo: instead("get-author-commerce-spread-info/v1", catalogue.creatorCommerceSpreadInfo, {
    kolId
  }),
  getAuthorCommerceSeedBaseInfo: instead("get-author-commerce-seed-base-info/v1", catalogue.commerceSeedingBaseInfo, {
    kolId,
    range: Param.text(
      words("Period", "时间范围"),
      words("A number of Just One API without a published meaning.", "平台编号，含义未公布。")
    )
  }),
  getVideoDetail: unread("get-video-detail/v1", catalogue.videoDetails, { detailId: videoId })
}
