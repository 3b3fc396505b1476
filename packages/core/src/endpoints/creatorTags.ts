import * as Endpoint from "../endpoint/Endpoint.ts"
import { creatorId } from "../endpoint/params.ts"
import * as Wire from "../endpoint/Wire.ts"

export const creatorTags = Endpoint.make("creatorTags", {
  path: "/api/douyin-xingtu/gw/api/aggregator/get_author_tags/v1",
  group: "creator",
  title: { en: "Creator tags", zh: "达人标签" },
  about: { en: "The marks the marketplace gives a creator.", zh: "星图为达人标注的标签。" },
  aliases: ["tags"],
  params: { starAuthorId: creatorId },
  data: Wire.struct({
    author_tags_detail: Wire.struct({
      is_curated: Wire.flag("Curated", "精选达人")
    })
  })
})
