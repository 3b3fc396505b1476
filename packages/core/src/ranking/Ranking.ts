import type { Words } from "../util/Words.ts"
import type { Criterion } from "./Brief.ts"
import type { Candidate, Offer } from "../candidates/Candidate.ts"

/** A warning: something to check before you buy, with its text in both languages. */
export type Flag =
  /** Median plays are far under the followers. */
  | "lowReach"
  /** The newest video is far over the others and carries the averages. */
  | "outlier"
  /** Followers grew in one day, and no video explains it. */
  | "followerJump"
  /** Plays vary widely from video to video. */
  | "unstable"
  /** Expected plays are far over median plays. */
  | "optimistic"
  /** The CPM is far over the list's. */
  | "overpriced"
  | "noOrders"
  | "notTakingOrders"
  /** The audience is mostly another than the brief wants. */
  | "offTarget"
  /** A bound of the brief could not be checked: the figure is not known. */
  | "unchecked"
  /** Less than half of what the score is made of is known. */
  | "thinData"

/** What part of a score was compared with: the list, comparable creators in Xingtu, both, or the brief. */
export interface Compared {
  /** The list, Xingtu's own comparison with peers, both by half, or the brief. */
  readonly with: "list" | "peers" | "both" | "brief"
  /** The median of the list. */
  readonly median?: number
  /** How many creators of the list have this figure. */
  readonly of?: number
  /** The share of comparable creators it beats, as the marketplace says. */
  readonly beats?: number
}

/** One criterion of a score: the figure, its points from 0 to 100, its weight. */
export interface Part {
  readonly criterion: Criterion
  /** 0 to 100. */
  readonly score: number
  /** The share of the score it decides for this creator, 0 to 1. */
  readonly weight: number
  /** The figure behind it. */
  readonly value: number
  readonly compared: Compared
}

/** One creator in a ranking: place, score, parts, reasons, flags. */
export interface RankedRow {
  readonly candidate: Candidate
  /** From 1. */
  readonly place: number
  /** The offer that was compared: of the brief's kind, or the cheaper per thousand plays. */
  readonly offer?: Offer
  /** 0 to 100; absent when nothing is known that the score is made of. */
  readonly score?: number
  readonly parts: ReadonlyArray<Part>
  /** The share of the weights whose figures are known, 0 to 1. */
  readonly completeness: number
  readonly reasons: ReadonlyArray<Words>
  readonly flags: ReadonlyArray<{ readonly flag: Flag; readonly words: Words }>
}

/** A ranking: its rows and the weights that were used. */
export interface Ranking {
  readonly _tag: "Ranked"
  readonly rows: ReadonlyArray<RankedRow>
  /** Who is outside the brief's bounds. */
  readonly out: ReadonlyArray<{ readonly id: string; readonly why: Words }>
  /** What each criterion weighs, together 1. */
  readonly weights: { readonly [K in Criterion]?: number }
}
