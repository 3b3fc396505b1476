import * as Endpoint from "../endpoint/Endpoint.ts"
import * as Param from "../endpoint/Param.ts"
import { creatorId } from "../endpoint/params.ts"
import * as Wire from "../endpoint/Wire.ts"

const days = (fans_cnt: Wire.Wire<number>) =>
  Wire.list(fans_cnt.words.en, fans_cnt.words.zh, Wire.struct({ date: Wire.date("Day", "日期"), fans_cnt }))

export const followerGrowthTrend = Endpoint.make("followerGrowthTrend", {
  path: "/api/douyin-xingtu/gw/api/data_sp/get_author_daily_fans/v1",
  group: "audience",
  title: { en: "Followers by day", zh: "每日粉丝数" },
  formerly: ["粉丝增长趋势"],
  about: { en: "A creator's followers on each day, and how many they won or lost.", zh: "达人每日粉丝数及增减。" },
  aliases: ["growth"],
  params: {
    oAuthorId: creatorId,
    startDate: Param.date({ en: "From", zh: "开始日期" }, { en: "The first day.", zh: "起始日。" }, "yyyy-MM-dd"),
    endDate: Param.notBefore(
      Param.date({ en: "To", zh: "结束日期" }, { en: "The last day.", zh: "截止日。" }, "yyyy-MM-dd"),
      "startDate"
    )
  },
  data: Wire.struct({
    daily: days(Wire.count("Followers", "粉丝数")),
    delta: days(Wire.count("Change", "增减")),
    fans_growth_v2: Wire.struct({ value: Wire.count("Growth", "净增粉丝") }),
    fans_growth_rate_v2: Wire.struct({ value: Wire.percent100("Growth rate", "粉丝增长率") }),
    description: Wire.text("In short", "概述"),
    fans_advice: Wire.text("Advice", "建议")
  }),
  table: { by: "date", rows: ["daily[]", "delta[]"], columns: ["fans_cnt"] }
})
