import * as Audience from "./Audience.ts"
import type { Brief, Criterion } from "./Brief.ts"
import type { Candidate, Kind, Offer } from "../candidates/Candidate.ts"
import type { Compared, Part } from "./Ranking.ts"
import { deviation, isFigure, median, percentile } from "../candidates/stats.ts"

/** How a criterion reads a creator. */
interface Reading {
  readonly better: "lower" | "higher"
  readonly value: (candidate: Candidate, offer: Offer | undefined) => number | undefined
  /** The share of comparable creators it beats, where the marketplace says so. */
  readonly beats?: (candidate: Candidate) => number | undefined
}

/** Videos it takes to say how steady they are. */
const fewest = 4

/** How much plays vary from video to video. */
export const varies = ({ recentPlays = [] }: Candidate): number | undefined =>
  recentPlays.length < fewest ? undefined : deviation(recentPlays)

/** Every criterion but the audience, which is measured against the brief. */
const readings: Readonly<Record<Exclude<Criterion, "audience">, Reading>> = {
  cpm: { better: "lower", value: (_, offer) => offer?.cpm },
  cpe: { better: "lower", value: (_, offer) => offer?.cpe },
  plays: {
    better: "higher",
    value: ({ medianPlays }) => medianPlays,
    beats: ({ beats }) => beats?.medianPlays
  },
  steadiness: { better: "lower", value: varies, beats: ({ stability }) => stability },
  interaction: {
    better: "higher",
    value: ({ interactionRate }) => interactionRate,
    beats: ({ beats }) => beats?.interactionRate
  },
  completion: {
    better: "higher",
    value: ({ completionRate }) => completionRate,
    beats: ({ beats }) => beats?.completionRate
  },
  conversion: {
    better: "higher",
    value: ({ scores }) => scores?.conversion?.value,
    beats: ({ scores }) => (scores?.conversion?.top === undefined ? undefined : 1 - scores.conversion.top)
  },
  orders: { better: "higher", value: ({ orders }) => orders }
}

/** Every criterion, in the order in which scores are put together. */
export const criteria: ReadonlyArray<Criterion> = [
  "cpm",
  "cpe",
  "plays",
  "steadiness",
  "interaction",
  "completion",
  "conversion",
  "orders",
  "audience"
]

/** The figures a creator is compared with; prices only with those of the same kind of video. */
export interface Peers {
  readonly figures: (criterion: Criterion, kind: Kind | undefined) => ReadonlyArray<number>
  readonly median: (criterion: Criterion, kind: Kind | undefined) => number | undefined
}

/** The figures of a list, by criterion and kind. */
export const peersOf = (list: ReadonlyArray<Candidate>): Peers => {
  const known = new Map<string, { readonly figures: ReadonlyArray<number>; readonly median: number | undefined }>()
  const of = (criterion: Criterion, kind: Kind | undefined) => {
    const priced = criterion === "cpm" || criterion === "cpe"
    const key = priced ? `${criterion}/${kind}` : criterion
    const found = known.get(key)
    if (found !== undefined) return found
    const figures =
      criterion === "audience"
        ? []
        : list
            .map((one) =>
              readings[criterion].value(
                one,
                one.offers.find((offer) => offer.kind === kind)
              )
            )
            .filter(isFigure)
    const made = { figures, median: median(figures) }
    known.set(key, made)
    return made
  }
  return {
    figures: (criterion, kind) => of(criterion, kind).figures,
    median: (criterion, kind) => of(criterion, kind).median
  }
}

/** A part of a score before it has a weight; `known` is the share of what it asks for that is known. */
export type Scored = Omit<Part, "weight"> & { readonly known: number }

const compared = (
  listed: number | undefined,
  beats: number | undefined,
  median: number | undefined,
  of: number
): Compared => ({
  with: listed === undefined ? "peers" : beats === undefined ? "list" : "both",
  ...(listed === undefined || median === undefined ? {} : { median, of }),
  ...(beats === undefined ? {} : { beats })
})

/** A creator's part of one criterion, 0 to 100; undefined when nothing is known. */
export const partOf = (
  criterion: Criterion,
  candidate: Candidate,
  offer: Offer | undefined,
  { brief, peers }: { readonly brief: Brief; readonly peers: Peers }
): Scored | undefined => {
  if (criterion === "audience") {
    const match = Audience.match(candidate.audience, brief)
    return match === undefined
      ? undefined
      : { criterion, score: match.value * 100, value: match.value, known: match.known, compared: { with: "brief" } }
  }
  const reading = readings[criterion]
  const value = reading.value(candidate, offer)
  const beats = reading.beats?.(candidate)
  const figures = peers.figures(criterion, offer?.kind)
  const over = value === undefined ? undefined : percentile(value, figures)
  const listed = over === undefined ? undefined : reading.better === "higher" ? over : 1 - over
  const both = [listed, beats].filter(isFigure)
  const shown = value ?? beats
  if (shown === undefined) return undefined
  return {
    criterion,
    score: (both.reduce((sum, one) => sum + one, 0) / both.length) * 100,
    value: shown,
    known: 1,
    compared: compared(listed, beats, peers.median(criterion, offer?.kind), figures.length)
  }
}
