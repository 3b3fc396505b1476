import * as Endpoint from "../endpoint/Endpoint.ts"
import { creatorId, openRange } from "../endpoint/params.ts"
import * as Wire from "../endpoint/Wire.ts"
import { industryCode } from "../endpoint/wires.ts"

const byIndustry = (en: string, zh: string, value: Wire.Wire<number>) =>
  Wire.json(Wire.list(en, zh, Wire.struct({ key: industryCode, value, rate: Wire.fraction("Share", "占比") })))

export const creatorContractBaseInfo = Endpoint.make("creatorContractBaseInfo", {
  path: "/api/douyin-xingtu/gw/api/aggregator/get_author_contract_base_info",
  group: "commerce",
  title: { en: "Orders and ratings", zh: "订单与履约" },
  formerly: ["达人履约信息"],
  about: {
    en: "How a creator works with customers: orders done and running, credit, ratings, and the industries they worked for.",
    zh: "达人履约情况：订单数、进行中订单、信用分、好评率与合作行业。"
  },
  aliases: ["contract"],
  params: { oAuthorId: creatorId, range: openRange },
  data: Wire.struct({
    order_cnt: Wire.count("Orders", "订单数"),
    process_order_cnt: Wire.count("Orders running", "进行中订单"),
    max_process_order_cnt: Wire.count("Most orders at a time", "最大并行订单"),
    credit_score: Wire.index("Credit score", "信用分"),
    new_credit_score: Wire.index("New credit score", "新信用分"),
    positive_rating_rate: Wire.plain("Good ratings", "好评率"),
    message_reply_rate: Wire.plain("Replies", "消息回复率"),
    industry_order_distribution: byIndustry("Orders by industry", "各行业订单", Wire.count("Orders", "订单数")),
    industry_vv_distribution: byIndustry("Plays by industry", "各行业播放量", Wire.count("Plays", "播放量")),
    modify_time: Wire.epochSeconds("Updated", "更新时间")
  }),
  table: {
    columns: [
      "order_cnt",
      "process_order_cnt",
      "max_process_order_cnt",
      {
        key: "main_industry",
        title: { en: "Main industry", zh: "主要行业" },
        from: "industry_order_distribution[]",
        where: {},
        largest: "value",
        show: "key"
      },
      {
        key: "main_industry_share",
        title: { en: "Share of the main industry", zh: "主要行业占比" },
        from: "industry_order_distribution[]",
        where: {},
        largest: "value",
        show: "rate"
      },
      "credit_score",
      "new_credit_score",
      "positive_rating_rate",
      "message_reply_rate",
      "modify_time"
    ]
  }
})
