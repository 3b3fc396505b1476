import * as Endpoint from "../Endpoint.ts"
import * as Param from "../Param.ts"
import { creatorId, page, platform, range } from "../params.ts"
import * as Wire from "../Wire.ts"

const industry = Param.withDefault(
  Param.choice({ en: "Industry", zh: "行业" }, { en: "The industry of the promoted goods.", zh: "推广商品所属行业。" }, {
    ALL: ["All", "全部"],
    ELECTRONICS_AND_APPLIANCES: ["Electronics and appliances", "3C 及电器"],
    SHOPPING: ["Shopping", "购物"],
    FOOD_AND_BEVERAGE: ["Food and beverage", "食品饮料"],
    CLOTHING_AND_ACCESSORIES: ["Clothing and accessories", "服装配饰"],
    HEALTHCARE_AND_MEDICAL: ["Healthcare and medical", "医疗健康"],
    MEDICAL_INSTITUTIONS: ["Medical institutions", "医疗机构"],
    HOME_AND_BUILDING_MATERIALS: ["Home and building materials", "家居建材"],
    LOCAL_SERVICES: ["Local services", "本地生活"],
    BUSINESS_SERVICES: ["Business services", "商务服务"],
    CULTURE_SPORTS_ENTERTAINMENT: ["Leisure and entertainment", "文体娱乐"],
    BEAUTY_SERVICES: ["Beauty services", "丽人服务"],
    REAL_ESTATE: ["Real estate", "房地产"],
    EDUCATION_AND_TRAINING: ["Education and training", "教育培训"],
    TRAVEL_AND_TOURISM: ["Travel and tourism", "旅游出行"],
    PUBLIC_SERVICES: ["Public services", "公共服务"],
    GAMES: ["Games", "游戏"],
    RETAIL: ["Internet e-commerce services", "电商零售"],
    TRANSPORTATION_EQUIPMENT: ["Transportation equipment", "交通设备"],
    AUTOMOTIVE: ["Automotive", "汽车"],
    AGRICULTURE_FORESTRY_FISHERY: ["Agriculture forestry fishery", "农林牧渔"],
    CHEMICAL_AND_ENERGY: ["Chemical and energy", "化工能源"],
    ELECTRONICS_AND_ELECTRICAL: ["Electronics and electrical", "电子电工"],
    MACHINERY_EQUIPMENT: ["Machinery equipment", "机械设备"],
    MEDIA_AND_INFORMATION: ["Media and information", "传媒资讯"],
    LOGISTICS: ["Logistics", "物流"],
    TELECOMMUNICATIONS: ["Telecommunications", "通信"],
    FINANCIAL_SERVICES: ["Financial services", "金融"],
    CATERING_SERVICES: ["Catering services", "餐饮服务"],
    SOFTWARE_TOOLS: ["Software tools", "工具软件"],
    FRANCHISING_AND_INVESTMENT: ["Franchising and investment", "招商加盟"],
    BEAUTY_AND_COSMETICS: ["Beauty and cosmetics", "美妆"],
    MOTHER_BABY_AND_PET: ["Mother baby and pet", "母婴宠物"],
    DAILY_CHEMICALS: ["Daily chemicals", "日化"],
    PHYSICAL_BOOKS: ["Physical books", "图书"],
    SOCIAL_AND_COMMUNICATION: ["Social and communication", "社交通讯"],
    CULTURAL_SUPPLIES: ["Cultural supplies", "文化用品"],
    SPORTS_OUTDOOR: ["Sports and outdoors", "运动户外"]
  }),
  "ALL"
)

const detailType = Param.withDefault(
  Param.choice({ en: "Resource", zh: "资源类型" }, { en: "Videos that sold, or products that were sold.", zh: "带货视频或带货商品。" }, {
    VIDEO: ["Video", "视频"],
    PRODUCT: ["Product", "商品"]
  }),
  "VIDEO"
)

export const conversionResources = Endpoint.make("conversionResources", {
  path: "/api/douyin-xingtu/gw/api/data_sp/get_author_convert_videos_or_products/v1",
  group: "commerce",
  title: { en: "Conversion resources", zh: "转化资源" },
  about: { en: "The videos or products through which a creator sold, page by page.", zh: "达人带货的视频或商品，分页返回。" },
  aliases: ["conversions"],
  params: { oAuthorId: creatorId, platform, industryId: industry, range, detailType, page },
  pages: { param: "page", more: "pagination.has_more" },
  data: Wire.struct({
    // No published answer has a row yet: whatever arrives is carried as it is.
    video_list: Wire.list("Resources", "资源", Wire.unknown("Resource", "资源")),
    pagination: Wire.struct({
      page: Wire.count("Page", "页码"),
      limit: Wire.count("Rows per page", "每页条数"),
      total_count: Wire.count("Rows in all", "总条数"),
      has_more: Wire.flag("More pages", "还有下一页")
    })
  }),
  table: { rows: ["video_list[]"], columns: [""] }
})
