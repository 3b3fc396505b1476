import * as Endpoint from "../endpoint/Endpoint.ts"
import { creatorId, platform, range } from "../endpoint/params.ts"
import * as Wire from "../endpoint/Wire.ts"

export const conversionAnalysis = Endpoint.make("conversionAnalysis", {
  path: "/api/douyin-xingtu/gw/api/data_sp/get_author_convert_ability/v1",
  group: "commerce",
  title: { en: "Sales conversion", zh: "带货转化" },
  formerly: ["转化分析"],
  about: {
    en: "How well a creator sells, as the ranges the marketplace publishes.",
    zh: "达人的带货转化能力，以星图公布的区间表示。"
  },
  aliases: ["conversion"],
  params: { oAuthorId: creatorId, platform, range },
  data: Wire.struct({
    avg_sales_amount_range: Wire.text("Average sales", "平均销售额"),
    gpm_range: Wire.text("GPM", "GPM"),
    rec_product_price_range: Wire.text("Prices of recommended products", "推荐商品价格"),
    component_click_cnt_range: Wire.text("Component clicks", "组件点击量"),
    component_click_rate_range: Wire.text("Component click rate", "组件点击率"),
    related_cpc_range: Wire.text("Related CPC", "相关 CPC")
  })
})
