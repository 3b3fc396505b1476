import * as Endpoint from "../endpoint/Endpoint.ts"
import { creatorId, platform } from "../endpoint/params.ts"
import * as Wire from "../endpoint/Wire.ts"
import { expectedCpe, expectedCpm } from "../endpoint/wires.ts"

export const costPerformanceAnalysis = Endpoint.make("costPerformanceAnalysis", {
  path: "/api/douyin-xingtu/gw/api/data_sp/author_cp_info/v1",
  group: "creator",
  title: { en: "Cost performance analysis", zh: "性价比分析" },
  about: {
    en: "What a thousand plays and one interaction are expected to cost, and how many plays to expect.",
    zh: "预期 CPM、预期 CPE 与预期播放量。"
  },
  aliases: ["cost", "cpm"],
  params: { oAuthorId: creatorId, platform },
  data: Wire.struct({
    expect_vv: Wire.struct({ value: Wire.count("Expected plays", "预期播放量") }),
    expect_cpm: expectedCpm,
    expect_cpe: expectedCpe,
    hot_item: Wire.struct({ value: Wire.plain("Viral videos", "爆文") })
  })
})
