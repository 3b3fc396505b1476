import * as Endpoint from "../endpoint/Endpoint.ts"
import { creatorId } from "../endpoint/params.ts"
import * as Wire from "../endpoint/Wire.ts"

export const creatorCommerceSpreadInfo = Endpoint.make("creatorCommerceSpreadInfo", {
  path: "/api/douyin-xingtu/gw/api/aggregator/get_author_commerce_spread_info/v1",
  group: "commerce",
  title: { en: "Creator commerce spread info", zh: "达人商业传播" },
  about: {
    en: "What a thousand plays and one interaction cost in paid videos, and the plays to expect, in two estimates.",
    zh: "商单视频的 CPM、CPE 与预期播放量，含两种口径。"
  },
  aliases: ["commerce-spread"],
  params: { oAuthorId: creatorId },
  data: Wire.struct({
    vv: Wire.count("Expected plays", "预期播放量"),
    cpm_1_20: Wire.yuan("CPM, 1-20 s", "CPM（1-20 秒）"),
    cpm_20_60: Wire.yuan("CPM, 21-60 s", "CPM（21-60 秒）"),
    cpm_60: Wire.yuan("CPM, over 60 s", "CPM（60 秒以上）"),
    cpe_1_20: Wire.yuan("CPE, 1-20 s", "CPE（1-20 秒）"),
    cpe_20_60: Wire.yuan("CPE, 21-60 s", "CPE（21-60 秒）"),
    cpe_60: Wire.yuan("CPE, over 60 s", "CPE（60 秒以上）"),
    cpm_20_60_rank_percent: Wire.plain("Rank of the CPM, 21-60 s", "CPM 排名比例（21-60 秒）"),
    // A second estimate with the same units; nobody published how it differs.
    sn_vv: Wire.count("Expected plays, second estimate", "预期播放量（第二口径）"),
    sn_cpm_1_20: Wire.yuan("CPM, 1-20 s, second estimate", "CPM（1-20 秒，第二口径）"),
    sn_cpm_20_60: Wire.yuan("CPM, 21-60 s, second estimate", "CPM（21-60 秒，第二口径）"),
    sn_cpm_60: Wire.yuan("CPM, over 60 s, second estimate", "CPM（60 秒以上，第二口径）"),
    sn_cpe_1_20: Wire.yuan("CPE, 1-20 s, second estimate", "CPE（1-20 秒，第二口径）"),
    sn_cpe_20_60: Wire.yuan("CPE, 21-60 s, second estimate", "CPE（21-60 秒，第二口径）"),
    sn_cpe_60: Wire.yuan("CPE, over 60 s, second estimate", "CPE（60 秒以上，第二口径）"),
    modify_time: Wire.epochSeconds("Updated", "更新时间")
  }),
  table: {
    columns: [
      "vv",
      "cpm_1_20",
      "cpm_20_60",
      "cpm_60",
      "cpe_1_20",
      "cpe_20_60",
      "cpe_60",
      "sn_vv",
      "sn_cpm_1_20",
      "sn_cpm_20_60",
      "sn_cpm_60",
      "sn_cpe_1_20",
      "sn_cpe_20_60",
      "sn_cpe_60"
    ]
  }
})
