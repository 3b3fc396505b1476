import * as Endpoint from "../endpoint/Endpoint.ts"
import { creatorId, flowType, onlyAssign, platform } from "../endpoint/params.ts"
import * as Wire from "../endpoint/Wire.ts"

const item = Wire.struct({
  item_id: Wire.id("Video id", "视频 ID"),
  title: Wire.text("Title", "标题"),
  create_time: Wire.epochSeconds("Published", "发布时间"),
  item_date: Wire.date("Day", "发布日期"),
  duration: Wire.seconds("Length", "时长"),
  play: Wire.count("Plays", "播放量"),
  like: Wire.count("Likes", "点赞数"),
  comment: Wire.count("Comments", "评论数"),
  share: Wire.count("Shares", "转发数"),
  is_hot: Wire.flag("Viral", "爆款"),
  is_playlet: Wire.flag("Short drama", "短剧"),
  url: Wire.text("Link", "链接"),
  item_cover: Wire.text("Cover", "封面"),
  video_id: Wire.text("File id", "文件 ID"),
  core_user_id: Wire.id("Douyin user id", "抖音用户 ID")
})

const compared = <A>(value: Wire.Wire<A>) =>
  Wire.struct({
    rate: value,
    compare_avg: Wire.plain("Against the average", "与均值相比"),
    compare_author: Wire.plain("Against creators", "与达人相比")
  })

export const showcaseItems = Endpoint.make("showcaseItems", {
  path: "/api/douyin-xingtu/gw/api/author/get_author_show_items_v2/v1",
  group: "video",
  title: { en: "Latest videos", zh: "最近视频" },
  formerly: ["展示作品"],
  about: {
    en: "The latest videos of a creator, personal and paid, with plays, likes, comments and shares.",
    zh: "达人最近的个人视频与商单视频，附播放、点赞、评论与转发。"
  },
  aliases: ["showcase"],
  params: { oAuthorId: creatorId, platform, onlyAssign, flowType },
  data: Wire.struct({
    latest_item_info: Wire.list("Personal", "个人视频", item),
    latest_star_item_info: Wire.list("Paid", "商单视频", item),
    data_description: Wire.struct({
      play_medium: compared(Wire.count("Median plays", "播放量中位数")),
      play_medium_enrollment: compared(Wire.count("Median plays, enrolled", "播放量中位数（报名）")),
      interaction: compared(Wire.fraction("Interaction rate", "互动率")),
      interaction_enrollment: compared(Wire.fraction("Interaction rate, enrolled", "互动率（报名）")),
      video_view_rate: compared(Wire.fraction("View rate", "观看率")),
      video_view_rate_enrollment: compared(Wire.fraction("View rate, enrolled", "观看率（报名）"))
    })
  }),
  table: {
    label: { en: "Kind", zh: "类型" },
    rows: ["latest_item_info[]", "latest_star_item_info[]"],
    columns: ["item_id", "title", "create_time", "duration", "play", "like", "comment", "share", "url"]
  }
})
