import * as Endpoint from "../endpoint/Endpoint.ts"
import { searchFilters } from "../endpoint/search/filters.ts"
import * as Wire from "../endpoint/Wire.ts"
import { categories, gender, pagination } from "../endpoint/wires.ts"

export const creatorSearch = Endpoint.make("creatorSearch", {
  path: "/api/douyin-xingtu/gw/api/gsearch/search_for_author_square/v1",
  group: "creator",
  title: { en: "Creator search", zh: "达人搜索" },
  about: {
    en: "Creators by nickname or content, filtered by price, audience, place and performance, page by page.",
    zh: "按昵称或内容搜索达人，可按报价、受众、地区与表现筛选，分页返回。"
  },
  aliases: ["search"],
  params: searchFilters,
  pages: { param: "page", rows: "authors", more: "pagination.has_more" },
  data: Wire.struct({
    authors: Wire.list(
      "Creators",
      "达人",
      Wire.struct({
        star_id: Wire.id("Creator id", "达人 ID"),
        attribute_datas: Wire.struct({
          id: Wire.id("Creator id, again", "达人 ID（重复）"),
          nick_name: Wire.text("Name", "昵称"),
          core_user_id: Wire.id("Douyin user id", "抖音用户 ID"),
          avatar_uri: Wire.text("Picture", "头像"),
          gender,
          province: Wire.text("Province", "省份"),
          city: Wire.text("City", "城市"),
          follower: Wire.count("Followers", "粉丝数"),
          tags_relation: categories,
          content_theme_labels_180d: Wire.json(
            Wire.list("Content themes, 180 days", "近 180 天内容主题", Wire.text("Theme", "主题"))
          ),
          price_1_20: Wire.yuan("Price, 1-20 s (old)", "报价（1-20 秒，旧）"),
          price_20_60: Wire.yuan("Price, placement", "报价（植入视频）"),
          price_60: Wire.yuan("Price, custom", "报价（定制视频）"),
          expected_play_num: Wire.count("Expected plays", "预期播放量"),
          expected_natural_play_num: Wire.count("Expected natural plays", "预期自然播放量"),
          pic_expected_play_num: Wire.count("Expected views of pictures", "图文预期播放量"),
          prospective_1_20_cpm: Wire.yuan("Expected CPM, 1-20 s (old)", "预期 CPM（1-20 秒，旧）"),
          prospective_20_60_cpm: Wire.yuan("Expected CPM, placement", "预期 CPM（植入视频）"),
          prospective_60_cpm: Wire.yuan("Expected CPM, custom", "预期 CPM（定制视频）"),
          promotion_prospective_vv: Wire.count("Expected plays with promotion", "加热后预期播放量"),
          promotion_prospective_1_20_cpm: Wire.yuan("CPM with promotion, 1-20 s (old)", "加热后 CPM（1-20 秒，旧）"),
          promotion_prospective_20_60_cpm: Wire.yuan("CPM with promotion, placement", "加热后 CPM（植入视频）"),
          interact_rate_within_30d: Wire.fraction("Interaction rate, 30 days", "近 30 天互动率"),
          play_over_rate_within_30d: Wire.fraction("Completion rate, 30 days", "近 30 天完播率"),
          fans_increment_within_15d: Wire.count("New followers, 15 days", "近 15 天涨粉"),
          fans_increment_rate_within_15d: Wire.fraction("Follower growth, 15 days", "近 15 天涨粉率"),
          fans_increment_within_30d: Wire.plain("New followers, 30 days", "近 30 天涨粉"),
          star_index: Wire.index("Star index", "star 指数"),
          link_star_index: Wire.index("Overall score", "星图指数"),
          link_spread_index: Wire.index("Reach score", "传播指数"),
          link_shopping_index: Wire.index("Seeding score", "种草指数"),
          link_convert_index: Wire.index("Conversion score", "转化指数"),
          link_link_cnt_by_industry: Wire.count("Connected users", "连接用户数"),
          // A second estimate with the same units; nobody published how it differs.
          sn_expected_play_num: Wire.count("Expected plays, second estimate", "预期播放量（第二口径）"),
          sn_interact_rate_within_30d: Wire.fraction("Interaction rate, second estimate", "互动率（第二口径）"),
          sn_play_over_rate_within_30d: Wire.fraction("Completion rate, second estimate", "完播率（第二口径）"),
          sn_prospective_1_20_cpm: Wire.yuan("CPM, 1-20 s (old), second estimate", "CPM（1-20 秒，旧，第二口径）"),
          sn_prospective_20_60_cpm: Wire.yuan("CPM, placement, second estimate", "CPM（植入视频，第二口径）"),
          sn_prospective_1_20_cpe: Wire.yuan("CPE, 1-20 s (old), second estimate", "CPE（1-20 秒，旧，第二口径）"),
          sn_prospective_20_60_cpe: Wire.yuan("CPE, placement, second estimate", "CPE（植入视频，第二口径）"),
          e_commerce_enable: Wire.flag("Sells goods", "开通电商"),
          author_ecom_level: Wire.text("Selling level", "带货等级"),
          ecom_score: Wire.index("Selling score", "带货评分"),
          ecom_gmv_30d_range: Wire.text("GMV, 30 days", "近 30 天 GMV"),
          ecom_gpm_30d_range: Wire.text("GPM, 30 days", "近 30 天 GPM"),
          ecom_avg_order_value_30d_range: Wire.text("Order value, 30 days", "近 30 天客单价"),
          ecom_video_product_num_30d: Wire.count("Products in videos, 30 days", "近 30 天视频带货商品数"),
          is_excellenct_author: Wire.flag("Excellent creator", "优质达人"),
          is_black_horse_author: Wire.flag("Rising creator", "黑马达人"),
          is_cocreate_author: Wire.flag("Co-creates", "参与共创"),
          is_short_drama: Wire.flag("Short drama", "短剧达人"),
          game_type: Wire.json(Wire.map("Games", "游戏类型", Wire.plain("Weight", "权重"))),
          last_10_items: Wire.json(
            Wire.list(
              "Last ten videos",
              "最近十条视频",
              Wire.struct({
                item_id: Wire.id("Video id", "视频 ID"),
                item_create_time: Wire.epochSeconds("Published", "发布时间"),
                comment_cnt: Wire.count("Comments", "评论数"),
                is_high_quality_item: Wire.flag("High quality", "优质内容")
              })
            )
          )
        }),
        items: Wire.list(
          "Videos",
          "视频",
          Wire.struct({
            item_id: Wire.id("Video id", "视频 ID"),
            vv: Wire.count("Plays", "播放量")
          })
        ),
        task_infos: Wire.list(
          "Offers",
          "接单类型",
          Wire.struct({
            price_infos: Wire.list(
              "Prices",
              "报价",
              Wire.struct({
                video_type: Wire.text("Type", "类型编号"),
                price: Wire.yuan("Price", "报价"),
                start_time: Wire.epochSeconds("From", "生效时间"),
                end_time: Wire.epochSeconds("Until", "失效时间")
              })
            )
          })
        )
      })
    ),
    pagination
  }),
  table: {
    rows: ["authors[]"],
    columns: [
      "star_id",
      "attribute_datas.nick_name",
      "attribute_datas.follower",
      "attribute_datas.price_20_60",
      "attribute_datas.price_60",
      "attribute_datas.expected_play_num",
      "attribute_datas.prospective_20_60_cpm",
      "attribute_datas.prospective_60_cpm",
      "attribute_datas.interact_rate_within_30d",
      "attribute_datas.play_over_rate_within_30d",
      "attribute_datas.province",
      "attribute_datas.city",
      "attribute_datas.tags_relation"
    ]
  }
})
