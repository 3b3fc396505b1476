import * as Endpoint from "../endpoint/Endpoint.ts"
import { creatorId } from "../endpoint/params.ts"
import * as Wire from "../endpoint/Wire.ts"

export const creatorSideBaseInfo = Endpoint.make("creatorSideBaseInfo", {
  path: "/api/douyin-xingtu/gw/api/aggregator/get_author_side_base_info/v1",
  group: "creator",
  title: { en: "Follower growth", zh: "涨粉概况" },
  formerly: ["达人侧栏信息"],
  about: { en: "How a creator's followers grew within 30 days.", zh: "达人近 30 天粉丝增长率。" },
  aliases: ["side"],
  params: { oAuthorId: creatorId },
  data: Wire.struct({
    // An unrounded quotient, like the growth rate of the search, which its counts confirm to be a fraction.
    fans_growth_rate_30d: Wire.fraction("Follower growth, 30 days", "近 30 天粉丝增长率")
  })
})
