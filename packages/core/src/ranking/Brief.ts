import type { Words } from "../util/Words.ts"
import type { AudienceBy, Kind } from "../candidates/Candidate.ts"

/** What the money is for. */
export type Goal = "reach" | "engagement" | "sales"

/** What a score is made of. */
export type Criterion =
  | "cpm"
  | "cpe"
  | "plays"
  | "steadiness"
  | "interaction"
  | "completion"
  | "conversion"
  | "orders"
  | "audience"

/** From and to, both included; either may be left out. */
export interface Bound {
  readonly min?: number
  readonly max?: number
}

/** What can be bounded by a figure. Money in yuan. */
export type Bounded = "price" | "cpm" | "followers" | "plays"

/** The bounds of a flag: where a figure becomes a question. */
export interface Thresholds {
  /** Typical plays under this share of followers; 0.01. */
  readonly lowReach: number
  /** The newest video over so many medians of the last ten; 5. */
  readonly outlier: number
  /** Followers grew in one day by more than this; 0.05. */
  readonly followerJump: number
  /** A video over so many medians explains a jump; 3. */
  readonly explained: number
  /** Deviation of recent plays over their median; 0.8. */
  readonly unstable: number
  /** Expected plays over so many typical plays; 2. */
  readonly optimistic: number
  /** CPM over so many medians of the list; 2. */
  readonly overpriced: number
  /** The largest group of the audience is none the brief wants, and those it wants have less than this; 0.4. */
  readonly offTarget: number
}

/** What is looked for. */
export interface Brief {
  readonly goal: Goal
  /** The kind of video to buy; for each creator the cheaper per thousand plays unless set. */
  readonly kind?: Kind
  /**
   * Whom to reach. A list of groups means as many people of these as possible; shares by group mean an audience like
   * that. What is left out may be anything.
   */
  readonly audience?: { readonly [K in AudienceBy]?: ReadonlyArray<string> | Readonly<Record<string, number>> }
  /** Who is outside is left out of the ranking, with the reason; what is not known does not put anybody out. */
  readonly bounds?: { readonly [K in Bounded]?: Bound } & { readonly categories?: ReadonlyArray<string> }
  /** In place of the goal's own weights, one by one; 0 leaves a criterion out. */
  readonly weights?: { readonly [K in Criterion]?: number }
  readonly thresholds?: Partial<Thresholds>
}

/** One thing that is wrong with a brief or with what an allocation was given. */
export interface BriefProblem {
  readonly param: string
  readonly problem: Words
}

/** The brief or the options cannot be used as they are. Nothing was looked up, nothing was charged. */
export interface InvalidBrief {
  readonly _tag: "InvalidBrief"
  readonly problems: ReadonlyArray<BriefProblem>
  readonly charged: "no"
  readonly happened: Words
  readonly advice: Words
}

/** What each criterion weighs unless the brief says otherwise, by goal. */
export const weightsOf: Readonly<Record<Goal, { readonly [K in Criterion]?: number }>> = {
  reach: { cpm: 0.35, plays: 0.2, steadiness: 0.15, completion: 0.1, audience: 0.2 },
  engagement: { cpe: 0.35, interaction: 0.2, steadiness: 0.15, completion: 0.1, audience: 0.2 },
  sales: { conversion: 0.3, cpm: 0.2, interaction: 0.15, audience: 0.25, orders: 0.1 }
}

/** The flags' bounds unless the brief says otherwise. */
export const thresholds: Thresholds = {
  lowReach: 0.01,
  outlier: 5,
  followerJump: 0.05,
  explained: 3,
  unstable: 0.8,
  optimistic: 2,
  overpriced: 2,
  offTarget: 0.4
}
