import type { Creator } from "./Creator.ts"
import type { Maker } from "./Maker.ts"

/** Yuan for a thousand plays and for one reaction, in each tier the creator offers. */
export const costs = ({ expectedPlays, interaction, prices }: Creator) => {
  const cost = (price: number) => ({ cpm: (price / expectedPlays) * 1000, cpe: price / (expectedPlays * interaction) })
  return {
    short: prices[1] === undefined ? undefined : cost(prices[1]),
    middle: cost(prices[2]),
    long: cost(prices[71])
  }
}

export const expected = (creator: Creator) => {
  const { long, middle, short } = costs(creator)
  return {
    cpm: { ...(short === undefined ? {} : { cpm_1_20: short.cpm }), cpm_21_60: middle.cpm, cpm_60: long.cpm },
    cpe: { ...(short === undefined ? {} : { cpe_1_20: short.cpe }), cpe_21_60: middle.cpe, cpe_60: long.cpe }
  }
}

export const costPerformanceAnalysis: Maker<"costPerformanceAnalysis"> = (creator) => {
  if (creator.quiet) return { expect_cpm: {}, expect_cpe: {}, expect_vv: {} }
  const { cpe, cpm } = expected(creator)
  return { expect_vv: { value: creator.expectedPlays }, expect_cpm: cpm, expect_cpe: cpe }
}

export const creatorCommerceSpreadInfo: Maker<"creatorCommerceSpreadInfo"> = (creator) => {
  if (creator.quiet) return {}
  const { long, middle, short } = costs(creator)
  return {
    vv: creator.expectedPlays,
    ...(short === undefined ? {} : { cpm_1_20: short.cpm, cpe_1_20: short.cpe }),
    cpm_20_60: middle.cpm,
    cpm_60: long.cpm,
    cpe_20_60: middle.cpe,
    cpe_60: long.cpe
  }
}

/** Names of the tiers: since September 2026 most creators offer only the last two, under new names. */
const offers = ({ prices }: Creator) =>
  prices[1] === undefined
    ? ([
        [2, "植入视频", prices[2]],
        [71, "定制视频", prices[71]]
      ] as const)
    : ([
        [1, "1-20s视频", prices[1]],
        [2, "21-60s视频", prices[2]],
        [71, "60s以上视频", prices[71]]
      ] as const)

export const marketingMetrics: Maker<"marketingMetrics"> = (creator) => ({
  price_info: offers(creator).map(([type, desc, price]) => ({
    video_type: String(type),
    desc,
    price,
    origin_price: price,
    has_discount: false,
    enable: true,
    is_open: true,
    settlement_desc: "固定价格",
    field: type === 2 ? "long_video_price" : "price",
    start_time: creator.joined,
    end_time: "2037-12-31T16:00:00.000Z"
  })),
  industry_tags: [`${creator.tag}-${creator.subTag}`],
  hot_list_ranks: [],
  activity_info: []
})
