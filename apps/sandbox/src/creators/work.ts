import type { catalogue, Endpoint } from "@xingtu/core"
import { chance, idFrom } from "../chance.ts"
import type { Creator } from "./Creator.ts"
import { subjects } from "./names.ts"
import { type Video, videosOf, within } from "./videos.ts"

type Catalogue = typeof catalogue

export const recommendedVideos = (creator: Creator): Endpoint.Data<Catalogue["recommendedVideos"]> => {
  const videos = videosOf(creator)
  const shown = (video: Video) => ({ item_id: video.id, create_time: video.published, play: video.plays })
  const most = (those: ReadonlyArray<Video>) => [...those].sort((a, b) => b.plays - a.plays).slice(0, 3).map(shown)
  return {
    masterpiece_videos: most(videos),
    newest_videos: videos.slice(0, 3).map(shown),
    personal_hot_videos: most(within(videos, 90).filter((video) => !video.order)),
    order_hot_videos: most(within(videos, 90).filter((video) => video.order))
  }
}

export const videoDistribution = (creator: Creator): Endpoint.Data<Catalogue["videoDistribution"]> => {
  const all = within(videosOf(creator), 90).length
  if (all === 0) return { video_content_distribution: [] }
  const own = Math.ceil(all * 0.6)
  const other = chance(`${creator.id}/beside`).pick(subjects).tag
  const rows = [[creator.tag, own], [other === creator.tag ? "随拍" : other, all - own]] as const
  return {
    video_content_distribution: rows.filter(([, cnt]) => cnt > 0).map(([name, cnt]) => ({ name, cnt, proportion: Number((cnt / all).toFixed(4)) }))
  }
}

const perPage = 10

/** The rows `from` to `to` of page `page`, and whether more follow. */
export const paged = <A>(rows: ReadonlyArray<A>, page: number, limit = perPage) => ({
  rows: rows.slice((page - 1) * limit, page * limit),
  pagination: { page, limit, total_count: rows.length, has_more: page * limit < rows.length }
})

/** Nobody has published a row of this endpoint: these are plausible, not recorded. */
export const conversionResources = (creator: Creator, asked: Readonly<Record<string, string>>): Endpoint.Data<Catalogue["conversionResources"]> => {
  const { whole } = chance(`${creator.id}/sold/${asked["detailType"] ?? "VIDEO"}/${asked["industryId"] ?? "ALL"}`)
  const sold = creator.quiet ? [] : Array.from({ length: whole(0, 34) }, (_, i) => `${creator.id}/sold/${i}`)
  const row = (seed: string) =>
    asked["detailType"] === "PRODUCT"
      ? { product_id: idFrom(seed), product_name: `${creator.subTag}好物 ${chance(seed).whole(1, 99)}`, sales_amount_range: "1000-3000" }
      : { item_id: idFrom(seed), title: chance(seed).pick(creator.titles), click_cnt_range: "1000-3000" }
  const { pagination, rows: video_list } = paged(sold.map(row), Number(asked["page"] ?? "1"))
  return { video_list, pagination }
}
