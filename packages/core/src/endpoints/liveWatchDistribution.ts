import * as Endpoint from "../endpoint/Endpoint.ts"
import * as Param from "../endpoint/Param.ts"
import { creatorId, liveType } from "../endpoint/params.ts"
import * as Wire from "../endpoint/Wire.ts"
import { distributions, distributionTable } from "../endpoint/wires.ts"

/** The vendor's default is none of the choices. */
const liveCrowdType = Param.optional(
  Param.choice(
    { en: "People", zh: "人群" },
    { en: "All viewers of the live rooms, or the followers among them.", zh: "直播间全部观众，或其中的粉丝。" },
    {
      AUDIENCE: ["Viewers", "观众画像"],
      FANS: ["Followers", "粉丝画像"]
    }
  )
)

export const liveWatchDistribution = Endpoint.make("liveWatchDistribution", {
  path: "/api/douyin-xingtu/gw/api/aggregator/get_author_live_watch_distribution/v1",
  group: "live",
  title: { en: "Live audience", zh: "直播观众画像" },
  formerly: ["直播观众分布"],
  about: {
    en: "Who watches a creator live: gender, age and place, by number and share.",
    zh: "达人直播观众的性别、年龄与地域分布：人数与占比。"
  },
  aliases: ["live-audience"],
  params: { oAuthorId: creatorId, liveCrowdType, liveType },
  data: Wire.struct({ distributions }),
  table: distributionTable
})
