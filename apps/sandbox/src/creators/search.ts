import { idFrom } from "../chance.ts"
import { recordedIds } from "../recorded.ts"
import { type Creator, creatorOf } from "./Creator.ts"
import { costs } from "./Money.ts"
import type { Maker } from "./Maker.ts"
import { paged } from "./paged.ts"
import { videosOf } from "./videos.ts"

const size = 600

let everybody: ReadonlyArray<Creator> | undefined

/** Everybody the search finds: made-up creators and the recorded one. Any other id answers all the same. */
const population = (): ReadonlyArray<Creator> =>
  (everybody ??= [recordedIds.creator, ...Array.from({ length: size }, (_, i) => idFrom(`creator/${i}`))].map(
    creatorOf
  ))

const inside = (range: string | undefined, value: number | undefined): boolean => {
  if (range === undefined) return true
  const [least = "", most = ""] = range.split("-")
  return value !== undefined && Number(least) <= value && value <= Number(most)
}

const someOf = (labels: string | undefined, of: ReadonlyArray<string>): boolean =>
  labels === undefined ||
  labels.split(",").some((label) => of.some((own) => own.includes(label) || label.includes(own)))

/** The price, or the cost, that a price range is about. */
const priced = (creator: Creator, type: string | undefined): number | undefined => {
  if (type === "CUSTOM_VIDEO") return creator.prices.custom
  return type === "NATURAL_PLAY_CPM" ? costs(creator).placement.cpm : creator.prices.placement
}

const matches = (creator: Creator, asked: Readonly<Record<string, string>>): boolean => {
  const words = asked["keyword"]?.toLowerCase().split(/\s+/)
  // Words people try first are categories: both ways of searching answer to them.
  const found = [
    creator.tag,
    creator.subTag,
    ...creator.themes,
    ...(asked["searchType"] === "CONTENT" ? creator.titles : [creator.nickname])
  ]
  const { cpe, cpm } = costs(creator).placement
  return (
    (words === undefined || words.some((word) => found.some((text) => text.toLowerCase().includes(word)))) &&
    (asked["gender"] === undefined || asked["gender"] === creator.gender.toUpperCase()) &&
    someOf(asked["location"], [creator.province, ...(creator.city === "" ? [] : [creator.city])]) &&
    someOf(asked["contentTag"], [creator.tag, creator.subTag]) &&
    someOf(asked["contentTheme"], creator.themes) &&
    inside(asked["followerRange"], creator.followers) &&
    inside(asked["kolPriceRange"], priced(creator, asked["kolPriceType"])) &&
    inside(asked["expectedCpmRange"], cpm) &&
    inside(asked["expectedCpeRange"], cpe) &&
    inside(asked["expectedPlayRange"], creator.expectedPlays) &&
    inside(asked["interactionRateRange"], creator.interaction) &&
    inside(asked["completionRateRange"], creator.completion) &&
    inside(asked["connectedUserRange"], creator.connected)
  )
}

const shown = (creator: Creator) => {
  const { custom, placement } = costs(creator)
  const videos = videosOf(creator)
  const best = videos.reduce(
    (most, video) => (video.plays > most.plays ? video : most),
    videos[0] ?? { id: "", plays: 0 }
  )
  return {
    star_id: creator.id,
    attribute_datas: {
      id: creator.id,
      nick_name: creator.nickname,
      core_user_id: creator.userId,
      gender: creator.gender,
      province: creator.province,
      city: creator.city,
      follower: creator.followers,
      tags_relation: { [creator.tag]: [creator.subTag] },
      content_theme_labels_180d: creator.themes,
      price_20_60: creator.prices.placement,
      price_60: creator.prices.custom,
      expected_play_num: creator.expectedPlays,
      prospective_20_60_cpm: placement.cpm,
      prospective_60_cpm: custom.cpm,
      interact_rate_within_30d: creator.interaction,
      play_over_rate_within_30d: creator.completion,
      fans_increment_within_15d: Math.round((creator.followers * creator.growth) / 2),
      fans_increment_rate_within_15d: creator.growth / 2,
      link_link_cnt_by_industry: creator.connected,
      e_commerce_enable: creator.followers % 2 === 0,
      last_10_items: videos.slice(0, 10).map((video) => ({
        item_id: video.id,
        item_create_time: video.published,
        comment_cnt: video.comments,
        is_high_quality_item: video.plays > creator.medianPlays
      }))
    },
    items: best.id === "" ? [] : [{ item_id: best.id, vv: best.plays }],
    task_infos: [
      {
        price_infos: (
          [
            ["2", creator.prices.placement],
            ["71", creator.prices.custom]
          ] as const
        ).map(([video_type, price]) => ({
          video_type,
          price,
          start_time: creator.joined,
          end_time: "2037-12-31T16:00:00.000Z"
        }))
      }
    ]
  }
}

/**
 * Finds by nickname or content, by people, place, price and performance; the filters not named here are taken and
 * ignored.
 */
export const creatorSearch: Maker<"creatorSearch"> = (_, asked) => {
  const found = population().filter((creator) => matches(creator, asked))
  const sorted = [...found].sort((a, b) =>
    asked["sort"] === "DEFAULT" ? b.interaction - a.interaction : b.followers - a.followers
  )
  const { pagination, rows } = paged(sorted, Number(asked["page"] ?? "1"), 20)
  return { authors: rows.map(shown), pagination }
}
