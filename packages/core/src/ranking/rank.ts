import { make, type Words } from "../util/Words.ts"
import * as Audience from "./Audience.ts"
import { type Bounded, type Brief, type Criterion, type InvalidBrief, thresholds, weightsOf } from "./Brief.ts"
import type { Candidate, Offer } from "../candidates/Candidate.ts"
import { checkBrief } from "./checkBrief.ts"
import { clean, offerFor } from "./clean.ts"
import { criteria, partOf, type Peers, peersOf } from "./criteria.ts"
import { count, yuan } from "../candidates/figures.ts"
import { type Flagged, flagsOf, thinData } from "./flags.ts"
import type { Part, RankedRow, Ranking } from "./Ranking.ts"
import { reasonOf } from "./reasons.ts"
import { byText } from "../candidates/stats.ts"

type Weights = ReadonlyArray<readonly [Criterion, number]>

/** The goal's weights with the brief's own in their place, together 1. An audience nobody asks for weighs nothing. */
const weightsFor = (brief: Brief): Weights => {
  const all = { ...weightsOf[brief.goal], ...brief.weights }
  const used = criteria
    .map((criterion) => [criterion, all[criterion] ?? 0] as const)
    .filter(([criterion, weight]) => weight > 0 && (criterion !== "audience" || Audience.wantsAudience(brief)))
  const total = used.reduce((sum, [, weight]) => sum + weight, 0)
  return used.map(([criterion, weight]) => [criterion, weight / total] as const)
}

const boundWords: Readonly<Record<Bounded, Words>> = {
  price: make("Price", "报价"),
  cpm: make("CPM", "CPM"),
  followers: make("Followers", "粉丝数"),
  plays: make("Expected plays", "预期播放量")
}

const bounded: ReadonlyArray<Bounded> = ["price", "cpm", "followers", "plays"]

const figureOf = (name: Bounded, candidate: Candidate, offer: Offer | undefined): number | undefined =>
  ({
    price: offer?.price,
    cpm: offer?.cpm,
    followers: candidate.followers,
    plays: offer?.expectedPlays
  })[name]

const shown = (name: Bounded, value: number): Words =>
  name === "price" || name === "cpm" ? yuan(value) : make(count(value), count(value))

interface Checked {
  readonly out?: Words
  readonly unchecked: ReadonlyArray<Flagged>
}

const unchecked = ({ en, zh }: Words): Flagged => ({
  flag: "unchecked",
  words: make(`${en} is not known, so the brief's bound was not checked.`, `${zh}未知，未能核对要求中的限制。`)
})

/** Whether a creator is inside the brief's bounds. */
const check = (brief: Brief, candidate: Candidate, offer: Offer | undefined): Checked => {
  const notKnown: Array<Flagged> = []
  for (const name of bounded) {
    const bound = brief.bounds?.[name]
    if (bound === undefined) continue
    const value = figureOf(name, candidate, offer)
    const words = boundWords[name]
    if (value === undefined) notKnown.push(unchecked(words))
    else if (bound.min !== undefined && value < bound.min)
      return {
        unchecked: [],
        out: make(
          `${words.en} ${shown(name, value).en} is under ${shown(name, bound.min).en}.`,
          `${words.zh} ${shown(name, value).zh}，低于 ${shown(name, bound.min).zh}。`
        )
      }
    else if (bound.max !== undefined && value > bound.max)
      return {
        unchecked: [],
        out: make(
          `${words.en} ${shown(name, value).en} is over ${shown(name, bound.max).en}.`,
          `${words.zh} ${shown(name, value).zh}，高于 ${shown(name, bound.max).zh}。`
        )
      }
  }
  const categories = brief.bounds?.categories ?? []
  if (categories.length > 0) {
    const { category } = candidate
    if (category === undefined) notKnown.push(unchecked(make("The category", "内容分类")))
    else if (!categories.includes(category))
      return {
        unchecked: [],
        out: make(
          `The category is ${category}, not ${categories.join(", ")}.`,
          `内容分类为${category}，不属于${categories.join("、")}。`
        )
      }
  }
  return { unchecked: notKnown }
}

const rowOf = (
  candidate: Candidate,
  offer: Offer | undefined,
  notChecked: ReadonlyArray<Flagged>,
  { brief, peers, weights }: { readonly brief: Brief; readonly peers: Peers; readonly weights: Weights }
): Omit<RankedRow, "place"> => {
  const scored = weights.flatMap(([criterion, weight]) => {
    const part = partOf(criterion, candidate, offer, { brief, peers })
    return part === undefined ? [] : [{ ...part, weight }]
  })
  const known = scored.reduce((sum, { weight }) => sum + weight, 0)
  const completeness = scored.reduce((sum, { known: share, weight }) => sum + share * weight, 0)
  const parts = scored.map(({ known: _, ...part }): Part => ({ ...part, weight: part.weight / known }))
  const score = parts.reduce((sum, part) => sum + part.score * part.weight, 0)
  // What moved the score most comes first.
  const telling = [...parts].sort(
    (a, b) => Math.abs(b.score - 50) * b.weight - Math.abs(a.score - 50) * a.weight || byText(a.criterion, b.criterion)
  )
  return {
    candidate,
    ...(offer === undefined ? {} : { offer }),
    ...(parts.length === 0 ? {} : { score: Math.min(100, Math.max(0, score)) }),
    parts,
    completeness: Math.min(1, completeness),
    reasons: telling.map(reasonOf),
    flags: [
      ...flagsOf({ brief, candidate, limits: { ...thresholds, ...brief.thresholds }, offer, peers }),
      ...notChecked,
      ...thinData(completeness)
    ]
  }
}

/** Scores that differ by less are a matter of rounding; then the id decides. */
const sameScore = 1e9

/**
 * Ranks candidates for a brief, each with a score from 0 to 100, its parts, reasons and warnings. Sends no requests.
 * What is not known is left out of the score and lowers `completeness`. Those about whom nothing is known come last.
 * Pure: the same list in any order gives the same ranking, and nothing is looked up.
 */
export const rank = (candidates: ReadonlyArray<Candidate>, brief: Brief): Ranking | InvalidBrief => {
  const wrong = checkBrief(brief)
  if (wrong !== undefined) return wrong
  const list = clean(candidates)
  const weights = weightsFor(brief)
  const offered = list.map((candidate) => {
    const offer = offerFor(candidate, brief.kind)
    return { candidate, offer, ...check(brief, candidate, offer) }
  })
  const inside = offered.filter(({ out }) => out === undefined)
  const peers = peersOf(inside.map(({ candidate }) => candidate))
  const rows = inside.map(({ candidate, offer, unchecked: notKnown }) =>
    rowOf(candidate, offer, notKnown, { brief, peers, weights })
  )
  const at = ({ score }: Omit<RankedRow, "place">) => (score === undefined ? -1 : Math.round(score * sameScore))
  return {
    _tag: "Ranked",
    rows: rows
      .sort((a, b) => at(b) - at(a) || byText(a.candidate.id, b.candidate.id))
      .map((row, i) => ({ ...row, place: i + 1 })),
    out: offered.flatMap(({ candidate, out }) => (out === undefined ? [] : [{ id: candidate.id, why: out }])),
    weights: Object.fromEntries(weights)
  }
}
