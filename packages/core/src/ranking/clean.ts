import { cleanAudience } from "./Audience.ts"
import type { Candidate, Kind, Offer, ScoreName } from "../candidates/Candidate.ts"
import { byText, isAmount, isFigure, median } from "../candidates/stats.ts"
import { idOf } from "../candidates/idOf.ts"
import { defined } from "../util/defined.ts"

/** Candidates come from tables and other people's code: what cannot be a figure of its kind is no data. */

const kinds: ReadonlyArray<Kind> = ["placement", "custom"]
const scoreNames: ReadonlyArray<ScoreName> = [
  "overall",
  "reach",
  "seeding",
  "conversion",
  "costEffectiveness",
  "cooperation"
]

const positive = (value: unknown): number | undefined => (isFigure(value) && value > 0 ? value : undefined)
const amount = (value: unknown): number | undefined => (isAmount(value) ? value : undefined)
const rate = (value: unknown): number | undefined => (isAmount(value) && value <= 1 ? value : undefined)
const text = (value: unknown): string | undefined =>
  typeof value === "string" && value.trim() !== "" ? value : undefined

const offerOf = (given: Offer, interactionRate: number | undefined): Offer | undefined => {
  const price = positive(given.price)
  if (price === undefined || !kinds.includes(given.kind)) return undefined
  const [cpm, cpe] = [positive(given.cpm), positive(given.cpe)]
  const plays = amount(given.expectedPlays) ?? (cpm === undefined ? undefined : (price / cpm) * 1000)
  const interactions =
    amount(given.expectedInteractions) ??
    (plays === undefined || interactionRate === undefined ? undefined : plays * interactionRate) ??
    (cpe === undefined ? undefined : price / cpe)
  return {
    kind: given.kind,
    price,
    // From price and plays where both are known: the same whatever unit or rounding a CPM came in.
    ...defined({
      expectedPlays: amount(plays),
      expectedInteractions: amount(interactions),
      cpm: positive(plays === undefined || plays === 0 ? cpm : (price / plays) * 1000),
      cpe: positive(interactions === undefined || interactions === 0 ? cpe : price / interactions)
    })
  }
}

const scoresOf = (given: Candidate["scores"]): Candidate["scores"] => {
  const found = scoreNames.flatMap((name) => {
    const value = amount(given?.[name]?.value)
    return value === undefined
      ? []
      : [
          [
            name,
            {
              value,
              ...defined({
                average: amount(given?.[name]?.average),
                top: rate(given?.[name]?.top)
              })
            }
          ] as const
        ]
  })
  return found.length === 0 ? undefined : Object.fromEntries(found)
}

const cheapestByKind = (offers: ReadonlyArray<Offer>): ReadonlyArray<Offer> =>
  kinds.flatMap((kind) => {
    const [best] = offers.filter((offer) => offer.kind === kind).sort((a, b) => a.price - b.price)
    return best === undefined ? [] : [best]
  })

const cleanOne = (given: Candidate, id: string): Candidate => {
  const interactionRate = rate(given.interactionRate)
  const recentPlays = Array.isArray(given.recentPlays) ? given.recentPlays.filter(isAmount) : []
  const beats = defined({
    medianPlays: rate(given.beats?.medianPlays),
    interactionRate: rate(given.beats?.interactionRate),
    completionRate: rate(given.beats?.completionRate)
  })
  const offers = Array.isArray(given.offers) ? given.offers : []
  const jump = given.followerJump
  return {
    id,
    offers: cheapestByKind(
      offers.flatMap((one) => {
        const offer = typeof one === "object" && one !== null ? offerOf(one, interactionRate) : undefined
        return offer === undefined ? [] : [offer]
      })
    ),
    ...defined({
      name: text(given.name),
      followers: amount(given.followers),
      category: text(given.category),
      medianPlays: amount(given.medianPlays) ?? (recentPlays.length >= 3 ? median(recentPlays) : undefined),
      interactionRate,
      completionRate: rate(given.completionRate),
      growth30d: isFigure(given.growth30d) ? given.growth30d : undefined,
      stability: rate(given.stability),
      beats: Object.keys(beats).length === 0 ? undefined : beats,
      scores: scoresOf(given.scores),
      audience: cleanAudience(given.audience),
      recentPlays: recentPlays.length === 0 ? undefined : recentPlays,
      followerJump: isFigure(jump?.rate) && text(jump.day) !== undefined ? jump : undefined,
      orders: amount(given.orders),
      takesOrders: typeof given.takesOrders === "boolean" ? given.takesOrders : undefined,
      from: given.from
    })
  }
}

/** The same id twice is one creator: the one about whom more is known, whatever the order. */
const fuller = (a: Candidate, b: Candidate): Candidate => {
  const size = (one: Candidate) => Object.keys(one).length + one.offers.length
  return (size(b) - size(a) || byText(JSON.stringify(a), JSON.stringify(b))) <= 0 ? a : b
}

/** Candidates with usable figures only, each id once, ordered by id. */
export const clean = (candidates: ReadonlyArray<Candidate>): ReadonlyArray<Candidate> => {
  const byId = new Map<string, Candidate>()
  for (const given of Array.isArray(candidates) ? candidates : []) {
    if (typeof given !== "object" || given === null) continue
    const id = idOf(given.id)
    if (id === undefined) continue
    const one = cleanOne(given, id)
    const other = byId.get(id)
    byId.set(id, other === undefined ? one : fuller(one, other))
  }
  return [...byId.values()].sort((a, b) => byText(a.id, b.id))
}

/** After every known one; not infinite, so that two of them can be subtracted. */
const unknownCpm = Number.MAX_VALUE

/** The offer to compare: of this kind, or the cheaper per thousand plays, then the cheaper. */
export const offerFor = (candidate: Candidate, kind: Kind | undefined): Offer | undefined =>
  [...candidate.offers]
    .filter((offer) => kind === undefined || offer.kind === kind)
    .sort((a, b) => (a.cpm ?? unknownCpm) - (b.cpm ?? unknownCpm) || a.price - b.price || byText(a.kind, b.kind))[0]
