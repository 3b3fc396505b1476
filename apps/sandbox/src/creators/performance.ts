import type { catalogue, Endpoint } from "@xingtu/core"
import { chance } from "../chance.ts"
import type { Creator } from "./Creator.ts"
import { videosOf, within } from "./videos.ts"

type Catalogue = typeof catalogue

const middle = (values: ReadonlyArray<number>): number => {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

const mean = (values: ReadonlyArray<number>): number => values.reduce((sum, value) => sum + value, 0) / values.length

/** Yuan for a thousand plays, or for one reaction, in each tier the creator offers. */
export const costs = (creator: Creator) => {
  const per = (price: number, plays: number) => price / plays
  const { 1: short, 2: middle, 71: long } = creator.prices
  const cpm = (price: number) => per(price, creator.expectedPlays) * 1000
  const cpe = (price: number) => per(price, creator.expectedPlays * creator.interaction)
  return {
    cpm: { ...(short === undefined ? {} : { cpm_1_20: cpm(short) }), cpm_21_60: cpm(middle), cpm_60: cpm(long) },
    cpe: { ...(short === undefined ? {} : { cpe_1_20: cpe(short) }), cpe_21_60: cpe(middle), cpe_60: cpe(long) }
  }
}

/** How a creator compares with others of the same label: the better the figure, the more of them it beats. */
const rank = (creator: Creator, fact: string) => chance(`${creator.id}/rank/${fact}`).between(0.2, 0.98)

export const spreadMetrics = (creator: Creator, asked: Readonly<Record<string, string>>): Endpoint.Data<Catalogue["spreadMetrics"]> => {
  const videos = within(videosOf(creator), asked["range"] === "DAY_90" ? 90 : 30).filter((video) => asked["type"] !== "XINTU_VIDEO" || video.order)
  // As the API does: with no video in the period only the labels are left.
  if (videos.length === 0) {
    return { interact_rate: { label: creator.tag }, play_over_rate: { label: creator.tag }, expect_cpm: {}, expect_cpe: {}, sales_expect_cpm: {} }
  }
  const bought = asked["flowType"] === "INCLUDE" ? 1.3 : 1
  const { cpm, cpe } = costs(creator)
  const plays = Math.round(middle(videos.map((video) => video.plays)) * bought)
  const average = (of: (video: (typeof videos)[number]) => number) => Math.round(mean(videos.map(of)) * bought)
  return {
    item_num: videos.length,
    play_mid: plays,
    avg_duration: mean(videos.map((video) => video.seconds)),
    like_avg: average((video) => video.likes),
    comment_avg: average((video) => video.comments),
    share_avg: average((video) => video.shares),
    interact_rate: { value: creator.interaction, overtake: rank(creator, "interaction"), label: creator.tag },
    play_over_rate: { value: creator.completion, overtake: rank(creator, "completion"), label: creator.tag },
    play_stability: { overtake: rank(creator, "stability") },
    expect_cpm: cpm,
    expect_cpe: cpe,
    sales_expect_cpm: Object.fromEntries(Object.entries(cpm).map(([tier, yuan]) => [tier, yuan * 1.18])),
    item_rate: { item_num: { value: videos.length }, play_mid: { value: plays, overtake: rank(creator, "plays") } }
  }
}
