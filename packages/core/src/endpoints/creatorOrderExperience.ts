import * as Endpoint from "../endpoint/Endpoint.ts"
import { creatorId, range } from "../endpoint/params.ts"
import * as Wire from "../endpoint/Wire.ts"

export const creatorOrderExperience = Endpoint.make("creatorOrderExperience", {
  path: "/api/douyin-xingtu/gw/api/aggregator/get_author_order_experience/v1",
  group: "commerce",
  title: { en: "Industries worked for", zh: "合作行业" },
  formerly: ["达人接单经验"],
  about: { en: "The industries a creator has worked for.", zh: "达人承接过订单的行业。" },
  aliases: ["orders"],
  params: { oAuthorId: creatorId, period: range },
  data: Wire.struct({
    // No published response has a row yet: whatever arrives is carried as it is.
    order_experience_industries: Wire.list("Industries", "行业", Wire.unknown("Industry", "行业"))
  }),
  table: { rows: ["order_experience_industries[]"], columns: [""] }
})
