import * as Endpoint from "../endpoint/Endpoint.ts"
import * as Param from "../endpoint/Param.ts"
import { creatorId, platform } from "../endpoint/params.ts"
import * as Wire from "../endpoint/Wire.ts"
import { distributions, distributionTable } from "../endpoint/wires.ts"

const linkType = Param.withDefault(
  Param.choice(
    { en: "Closeness", zh: "关系层级" },
    { en: "How close to the creator the people counted are.", zh: "统计的用户与达人的关系层级。" },
    {
      CONNECTED: ["All connected", "连接用户"],
      AWARE: ["Aware", "了解"],
      INTERESTED: ["Interested", "感兴趣"],
      LIKE: ["Like", "喜欢"],
      FOLLOW: ["Follow", "关注"]
    }
  ),
  "CONNECTED"
)

export const audienceDistribution = Endpoint.make("audienceDistribution", {
  path: "/api/douyin-xingtu/gw/api/data_sp/author_audience_distribution/v1",
  group: "audience",
  title: { en: "Audience profile", zh: "受众画像" },
  formerly: ["受众分布"],
  about: {
    en: "Who watches a creator: gender, age, place, device, interests and crowds, by number and share.",
    zh: "达人受众的性别、年龄、地域、设备、兴趣与人群分布：人数与占比。"
  },
  aliases: ["audience"],
  params: { oAuthorId: creatorId, platform, linkType },
  data: Wire.struct({
    distributions,
    last_update_time: Wire.epochSeconds("Updated", "更新时间")
  }),
  table: distributionTable
})
