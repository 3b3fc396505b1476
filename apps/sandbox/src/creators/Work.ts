import { chance, idFrom } from "../chance.ts"
import type { Maker } from "./Maker.ts"
import { subjects } from "./names.ts"
import { paged } from "./paged.ts"
import { type Video, videoOf, videosOf, within } from "./videos.ts"

const linkTo = (video: Video) => `https://www.iesdouyin.com/share/video/${video.id}/`

/** The day of a moment in Asia/Shanghai. */
const dayOf = (moment: string) => new Date(Date.parse(moment) + 8 * 3_600_000).toISOString().slice(0, 10)

export const recommendedVideos: Maker<"recommendedVideos"> = (creator) => {
  const videos = videosOf(creator)
  const shown = (video: Video) => ({ item_id: video.id, create_time: video.published, play: video.plays })
  const most = (those: ReadonlyArray<Video>) =>
    [...those]
      .sort((a, b) => b.plays - a.plays)
      .slice(0, 3)
      .map(shown)
  return {
    masterpiece_videos: most(videos),
    newest_videos: videos.slice(0, 3).map(shown),
    personal_hot_videos: most(within(videos, 90).filter((video) => !video.order)),
    order_hot_videos: most(within(videos, 90).filter((video) => video.order))
  }
}

export const videoDistribution: Maker<"videoDistribution"> = (creator) => {
  const all = within(videosOf(creator), 90).length
  if (all === 0) return { video_content_distribution: [] }
  const own = Math.ceil(all * 0.6)
  const other = chance(`${creator.id}/beside`).pick(subjects).tag
  const rows = [
    [creator.tag, own],
    [other === creator.tag ? "随拍" : other, all - own]
  ] as const
  return {
    video_content_distribution: rows
      .filter(([, cnt]) => cnt > 0)
      .map(([name, cnt]) => ({ name, cnt, proportion: Number((cnt / all).toFixed(4)) }))
  }
}

/** Nobody has published a row of this endpoint: these are plausible, not recorded. */
export const conversionResources: Maker<"conversionResources"> = (creator, asked) => {
  const kind = asked["detailType"] ?? "VIDEO"
  const { whole } = chance(`${creator.id}/sold/${kind}/${asked["industryId"] ?? "ALL"}`)
  const sold = creator.quiet ? [] : Array.from({ length: whole(0, 34) }, (_, i) => `${creator.id}/sold/${kind}/${i}`)
  const row = (seed: string) =>
    kind === "PRODUCT"
      ? {
          product_id: idFrom(seed),
          product_name: `${creator.subTag}好物 ${chance(seed).whole(1, 99)}`,
          sales_amount_range: "1000-3000"
        }
      : { item_id: idFrom(seed), title: chance(seed).pick(creator.titles), click_cnt_range: "1000-3000" }
  const { pagination, rows } = paged(sold.map(row), Number(asked["page"] ?? "1"), 10)
  return { video_list: rows, pagination }
}

export const creatorHomepageVideos: Maker<"creatorHomepageVideos"> = (creator, asked) => {
  const { endDate = "99999999", keyword = "", startDate = "0", videoType = "ALL" } = asked
  const found = videosOf(creator).filter((video) => {
    const day = dayOf(video.published).replaceAll("-", "")
    const paid = asked["onlyAssign"] === "true" || videoType === "XINGTU"
    return (
      startDate <= day &&
      day <= endDate &&
      video.title.includes(keyword) &&
      (!paid || video.order) &&
      (videoType !== "PERSONAL" || !video.order)
    )
  })
  return {
    items: paged(found, Number(asked["page"] ?? "1"), 10).rows.map((video) => ({
      item_id: video.id,
      title: video.title,
      create_time: video.published,
      duration: video.seconds,
      watch_cnt: video.plays,
      like_cnt: video.likes,
      comment_cnt: video.comments,
      interact_rate: interactions(video) / video.plays,
      finish_rate: creator.completion,
      content_theme_labels: [creator.subTag],
      url: linkTo(video)
    }))
  }
}

