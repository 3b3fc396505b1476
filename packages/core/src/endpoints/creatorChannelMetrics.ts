import * as Endpoint from "../endpoint/Endpoint.ts"
import { creatorId, platform } from "../endpoint/params.ts"
import * as Wire from "../endpoint/Wire.ts"

export const creatorChannelMetrics = Endpoint.make("creatorChannelMetrics", {
  path: "/api/douyin-xingtu/gw/api/author/get_author_platform_channel_info_v2/v1",
  group: "creator",
  title: { en: "Introduction", zh: "达人简介" },
  formerly: ["达人渠道信息"],
  about: { en: "The creator's self-introduction for this channel.", zh: "达人在某一内容渠道的自我介绍。" },
  aliases: ["channel"],
  params: { oAuthorId: creatorId, platform },
  data: Wire.struct({
    self_intro: Wire.text("Introduction", "自我介绍")
  })
})
