import { type Creator } from "./Creator.ts"
import type { Maker } from "./Maker.ts"
import { videosOf, within } from "./videos.ts"

/** Agencies have an id of their own; the same name, the same id. */
const agencyId = (name: string) =>
  String([...name].reduce((sum, letter) => sum * 31n + BigInt(letter.codePointAt(0) ?? 0), 17n) % 10n ** 16n)

export const creatorProfile: Maker<"creatorProfile"> = (creator) => ({
  id: creator.id,
  nick_name: creator.nickname,
  unique_id: creator.uniqueId,
  short_id: creator.shortId,
  core_user_id: creator.userId,
  gender: creator.gender,
  province: creator.province,
  city: creator.city,
  follower: creator.followers,
  tags: [creator.tag],
  tags_level_two: [creator.subTag],
  tags_author_style: [],
  tags_relation: { [creator.tag]: [creator.subTag] },
  content_theme_labels: creator.themes,
  industry_list: [],
  lowest_price: Math.min(...Object.values(creator.prices)),
  mcn_name: creator.agency,
  is_star: true,
  is_online: !creator.quiet,
  is_visible: true,
  is_game_author: creator.tag === "游戏",
  is_cpm_project_author: false,
  e_commerce_enable: creator.followers % 2 === 0,
  has_phone: true,
  create_time: creator.joined
})

export const creatorVisibilityStatus: Maker<"creatorVisibilityStatus"> = (creator) => ({
  can_receive: !creator.quiet,
  follower: creator.followers,
  link_cnt: creator.connected,
  ...(creator.quiet ? {} : { release_videos_cnt: within(videosOf(creator), 30).length })
})

export const creatorChannelMetrics: Maker<"creatorChannelMetrics"> = (creator) => ({ self_intro: creator.introduction })

export const creatorTags: Maker<"creatorTags"> = (creator) => ({
  author_tags_detail: { is_curated: creator.followers > 5_000_000 }
})

export const creatorSideBaseInfo: Maker<"creatorSideBaseInfo"> = (creator) => ({ fans_growth_rate_30d: creator.growth })

export const creatorBusinessCard: Maker<"creatorBusinessCard"> = (creator) => ({
  card_info: {
    nick_name: creator.nickname,
    unique_id: creator.uniqueId,
    short_id: creator.shortId,
    city: creator.city,
    follower: creator.followers,
    credit_score: 100,
    ...(creator.agency === ""
      ? {}
      : { mcn_info: { mcn_id: agencyId(creator.agency), mcn_name: creator.agency, sign_time: creator.joined } }),
    phone: "159********",
    has_wechat: true,
    self_intro: creator.introduction,
    star_excellent_author: creator.interaction > 0.05
  }
})

/** How the connected people divide: seen, interested, like, follow. */
export const stages = (creator: Creator) => {
  const parts = [0.62, 0.22, 0.11, 0.05].map((part, i) =>
    Math.round(creator.connected * part * (i === 0 ? 1 : 1 + creator.interaction))
  )
  const rest = parts.slice(1).reduce((sum, part) => sum + part, 0)
  return [creator.connected - rest, ...parts.slice(1)] as const
}

export const creatorLinkStructure: Maker<"creatorLinkStructure"> = (creator) => {
  const [aware = 0, interested = 0, like = 0, follow = 0] = stages(creator)
  const stage = (value: number) => ({
    value,
    proportion: value / creator.connected,
    same_industry_median: Math.round(value * 0.8)
  })
  return {
    author_link_type: creator.interaction > 0.04 ? "种草" : "传播",
    link_struct: {
      1: stage(aware),
      2: stage(interested),
      3: stage(like),
      4: stage(follow),
      5: {
        value: creator.connected,
        rank_percent: 1 / (1 + creator.connected / 100_000),
        relative_ratio: creator.growth * 10
      }
    }
  }
}
