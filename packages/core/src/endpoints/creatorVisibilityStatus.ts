import * as Endpoint from "../endpoint/Endpoint.ts"
import { creatorId, platform } from "../endpoint/params.ts"
import * as Wire from "../endpoint/Wire.ts"

export const creatorVisibilityStatus = Endpoint.make("creatorVisibilityStatus", {
  path: "/api/douyin-xingtu/gw/api/data_sp/check_author_display/v1",
  group: "creator",
  title: { en: "Availability for orders", zh: "接单状态" },
  formerly: ["达人展示状态"],
  about: {
    en: "Whether a creator can take orders at all, with followers, connected users and videos.",
    zh: "达人当前能否接单，并附粉丝数、连接用户数与发布视频数。"
  },
  aliases: ["visibility"],
  params: { oAuthorId: creatorId, platform },
  data: Wire.struct({
    can_receive: Wire.flag("Takes orders", "可接单"),
    follower: Wire.count("Followers", "粉丝数"),
    link_cnt: Wire.count("Connected users", "连接用户数"),
    release_videos_cnt: Wire.count("Videos published", "发布视频数")
  })
})
