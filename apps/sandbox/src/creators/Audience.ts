import { type Chance, chance } from "../chance.ts"
import type { Creator } from "./Creator.ts"
import type { Maker } from "./Maker.ts"
import { today } from "./videos.ts"
import { stages } from "./Who.ts"

/** A dimension, with the weight of each group in the country as a whole. */
const dimensions = [
  { type: "age", display: "年龄分布", groups: { "18-23": 22, "24-30": 27, "31-40": 29, "41-50": 13, "50+": 9 } },
  {
    type: "province",
    display: "省份分布",
    groups: {
      广东: 12,
      江苏: 8,
      山东: 7,
      浙江: 7,
      河南: 7,
      四川: 6,
      湖南: 5,
      河北: 5,
      湖北: 5,
      安徽: 4,
      福建: 4,
      北京: 4,
      上海: 4,
      辽宁: 3,
      江西: 3,
      陕西: 3,
      广西: 3,
      重庆: 3,
      云南: 3,
      山西: 2,
      其他: 2
    }
  },
  {
    type: "device",
    display: "设备品牌分布",
    groups: { iPhone: 27, 华为: 16, vivo: 12, oppo: 11, 荣耀: 10, 小米: 9, 红米: 6, 其他: 9 }
  },
  { type: "city tier", display: "城市等级分布", groups: { 一线: 18, 二线: 24, 三线: 25, 四线: 20, 五线: 13 } },
  {
    type: "interest",
    display: "兴趣分布",
    groups: { 随拍: 34, 美食: 16, 剧情: 14, 游戏: 10, 时尚: 9, 亲子: 7, 体育: 5, 社会时政: 5 }
  },
  {
    type: "crowd",
    display: "八大人群分布",
    groups: {
      小镇青年: 24,
      Z世代: 19,
      新锐白领: 15,
      都市蓝领: 14,
      精致妈妈: 10,
      小镇中老年: 8,
      资深中产: 6,
      都市银发: 4
    }
  }
] as const

/**
 * The largest cities, each with its province and what part of its people live there: a list that is cut, as the API's
 * is.
 */
const cities = {
  北京: ["北京", 1],
  上海: ["上海", 1],
  重庆: ["重庆", 1],
  广州: ["广东", 0.22],
  深圳: ["广东", 0.2],
  成都: ["四川", 0.42],
  杭州: ["浙江", 0.28],
  武汉: ["湖北", 0.4],
  苏州: ["江苏", 0.2],
  西安: ["陕西", 0.48]
} as const

/** A whole divided by weights, none of it lost. */
const divided = (whole: number, weights: Readonly<Record<string, number>>, { between }: Chance) => {
  const parts = Object.entries(weights).map(([key, weight]) => ({ key, weight: weight * between(0.6, 1.5) }))
  const all = parts.reduce((sum, { weight }) => sum + weight, 0)
  const counts = parts.map(({ key, weight }) => ({
    distribution_key: key,
    distribution_value: Math.floor((whole * weight) / all)
  }))
  const [first, ...rest] = counts
  return first === undefined
    ? []
    : [
        {
          ...first,
          distribution_value: whole - rest.reduce((sum, { distribution_value }) => sum + distribution_value, 0)
        },
        ...rest
      ]
}

type Groups = ReturnType<typeof divided>

/** No city has more people than its province, and a city that is a province has as many. */
const inCities = (provinces: Groups, { between }: Chance): Groups => {
  const people = new Map(provinces.map((group) => [group.distribution_key, group.distribution_value]))
  return Object.entries(cities)
    .map(([key, [province, part]]) => ({
      distribution_key: key,
      distribution_value: Math.floor((people.get(province) ?? 0) * (part === 1 ? 1 : part * between(0.8, 1.2)))
    }))
    .toSorted((a, b) => b.distribution_value - a.distribution_value)
}

