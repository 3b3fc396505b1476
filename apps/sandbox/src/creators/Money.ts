import type { Creator } from "./Creator.ts"
import type { Maker } from "./Maker.ts"

/** Yuan for a thousand plays and for one reaction, for each kind of video. */
export const costs = ({ expectedPlays, interaction, prices }: Creator) => {
  const cost = (price: number) => ({ cpm: (price / expectedPlays) * 1000, cpe: price / (expectedPlays * interaction) })
  return { placement: cost(prices.placement), custom: cost(prices.custom) }
}

export const expected = (creator: Creator) => {
  const { custom, placement } = costs(creator)
  return {
    cpm: { cpm_21_60: placement.cpm, cpm_60: custom.cpm },
    cpe: { cpe_21_60: placement.cpe, cpe_60: custom.cpe }
  }
}

export const costPerformanceAnalysis: Maker<"costPerformanceAnalysis"> = (creator) => {
  if (creator.quiet) return { expect_cpm: {}, expect_cpe: {}, expect_vv: {} }
  const { cpe, cpm } = expected(creator)
  return { expect_vv: { value: creator.expectedPlays }, expect_cpm: cpm, expect_cpe: cpe }
}

export const creatorCommerceSpreadInfo: Maker<"creatorCommerceSpreadInfo"> = (creator) => {
  if (creator.quiet) return {}
  const { custom, placement } = costs(creator)
  return {
    vv: creator.expectedPlays,
    cpm_20_60: placement.cpm,
    cpm_60: custom.cpm,
    cpe_20_60: placement.cpe,
    cpe_60: custom.cpe
  }
}

const offers = ({ prices }: Creator) =>
  [
    [2, "植入视频", prices.placement],
    [71, "定制视频", prices.custom]
  ] as const

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
