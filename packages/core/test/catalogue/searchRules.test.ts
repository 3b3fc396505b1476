import { Result } from "effect"
import { describe, expect, it } from "vitest"
import { catalogue, Endpoint } from "../../src/adapter.ts"

const asked = (input: object) => Endpoint.question(catalogue.creatorSearch, input)
const sent = (input: object) => Result.getOrUndefined(asked(input))?.query
const problems = (input: object) =>
  Result.match(asked(input), { onSuccess: () => [], onFailure: (failure) => failure.problems })

describe("a price range", () => {
  it("needs the price it is about, and says which there are", () => {
    const [problem, ...others] = problems({ kolPriceRange: "10000-50000" })
    expect(others).toEqual([])
    expect(problem?.param).toBe("kolPriceType")
    expect(problem?.problem.en).toMatch(/kolPriceRange.*PRODUCT_PLACEMENT_VIDEO.*CUSTOM_VIDEO/)
    expect(problem?.problem.zh).toMatch(/植入视频.*定制视频/)
    expect(problems({ kolPriceType: "placement" })).toEqual([])
    expect(problems({ kolPriceType: "placement", kolPriceRange: "1万-5万" })).toEqual([])
  })

  it("says one thing about a type that is gone, not two", () => {
    expect(problems({ kolPriceType: "VIDEO_1_20S", kolPriceRange: "1-2" })).toHaveLength(1)
  })
})

describe.each(["audienceImage", "fansImage"])("%s", (param) => {
  it("takes one threshold for each gender", () => {
    expect(problems({ [param]: "GENDER_MALE_50, GENDER_FEMALE_60" })).toEqual([])
    expect(problems({ [param]: ["GENDER_MALE_50", "GENDER_MALE_50"] })).toEqual([])
    const [problem] = problems({ [param]: "GENDER_FEMALE_50；女性 60% 以上" })
    expect(problem).toMatchObject({
      param,
      problem: { en: "At most one threshold for women: keep GENDER_FEMALE_50 or GENDER_FEMALE_60." }
    })
  })
})

describe("a label", () => {
  it.each([
    ["contentTheme", "亲子活动、宝宝辅食", "亲子活动,宝宝辅食"],
    ["contentTheme", "家常菜谱 露营体验", "家常菜谱,露营体验"],
    ["contentTag", "美妆，穿搭\t剧情搞笑", "美妆,穿搭,剧情搞笑"],
    ["personaTag", "奶爸；123", "奶爸,123"],
    ["tonalityTag", "潮流酷\n滑雪", "潮流酷,滑雪"]
  ])("%s takes %j", (param, typed, query) => {
    expect(sent({ [param]: typed })).toEqual({ [param]: query })
  })

  it.each([
    ["contentTheme", "妆容妆造", /heading.*淡妆教程/],
    ["contentTheme", "手机/数码/家电分享", /heading.*手机评测/],
    ["personaTag", "学历", /heading.*大学生/],
    ["contentTheme", "露营", /did you mean 露营体验 or 户外露营\?/],
    ["contentTag", "母婴", /did you mean 母婴亲子/],
    ["contentTag", "nonsense", /Unknown label/],
    ["tonalityTag", "不存在的调性", /Unknown label/]
  ])("%s refuses %s before it costs anything, and says what would be right", (param, typed, said) => {
    const [problem] = problems({ [param]: typed })
    expect(problem?.param).toBe(param)
    expect(problem?.problem.en).toMatch(said)
    expect(problem?.problem.zh).toMatch(/\p{Script=Han}/u)
  })
})

describe("a place", () => {
  it.each([
    ["Shanghai", "上海市"],
    ["guangdong province", "广东省"],
    ["Xi'an", "西安市"],
    ["shen zhen", "深圳市"],
    ["Inner Mongolia", "内蒙古自治区"],
    ["Hong Kong", "香港特别行政区"],
    ["Shaanxi", "陕西省"],
    ["shanxi", "山西省"],
    ["Hángzhōu", "杭州市"],
    ["四川省,杭州", "四川省,杭州"],
    ["广东、Chengdu；昆山市", "广东,成都市,昆山市"],
    ["Beijing Shanghai", "北京市,上海市"]
  ])("%s is sent as %s", (typed, location) => {
    expect(sent({ location: typed })).toEqual({ location })
  })

  it.each([
    ["Shangai", /did you mean 上海市\?/],
    ["London", /in Chinese, such as/],
    ["Taizhou", /泰州市 and 台州市/]
  ])("%s is refused, and the refusal says what would be right", (typed, said) => {
    expect(problems({ location: typed })[0]?.problem.en).toMatch(said)
  })
})
