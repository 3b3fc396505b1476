import * as Endpoint from "../endpoint/Endpoint.ts"
import { creatorId, platform } from "../endpoint/params.ts"
import * as Wire from "../endpoint/Wire.ts"
import { videoTypes } from "../endpoint/wires.ts"

const price = Wire.struct({
  video_type: Wire.text("Type", "类型编号"),
  desc: Wire.text("Offer", "报价项目"),
  price: Wire.yuan("Price", "报价"),
  price_extra_info: Wire.struct({
    floor_price: Wire.yuan("Floor price", "保底价"),
    ceiling_price: Wire.yuan("Ceiling price", "封顶价")
  }),
  origin_price: Wire.yuan("List price", "原价"),
  has_discount: Wire.flag("Discounted", "有折扣"),
  enable: Wire.flag("Offered", "可下单"),
  is_open: Wire.flag("Open", "已开放"),
  settlement_desc: Wire.text("Paid by", "结算方式"),
  field: Wire.text("Price field", "报价字段"),
  start_time: Wire.epochSeconds("From", "生效时间"),
  end_time: Wire.epochSeconds("Until", "失效时间")
})

export const marketingMetrics = Endpoint.make("marketingMetrics", {
  path: "/api/douyin-xingtu/gw/api/author/get_author_marketing_info/v1",
  group: "creator",
  title: { en: "Prices and industries", zh: "报价与擅长行业" },
  formerly: ["营销信息"],
  about: {
    en: "What a creator charges, by kind of video, and the industries they are known for.",
    zh: "达人各类视频的报价，以及擅长的行业。"
  },
  aliases: ["prices", "marketing"],
  params: { oAuthorId: creatorId, platform },
  data: Wire.struct({
    price_info: Wire.list("Prices", "报价", price),
    industry_tags: Wire.list("Industries", "行业标签", Wire.text("Industry", "行业")),
    hot_list_ranks: Wire.list("Rankings", "榜单排名", Wire.unknown("Ranking", "排名")),
    activity_info: Wire.list("Promotions", "活动", Wire.unknown("Promotion", "活动"))
  }),
  table: {
    rows: ["price_info[]"],
    columns: [
      { field: "video_type", key: "kind", title: { en: "Kind", zh: "类型" }, names: videoTypes, orElse: "desc" },
      "desc",
      "video_type",
      { field: "price", unless: { video_type: "92" } },
      { field: "price", where: { video_type: "92" }, key: "cpm", title: { en: "CPM", zh: "CPM 报价" } },
      "origin_price",
      "has_discount",
      "enable",
      "settlement_desc",
      "start_time",
      "end_time"
    ]
  }
})
