import * as Endpoint from "../endpoint/Endpoint.ts"
import { creatorId } from "../endpoint/params.ts"
import * as Wire from "../endpoint/Wire.ts"

export const creatorCommerceSpreadInfo = Endpoint.make("creatorCommerceSpreadInfo", {
  path: "/api/douyin-xingtu/gw/api/aggregator/get_author_commerce_spread_info/v1",
  group: "commerce",
  title: { en: "Cost of paid videos", zh: "商单视频成本" },
  formerly: ["达人商业传播"],
  about: {
    en: "What a thousand plays and one interaction cost in paid videos, and the plays to expect, in two estimates.",
    zh: "商单视频的 CPM、CPE 与预期播放量，含两种口径。"
  },
  aliases: ["commerce-spread"],
  params: { oAuthorId: creatorId },
  data: Wire.struct({
    vv: Wire.count("Expected plays", "预期播放量"),
    cpm_1_20: Wire.yuan("CPM, 1-20 s (old)", "CPM（1-20 秒，旧）"),
    cpm_20_60: Wire.yuan("CPM, placement", "CPM（植入视频）"),
    cpm_60: Wire.yuan("CPM, custom", "CPM（定制视频）"),
    cpe_1_20: Wire.yuan("CPE, 1-20 s (old)", "CPE（1-20 秒，旧）"),
    cpe_20_60: Wire.yuan("CPE, placement", "CPE（植入视频）"),
    cpe_60: Wire.yuan("CPE, custom", "CPE（定制视频）"),
    cpm_20_60_rank_percent: Wire.plain("Rank of the CPM, placement", "CPM 排名比例（植入视频）"),
    // A second estimate with the same units; nobody published how it differs.
    sn_vv: Wire.count("Expected plays, second estimate", "预期播放量（第二口径）"),
    sn_cpm_1_20: Wire.yuan("CPM, 1-20 s (old), second estimate", "CPM（1-20 秒，旧，第二口径）"),
    sn_cpm_20_60: Wire.yuan("CPM, placement, second estimate", "CPM（植入视频，第二口径）"),
    sn_cpm_60: Wire.yuan("CPM, custom, second estimate", "CPM（定制视频，第二口径）"),
    sn_cpe_1_20: Wire.yuan("CPE, 1-20 s (old), second estimate", "CPE（1-20 秒，旧，第二口径）"),
    sn_cpe_20_60: Wire.yuan("CPE, placement, second estimate", "CPE（植入视频，第二口径）"),
    sn_cpe_60: Wire.yuan("CPE, custom, second estimate", "CPE（定制视频，第二口径）"),
    modify_time: Wire.epochSeconds("Updated", "更新时间")
  }),
  table: {
    columns: [
      "vv",
      "cpm_20_60",
      "cpm_60",
      "cpe_20_60",
      "cpe_60",
      "sn_vv",
      "sn_cpm_20_60",
      "sn_cpm_60",
      "sn_cpe_20_60",
      "sn_cpe_60"
    ],
    older: ["cpm_1_20", "cpe_1_20", "sn_cpm_1_20", "sn_cpe_1_20"]
  }
})
