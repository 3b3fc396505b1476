import type { Kind } from "../candidates/Candidate.ts"
import type { Words } from "../util/Words.ts"

/** The figures of a creator at one time, as plain data; money in yuan. What could not be looked up is left out. */
export interface Snapshot {
  readonly id: string
  /** ISO 8601. */
  readonly at: string
  readonly name?: string
  /** The kinds of video that are sold, with their prices; a kind that is not sold is missing. */
  readonly prices?: { readonly [K in Kind]?: number }
  readonly cpm?: { readonly [K in Kind]?: number }
  readonly followers?: number
  readonly medianPlays?: number
  readonly takesOrders?: boolean
  readonly newestVideo?: { readonly id: string; readonly at?: string; readonly title?: string; readonly plays?: number }
}

/** A figure that a watch can check: prices, CPM, followers, ... */
export type Watched = "price" | "cpm" | "followers" | "medianPlays" | "takesOrders" | "newestVideo"

/** A change between two snapshots: the figure, before and after. */
export interface Change {
  readonly id: string
  readonly what: Watched
  readonly kind?: Kind
  /** When the later snapshot was taken. */
  readonly at: string
  readonly before?: number | boolean | string
  readonly after?: number | boolean | string
  /** The change over what was before: -0.1 is 10 % less. Only of figures. */
  readonly by?: number
  readonly words: Words
}

/** How much a figure must change to be reported, as a fraction: 0.1 is 10 %, 0 is any change. */
export interface WatchThresholds {
  readonly price: number
  readonly cpm: number
  readonly followers: number
  readonly medianPlays: number
}
