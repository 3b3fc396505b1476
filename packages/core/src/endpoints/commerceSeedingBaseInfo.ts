import * as Endpoint from "../endpoint/Endpoint.ts"
import { creatorId, longRange } from "../endpoint/params.ts"
import * as Wire from "../endpoint/Wire.ts"

export const commerceSeedingBaseInfo = Endpoint.make("commerceSeedingBaseInfo", {
  path: "/api/douyin-xingtu/gw/api/aggregator/get_author_commerce_seed_base_info/v1",
  group: "commerce",
  title: { en: "Seeding results", zh: "种草效果" },
  formerly: ["商业种草信息"],
  about: {
    en: "How well a creator's videos make people want a product: new interest and searches after watching, as published ranges.",
    zh: "达人的种草效果：新增 A3 人群与看后搜，以公布区间表示。"
  },
  aliases: ["seeding"],
  params: { oAuthorId: creatorId, range: longRange },
  data: Wire.struct({
    avg_a3_incr_cnt: Wire.text("New A3 users per video", "条均新增 A3"),
    avg_a3_incr_cnt_rank_percent: Wire.plain("Rank of new A3 users", "新增 A3 排名比例"),
    avg_search_after_view_cnt: Wire.text("Searches after watching", "看后搜次数"),
    avg_search_after_view_cnt_rank_percent: Wire.plain("Rank of searches", "看后搜次数排名比例"),
    avg_search_after_view_rate: Wire.text("Search rate after watching", "看后搜率"),
    avg_search_after_view_rate_rank_percent: Wire.plain("Rank of the search rate", "看后搜率排名比例"),
    search_word_ctr: Wire.text("Click rate of search words", "搜索词点击率"),
    personal_avg_search_after_view_cnt: Wire.text("Searches after personal videos", "个人视频看后搜次数"),
    personal_avg_search_after_view_cnt_rank_percent: Wire.plain(
      "Rank of searches, personal",
      "个人视频看后搜次数排名比例"
    ),
    personal_avg_search_after_view_rate: Wire.text("Search rate after personal videos", "个人视频看后搜率"),
    personal_search_word_ctr: Wire.text("Click rate of search words, personal", "个人视频搜索词点击率"),
    modify_time: Wire.epochSeconds("Updated", "更新时间")
  })
})