const interactions = (video: Video) => video.likes + video.comments + video.shares

export const showcaseItems: Maker<"showcaseItems"> = (creator, asked) => {
  const videos = videosOf(creator)
  const shown = (video: Video) => ({
    item_id: video.id,
    title: video.title,
    create_time: video.published,
    item_date: dayOf(video.published),
    duration: video.seconds,
    play: video.plays,
    like: video.likes,
    comment: video.comments,
    share: video.shares,
    is_hot: video.plays > creator.medianPlays * 2,
    url: linkTo(video),
    core_user_id: creator.userId
  })
  const personal = asked["onlyAssign"] === "true" ? [] : videos.filter((video) => !video.order).slice(0, 15)
  return {
    latest_item_info: personal.map(shown),
    latest_star_item_info: videos
      .filter((video) => video.order)
      .slice(0, 15)
      .map(shown),
    ...(videos.length === 0
      ? {}
      : {
          data_description: {
            play_medium: { rate: creator.medianPlays },
            interaction: { rate: creator.interaction },
            video_view_rate: { rate: creator.completion }
          }
        })
  }
}

export const videoDetails: Maker<"videoDetails"> = (_, asked) => {
  const { creator, video } = videoOf(asked["itemId"] ?? "")
  return {
    video_info: {
      item_id: video.id,
      title: video.title,
      create_time: video.published,
      duration: video.seconds,
      vv_cnt: video.plays,
      like_cnt: video.likes,
      comment_cnt: video.comments,
      share_cnt: video.shares,
      collect_cnt: Math.round(video.likes / 10),
      interact_cnt: interactions(video),
      interact_rate: interactions(video) / video.plays,
      finish_rate: creator.completion,
      content_theme_labels: [creator.subTag],
      url: linkTo(video),
      music_info: {
        music_id: idFrom(`${video.id}/music`),
        title: `@${creator.nickname}创作的原声`,
        author: creator.nickname,
        duration: video.seconds
      }
    },
    author_info: {
      author_id: creator.id,
      name: creator.nickname,
      core_user_id: creator.userId,
      gender: creator.gender,
      city: creator.city,
      follower: creator.followers,
      link_cnt: creator.connected,
      content_tags: { [creator.tag]: [creator.subTag] },
      industry_tags: [],
      is_star: true
    }
  }
}

/** Thirty days in which a video's numbers arrive, most of them in the first. */
const arriving = (whole: number) => {
  const shares = Array.from({ length: 30 }, (_, i) => 0.72 ** i)
  const all = shares.reduce((sum, share) => sum + share, 0)
  return shares.map((share) => Math.round((whole * share) / all))
}

export const itemReportTrends: Maker<"itemReportTrends"> = (_, asked) => {
  const { creator, video } = videoOf(asked["itemId"] ?? "")
  const days = (values: ReadonlyArray<number>) =>
    values.map((value, i) => ({
      visit_date: dayOf(new Date(Date.parse(video.published) + i * 86_400_000).toISOString()),
      value
    }))
  const [plays, reactions] = [arriving(video.plays), arriving(interactions(video))]
  return {
    date_values: {
      vv_list: days(plays),
      valid_vv_list: days(plays.map((count) => Math.round(count * 0.97))),
      like_cnt_list: days(arriving(video.likes)),
      comment_cnt_list: days(arriving(video.comments)),
      share_cnt_list: days(arriving(video.shares)),
      collect_cnt_list: days(arriving(video.likes / 10)),
      interact_cnt_list: days(reactions),
      interact_rate_list: days(plays.map((count, i) => (count === 0 ? 0 : (reactions[i] ?? 0) / count))),
      finish_rate_list: days(plays.map(() => creator.completion))
    }
  }
}
