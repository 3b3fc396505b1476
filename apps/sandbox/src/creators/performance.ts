import { chance } from "../chance.ts"
import type { Creator } from "./Creator.ts"
import type { Maker } from "./Maker.ts"
import { expected } from "./Money.ts"
import { videosOf, within } from "./videos.ts"

const middle = (values: ReadonlyArray<number>): number => {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

const mean = (values: ReadonlyArray<number>): number => values.reduce((sum, value) => sum + value, 0) / values.length

/** Which share of the creators with the same label a creator beats. */
const beats = (creator: Creator, fact: string) => chance(`${creator.id}/beats/${fact}`).between(0.2, 0.98)

export const spreadMetrics: Maker<"spreadMetrics"> = (creator, asked) => {
  const videos = within(videosOf(creator), asked["range"] === "DAY_90" ? 90 : 30).filter(
    (video) => asked["type"] !== "XINTU_VIDEO" || video.order
  )
  // As the API does: with no video in the period only the labels are left.
  if (videos.length === 0) {
    return {
      interact_rate: { label: creator.tag },
      play_over_rate: { label: creator.tag },
      expect_cpm: {},
      expect_cpe: {},
      sales_expect_cpm: {}
    }
  }
  const bought = asked["flowType"] === "INCLUDE" ? 1.3 : 1
  const { cpe, cpm } = expected(creator)
  const plays = Math.round(middle(videos.map((video) => video.plays)) * bought)
  const average = (of: (video: (typeof videos)[number]) => number) => Math.round(mean(videos.map(of)) * bought)
  return {
    item_num: videos.length,
    play_mid: plays,
    avg_duration: mean(videos.map((video) => video.seconds)),
    like_avg: average((video) => video.likes),
    comment_avg: average((video) => video.comments),
    share_avg: average((video) => video.shares),
    interact_rate: { value: creator.interaction, overtake: beats(creator, "interaction"), label: creator.tag },
    play_over_rate: { value: creator.completion, overtake: beats(creator, "completion"), label: creator.tag },
    play_stability: { overtake: creator.story?.beats ?? beats(creator, "stability") },
    expect_cpm: cpm,
    expect_cpe: cpe,
    sales_expect_cpm: Object.fromEntries(Object.entries(cpm).map(([tier, yuan]) => [tier, yuan * 1.18])),
    item_rate: {
      item_num: { value: videos.length },
      play_mid: { value: plays, overtake: creator.story?.beats ?? beats(creator, "plays") }
    }
  }
}