const women: Readonly<Record<string, number>> = {
  美妆: 0.83,
  母婴亲子: 0.78,
  时尚: 0.74,
  萌宠: 0.63,
  美食: 0.56,
  旅行: 0.52,
  剧情搞笑: 0.48,
  艺术文化: 0.42,
  运动健身: 0.4,
  科技数码: 0.21,
  汽车: 0.17,
  游戏: 0.2
}

const distributions = (creator: Creator, whole: number) => {
  const female = Math.round(whole * (creator.story?.women ?? women[creator.tag] ?? 0.5))
  const gender = [
    { distribution_key: "male", distribution_value: whole - female },
    { distribution_key: "female", distribution_value: female }
  ]
  const by = (type: string) => chance(`${creator.id}/audience/${type}`)
  const lists = dimensions.map(({ type, display, groups }) => ({
    type,
    display,
    list: divided(whole, groups, by(type))
  }))
  const provinces = lists.find(({ type }) => type === "province")?.list ?? []
  const all = [
    { type: "gender", display: "性别分布", list: gender },
    ...lists.slice(0, -1),
    { type: "city", display: "城市分布", list: inCities(provinces, by("city")) },
    ...lists.slice(-1)
  ]
  return all.map(({ type, display, list }) => {
    const most = list.reduce((best, group) => (group.distribution_value > best.distribution_value ? group : best))
    return {
      type,
      type_display: display,
      description: `${most.distribution_key}居多,占比${Math.round((most.distribution_value / whole) * 100)}%`,
      image: [`${most.distribution_key}居多`],
      distribution_list: list
    }
  })
}

const updated = new Date(today).toISOString()

export const followerDistribution: Maker<"followerDistribution"> = (creator, asked) => ({
  distributions: distributions(
    creator,
    asked["authorType"] === undefined || asked["authorType"] === "FAN"
      ? creator.followers
      : Math.round(creator.followers * 0.08)
  ),
  last_update_time: updated
})

export const audienceDistribution: Maker<"audienceDistribution"> = (creator, asked) => {
  const [aware, interested, like, follow] = stages(creator)
  const { [asked["linkType"] ?? "CONNECTED"]: whole = creator.connected } = {
    AWARE: aware,
    INTERESTED: interested,
    LIKE: like,
    FOLLOW: follow
  } as Readonly<Record<string, number | undefined>>
  return { distributions: distributions(creator, whole), last_update_time: updated }
}

const day = 86_400_000

/** Days from one jump of followers to the next, where there are any. */
const jumpEvery = 20

/** Followers at the end of a day: a straight line to today's number, with a little noise. */
const followersOn = (creator: Creator, at: number) => {
  const months = (at - today) / (30 * day)
  const noise = chance(`${creator.id}/followers/${Math.floor(at / day)}`).between(-0.0004, 0.0004)
  const sinceJump = Math.floor(at / day) % jumpEvery
  const bought = (creator.story?.jump ?? 0) * (1 - sinceJump / jumpEvery)
  return Math.max(0, Math.round(creator.followers * (1 + creator.growth * months + noise + bought)))
}

const longest = 366

export const followerGrowthTrend: Maker<"followerGrowthTrend"> = (creator, asked) => {
  const first = Date.parse(`${asked["startDate"]}T00:00:00Z`)
  const last = Date.parse(`${asked["endDate"]}T00:00:00Z`)
  const days = Array.from(
    { length: Math.min(longest, Math.round((last - first) / day) + 1) },
    (_, i) => first + i * day
  )
  const rows = days.map((at) => ({
    date: new Date(at).toISOString().slice(0, 10),
    now: followersOn(creator, at),
    before: followersOn(creator, at - day)
  }))
  const [start, end] = [rows[0]?.before ?? 0, rows.at(-1)?.now ?? 0]
  return {
    daily: rows.map(({ date, now }) => ({ date, fans_cnt: now })),
    delta: rows.map(({ date, now, before }) => ({ date, fans_cnt: now - before })),
    fans_growth_v2: { value: end - start },
    fans_growth_rate_v2: { value: start === 0 ? 0 : (end - start) / start }
  }
}
