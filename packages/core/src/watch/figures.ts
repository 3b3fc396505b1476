import type { catalogue } from "../catalogue/catalogue.ts"
import type * as Endpoint from "../endpoint/Endpoint.ts"
import type { Kind } from "../candidates/Candidate.ts"
import { watched } from "./changes.ts"
import { defined } from "../util/defined.ts"
import type { Snapshot, Watched } from "./Snapshot.ts"

/** The ID of an endpoint that a watch uses; each is one paid call per creator. */
export type WatchSource = "marketingMetrics" | "spreadMetrics" | "creatorVisibilityStatus" | "showcaseItems"

/** What a result tells of a creator. */
export type Figures = Omit<Snapshot, "id" | "at">

type Data<K extends WatchSource> = Endpoint.Data<(typeof catalogue)[K]>

const kindOfType: Readonly<Record<string, Kind>> = { 2: "placement", 71: "custom" }

const prices = ({ price_info }: Data<"marketingMetrics">): Figures => {
  if (price_info === undefined) return {}
  const found = price_info.flatMap(({ enable, price, video_type = "" }) => {
    const kind = kindOfType[video_type]
    return kind === undefined || enable === false || price === undefined ? [] : [[kind, price] as const]
  })
  return { prices: Object.fromEntries(found) }
}

const performance = ({ expect_cpm, play_mid }: Data<"spreadMetrics">): Figures => {
  const cpm = defined({ placement: expect_cpm?.cpm_21_60, custom: expect_cpm?.cpm_60 })
  return {
    ...(Object.keys(cpm).length === 0 ? {} : { cpm }),
    ...(play_mid === undefined ? {} : { medianPlays: play_mid })
  }
}

const status = ({ can_receive, follower }: Data<"creatorVisibilityStatus">): Figures => ({
  ...(can_receive === undefined ? {} : { takesOrders: can_receive }),
  ...(follower === undefined ? {} : { followers: follower })
})

const videos = ({ latest_item_info = [], latest_star_item_info = [] }: Data<"showcaseItems">): Figures => {
  const [newest] = [...latest_item_info, ...latest_star_item_info]
    .filter(({ create_time, item_id }) => create_time !== undefined && item_id !== undefined)
    .sort((a, b) => Date.parse(b.create_time ?? "") - Date.parse(a.create_time ?? ""))
  if (newest?.item_id === undefined) return {}
  const { create_time, item_id, play, title } = newest
  return {
    newestVideo: {
      id: item_id,
      ...(create_time === undefined ? {} : { at: create_time }),
      ...(title === undefined ? {} : { title }),
      ...(play === undefined ? {} : { plays: play })
    }
  }
}

/** How the result of each source is read. */
export const readers: { readonly [K in WatchSource]: (data: Data<K>) => Figures } = {
  marketingMetrics: prices,
  spreadMetrics: performance,
  creatorVisibilityStatus: status,
  showcaseItems: videos
}

/** Which call tells what. */
const tells: Readonly<Record<Watched, WatchSource>> = {
  price: "marketingMetrics",
  cpm: "spreadMetrics",
  followers: "creatorVisibilityStatus",
  medianPlays: "spreadMetrics",
  takesOrders: "creatorVisibilityStatus",
  newestVideo: "showcaseItems"
}

/** The endpoints needed for these figures (default: all figures). */
export const sourcesOf = (watch: ReadonlyArray<Watched> = watched): ReadonlyArray<WatchSource> => [
  ...new Set(watch.map((what) => tells[what]))
]

/** Decoded results of one creator, by endpoint. */
export type WatchAnswers = { readonly [K in WatchSource]?: Data<K> | undefined }

const read = <K extends WatchSource>(source: K, data: Data<K> | undefined): Figures =>
  data === undefined ? {} : readers[source](data)

/**
 * Makes a snapshot from results that you have already. Sends no requests. `at` is ISO 8601; what a result does not
 * tell, or nobody asked, is left out.
 */
export const snapshotOf = (id: string, at: string, answers: WatchAnswers): Snapshot => ({
  id,
  at,
  ...read("marketingMetrics", answers.marketingMetrics),
  ...read("spreadMetrics", answers.spreadMetrics),
  ...read("creatorVisibilityStatus", answers.creatorVisibilityStatus),
  ...read("showcaseItems", answers.showcaseItems)
})
