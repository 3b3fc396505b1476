import type { Words } from "../../util/Words.ts"
import * as Param from "../Param.ts"

/** What people who watch or follow are like. */
export const crowds = (title: Words, about: Words) =>
  Param.optional(
    Param.choices(title, about, {
      GENDER_MALE_50: ["Male 50 % and more", "男性 50% 以上"],
      GENDER_MALE_60: ["Male 60 % and more", "男性 60% 以上"],
      GENDER_MALE_70: ["Male 70 % and more", "男性 70% 以上"],
      GENDER_MALE_80: ["Male 80 % and more", "男性 80% 以上"],
      GENDER_FEMALE_50: ["Female 50 % and more", "女性 50% 以上"],
      GENDER_FEMALE_60: ["Female 60 % and more", "女性 60% 以上"],
      GENDER_FEMALE_70: ["Female 70 % and more", "女性 70% 以上"],
      GENDER_FEMALE_80: ["Female 80 % and more", "女性 80% 以上"],
      AGE_18_23: ["Aged 18-23", "18-23 岁"],
      AGE_24_30: ["Aged 24-30", "24-30 岁"],
      AGE_31_40: ["Aged 31-40", "31-40 岁"],
      AGE_41_50: ["Aged 41-50", "41-50 岁"],
      AGE_GT_50: ["Aged over 50", "50 岁以上"],
      DEVICE_IPHONE: ["iPhone", "苹果手机"],
      DEVICE_HUAWEI: ["Huawei", "华为"],
      DEVICE_XIAOMI: ["Xiaomi", "小米"],
      DEVICE_VIVO: ["vivo", "vivo 手机"],
      DEVICE_OPPO: ["OPPO", "OPPO 手机"],
      CITY_TIER_1: ["Tier 1 cities", "一线城市"],
      CITY_TIER_2: ["Tier 2 cities", "二线城市"],
      CITY_TIER_3: ["Tier 3 cities", "三线城市"],
      CITY_TIER_4: ["Tier 4 cities", "四线城市"],
      CITY_TIER_5: ["Tier 5 cities", "五线城市"],
      SPEND_0_50: ["Spend up to 50 yuan", "客单价 0-50 元"],
      SPEND_50_100: ["Spend 50-100 yuan", "客单价 50-100 元"],
      SPEND_100_200: ["Spend 100-200 yuan", "客单价 100-200 元"],
      SPEND_200_500: ["Spend 200-500 yuan", "客单价 200-500 元"],
      SPEND_GT_500: ["Spend over 500 yuan", "客单价 500 元以上"],
      CROWD_REFINED_MOTHER: ["Refined mothers", "精致妈妈"],
      CROWD_URBAN_SILVER: ["Urban elders", "都市银发"],
      CROWD_NEW_WHITE_COLLAR: ["Young white-collar", "新锐白领"],
      CROWD_SENIOR_MIDDLE_CLASS: ["Established middle class", "资深中产"],
      CROWD_URBAN_BLUE_COLLAR: ["Urban blue-collar", "都市蓝领"],
      CROWD_GEN_Z: ["Generation Z", "Z世代"],
      CROWD_TOWN_MIDDLE_AGED: ["Small-town middle-aged and older", "小镇中老年"],
      CROWD_TOWN_YOUTH: ["Small-town youth", "小镇青年"]
    })
  )
