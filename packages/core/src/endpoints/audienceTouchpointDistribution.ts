import * as Endpoint from "../endpoint/Endpoint.ts"
import { creatorId, platform } from "../endpoint/params.ts"
import * as Wire from "../endpoint/Wire.ts"

const touched = Wire.struct({
  name: Wire.text("Content", "内容"),
  cnt: Wire.count("People", "人数")
})

export const audienceTouchpointDistribution = Endpoint.make("audienceTouchpointDistribution", {
  path: "/api/douyin-xingtu/gw/api/data_sp/author_touch_distribution/v1",
  group: "audience",
  title: { en: "Audience touchpoints", zh: "触达内容分布" },
  formerly: ["受众触点分布"],
  about: {
    en: "Through which videos people met a creator: kind, topic and subtopic, by number and share of the level above.",
    zh: "用户通过哪些内容接触达人：视频类型、题材与细分题材的人数，及其占上一级的比例。"
  },
  aliases: ["touchpoints"],
  params: { oAuthorId: creatorId, platform },
  data: Wire.struct({
    video_touch: Wire.list(
      "Kind of video",
      "视频类型",
      Wire.struct({
        distribution_data: touched,
        second_distribution: Wire.list(
          "Topic",
          "题材",
          Wire.struct({
            distribution_data: touched,
            three_distribution: Wire.list("Subtopic", "细分题材", Wire.struct({ distribution_data: touched }))
          })
        )
      })
    )
  }),
  table: {
    label: { en: "Level", zh: "层级" },
    rows: [
      "video_touch[]",
      "video_touch[].second_distribution[]",
      "video_touch[].second_distribution[].three_distribution[]"
    ],
    columns: [
      "distribution_data.name",
      { field: "../distribution_data.name", title: { en: "Within", zh: "所属" } },
      "distribution_data.cnt",
      { share: "distribution_data.cnt", of: "../distribution_data.cnt" }
    ]
  }
})
