import type { catalogue } from "@xingtu/core"
import * as Audience from "./Audience.ts"
import type { Creator } from "./Creator.ts"
import type { Maker } from "./Maker.ts"
import * as Money from "./Money.ts"
import { spreadMetrics } from "./performance.ts"
import { creatorSearch } from "./search.ts"
import * as Who from "./Who.ts"
import * as Work from "./Work.ts"

/** Endpoints whose results must fit together. Those not listed vary their recorded response. */
const makers: { readonly [K in keyof typeof catalogue]?: Maker<K> } = {
  creatorSearch,
  creatorProfile: Who.creatorProfile,
  creatorVisibilityStatus: Who.creatorVisibilityStatus,
  creatorChannelMetrics: Who.creatorChannelMetrics,
  creatorTags: Who.creatorTags,
  creatorSideBaseInfo: Who.creatorSideBaseInfo,
  creatorBusinessCard: Who.creatorBusinessCard,
  creatorLinkStructure: Who.creatorLinkStructure,
  marketingMetrics: Money.marketingMetrics,
  costPerformanceAnalysis: Money.costPerformanceAnalysis,
  creatorCommerceSpreadInfo: Money.creatorCommerceSpreadInfo,
  spreadMetrics,
  audienceDistribution: Audience.audienceDistribution,
  followerDistribution: Audience.followerDistribution,
  followerGrowthTrend: Audience.followerGrowthTrend,
  recommendedVideos: Work.recommendedVideos,
  videoDistribution: Work.videoDistribution,
  conversionResources: Work.conversionResources,
  creatorHomepageVideos: Work.creatorHomepageVideos,
  showcaseItems: Work.showcaseItems,
  videoDetails: Work.videoDetails,
  itemReportTrends: Work.itemReportTrends
}

type AnyMaker = (creator: Creator, asked: Readonly<Record<string, string>>) => unknown

const byId: Readonly<Record<string, AnyMaker | undefined>> = makers

export const makerOf = (endpoint: string): AnyMaker | undefined => byId[endpoint]
