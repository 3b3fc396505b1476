import * as Endpoint from "../endpoint/Endpoint.ts"
import * as Param from "../endpoint/Param.ts"
import { creatorId, industry, page, platform, range } from "../endpoint/params.ts"
import * as Wire from "../endpoint/Wire.ts"
import { pagination } from "../endpoint/wires.ts"

const detailType = Param.withDefault(
  Param.choice(
    { en: "Resource", zh: "资源类型" },
    { en: "Videos that sold, or products that were sold.", zh: "带货视频或带货商品。" },
    {
      VIDEO: ["Video", "视频"],
      PRODUCT: ["Product", "商品"]
    }
  ),
  "VIDEO"
)

export const conversionResources = Endpoint.make("conversionResources", {
  path: "/api/douyin-xingtu/gw/api/data_sp/get_author_convert_videos_or_products/v1",
  group: "commerce",
  title: { en: "Videos and products that sold", zh: "带货视频与商品" },
  formerly: ["转化资源"],
  about: {
    en: "The videos or products through which a creator sold, page by page.",
    zh: "达人带货的视频或商品，分页返回。"
  },
  aliases: ["resources", "conversions"],
  params: {
    oAuthorId: creatorId,
    platform,
    industryId: industry({ en: "The industry of the promoted goods.", zh: "推广商品所属行业。" }),
    range,
    detailType,
    page
  },
  pages: { param: "page", rows: "video_list", more: "pagination.has_more" },
  data: Wire.struct({
    // No published response has a row yet: whatever arrives is carried as it is.
    video_list: Wire.list("Resources", "资源", Wire.unknown("Resource", "资源")),
    pagination
  }),
  table: { rows: ["video_list[]"], columns: [""] }
})
