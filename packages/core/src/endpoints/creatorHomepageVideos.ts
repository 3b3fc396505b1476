import * as Endpoint from "../endpoint/Endpoint.ts"
import * as Param from "../endpoint/Param.ts"
import { creatorId, onlyAssign, page } from "../endpoint/params.ts"
import * as Wire from "../endpoint/Wire.ts"

const videoType = Param.withDefault(
  Param.choice(
    { en: "Videos", zh: "视频类型" },
    { en: "All videos, personal ones, or those made for orders.", zh: "全部视频、个人视频或星图订单视频。" },
    {
      ALL: ["All videos", "全部视频"],
      PERSONAL: ["Personal videos", "个人视频"],
      XINGTU: ["Xingtu videos", "星图视频"]
    }
  ),
  "ALL"
)

export const creatorHomepageVideos = Endpoint.make("creatorHomepageVideos", {
  path: "/api/douyin-xingtu/gw/api/aggregator/get_author_homepage_videos/v1",
  group: "video",
  title: { en: "Homepage videos", zh: "主页视频" },
  formerly: ["达人主页视频"],
  about: {
    en: "The videos on a creator's homepage, page by page, by word and by date.",
    zh: "达人主页视频，分页返回，可按关键词与日期筛选。"
  },
  aliases: ["homepage"],
  params: {
    oAuthorId: creatorId,
    page,
    keyword: Param.optional(
      Param.text({ en: "Word", zh: "关键词" }, { en: "A word the videos contain.", zh: "视频包含的关键词。" })
    ),
    videoType,
    onlyAssign,
    startDate: Param.optional(
      Param.date(
        { en: "From", zh: "开始日期" },
        { en: "The first day of publication.", zh: "发布起始日。" },
        "yyyyMMdd"
      )
    ),
    endDate: Param.optional(
      Param.notBefore(
        Param.date(
          { en: "To", zh: "结束日期" },
          { en: "The last day of publication.", zh: "发布截止日。" },
          "yyyyMMdd"
        ),
        "startDate"
      )
    )
  },
  // No field says whether more pages follow: a page without rows is the last.
  pages: { param: "page", rows: "items" },
  data: Wire.struct({
    items: Wire.list(
      "Videos",
      "视频",
      Wire.struct({
        item_id: Wire.id("Video id", "视频 ID"),
        title: Wire.text("Title", "标题"),
        create_time: Wire.epochSeconds("Published", "发布时间"),
        duration: Wire.seconds("Length", "时长"),
        watch_cnt: Wire.count("Plays", "播放量"),
        like_cnt: Wire.count("Likes", "点赞数"),
        comment_cnt: Wire.count("Comments", "评论数"),
        interact_rate: Wire.fraction("Interaction rate", "互动率"),
        finish_rate: Wire.fraction("Completion rate", "完播率"),
        content_theme_labels: Wire.list("Content themes", "内容主题", Wire.text("Theme", "主题")),
        url: Wire.text("Link", "链接"),
        cover_uri: Wire.text("Cover", "封面"),
        video_id: Wire.text("File id", "文件 ID")
      })
    )
  }),
  table: {
    rows: ["items[]"],
    columns: [
      "item_id",
      "title",
      "create_time",
      "duration",
      "watch_cnt",
      "like_cnt",
      "comment_cnt",
      "interact_rate",
      "finish_rate",
      "content_theme_labels",
      "url"
    ]
  }
})
