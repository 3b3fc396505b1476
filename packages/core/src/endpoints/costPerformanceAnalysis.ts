import * as Endpoint from "../endpoint/Endpoint.ts"
import { creatorId, platform } from "../endpoint/params.ts"
import * as Wire from "../endpoint/Wire.ts"
import { expectedCpe, expectedCpm } from "../endpoint/wires.ts"

export const costPerformanceAnalysis = Endpoint.make("costPerformanceAnalysis", {
  path: "/api/douyin-xingtu/gw/api/data_sp/author_cp_info/v1",
  group: "creator",
  title: { en: "Expected costs and plays", zh: "预期成本与播放量" },
  formerly: ["性价比分析"],
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
  }),
  table: {
    columns: [
      "expect_vv.value",
      "expect_cpm.cpm_21_60",
      "expect_cpm.cpm_60",
      "expect_cpe.cpe_21_60",
      "expect_cpe.cpe_60",
      "hot_item.value"
    ],
    older: ["expect_cpm.cpm_1_20", "expect_cpe.cpe_1_20"]
  }
})
