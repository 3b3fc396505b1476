import { chance, idFrom } from "../chance.ts"
import type { Creator } from "./Creator.ts"

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

/** The last moment of made-up history: fixed, so that the same question has the same answer on every day. */
export const today = Date.parse("2026-11-20T12:00:00Z")

const day = 86_400_000

/** A creator's videos, newest first: about one in four days for 300 days. */
export const videosOf = (creator: Creator): ReadonlyArray<Video> => {
  if (creator.quiet) return []
  const { between, next, pick, whole } = chance(`${creator.id}/videos`)
  const videos: Array<Video> = []
  for (let at = today - between(0.2, 3) * day; at > today - 300 * day; at -= between(1, 7) * day) {
    const order = next() < 0.22
    const plays = Math.round(creator.medianPlays * Math.exp(between(-1.1, 1.1)) * (order ? 0.75 : 1))
    const reactions = plays * creator.interaction * between(0.7, 1.3)
    videos.push({
      id: idFrom(`${creator.id}/video/${videos.length}`),
      title: `${pick(creator.titles)} #${creator.subTag}`,
      published: new Date(Math.floor(at / 1000) * 1000).toISOString(),
      seconds: whole(Math.round(creator.averageSeconds * 0.5), Math.round(creator.averageSeconds * 1.5)),
      plays,
      likes: Math.round(reactions * 0.88),
      comments: Math.round(reactions * 0.07),
      shares: Math.round(reactions * 0.05),
      order
    })
  }
  return videos
}

/** Those of the last days before `today`. */
export const within = (videos: ReadonlyArray<Video>, days: number): ReadonlyArray<Video> =>
  videos.filter((video) => Date.parse(video.published) > today - days * day)
