import { audienceDistribution } from "../endpoints/audienceDistribution.ts"
import { audienceTouchpointDistribution } from "../endpoints/audienceTouchpointDistribution.ts"
import { commentKeywordAnalysis } from "../endpoints/commentKeywordAnalysis.ts"
import { commerceSeedingBaseInfo } from "../endpoints/commerceSeedingBaseInfo.ts"
import { contentKeywordAnalysis } from "../endpoints/contentKeywordAnalysis.ts"
import { conversionAnalysis } from "../endpoints/conversionAnalysis.ts"
import { conversionResources } from "../endpoints/conversionResources.ts"
import { costPerformanceAnalysis } from "../endpoints/costPerformanceAnalysis.ts"
import { creatorBusinessCard } from "../endpoints/creatorBusinessCard.ts"
import { creatorChannelMetrics } from "../endpoints/creatorChannelMetrics.ts"
import { creatorCommerceSpreadInfo } from "../endpoints/creatorCommerceSpreadInfo.ts"
import { creatorContractBaseInfo } from "../endpoints/creatorContractBaseInfo.ts"
import { creatorHomepageVideos } from "../endpoints/creatorHomepageVideos.ts"
import { creatorLinkMetrics } from "../endpoints/creatorLinkMetrics.ts"
import { creatorLinkStructure } from "../endpoints/creatorLinkStructure.ts"
import { creatorOrderExperience } from "../endpoints/creatorOrderExperience.ts"
import { creatorProfile } from "../endpoints/creatorProfile.ts"
import { creatorSearch } from "../endpoints/creatorSearch.ts"
import { creatorSideBaseInfo } from "../endpoints/creatorSideBaseInfo.ts"
import { creatorTags } from "../endpoints/creatorTags.ts"
import { creatorVisibilityStatus } from "../endpoints/creatorVisibilityStatus.ts"
import { followerDistribution } from "../endpoints/followerDistribution.ts"
import { followerGrowthTrend } from "../endpoints/followerGrowthTrend.ts"
import { itemReportAnalysis } from "../endpoints/itemReportAnalysis.ts"
import { itemReportTrends } from "../endpoints/itemReportTrends.ts"
import { liveStatistics } from "../endpoints/liveStatistics.ts"
import { liveWatchDistribution } from "../endpoints/liveWatchDistribution.ts"
import { marketingMetrics } from "../endpoints/marketingMetrics.ts"
import { recommendedVideos } from "../endpoints/recommendedVideos.ts"
import { showcaseItems } from "../endpoints/showcaseItems.ts"
import { spreadMetrics } from "../endpoints/spreadMetrics.ts"
import { videoDetails } from "../endpoints/videoDetails.ts"
import { videoDistribution } from "../endpoints/videoDistribution.ts"

/** All 33 current endpoints, by ID: `catalogue.spreadMetrics`. */
export const catalogue = {
  creatorSearch,
  creatorProfile,
  creatorLinkStructure,
  creatorVisibilityStatus,
  creatorChannelMetrics,
  creatorOrderExperience,
  creatorLinkMetrics,
  videoDistribution,
  audienceDistribution,
  marketingMetrics,
  spreadMetrics,
  conversionAnalysis,
  showcaseItems,
  conversionResources,
  costPerformanceAnalysis,
  audienceTouchpointDistribution,
  recommendedVideos,
  followerDistribution,
  itemReportTrends,
  videoDetails,
  itemReportAnalysis,
  commentKeywordAnalysis,
  followerGrowthTrend,
  contentKeywordAnalysis,
  creatorBusinessCard,
  creatorCommerceSpreadInfo,
  creatorHomepageVideos,
  creatorTags,
  creatorSideBaseInfo,
  liveStatistics,
  liveWatchDistribution,
  commerceSeedingBaseInfo,
  creatorContractBaseInfo
}
