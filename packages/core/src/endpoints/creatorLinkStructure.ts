import * as Endpoint from "../endpoint/Endpoint.ts"
import { creatorId, platform } from "../endpoint/params.ts"
import * as Wire from "../endpoint/Wire.ts"

const stage = Wire.struct({
  value: Wire.count("People", "人数"),
  proportion: Wire.fraction("Share", "占比"),
  same_industry_median: Wire.count("Median of peers", "同行中位数"),
  rank_percent: Wire.fraction("Among the top", "排名前"),
  relative_ratio: Wire.plain("Against peers", "与同行相比")
})

export const creatorLinkStructure = Endpoint.make("creatorLinkStructure", {
  path: "/api/douyin-xingtu/gw/api/data_sp/author_link_struct/v1",
  group: "audience",
  title: { en: "Connected users", zh: "连接用户分布" },
  formerly: ["达人连接结构"],
  about: {
    en: "How close people are to a creator: from having seen them to following, by number and share.",
    zh: "用户与达人的关系层级：了解、感兴趣、喜欢、关注的人数与占比。"
  },
  aliases: ["link-structure"],
  params: { oAuthorId: creatorId, platform },
  data: Wire.struct({
    author_link_type: Wire.text("Strength", "优势类型"),
    link_struct: Wire.struct({
      1: Wire.titled("Aware", "了解", stage),
      2: Wire.titled("Interested", "感兴趣", stage),
      3: Wire.titled("Like", "喜欢", stage),
      4: Wire.titled("Follow", "关注", stage),
      5: Wire.titled("All connected", "连接总数", stage)
    })
  }),
  table: {
    label: { en: "Stage", zh: "层级" },
    rows: ["link_struct.1", "link_struct.2", "link_struct.3", "link_struct.4", "link_struct.5"],
    columns: ["value", "proportion", "same_industry_median", "rank_percent"]
  }
})
