/** The kind of video: `placement` (植入视频) or `custom` (定制视频). */
export type Kind = "placement" | "custom"

/** A creator's offer for one kind of video: price, expected plays, CPM, CPE. Money in yuan. */
export interface Offer {
  readonly kind: Kind
  readonly price: number
  readonly expectedPlays?: number
  readonly expectedInteractions?: number
  readonly cpm?: number
  readonly cpe?: number
}

/** One of Xingtu's own scores of a creator, 0 to 100. */
export interface Score {
  readonly value: number
  /** The average of comparable creators. */
  readonly average?: number
  /** The share of comparable creators at or above this place: 0.0179 is the top 1.79 %. */
  readonly top?: number
}

/** The names of Xingtu's own scores. */
export type ScoreName = "overall" | "reach" | "seeding" | "conversion" | "costEffectiveness" | "cooperation"

/**
 * How an audience is divided: gender, age, province, city tier or crowd. Cities are missing on purpose: the API lists
 * only the ten largest.
 */
export type AudienceBy = "gender" | "age" | "province" | "cityTier" | "crowd"

/** Shares of an audience by group, as fractions; gender by `male` and `female`, the others by the API's own words. */
export type Audience = { readonly [K in AudienceBy]?: Readonly<Record<string, number>> }

/** Where a figure comes from: endpoint, field and time. */
export interface Origin {
  /** The endpoint, by its id. */
  readonly endpoint: string
  /** Its field, as the API calls it. */
  readonly field: string
  /** When the API responded, ISO 8601. */
  readonly at?: string
}

/** The name of a figure of a candidate or of one of its offers (`placement.price`). */
export type Figure = Exclude<keyof Candidate, "id" | "from" | "offers"> | `${Kind}.${Exclude<keyof Offer, "kind">}`

/**
 * A creator as a shortlist sees them: plain data, money in yuan, rates and shares as fractions. What is not known is
 * left out.
 */
export interface Candidate {
  readonly id: string
  readonly name?: string
  readonly followers?: number
  readonly category?: string
  readonly offers: ReadonlyArray<Offer>
  /** What a video of theirs is played as a rule: the median. */
  readonly medianPlays?: number
  readonly interactionRate?: number
  readonly completionRate?: number
  /** Growth of followers in 30 days, as a fraction. */
  readonly growth30d?: number
  /** The share of comparable creators whose plays are less steady. */
  readonly stability?: number
  /** The share of comparable creators that a figure beats, as the marketplace says. */
  readonly beats?: {
    readonly medianPlays?: number
    readonly interactionRate?: number
    readonly completionRate?: number
  }
  readonly scores?: { readonly [K in ScoreName]?: Score }
  readonly audience?: Audience
  /** Plays of the last videos, newest first. */
  readonly recentPlays?: ReadonlyArray<number>
  /** The day on which followers grew most, by how much of those before. */
  readonly followerJump?: { readonly day: string; readonly rate: number }
  /** Finished orders in the last 90 days. */
  readonly orders?: number
  readonly takesOrders?: boolean
  /** Where each figure is from. */
  readonly from?: { readonly [K in Figure]?: Origin }
}
