import { audienceDistribution } from "./endpoints/audienceDistribution.ts"
import { conversionAnalysis } from "./endpoints/conversionAnalysis.ts"
import { conversionResources } from "./endpoints/conversionResources.ts"
import { costPerformanceAnalysis } from "./endpoints/costPerformanceAnalysis.ts"
import { creatorChannelMetrics } from "./endpoints/creatorChannelMetrics.ts"
import { creatorLinkMetrics } from "./endpoints/creatorLinkMetrics.ts"
import { creatorLinkStructure } from "./endpoints/creatorLinkStructure.ts"
import { creatorOrderExperience } from "./endpoints/creatorOrderExperience.ts"
import { creatorProfile } from "./endpoints/creatorProfile.ts"
import { creatorVisibilityStatus } from "./endpoints/creatorVisibilityStatus.ts"
import { followerDistribution } from "./endpoints/followerDistribution.ts"
import { marketingMetrics } from "./endpoints/marketingMetrics.ts"
import { recommendedVideos } from "./endpoints/recommendedVideos.ts"
import { spreadMetrics } from "./endpoints/spreadMetrics.ts"
import { videoDistribution } from "./endpoints/videoDistribution.ts"

/** Every current endpoint, by id. */
export const catalogue = {
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
  conversionResources,
  costPerformanceAnalysis,
  recommendedVideos,
  followerDistribution
}
