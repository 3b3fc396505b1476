import { industries } from "./search/industries.ts"
import * as Wire from "./Wire.ts"
import { make as words, type Words } from "../util/Words.ts"

/** Parts of results that several endpoints share. */

/** What a price is for, by its number. Type 92 is what a thousand natural plays cost; all others are prices. */
export const videoTypes: ReadonlyMap<string, Words> = new Map(
  Object.entries({
    1: words("video of 1-20 s (old)", "1-20 秒视频（旧）"),
    2: words("placement video", "植入视频"),
    71: words("custom video", "定制视频"),
    91: words("co-created video, participant", "抖音短视频共创-参与达人"),
    92: words("natural plays, by CPM", "自然播放 CPM")
  })
)

export const expectedCpm = Wire.struct({
  cpm_1_20: Wire.fen("Expected CPM, 1-20 s (old)", "预期 CPM（1-20 秒，旧）"),
  cpm_21_60: Wire.fen("Expected CPM, placement", "预期 CPM（植入视频）"),
  cpm_60: Wire.fen("Expected CPM, custom", "预期 CPM（定制视频）")
})

export const expectedCpe = Wire.struct({
  cpe_1_20: Wire.fen("Expected CPE, 1-20 s (old)", "预期 CPE（1-20 秒，旧）"),
  cpe_21_60: Wire.fen("Expected CPE, placement", "预期 CPE（植入视频）"),
  cpe_60: Wire.fen("Expected CPE, custom", "预期 CPE（定制视频）")
})

/** 0 is "not said". */
export const gender = Wire.without(
  ["0"],
  Wire.coded("Gender", "性别", { 1: words("male", "男"), 2: words("female", "女") })
)

/** An industry by its number. */
export const industryCode = Wire.coded(
  "Industry",
  "行业",
  Object.fromEntries(
    Object.values(industries).flatMap(([en, zh, ...also]) =>
      also.filter((name) => /^\d{4}$/.test(name)).map((code) => [code, { en, zh }])
    )
  )
)

/** Categories of the first level, each with those of the second. */
export const categories = Wire.json(
  Wire.map("Categories", "内容分类", Wire.list("Subcategories", "二级分类", Wire.text("Subcategory", "二级分类")))
)

export const pagination = Wire.struct({
  page: Wire.count("Page", "页码"),
  limit: Wire.count("Rows per page", "每页条数"),
  total_count: Wire.count("Rows in all", "总条数"),
  has_more: Wire.flag("More pages", "还有下一页")
})

/** How a creator's people divide, by gender, age, place and so on: people per group, not percents. */
export const distributions = Wire.list(
  "Distributions",
  "分布",
  Wire.struct({
    type: Wire.coded("By", "维度", {
      1: words("gender", "性别"),
      2: words("age", "年龄"),
      4: words("province", "省份"),
      8: words("device", "设备品牌"),
      32: words("city tier", "城市等级"),
      64: words("interest", "兴趣"),
      256: words("city", "城市"),
      1024: words("crowd", "八大人群"),
      2048: words("consumption category", "消费品类"),
      4096: words("price per customer", "客单价")
    }),
    type_display: Wire.text("Distribution", "分布名称"),
    description: Wire.text("In short", "概述"),
    image: Wire.list("Mostly", "主要特征", Wire.text("Mostly", "主要特征")),
    distribution_list: Wire.list(
      "Groups",
      "分组",
      Wire.struct({
        distribution_key: Wire.coded("Group", "分组", {
          男: words("male", "男"),
          女: words("female", "女"),
          male: words("male", "男"),
          female: words("female", "女")
        }),
        distribution_value: Wire.count("People", "人数")
      })
    )
  })
)

export const distributionTable = {
  rows: ["distributions[].distribution_list[]"],
  columns: [
    { field: "../type", orElse: "../type_display" },
    "distribution_key",
    "distribution_value",
    {
      share: "distribution_value",
      parts: {
        by: "../type",
        complete: [
          "gender",
          "age",
          "province",
          "device",
          "city tier",
          "crowd",
          "consumption category",
          "price per customer"
        ],
        // Only the ten largest cities and the eight largest interests are listed.
        wholes: { city: ["province", "gender"], interest: ["gender", "province"] }
      }
    }
  ],
  largestFirst: "distribution_value"
} as const
