import * as Endpoint from "../endpoint/Endpoint.ts"
import { creatorId, platform } from "../endpoint/params.ts"
import * as Wire from "../endpoint/Wire.ts"
import { categories, gender } from "../endpoint/wires.ts"

export const creatorProfile = Endpoint.make("creatorProfile", {
  path: "/api/douyin-xingtu/gw/api/author/get_author_base_info/v1",
  group: "creator",
  title: { en: "Creator profile", zh: "达人资料" },
  about: {
    en: "Who a creator is: name, followers, place, categories, agency, and whether they are listed.",
    zh: "达人基本资料：昵称、粉丝数、地区、内容分类、所属机构与上架状态。"
  },
  aliases: ["profile"],
  params: { oAuthorId: creatorId, platform },
  data: Wire.struct({
    id: Wire.id("Creator id", "达人 ID"),
    nick_name: Wire.text("Name", "昵称"),
    unique_id: Wire.text("Douyin id", "抖音号"),
    short_id: Wire.id("Short id", "短 ID"),
    core_user_id: Wire.id("Douyin user id", "抖音用户 ID"),
    sec_uid: Wire.text("Douyin secure id", "抖音加密 ID"),
    avatar_uri: Wire.text("Picture", "头像"),
    gender,
    province: Wire.text("Province", "省份"),
    city: Wire.text("City", "城市"),
    follower: Wire.count("Followers", "粉丝数"),
    tags: Wire.json(Wire.list("Main categories", "主分类", Wire.text("Category", "分类"))),
    tags_level_two: Wire.json(Wire.list("Second categories", "次级分类", Wire.text("Category", "分类"))),
    tags_author_style: Wire.json(Wire.list("Style", "风格", Wire.text("Style", "风格"))),
    tags_relation: categories,
    content_theme_labels: Wire.list("Content themes", "内容主题", Wire.text("Theme", "主题")),
    industry_list: Wire.list("Industries", "行业", Wire.unknown("Industry", "行业")),
    lowest_price: Wire.plain("Lowest price", "最低报价"),
    mcn_name: Wire.text("Agency", "所属机构"),
    mcn_introduction: Wire.text("About the agency", "机构简介"),
    mcn_logo: Wire.text("Logo of the agency", "机构标志"),
    is_star: Wire.flag("On the marketplace", "已入驻星图"),
    is_online: Wire.flag("Listed", "已上架"),
    is_visible: Wire.flag("Visible", "可见"),
    is_game_author: Wire.flag("Games creator", "游戏达人"),
    is_cpm_project_author: Wire.flag("Sells by CPM", "参与 CPM 项目"),
    e_commerce_enable: Wire.flag("Sells goods", "开通电商"),
    has_phone: Wire.flag("Left a phone number", "已留电话"),
    create_time: Wire.epochSeconds("Joined", "入驻时间"),
    modify_time: Wire.epochSeconds("Changed", "更新时间")
  }),
  table: {
    columns: [
      "id",
      "nick_name",
      "unique_id",
      "gender",
      "province",
      "city",
      "follower",
      "tags_relation",
      "content_theme_labels",
      "mcn_name",
      "is_online",
      "e_commerce_enable",
      "create_time"
    ]
  }
})
