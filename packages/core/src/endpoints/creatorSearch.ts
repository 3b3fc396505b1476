import * as Endpoint from "../endpoint/Endpoint.ts"
import { searchFilters } from "../endpoint/search/filters.ts"
import { searchRules } from "../endpoint/search/rules.ts"
import * as Wire from "../endpoint/Wire.ts"
import { categories, gender, pagination } from "../endpoint/wires.ts"
import { make as words } from "../util/Words.ts"

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
  rules: searchRules,
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
          promotion_prospective_60_cpm: Wire.yuan("CPM with promotion, custom", "加热后 CPM（定制视频）"),
          interact_rate_within_30d: Wire.fraction("Interaction rate, 30 days", "近 30 天互动率"),
          play_over_rate_within_30d: Wire.fraction("Completion rate, 30 days", "近 30 天完播率"),
          vv_median_30d: Wire.count("Median plays, 30 days", "近 30 天播放量中位数"),
          interaction_median_30d: Wire.count("Median interactions, 30 days", "近 30 天互动量中位数"),
          star_item_count_within_30d: Wire.count("Paid videos, 30 days", "近 30 天商单视频数"),
          burst_text_rate: Wire.fraction("Viral rate", "爆文率"),
          fans_increment_within_15d: Wire.count("New followers, 15 days", "近 15 天涨粉"),
          fans_increment_rate_within_15d: Wire.fraction("Follower growth, 15 days", "近 15 天涨粉率"),
          fans_increment_within_30d: Wire.count("New followers, 30 days", "近 30 天涨粉"),
          star_index: Wire.index("Overall score, unrounded", "星图指数（未取整）"),
          link_star_index: Wire.index("Overall score", "星图指数"),
          link_spread_index: Wire.index("Reach score", "传播指数"),
          link_shopping_index: Wire.index("Seeding score", "种草指数"),
          link_convert_index: Wire.index("Conversion score", "转化指数"),
          link_link_cnt_by_industry: Wire.count("Connected users", "连接用户数"),
          link_l_cnt_by_industry: Wire.count("Aware users", "了解用户数"),
          link_i_cnt_by_industry: Wire.count("Interested users", "感兴趣用户数"),
          link_n_cnt_by_industry: Wire.count("Users who like", "喜欢用户数"),
          link_k_cnt_by_industry: Wire.count("Users who follow", "关注用户数"),
          link_star_index_by_industry: Wire.index("Overall score in the industry", "星图指数（行业）"),
          link_spread_index_by_industry: Wire.index("Reach score in the industry", "传播指数（行业）"),
          link_convert_index_by_industry: Wire.index("Conversion score in the industry", "转化指数（行业）"),
          link_recommend_index_by_industry: Wire.index("Recommendation score in the industry", "推荐指数（行业）"),
          search_after_view_index_by_industry: Wire.index("Search score in the industry", "看后搜指数（行业）"),
          avg_search_after_view_rate_30d: Wire.fraction("Searches after watching, 30 days", "近 30 天看后搜率"),
          assign_cpm_suggest_price: Wire.yuan("Suggested CPM", "建议 CPM"),
          // A second estimate with the same units; nobody published how it differs.
          sn_expected_play_num: Wire.count("Expected plays, second estimate", "预期播放量（第二口径）"),
          sn_interact_rate_within_30d: Wire.fraction("Interaction rate, second estimate", "互动率（第二口径）"),
          sn_play_over_rate_within_30d: Wire.fraction("Completion rate, second estimate", "完播率（第二口径）"),
          sn_prospective_1_20_cpm: Wire.yuan("CPM, 1-20 s (old), second estimate", "CPM（1-20 秒，旧，第二口径）"),
          sn_prospective_20_60_cpm: Wire.yuan("CPM, placement, second estimate", "CPM（植入视频，第二口径）"),
          sn_prospective_60_cpm: Wire.yuan("CPM, custom, second estimate", "CPM（定制视频，第二口径）"),
          sn_prospective_1_20_cpe: Wire.yuan("CPE, 1-20 s (old), second estimate", "CPE（1-20 秒，旧，第二口径）"),
          sn_prospective_20_60_cpe: Wire.yuan("CPE, placement, second estimate", "CPE（植入视频，第二口径）"),
          sn_prospective_60_cpe: Wire.yuan("CPE, custom, second estimate", "CPE（定制视频，第二口径）"),
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
                item_publish_time: Wire.epochSeconds("Made public", "公开时间"),
                item_title: Wire.text("Title", "标题"),
                vv: Wire.count("Plays", "播放量"),
                like_cnt: Wire.count("Likes", "点赞数"),
                comment_cnt: Wire.count("Comments", "评论数"),
                share_cnt: Wire.count("Shares", "转发数"),
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
            video_tag: Wire.numbered("Kind", "类型", { 6: words("newest", "最新视频") }),
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
                price: Wire.yuan("Price, or CPM of type 92", "报价（类型 92 为 CPM）"),
                price_extra_info: Wire.struct({
                  floor_price: Wire.yuan("Floor price", "保底价"),
                  ceiling_price: Wire.yuan("Ceiling price", "封顶价")
                }),
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
