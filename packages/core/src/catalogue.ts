import { conversionResources } from "./endpoints/conversionResources.ts"
import { recommendedVideos } from "./endpoints/recommendedVideos.ts"
import { spreadMetrics } from "./endpoints/spreadMetrics.ts"
import { videoDistribution } from "./endpoints/videoDistribution.ts"

/** Every current endpoint, by id. */
export const catalogue = {
  recommendedVideos,
  videoDistribution,
  conversionResources,
  spreadMetrics
}
