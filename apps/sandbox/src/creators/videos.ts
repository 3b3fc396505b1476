import { chance, idFrom } from "../chance.ts"
import { type Creator, creatorOf } from "./Creator.ts"

export interface Video {
  readonly id: string
  readonly title: string
  /** ISO 8601 UTC. */
  readonly published: string
  readonly seconds: number
  readonly plays: number
  readonly likes: number
  readonly comments: number
  readonly shares: number
  /** Made for an order of the marketplace. */
  readonly order: boolean
}

/** The last moment of made-up history: fixed, so that the same request has the same result on every day. */
export const today = Date.parse("2026-11-20T12:00:00Z")

const day = 86_400_000

/** Videos that were listed, with their creators: what lets the reports on a video tell about the same people. */
const listed = new Map<string, { readonly creator: Creator; readonly video: Video }>()

/** A creator's videos, newest first: about one in four days for 300 days. */
export const videosOf = (creator: Creator): ReadonlyArray<Video> => {
  const videos = creator.quiet ? [] : madeBy(creator)
  for (const video of videos) listed.set(video.id, { creator, video })
  return videos
}

/** The video of an id. One that was never listed belongs to a creator of its own. */
export const videoOf = (id: string): { readonly creator: Creator; readonly video: Video } => {
  const known = listed.get(id)
  if (known !== undefined) return known
  const creator = creatorOf(id)
  const [first] = madeBy(creator)
  return { creator, video: { ...first, id } }
}

const madeBy = (creator: Creator): readonly [Video, ...ReadonlyArray<Video>] => {
  const { between, next, pick, whole } = chance(`${creator.id}/videos`)
  const { spread = 1.1 } = creator.story ?? {}
  const make = (at: number, number: number): Video => {
    const order = next() < 0.22
    const plays = Math.round(creator.medianPlays * Math.exp(between(-spread, spread)) * (order ? 0.75 : 1))
    const reactions = plays * creator.interaction * between(0.7, 1.3)
    return {
      id: idFrom(`${creator.id}/video/${number}`),
      title: `${pick(creator.titles)} #${creator.subTag}`,
      published: new Date(Math.floor(at / 1000) * 1000).toISOString(),
      seconds: whole(Math.round(creator.averageSeconds * 0.5), Math.round(creator.averageSeconds * 1.5)),
      plays,
      likes: Math.round(reactions * 0.88),
      comments: Math.round(reactions * 0.07),
      shares: Math.round(reactions * 0.05),
      order
    }
  }
  let at = today - between(0.2, 3) * day
  const videos: [Video, ...Array<Video>] = [make(at, 0)]
  while ((at -= between(1, 7) * day) > today - 300 * day) videos.push(make(at, videos.length))
  return videos
}

/** Those of the last days before `today`. */
export const within = (videos: ReadonlyArray<Video>, days: number): ReadonlyArray<Video> =>
  videos.filter((video) => Date.parse(video.published) > today - days * day)
