import * as Endpoint from "../endpoint/Endpoint.ts"
import { creatorId, platform } from "../endpoint/params.ts"
import * as Wire from "../endpoint/Wire.ts"

export const videoDistribution = Endpoint.make("videoDistribution", {
  path: "/api/douyin-xingtu/gw/api/data_sp/author_video_distribution/v1",
  group: "video",
  title: { en: "Video topics", zh: "视频内容分布" },
  formerly: ["视频分布"],
  about: { en: "What a creator's videos are about, by number and share.", zh: "达人视频的内容类型分布：数量与占比。" },
  aliases: ["distribution"],
  params: { oAuthorId: creatorId, platform },
  data: Wire.struct({
    video_content_distribution: Wire.list(
      "Content types",
      "内容类型",
      Wire.struct({
        name: Wire.text("Content type", "内容类型"),
        cnt: Wire.count("Videos", "作品数"),
        proportion: Wire.fraction("Share", "占比")
      })
    )
  })
})
