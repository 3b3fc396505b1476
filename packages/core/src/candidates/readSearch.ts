import { catalogue } from "../catalogue/catalogue.ts"
import type * as Endpoint from "../endpoint/Endpoint.ts"
import * as Wire from "../endpoint/Wire.ts"
import { isRecord, valueAt } from "../util/path.ts"
import type { Candidate, Kind, Score } from "./Candidate.ts"
import { candidateOf, collect, type Facts } from "./facts.ts"

type Search = Endpoint.Data<typeof catalogue.creatorSearch>
type Author = NonNullable<Search["authors"]>[number]

/** Fields of a search that only a shortlist reads. */
const also = Wire.struct({
  vv_median_30d: Wire.count("Median plays, 30 days", "近 30 天播放量中位数"),
  sn_prospective_60_cpe: Wire.yuan("CPE, custom, second estimate", "CPE（定制视频，第二口径）"),
  last_10_items: Wire.json(
    Wire.list(
      "Last ten videos",
      "最近十条视频",
      Wire.struct({
        item_create_time: Wire.epochSeconds("Published", "发布时间"),
        vv: Wire.count("Plays", "播放量")
      })
    )
  )
})

const prices: ReadonlyArray<readonly [Kind, string, "price_20_60" | "price_60"]> = [
  ["placement", "2", "price_20_60"],
  ["custom", "71", "price_60"]
]

const score = (value: number | undefined): Score | undefined => (value === undefined ? undefined : { value })

/** The plays of the last videos, newest first; undefined where one of them is not told. */
const recent = (items: ReadonlyArray<{ readonly item_create_time?: string; readonly vv?: number }> | undefined) => {
  const plays = [...(items ?? [])]
    .sort((a, b) => Date.parse(b.item_create_time ?? "") - Date.parse(a.item_create_time ?? "") || 0)
    .flatMap(({ vv }) => (vv === undefined ? [] : [vv]))
  return plays.length === 0 || plays.length < (items ?? []).length ? undefined : plays
}

/** What a search tells about one creator. */
const read = (author: Author, raw: unknown, at: string | undefined): Facts => {
  const { attribute_datas: of = {}, task_infos = [] } = author
  const more = also.read(valueAt(raw, "attribute_datas") ?? {}, "", []) ?? also.none
  const { facts, offer, put } = collect({ endpoint: "creatorSearch", at })
  put("name", of.nick_name, "nick_name")
  put("followers", of.follower, "follower")
  put("category", Object.keys(of.tags_relation ?? {})[0], "tags_relation")
  put("medianPlays", more.vv_median_30d, "vv_median_30d")
  put("interactionRate", of.interact_rate_within_30d, "interact_rate_within_30d")
  put("completionRate", of.play_over_rate_within_30d, "play_over_rate_within_30d")
  put("recentPlays", recent(more.last_10_items), "last_10_items")
  const scores = {
    overall: score(of.link_star_index),
    reach: score(of.link_spread_index),
    seeding: score(of.link_shopping_index),
    conversion: score(of.link_convert_index)
  }
  const known = Object.entries(scores).filter(([, one]) => one !== undefined)
  put("scores", known.length === 0 ? undefined : Object.fromEntries(known), "link_*_index")
  const listed = task_infos.flatMap(({ price_infos = [] }) => price_infos)
  for (const [kind, type, field] of prices) {
    const info = listed.find(({ video_type }) => video_type === type)
    offer(kind, "price", of[field], field)
    if (of[field] === undefined) offer(kind, "price", info?.price, "task_infos.price_infos")
    offer(kind, "expectedPlays", of.expected_play_num, "expected_play_num")
  }
  offer("placement", "cpm", of.prospective_20_60_cpm, "prospective_20_60_cpm")
  offer("custom", "cpm", of.prospective_60_cpm, "prospective_60_cpm")
  offer("placement", "cpe", of.sn_prospective_20_60_cpe, "sn_prospective_20_60_cpe")
  offer("custom", "cpe", more.sn_prospective_60_cpe, "sn_prospective_60_cpe")
  return facts()
}

/** The result of a creator search. */
export interface SearchAnswer {
  readonly raw: unknown
  readonly meta?: { readonly at: string }
}

/** What a page of a search tells, by creator, in the API's order. */
export const readSearch = ({ meta, raw }: SearchAnswer) => {
  const listed = valueAt(raw, "data.authors")
  return (Array.isArray(listed) ? listed : []).filter(isRecord).flatMap((row) => {
    const [author] = catalogue.creatorSearch.data.read({ authors: [row] }, "", [])?.authors ?? []
    const id = author?.star_id ?? author?.attribute_datas?.id
    return author === undefined || id === undefined ? [] : [{ id, facts: read(author, row, meta?.at) }]
  })
}

/** Candidates from the result of a search. Sends no requests. */
export const fromSearch = (answer: SearchAnswer): ReadonlyArray<Candidate> =>
  readSearch(answer).map(({ facts, id }) => candidateOf(id, [facts]))
