import * as Endpoint from "../endpoint/Endpoint.ts"
import { creatorId } from "../endpoint/params.ts"
import * as Wire from "../endpoint/Wire.ts"

export const creatorBusinessCard = Endpoint.make("creatorBusinessCard", {
  path: "/api/douyin-xingtu/gw/api/gauthor/author_get_business_card_info/v1",
  group: "creator",
  title: { en: "Business card", zh: "达人名片" },
  about: {
    en: "How to reach a creator: agency, contact as far as it is public, credit and brands worked with.",
    zh: "达人商务联系信息：机构、公开的联系方式、信用分与合作品牌。"
  },
  aliases: ["card"],
  params: { oAuthorId: creatorId },
  data: Wire.struct({
    card_info: Wire.struct({
      nick_name: Wire.text("Name", "昵称"),
      unique_id: Wire.text("Douyin id", "抖音号"),
      short_id: Wire.id("Short id", "短 ID"),
      city: Wire.text("City", "城市"),
      follower: Wire.count("Followers", "粉丝数"),
      credit_score: Wire.index("Credit score", "信用分"),
      cooperation_brand: Wire.text("Brands", "合作品牌"),
      mcn_info: Wire.struct({
        mcn_id: Wire.id("Agency id", "机构 ID"),
        mcn_name: Wire.text("Agency", "所属机构"),
        mcn_logo: Wire.text("Logo of the agency", "机构标志"),
        sign_time: Wire.epochSeconds("With the agency since", "签约时间")
      }),
      phone: Wire.text("Phone", "电话"),
      email: Wire.text("Email", "邮箱"),
      wechat: Wire.text("WeChat", "微信号"),
      has_wechat: Wire.flag("Left a WeChat id", "已留微信"),
      lark_nick_name: Wire.text("Lark name", "飞书昵称"),
      self_intro: Wire.text("Introduction", "自我介绍"),
      star_excellent_author: Wire.flag("Excellent creator", "优质达人"),
      avatar_uri: Wire.text("Picture", "头像")
    })
  }),
  table: {
    columns: [
      "card_info.nick_name",
      "card_info.unique_id",
      "card_info.city",
      "card_info.follower",
      "card_info.credit_score",
      "card_info.star_excellent_author",
      "card_info.cooperation_brand",
      "card_info.mcn_info.mcn_name",
      "card_info.mcn_info.sign_time",
      "card_info.phone",
      "card_info.email",
      "card_info.wechat",
      "card_info.has_wechat",
      "card_info.self_intro"
    ]
  }
})
