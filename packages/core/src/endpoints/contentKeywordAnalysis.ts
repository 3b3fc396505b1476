import * as Endpoint from "../endpoint/Endpoint.ts"
import { creatorId } from "../endpoint/params.ts"
import * as Wire from "../endpoint/Wire.ts"

export const contentKeywordAnalysis = Endpoint.make("contentKeywordAnalysis", {
  path: "/api/douyin-xingtu/gw/api/gauthor/get_author_content_hot_keywords/v1",
  group: "video",
  title: { en: "Video keywords", zh: "视频热词" },
  formerly: ["内容热词分析"],
  about: { en: "Top keywords in a creator's videos.", zh: "达人视频内容的高频关键词。" },
  aliases: ["keywords"],
  params: { oAuthorId: creatorId },
  data: Wire.struct({
    // No published response has an entry yet: whatever arrives is carried as it is.
    keyword_map: Wire.map("Keywords", "关键词", Wire.unknown("Keyword", "关键词")),
    keyword_item_distribution: Wire.map("Videos by keyword", "含各关键词的视频", Wire.unknown("Videos", "视频"))
  })
})
