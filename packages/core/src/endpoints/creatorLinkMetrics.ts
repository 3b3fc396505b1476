import * as Endpoint from "../endpoint/Endpoint.ts"
import { creatorId, industry, platform } from "../endpoint/params.ts"
import * as Wire from "../endpoint/Wire.ts"

const score = Wire.struct({
  value: Wire.index("Score", "指数"),
  avg_value: Wire.index("Average of peers", "同类均值"),
  rank: Wire.count("Rank", "排名"),
  rank_percent: Wire.fraction("Among the top", "排名前"),
  link_relative_ratio: Wire.plain("Change", "环比")
})

export const creatorLinkMetrics = Endpoint.make("creatorLinkMetrics", {
  path: "/api/douyin-xingtu/gw/api/data_sp/get_author_link_info/v1",
  group: "creator",
  title: { en: "Scores", zh: "能力指数" },
  formerly: ["达人连接指数"],
  about: {
    en: "Six scores from 0 to 100 for what a creator is good at, beside the average and rank of their peers.",
    zh: "六项 0 至 100 的能力指数，附同类均值与排名。"
  },
  aliases: ["scores"],
  params: {
    oAuthorId: creatorId,
    platform,
    industryTag: industry({ en: "The industry whose creators are compared.", zh: "用于对比的行业。" })
  },
  data: Wire.struct({
    link_star_index: Wire.titled("Overall", "星图指数", score),
    link_spread_index: Wire.titled("Reach", "传播指数", score),
    link_shopping_index: Wire.titled("Seeding", "种草指数", score),
    link_convert_index: Wire.titled("Conversion", "转化指数", score),
    cooperate_index: Wire.titled("Cooperation", "合作指数", score),
    cp_index: Wire.titled("Value for money", "性价比指数", score)
  }),
  table: {
    label: { en: "Strength", zh: "能力" },
    rows: [
      "link_star_index",
      "link_spread_index",
      "link_shopping_index",
      "link_convert_index",
      "cooperate_index",
      "cp_index"
    ],
    columns: ["value", "avg_value", "rank", "rank_percent"]
  }
})
