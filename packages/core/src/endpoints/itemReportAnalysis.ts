import * as Endpoint from "../endpoint/Endpoint.ts"
import { videoId } from "../endpoint/params.ts"
import * as Wire from "../endpoint/Wire.ts"

const second = Wire.seconds("Second", "秒")

export const itemReportAnalysis = Endpoint.make("itemReportAnalysis", {
  path: "/api/douyin-xingtu/gw/api/data_sp/item_report_th_analysis/v1",
  group: "report",
  title: { en: "Video by second", zh: "视频逐秒分析" },
  formerly: ["视频报告分析"],
  about: {
    en: "Where in a video people liked it and where they left, second by second.",
    zh: "视频逐秒的点赞数与流失人数。"
  },
  aliases: ["analysis"],
  params: { itemId: videoId },
  data: Wire.struct({
    like_info: Wire.entries("Likes", "点赞数", second, Wire.count("Likes", "点赞数")),
    play_lose_info: Wire.entries("Viewers who left", "流失人数", second, Wire.count("Viewers who left", "流失人数"))
  }),
  table: { by: "key", rows: ["play_lose_info[]", "like_info[]"], columns: ["value"] }
})
