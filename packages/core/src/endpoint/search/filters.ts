import { crowds } from "./crowds.ts"
import { categories, personas, themes, tones } from "./labels.ts"
import { priceType } from "./priceType.ts"
import * as Param from "../Param.ts"
import { industry, page } from "../params.ts"

/** The filters of the creator search. */
export const searchFilters = {
  keyword: Param.withExample(
    Param.optional(
      Param.text(
        { en: "Word", zh: "关键词" },
        { en: "A nickname, or a word of the videos: see search by.", zh: "昵称或视频内容的关键词，见“搜索方式”。" }
      )
    ),
    "陈赫"
  ),
  searchType: Param.withDefault(
    Param.choice(
      { en: "Search by", zh: "搜索方式" },
      { en: "What the word is looked for in.", zh: "关键词匹配的对象。" },
      { NICKNAME: ["Nickname", "昵称", "name"], CONTENT: ["Content", "内容"] }
    ),
    "NICKNAME"
  ),
  page,
  sort: Param.withDefault(
    Param.choice(
      { en: "Order", zh: "排序" },
      { en: "Most followers first, or the marketplace's own order.", zh: "按粉丝数降序，或星图综合排序。" },
      {
        FANS: ["Followers", "粉丝数", "fans"],
        DEFAULT: ["Marketplace score", "综合排序", "score"]
      }
    ),
    "FANS"
  ),
  gender: Param.optional(
    Param.choice(
      { en: "Gender", zh: "性别" },
      { en: "The creator's gender.", zh: "达人性别。" },
      { MALE: ["Male", "男", "男性", "1"], FEMALE: ["Female", "女", "女性", "2"] }
    )
  ),
  location: Param.withExample(
    Param.optional(
      Param.places(
        { en: "Places", zh: "地区" },
        {
          en: "Provinces or cities, in Chinese; provinces and larger cities also in English: Shanghai is 上海市.",
          zh: "省份或城市，可填多个；省份与较大城市也支持英文或拼音。"
        }
      )
    ),
    "广东省,深圳市"
  ),
  followerRange: Param.withExample(
    Param.optional(
      Param.range({ en: "Followers", zh: "粉丝数" }, { en: "From and to how many followers.", zh: "粉丝数范围。" })
    ),
    "100000-500000"
  ),
  kolPriceType: priceType,
  kolPriceRange: Param.withExample(
    Param.optional(
      Param.range({ en: "Price", zh: "报价" }, { en: "From and to how many yuan.", zh: "报价范围（元）。" })
    ),
    "10000-50000"
  ),
  expectedCpmRange: Param.withExample(
    Param.optional(
      Param.range(
        { en: "Expected CPM", zh: "预期 CPM" },
        {
          en: "From and to how many yuan; without an upper end: 100-1000000.",
          zh: "预期 CPM 范围（元）；不设上限可填 100-1000000。"
        }
      )
    ),
    "0-50"
  ),
  expectedCpeRange: Param.withExample(
    Param.optional(
      Param.range(
        { en: "Expected CPE", zh: "预期 CPE" },
        {
          en: "From and to how many yuan; without an upper end: 10-1000000.",
          zh: "预期 CPE 范围（元）；不设上限可填 10-1000000。"
        }
      )
    ),
    "0-3"
  ),
  expectedPlayRange: Param.withExample(
    Param.optional(
      Param.range(
        { en: "Expected plays", zh: "预期播放量" },
        {
          en: "From and to how many plays; without an upper end: 10000000-1000000000.",
          zh: "预期播放量范围；不设上限可填 10000000-1000000000。"
        }
      )
    ),
    "1000000-3000000"
  ),
  interactionRateRange: Param.withExample(
    Param.optional(
      Param.shares(
        { en: "Interaction rate", zh: "互动率" },
        { en: "From and to which share: 0.02-1 is 2 % and more.", zh: "互动率范围：0.02-1 即 2% 以上。" }
      )
    ),
    "0.02-1"
  ),
  completionRateRange: Param.withExample(
    Param.optional(
      Param.shares(
        { en: "Completion rate", zh: "完播率" },
        { en: "From and to which share: 0.2-1 is 20 % and more.", zh: "完播率范围：0.2-1 即 20% 以上。" }
      )
    ),
    "0.2-1"
  ),
  viralRateRange: Param.withExample(
    Param.optional(
      Param.shares(
        { en: "Viral rate", zh: "爆文率" },
        { en: "From and to which share of viral videos: 0.1-0.25.", zh: "爆文率范围，例如 0.1-0.25。" }
      )
    ),
    "0.1-0.25"
  ),
  connectedUserRange: Param.withExample(
    Param.optional(
      Param.range(
        { en: "Connected users", zh: "连接用户数" },
        { en: "From and to how many connected users.", zh: "连接用户数范围。" }
      )
    ),
    "1000000-3000000"
  ),
  progressTaskRange: Param.withExample(
    Param.optional(
      Param.matching(
        { en: "Running orders", zh: "进行中任务" },
        {
          en: "Days, a colon, and from and to how many orders; one end may be left open: 30:8- is 8 and more within 30 days.",
          zh: "天数、冒号与任务数范围，可省略一端：30:8- 即 30 天内 8 单以上。"
        },
        /^\d{1,3}:(\d+-\d*|-\d+)$/,
        { en: "Enter days and a range, such as 30:8- or 30:2-5.", zh: "请填写天数与范围，例如 30:8- 或 30:2-5。" }
      )
    ),
    "30:8-"
  ),
  marketingTarget: Param.optional(
    Param.choice(
      { en: "Goal", zh: "营销目标" },
      { en: "What the campaign is for.", zh: "投放的营销目标。" },
      {
        BRAND_EXPOSURE: ["Brand exposure", "品牌曝光", "exposure"],
        CIRCLE_SEEDING: ["Seeding beyond the circle", "破圈种草", "seeding"],
        ACTION_CONVERSION: ["Conversion", "行动转化"]
      }
    )
  ),
  industry: industry({ en: "The industry the creators are recommended for.", zh: "推荐达人所属行业。" }),
  contentTag: Param.withExample(
    Param.optional(
      Param.labels(
        { en: "Categories", zh: "内容分类" },
        {
          en: "Categories of the first or second level, in Chinese: 美妆, 时尚, 萌宠, 测评, 游戏, 旅行, 汽车, 生活, 美食, 母婴亲子, 科技数码 and so on.",
          zh: "一级或二级内容分类：美妆、时尚、萌宠、测评、游戏、旅行、汽车、生活、美食、母婴亲子、科技数码等。"
        },
        { labels: categories, headings: "sent" }
      )
    ),
    "美妆,穿搭,剧情搞笑"
  ),
  contentTheme: Param.withExample(
    Param.optional(
      Param.labels(
        { en: "Themes", zh: "内容主题" },
        {
          en: "Themes of the second level, in Chinese, such as 家常菜谱 or 露营体验.",
          zh: "二级内容主题，例如家常菜谱、露营体验。"
        },
        { labels: themes, headings: "only headings" }
      )
    ),
    "亲子活动,宝宝辅食"
  ),
  personaTag: Param.withExample(
    Param.optional(
      Param.labels(
        { en: "Persona", zh: "人设标签" },
        {
          en: "What the creators are in life, in Chinese, such as 奶爸 or 大学生.",
          zh: "达人身份与人设，例如奶爸、大学生。"
        },
        { labels: personas, headings: "only headings", numbers: /^\d+$/ }
      )
    ),
    "大学生,美妆创作者"
  ),
  tonalityTag: Param.withExample(
    Param.optional(
      Param.labels(
        { en: "Tone", zh: "调性标签" },
        { en: "The tone of the creators, in Chinese, such as 潮流酷 or 滑雪.", zh: "达人调性，例如潮流酷、滑雪。" },
        { labels: tones, headings: "sent" }
      )
    ),
    "精致达人,设计师"
  ),
  audienceImage: Param.withExample(
    crowds({ en: "Audience", zh: "受众画像" }, { en: "What the people who watch are like.", zh: "观众的人群特征。" }),
    "GENDER_FEMALE_50,CROWD_REFINED_MOTHER"
  ),
  fansImage: Param.withExample(
    crowds(
      { en: "Follower profile", zh: "粉丝画像" },
      { en: "What the people who follow are like.", zh: "粉丝的人群特征。" }
    ),
    "GENDER_FEMALE_50,AGE_24_30"
  ),
  isSuperstar: Param.withDefault(
    Param.flag({ en: "Celebrities", zh: "明星达人" }, { en: "Only celebrities.", zh: "仅看明星达人。" }),
    "false"
  ),
  isCuratedAuthor: Param.withDefault(
    Param.flag(
      { en: "Curated", zh: "精选达人" },
      { en: "Only creators the marketplace has picked.", zh: "仅看星图精选达人。" }
    ),
    "false"
  ),
  authorList: Param.optional(
    Param.choice(
      { en: "Topic list", zh: "专题榜单" },
      { en: "One of the marketplace's lists.", zh: "星图专题推荐中的一个榜单。" },
      {
        SHORT_LIVE_ENTERTAINMENT_CREATORS: ["Entertainers for video with live", "短直联动娱播达人"],
        SHORT_DRAMA_ACTORS: ["Short drama actors", "短剧演员"],
        WECHAT_QUICK_CONNECT_CREATORS: ["Quick to reach by WeCom", "企微可快速建联达人"],
        AI_STAR_PLAN_CREATORS: ["AI Star Plan", "AI星企划达人"],
        COMMERCE_ADVANTAGE_CREATORS: ["Strong at selling", "带货优势达人"],
        HIGH_VALUE_CREATORS: ["Value for money", "高性价比达人"],
        SEEDING_ADVANTAGE_CREATORS: ["Strong at seeding", "种草优势达人"],
        BASKETBALL_CREATORS: ["Basketball", "运动圈层达人-篮球", "篮球"],
        PREMIUM_CONTENT_MEDIA: ["Media with fine content", "精品内容型媒体推荐"],
        TREND_SETTING_MEDIA: ["Media that set trends", "趋势造风型媒体推荐"],
        FACTORY_TRACEABILITY_MEDIA: ["Media that visit factories", "探厂溯源型媒体推荐"],
        RUNNING_CREATORS: ["Running", "运动圈层达人-跑步", "跑步"],
        LIGHT_OUTDOOR_CREATORS: ["Light outdoors", "运动圈层达人-轻户外", "轻户外"],
        FITNESS_CREATORS: ["Fitness", "运动圈层达人-运动健身", "运动健身"],
        YOGA_CREATORS: ["Yoga", "运动圈层达人-瑜伽", "瑜伽"],
        STREET_SPORTS_CREATORS: ["Street sports", "运动圈层达人-街头运动", "街头运动"],
        CYCLING_CREATORS: ["Cycling", "运动圈层达人-骑行", "骑行"],
        FOOTBALL_CREATORS: ["Football", "运动圈层达人-足球", "足球"],
        FISHING_CREATORS: ["Fishing", "运动圈层达人-垂钓", "垂钓"],
        BEAUTY_QUALITY_CREATORS: ["Beauty of fine quality", "美妆质感达人"]
      }
    )
  )
}
