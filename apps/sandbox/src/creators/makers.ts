import type { catalogue } from "@xingtu/core"
import * as audience from "./audience.ts"
import type { Creator } from "./Creator.ts"
import type { Maker } from "./Maker.ts"
import * as money from "./money.ts"
import { spreadMetrics } from "./performance.ts"
import { creatorSearch } from "./search.ts"
import * as who from "./who.ts"
import * as work from "./work.ts"

/** Endpoints whose answers must fit together. Those not listed vary their recorded answer. */
const makers: { readonly [K in keyof typeof catalogue]?: Maker<K> } = {
  creatorSearch,
  creatorProfile: who.creatorProfile,
  creatorVisibilityStatus: who.creatorVisibilityStatus,
  creatorChannelMetrics: who.creatorChannelMetrics,
  creatorTags: who.creatorTags,
  creatorSideBaseInfo: who.creatorSideBaseInfo,
  creatorBusinessCard: who.creatorBusinessCard,
  creatorLinkStructure: who.creatorLinkStructure,
  marketingMetrics: money.marketingMetrics,
  costPerformanceAnalysis: money.costPerformanceAnalysis,
  creatorCommerceSpreadInfo: money.creatorCommerceSpreadInfo,
  spreadMetrics,
  audienceDistribution: audience.audienceDistribution,
  followerDistribution: audience.followerDistribution,
  followerGrowthTrend: audience.followerGrowthTrend,
  recommendedVideos: work.recommendedVideos,
  videoDistribution: work.videoDistribution,
  conversionResources: work.conversionResources,
  creatorHomepageVideos: work.creatorHomepageVideos,
  showcaseItems: work.showcaseItems,
  videoDetails: work.videoDetails,
  itemReportTrends: work.itemReportTrends
}

type AnyMaker = (creator: Creator, asked: Readonly<Record<string, string>>) => unknown

const byId: Readonly<Record<string, AnyMaker | undefined>> = makers

export const makerOf = (endpoint: string): AnyMaker | undefined => byId[endpoint]
