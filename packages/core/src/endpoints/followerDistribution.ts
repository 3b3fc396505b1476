import * as Endpoint from "../endpoint/Endpoint.ts"
import * as Param from "../endpoint/Param.ts"
import { creatorId } from "../endpoint/params.ts"
import * as Wire from "../endpoint/Wire.ts"
import { distributions, distributionTable } from "../endpoint/wires.ts"

const authorType = Param.withDefault(
  Param.choice(
    { en: "Followers", zh: "粉丝类型" },
    { en: "All followers, or only the most loyal.", zh: "全部粉丝或铁粉。" },
    {
      FAN: ["All followers", "全部粉丝", "fans"],
      DIE_HARD_FAN: ["Loyal followers", "铁粉", "loyal"]
    }
  ),
  "FAN"
)

export const followerDistribution = Endpoint.make("followerDistribution", {
  path: "/api/douyin-xingtu/gw/api/data_sp/get_author_fans_distribution/v1",
  group: "audience",
  title: { en: "Follower profile", zh: "粉丝画像" },
  formerly: ["粉丝分布"],
  about: {
    en: "Who follows a creator: gender, age, place, device, interests and crowds, by number and share.",
    zh: "达人粉丝的性别、年龄、地域、设备、兴趣与人群分布：人数与占比。"
  },
  aliases: ["followers"],
  params: { oAuthorId: creatorId, authorType },
  data: Wire.struct({
    distributions,
    last_update_time: Wire.epochSeconds("Updated", "更新时间")
  }),
  table: distributionTable
})
