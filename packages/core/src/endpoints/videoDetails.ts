import * as Endpoint from "../endpoint/Endpoint.ts"
import { videoId } from "../endpoint/params.ts"
import * as Wire from "../endpoint/Wire.ts"
import { categories, gender } from "../endpoint/wires.ts"

export const videoDetails = Endpoint.make("videoDetails", {
  path: "/api/douyin-xingtu/gw/api/data_sp/item_report_detail/v1",
  group: "report",
  title: { en: "Video details", zh: "视频详情" },
  about: {
    en: "One video and its creator: plays, likes, comments, shares, favourites, interaction and completion.",
    zh: "单条视频及其达人：播放、点赞、评论、转发、收藏、互动率与完播率。"
  },
  aliases: ["video"],
  params: { itemId: videoId },
  data: Wire.struct({
    video_info: Wire.struct({
      item_id: Wire.id("Video id", "视频 ID"),
      title: Wire.text("Title", "标题"),
      create_time: Wire.epochSeconds("Published", "发布时间"),
      duration: Wire.seconds("Length", "时长"),
      vv_cnt: Wire.count("Plays", "播放量"),
      like_cnt: Wire.count("Likes", "点赞数"),
      comment_cnt: Wire.count("Comments", "评论数"),
      share_cnt: Wire.count("Shares", "转发数"),
      collect_cnt: Wire.count("Favourites", "收藏数"),
      interact_cnt: Wire.count("Interactions", "互动量"),
      interact_rate: Wire.fraction("Interaction rate", "互动率"),
      finish_rate: Wire.fraction("Completion rate", "完播率"),
      content_theme_labels: Wire.list("Content themes", "内容主题", Wire.text("Theme", "主题")),
      url: Wire.text("Link", "链接"),
      head_image_uri: Wire.text("Cover", "封面"),
      video_id: Wire.text("File id", "文件 ID"),
      music_info: Wire.struct({
        music_id: Wire.id("Music id", "音乐 ID"),
        title: Wire.text("Music", "音乐"),
        author: Wire.text("Musician", "音乐作者"),
        duration: Wire.seconds("Length of the music", "音乐时长"),
        play_url: Wire.text("Link to the music", "音乐链接")
      })
    }),
    author_info: Wire.struct({
      author_id: Wire.id("Creator id", "达人 ID"),
      name: Wire.text("Creator", "达人"),
      core_user_id: Wire.id("Douyin user id", "抖音用户 ID"),
      gender,
      city: Wire.text("City", "城市"),
      follower: Wire.count("Followers", "粉丝数"),
      link_cnt: Wire.count("Connected users", "连接用户数"),
      content_tags: categories,
      industry_tags: Wire.list("Industries", "行业标签", Wire.text("Industry", "行业")),
      is_star: Wire.flag("On the marketplace", "已入驻星图"),
      avatar_uri: Wire.text("Picture", "头像")
    })
  }),
  table: {
    columns: [
      "video_info.item_id",
      "video_info.title",
      "author_info.name",
      "video_info.create_time",
      "video_info.duration",
      "video_info.vv_cnt",
      "video_info.like_cnt",
      "video_info.comment_cnt",
      "video_info.share_cnt",
      "video_info.collect_cnt",
      "video_info.interact_cnt",
      "video_info.interact_rate",
      "video_info.finish_rate",
      "video_info.url"
    ]
  }
})
