import * as Endpoint from "../endpoint/Endpoint.ts"
import * as Param from "../endpoint/Param.ts"
import { creatorId, liveType, openFlowType, openRange } from "../endpoint/params.ts"
import * as Wire from "../endpoint/Wire.ts"

const onlyStarOrder = Param.withDefault(
  Param.flag(
    { en: "Only orders", zh: "仅星图订单" },
    { en: "Count only live rooms ordered on the marketplace.", zh: "仅统计星图订单直播间。" }
  ),
  "false"
)

export const liveStatistics = Endpoint.make("liveStatistics", {
  path: "/api/douyin-xingtu/gw/api/aggregator/get_author_live_statistics/v1",
  group: "live",
  title: { en: "Live performance", zh: "直播表现" },
  formerly: ["直播统计"],
  about: {
    en: "A creator's live rooms: how many, orders done and running, and what was sold, as published ranges.",
    zh: "达人直播概况：场次、已完成与进行中的订单，以及带货数据区间。"
  },
  aliases: ["live"],
  params: { oAuthorId: creatorId, liveType, period: openRange, onlyStarOrder, flowType: openFlowType },
  data: Wire.struct({
    live_room_statistics: Wire.struct({
      room_cnt: Wire.count("Live rooms", "直播场次"),
      finish_order_cnt: Wire.count("Orders done", "已完成订单"),
      in_process_order_cnt: Wire.count("Orders running", "进行中订单"),
      acu_precede_percent: Wire.plain("Rank of viewers at a time", "平均在线人数排名比例")
    }),
    live_ecom_statistics: Wire.struct({
      ecom_live_product_num: Wire.count("Products sold live", "带货商品数"),
      avg_ecom_product_price_range: Wire.text("Average product price", "商品均价"),
      avg_gmv_range: Wire.text("Average GMV", "场均 GMV"),
      avg_gpm_range: Wire.text("Average GPM", "场均 GPM")
    }),
    // No published response fills these two: whatever arrives is carried as it is.
    live_aa_statistics: Wire.map("Further statistics", "其他统计", Wire.unknown("Value", "值")),
    live_convert_statistics: Wire.map("Conversion statistics", "转化统计", Wire.unknown("Value", "值"))
  }),
  table: {
    columns: [
      "live_room_statistics.room_cnt",
      "live_room_statistics.finish_order_cnt",
      "live_room_statistics.in_process_order_cnt",
      "live_room_statistics.acu_precede_percent",
      "live_ecom_statistics.ecom_live_product_num",
      "live_ecom_statistics.avg_ecom_product_price_range",
      "live_ecom_statistics.avg_gmv_range",
      "live_ecom_statistics.avg_gpm_range"
    ]
  }
})
