import { industries } from "./search/industries.ts"
import * as Param from "./Param.ts"
import { make as words, type Words } from "../util/Words.ts"

/** Parameters that several endpoints share. */

export const creatorId = Param.withExample(
  Param.id(
    words("Creator", "达人"),
    words(
      "The creator's Xingtu ID (16 to 20 digits), or the address of their Xingtu page.",
      "达人星图 ID（16 至 20 位数字），或其星图主页链接。"
    )
  ),
  "6629722295873044494"
)

export const videoId = Param.withExample(
  Param.id(
    words("Video", "视频"),
    words(
      "The video's ID (16 to 20 digits), or the address of its page on Douyin.",
      "视频 ID（16 至 20 位数字），或其抖音页面链接。"
    ),
    Param.videoPages
  ),
  "7566200471448779514"
)

export const platform = Param.withDefault(
  Param.choice(words("Platform", "平台"), words("The kind of content to report on.", "统计的内容形式。"), {
    SHORT_VIDEO: ["Short video", "短视频", "video"],
    LIVE_STREAMING: ["Live streaming", "直播", "live"],
    PICTURE_TEXT: ["Picture and text", "图文", "picture", "pictures"],
    SHORT_DRAMA: ["Short drama", "短剧", "drama"]
  }),
  "SHORT_VIDEO"
)

const days = Param.choice(words("Period", "时间范围"), words("The days to look back on.", "统计的时间范围。"), {
  DAY_30: ["Last 30 days", "近 30 天", "30d", "30", "30 days", "30天"],
  DAY_90: ["Last 90 days", "近 90 天", "90d", "90", "90 days", "90天"]
})

export const range = Param.withDefault(days, "DAY_30")

/** Where the API assumes 90 days. */
export const longRange = Param.withDefault(days, "DAY_90")

/** Where the vendor's default is none of the choices. */
export const openRange = Param.optional(days)

export const page = Param.withDefault(
  Param.count(
    words("Page", "页码"),
    words("Which page, from 1. Each page is a paid call.", "页码，从 1 开始。每页计费一次。")
  ),
  "1"
)

export const videoType = Param.withDefault(
  Param.choice(
    words("Video type", "视频类型"),
    words("Personal videos, or those made for orders.", "个人视频或星图订单视频。"),
    {
      PERSONAL_VIDEO: ["Personal video", "个人视频", "personal"],
      XINTU_VIDEO: ["Xingtu video", "星图视频", "xingtu"]
    }
  ),
  "PERSONAL_VIDEO"
)

export const onlyAssign = Param.withDefault(
  Param.flag(
    words("Only assigned", "仅指派"),
    words("Count only what a customer assigned to the creator.", "仅统计客户指派的内容。")
  ),
  "false"
)

const traffic = Param.choice(
  words("Paid traffic", "投流"),
  words("Whether plays bought as advertising count.", "是否计入投流播放。"),
  {
    EXCLUDE: ["Exclude", "排除", "without"],
    INCLUDE: ["Include", "包含", "with"]
  }
)

export const flowType = Param.withDefault(traffic, "EXCLUDE")

/** Where the vendor's default is none of the choices. */
export const openFlowType = Param.optional(traffic)

/** The vendor's default is none of the choices. */
export const liveType = Param.optional(
  Param.choice(words("Live room", "直播间类型"), words("The kind of live rooms to count.", "统计的直播间类型。"), {
    ALL: ["All live rooms", "全部直播间"],
    GAME: ["Games", "游戏直播间", "games"],
    ECOMMERCE: ["Selling", "带货直播间", "commerce", "shop"],
    OTHER: ["Other", "其他直播间"]
  })
)

export const industry = (about: Words) =>
  Param.withDefault(Param.choice(words("Industry", "行业"), about, industries), "ALL")
