import { chance } from "../chance.ts"
import { recordedIds } from "../recorded.ts"
import { type Story, stories } from "./stories.ts"
import { agencies, places, prefixes, subjects } from "./names.ts"

/** A made-up creator: everything follows from the ID, so every endpoint tells the same about them. Prices in yuan. */
export interface Creator {
  readonly id: string
  /** The name in addresses of Douyin, the number before it, and the account behind both. */
  readonly uniqueId: string
  readonly shortId: string
  readonly userId: string
  readonly joined: string
  readonly introduction: string
  readonly nickname: string
  readonly gender: "male" | "female"
  readonly province: string
  readonly city: string
  readonly agency: string
  readonly tag: string
  readonly subTag: string
  readonly themes: ReadonlyArray<string>
  readonly titles: readonly [string, ...ReadonlyArray<string>]
  readonly followers: number
  /** Growth in 30 days, a fraction of the followers. */
  readonly growth: number
  /** People who have seen, liked or followed. */
  readonly connected: number
  readonly medianPlays: number
  /** Plays the marketplace expects of the next order. */
  readonly expectedPlays: number
  /** Fractions of the plays. */
  readonly interaction: number
  readonly completion: number
  readonly averageSeconds: number
  /** Yuan for each kind of video the marketplace sells. */
  readonly prices: { readonly placement: number; readonly custom: number }
  /** No video in any period: the API leaves their figures out. */
  readonly quiet: boolean
  /** What is odd about them, where something is. */
  readonly story?: Story
}

/**
 * IDs that end in `0000` have no videos, those in `0404` do not exist. All others of 16 to 19 digits have full data.
 */
export const endings = { quiet: "0000", gone: "0404" } as const

const nice = (yuan: number) => Math.max(500, Math.round(yuan / 100) * 100)

/** What is recorded of the one creator who is real. */
const known: Partial<Creator> = {
  nickname: "张大仙",
  uniqueId: "117908807",
  shortId: "117908807",
  gender: "male",
  province: "北京市",
  city: "",
  agency: "",
  tag: "游戏",
  subTag: "游戏集锦",
  followers: 42_796_417,
  connected: 9_910_886,
  expectedPlays: 4_693_149,
  prices: { placement: 659_100, custom: 659_100 }
}

/** The creator of an id; the same each time. */
export const creatorOf = (id: string): Creator => {
  // Each fact has its own seed, so that a new fact leaves the others as they are.
  const of = (fact: string) => chance(`${id}/${fact}`)
  const subject = of("subject").pick(subjects)
  const [province, city] = of("place").pick(places)
  const followers = Math.round(10 ** of("followers").between(4.5, 7.2))
  const medianPlays = Math.round(followers ** 0.86 * of("plays").between(0.4, 2.6))
  const expectedPlays = Math.round(medianPlays * of("expected").between(0.75, 1.35))
  const middle = nice((expectedPlays / 1000) * of("cpm").between(28, 120))
  const prefix = of("prefix").pick(prefixes)
  const subTag = of("below").pick(subject.below)
  return {
    id,
    uniqueId: `${of("unique").pick(["dy", "hi", "its", "me"])}${of("unique number").whole(100_000, 99_999_999)}`,
    shortId: String(of("short id").whole(100_000_000, 9_999_999_999)),
    userId: String(of("user").whole(10_000_000_000, 99_999_999_999)),
    joined: new Date(of("joined").whole(1_540_000_000, 1_740_000_000) * 1000).toISOString(),
    introduction: `${prefix}，分享${subTag}。每周更新，商务合作请走星图。`,
    nickname: prefix + of("suffix").pick(subject.suffixes),
    gender: of("gender").pick(["male", "female"]),
    province,
    city,
    agency: of("agency").pick(agencies),
    tag: subject.tag,
    subTag,
    themes: [...new Set([...subject.themes, ...of("themes").pick(subjects).themes.slice(0, 1)])],
    titles: subject.titles,
    followers,
    growth: of("growth").between(-0.012, 0.045),
    connected: Math.round(medianPlays * of("connected").between(2, 6)),
    medianPlays,
    expectedPlays,
    interaction: of("interaction").between(0.011, 0.082),
    completion: of("completion").between(0.06, 0.34),
    averageSeconds: of("seconds").between(14, 190),
    prices: {
      placement: middle,
      custom: nice(middle * of("long").between(1.2, 1.6))
    },
    quiet: id.endsWith(endings.quiet),
    ...(id === recordedIds.creator ? known : {}),
    ...stories[id]
  }
}
