/** What is odd about a creator. */
export interface Story {
  /** Every 20 days the followers grow by this in one day, and lose it again until the next. */
  readonly jump?: number
  /** How far plays are from their median at most, as a power of e. */
  readonly spread?: number
  /** The share of women in the audience. */
  readonly women?: number
  /** The share of comparable creators whose plays they beat, in height and in steadiness. */
  readonly beats?: number
}

/** What is fixed of a creator with a story; the rest follows from the id. */
interface Fixed {
  readonly nickname: string
  readonly tag: string
  readonly subTag: string
  readonly followers: number
  readonly growth: number
  readonly interaction: number
  readonly completion: number
  readonly medianPlays: number
  readonly expectedPlays: number
  readonly prices: { readonly placement: number; readonly custom: number }
  readonly quiet: boolean
  readonly story: Story
}

/** Creators with a story: one a buyer wants, and two that only look like it. */
export const storyIds = {
  /** Cheap by what is expected; median plays are a third of that, and followers jump without a video. */
  jump: "7100000000000000111",
  /** Not the cheapest; plays what was expected, video after video, and the audience is mostly women. */
  steady: "7100000000000000222",
  /** As cheap and as steady; the audience is mostly men. */
  offTarget: "7100000000000000333"
} as const

const about = (nickname: string) => ({
  nickname,
  tag: "美妆",
  subTag: "护肤保养",
  followers: 1_800_000,
  growth: 0.01,
  interaction: 0.042,
  completion: 0.24,
  quiet: false
})

export const stories: Readonly<Record<string, Fixed>> = {
  [storyIds.jump]: {
    ...about("一夜爆红的小鹿"),
    medianPlays: 300_000,
    expectedPlays: 1_000_000,
    prices: { placement: 20_000, custom: 28_000 },
    story: { jump: 0.3, spread: 0.9, women: 0.71, beats: 0.14 }
  },
  [storyIds.steady]: {
    ...about("认真护肤的安安"),
    medianPlays: 900_000,
    expectedPlays: 900_000,
    prices: { placement: 31_500, custom: 42_000 },
    story: { spread: 0.12, women: 0.78, beats: 0.91 }
  },
  [storyIds.offTarget]: {
    ...about("老周的理容室"),
    medianPlays: 880_000,
    expectedPlays: 900_000,
    prices: { placement: 30_600, custom: 41_000 },
    story: { spread: 0.14, women: 0.12, beats: 0.9 }
  }
}
