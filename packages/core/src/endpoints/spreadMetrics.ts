import * as Endpoint from "../endpoint/Endpoint.ts"
import { creatorId, flowType, onlyAssign, platform, range, videoType } from "../endpoint/params.ts"
import * as Wire from "../endpoint/Wire.ts"
import { expectedCpe, expectedCpm } from "../endpoint/wires.ts"

export const spreadMetrics = Endpoint.make("spreadMetrics", {
  path: "/api/douyin-xingtu/gw/api/data_sp/get_author_spread_info/v1",
  group: "creator",
  title: { en: "Performance", zh: "传播表现" },
  formerly: ["传播指标"],
  about: {
    en: "How a creator's videos perform and what reaching people costs: plays, interaction, completion, expected CPM and CPE.",
    zh: "达人作品的传播表现与触达成本：播放、互动、完播、预期 CPM 与 CPE。"
  },
  aliases: ["spread"],
  params: { oAuthorId: creatorId, platform, range, type: videoType, onlyAssign, flowType },
  data: Wire.struct({
    item_num: Wire.count("Videos", "作品数"),
    play_mid: Wire.count("Median plays", "播放量中位数"),
    avg_duration: Wire.centiseconds("Average length", "平均时长"),
    like_avg: Wire.count("Average likes", "平均点赞"),
    comment_avg: Wire.count("Average comments", "平均评论"),
    share_avg: Wire.count("Average shares", "平均转发"),
    interact_rate: Wire.ratedShare("Interaction rate", "互动率"),
    play_over_rate: Wire.ratedShare("Completion rate", "完播率"),
    play_stability: Wire.struct({
      overtake: Wire.percent100("Play stability: beats", "播放稳定性超过同类")
    }),
    expect_cpm: expectedCpm,
    expect_cpe: expectedCpe,
    sales_expect_cpm: Wire.struct({
      cpm_1_20: Wire.fen("Expected CPM, 1-20 s (old), second estimate", "预期 CPM（1-20 秒，旧，第二口径）"),
      cpm_21_60: Wire.fen("Expected CPM, placement, second estimate", "预期 CPM（植入视频，第二口径）"),
      cpm_60: Wire.fen("Expected CPM, custom, second estimate", "预期 CPM（定制视频，第二口径）")
    }),
    item_rate: Wire.struct({
      item_num: Wire.struct({ value: Wire.count("Videos counted", "计入统计的作品数") }),
      play_mid: Wire.struct({
        value: Wire.count("Median plays counted", "计入统计的播放量中位数"),
        overtake: Wire.percent100("Median plays: beats", "播放量中位数超过同类")
      })
    })
  }),
  table: {
    columns: [
      "item_num",
      "play_mid",
      "avg_duration",
      "like_avg",
      "comment_avg",
      "share_avg",
      "interact_rate.value",
      "play_over_rate.value",
      "expect_cpm.cpm_21_60",
      "expect_cpm.cpm_60",
      "expect_cpe.cpe_21_60",
      "expect_cpe.cpe_60"
    ],
    without: {
      field: "expect_cpm.cpm_21_60",
      say: {
        en: "No expected CPM for this period. The last 90 days (Range) or “Cost of paid videos” may have one; each is a paid call.",
        zh: "该时间范围内没有预期 CPM。“近 90 天”（时间范围）或“商单视频成本”可能有数据，各计费一次。"
      }
    },
    older: ["expect_cpm.cpm_1_20", "expect_cpe.cpe_1_20"]
  }
})
