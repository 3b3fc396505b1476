import * as Endpoint from "../endpoint/Endpoint.ts"
import { creatorId } from "../endpoint/params.ts"
import * as Wire from "../endpoint/Wire.ts"

export const commentKeywordAnalysis = Endpoint.make("commentKeywordAnalysis", {
  path: "/api/douyin-xingtu/gw/api/data/get_author_hot_comment_tokens/v1",
  group: "audience",
  title: { en: "Comment keywords", zh: "评论热词" },
  formerly: ["评论热词分析"],
  about: { en: "The words people use most under a creator's videos.", zh: "达人视频评论区的高频词。" },
  aliases: ["comments"],
  params: { oAuthorId: creatorId },
  data: Wire.struct({
    hot_comment_tokens: Wire.list(
      "Words",
      "热词",
      Wire.struct({
        comment_token: Wire.text("Word", "热词"),
        hot_rate: Wire.plain("Heat", "热度")
      })
    )
  })
})
