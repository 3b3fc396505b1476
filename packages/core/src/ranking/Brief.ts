import type { Words } from "../util/Words.ts"
import type { AudienceBy, Kind } from "../candidates/Candidate.ts"

/** The goal of a brief: `reach`, `engagement` or `sales`. */
export type Goal = "reach" | "engagement" | "sales"

/** A criterion of a score, such as `cpm` or `audience`. */
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

/** A range, both ends included: `{ min, max }`; either may be left out. */
export interface Bound {
  readonly min?: number
  readonly max?: number
}

/** The figures that a brief can limit. Money in yuan. */
export type Bounded = "price" | "cpm" | "followers" | "plays"

/** The bounds of the flags. */
export interface Thresholds {
  /** Warns if median plays / followers is lower; default 0.01. */
  readonly lowReach: number
  /** Warns if the newest video has more plays than this many medians of the last ten; default 5. */
  readonly outlier: number
  /** Warns if followers grew by more in one day, as a fraction; default 0.05. */
  readonly followerJump: number
  /** A video with more plays than this many medians explains a jump in followers; default 3. */
  readonly explained: number
  /** Warns if recent plays vary by more around their median, as a fraction; default 0.8. */
  readonly unstable: number
  /** Warns if expected plays / median plays is higher; default 2. */
  readonly optimistic: number
  /** Warns if CPM / the list's median CPM is higher; default 2. */
  readonly overpriced: number
  /**
   * Warns if the largest group of the audience is not in the brief, and the groups in the brief have a smaller share;
   * default 0.4.
   */
  readonly offTarget: number
}

/** The brief of a ranking: goal, kind of video, audience, limits, weights. */
export interface Brief {
  readonly goal: Goal
  /** The kind of video to buy; by default, for each creator, the one with the lower CPM. */
  readonly kind?: Kind
  /**
   * Whom to reach: a list of groups, such as `{ gender: ["female"] }`, prefers a large share of them; shares by group,
   * such as `{ gender: { female: 0.6 } }`, prefer a similar audience.
   */
  readonly audience?: { readonly [K in AudienceBy]?: ReadonlyArray<string> | Readonly<Record<string, number>> }
  /** Limits: creators outside are left out of the ranking, with the reason. A creator whose figure is missing stays. */
  readonly bounds?: { readonly [K in Bounded]?: Bound } & { readonly categories?: ReadonlyArray<string> }
  /** Replaces single weights of the goal; 0 leaves a criterion out. */
  readonly weights?: { readonly [K in Criterion]?: number }
  readonly thresholds?: Partial<Thresholds>
}

/** One thing that is wrong with a brief or with what an allocation was given. */
export interface BriefProblem {
  readonly param: string
  readonly problem: Words
}

/** The brief or the options are invalid; `problems` lists why. Nothing was looked up, nothing was charged. */
export interface InvalidBrief {
  readonly _tag: "InvalidBrief"
  readonly problems: ReadonlyArray<BriefProblem>
  readonly charged: "no"
  readonly happened: Words
  readonly advice: Words
}

/** The default weight of each criterion, by goal. */
export const weightsOf: Readonly<Record<Goal, { readonly [K in Criterion]?: number }>> = {
  reach: { cpm: 0.35, plays: 0.2, steadiness: 0.15, completion: 0.1, audience: 0.2 },
  engagement: { cpe: 0.35, interaction: 0.2, steadiness: 0.15, completion: 0.1, audience: 0.2 },
  sales: { conversion: 0.3, cpm: 0.2, interaction: 0.15, audience: 0.25, orders: 0.1 }
}

/** The default bounds of the flags. */
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
