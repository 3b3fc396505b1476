import * as Endpoint from "../endpoint/Endpoint.ts"
import { creatorId, platform } from "../endpoint/params.ts"
import * as Wire from "../endpoint/Wire.ts"

/** Only these three are filled; the zeros and empty texts beside them mean "not provided". */
const video = Wire.struct({
  item_id: Wire.id("Video id", "视频 ID"),
  create_time: Wire.epochSeconds("Published", "发布时间"),
  play: Wire.count("Plays", "播放量")
})

export const recommendedVideos = Endpoint.make("recommendedVideos", {
  path: "/api/douyin-xingtu/gw/api/data_sp/author_rec_videos_v2/v1",
  group: "video",
  title: { en: "Top and newest videos", zh: "代表与热门视频" },
  formerly: ["推荐视频"],
  about: {
    en: "A creator's representative, newest, most-played personal and most-played paid videos.",
    zh: "达人的代表作、最新视频、热门个人视频与热门商单视频。"
  },
  aliases: ["videos"],
  params: { oAuthorId: creatorId, platform },
  data: Wire.struct({
    masterpiece_videos: Wire.list("Representative", "代表作", video),
    newest_videos: Wire.list("Newest", "最新视频", video),
    personal_hot_videos: Wire.list("Most played, personal", "热门个人视频", video),
    order_hot_videos: Wire.list("Most played, paid", "热门商单视频", video)
  })
})
