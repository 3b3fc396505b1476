import * as Endpoint from "../endpoint/Endpoint.ts"
import { videoId } from "../endpoint/params.ts"
import * as Wire from "../endpoint/Wire.ts"

/** What happened on each day. */
const days = (value: Wire.Wire<number>) =>
  Wire.list(value.words.en, value.words.zh, Wire.struct({ visit_date: Wire.compactDate("Day", "日期"), value }))

export const itemReportTrends = Endpoint.make("itemReportTrends", {
  path: "/api/douyin-xingtu/gw/api/data_sp/item_report_trend/v1",
  group: "report",
  title: { en: "Video by day", zh: "视频逐日趋势" },
  formerly: ["视频报告趋势"],
  about: {
    en: "A video's days after publication: plays, likes, comments, shares, favourites and rates, day by day.",
    zh: "视频发布后逐日的播放、点赞、评论、转发、收藏与各项比率。"
  },
  aliases: ["trends"],
  params: { itemId: videoId },
  data: Wire.struct({
    date_values: Wire.struct({
      vv_list: days(Wire.count("Plays", "播放量")),
      valid_vv_list: days(Wire.count("Valid plays", "有效播放量")),
      like_cnt_list: days(Wire.count("Likes", "点赞数")),
      comment_cnt_list: days(Wire.count("Comments", "评论数")),
      share_cnt_list: days(Wire.count("Shares", "转发数")),
      collect_cnt_list: days(Wire.count("Favourites", "收藏数")),
      interact_cnt_list: days(Wire.count("Interactions", "互动量")),
      // The day's interactions by its plays confirm the unit; the average over all plays, that of the completion rate.
      interact_rate_list: days(Wire.percent100("Interaction rate", "互动率")),
      finish_rate_list: days(Wire.percent100("Completion rate", "完播率")),
      hot_score_list: days(Wire.plain("Heat", "热度"))
    })
  }),
  table: {
    by: "visit_date",
    rows: [
      "date_values.vv_list[]",
      "date_values.valid_vv_list[]",
      "date_values.like_cnt_list[]",
      "date_values.comment_cnt_list[]",
      "date_values.share_cnt_list[]",
      "date_values.collect_cnt_list[]",
      "date_values.interact_cnt_list[]",
      "date_values.interact_rate_list[]",
      "date_values.finish_rate_list[]",
      "date_values.hot_score_list[]"
    ],
    columns: ["value"]
  }
})
