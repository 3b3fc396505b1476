import type { Brief } from "./Brief.ts"
import type { Audience, AudienceBy } from "../candidates/Candidate.ts"
import { isAmount } from "../candidates/stats.ts"

/** What audiences can be divided by, in the order people think of them. */
export const audienceBy: ReadonlyArray<AudienceBy> = ["gender", "age", "province", "cityTier", "crowd"]

const genders = new Map(Object.entries({ 男: "male", 女: "female", 男性: "male", 女性: "female" }))

/** A group by the name two sources may spell differently: 浙江省 and 浙江, 女 and female. */
const groupName = (by: AudienceBy, name: string): string => {
  const plain = name.trim()
  if (by === "gender") return genders.get(plain) ?? plain.toLowerCase()
  if (by !== "province") return plain
  return plain.replace(/(省|市|特别行政区|(壮族|回族|维吾尔)?自治区)$/, "")
}

type Shares = ReadonlyMap<string, number>

/** Shares of the groups; people per group, as the API gives them, become shares too. */
const sharesOf = (by: AudienceBy, groups: Readonly<Record<string, number>>): Shares => {
  const amounts = Object.entries(groups).filter((entry) => isAmount(entry[1]))
  const total = amounts.reduce((sum, [, amount]) => sum + amount, 0)
  const whole = total > 1.001 ? total : 1
  const shares = new Map<string, number>()
  // In one order, so that the sums do not depend on the order of the keys.
  for (const [name, amount] of amounts.sort(([a], [b]) => (a < b ? -1 : 1))) {
    const key = groupName(by, name)
    shares.set(key, (shares.get(key) ?? 0) + amount / whole)
  }
  return shares
}

/** An audience whose groups are shares, under one name each; undefined when nothing of it is usable. */
export const cleanAudience = (audience: Audience | undefined): Audience | undefined => {
  const found = audienceBy.flatMap((by) => {
    const groups = audience?.[by]
    const shares = typeof groups === "object" && groups !== null ? sharesOf(by, groups) : new Map()
    return shares.size === 0 ? [] : [[by, Object.fromEntries(shares)] as const]
  })
  return found.length === 0 ? undefined : Object.fromEntries(found)
}

type Target = NonNullable<NonNullable<Brief["audience"]>[AudienceBy]>

const isList = (target: Target): target is ReadonlyArray<string> => Array.isArray(target)

/** The share of one group: a name that every object has is none of its groups. */
const share = (groups: Readonly<Record<string, number>>, name: string): number =>
  Object.hasOwn(groups, name) ? (groups[name] ?? 0) : 0

const shareOf = (by: AudienceBy, groups: Readonly<Record<string, number>>, names: Iterable<string>): number => {
  const wanted = new Set([...names].map((name) => groupName(by, name)))
  let sum = 0
  for (const name of [...wanted].sort()) sum += share(groups, name)
  return Math.min(1, sum)
}

/** 1 - half the sum of |share - target| over the named groups and the rest, which is one group. */
const likeness = (by: AudienceBy, groups: Readonly<Record<string, number>>, target: Target): number => {
  if (isList(target)) return shareOf(by, groups, target)
  const wanted = sharesOf(by, target)
  let off = 0
  let named = 0
  let aimed = 0
  for (const [name, aim] of wanted) {
    const has = share(groups, name)
    off += Math.abs(has - aim)
    named += has
    aimed += aim
  }
  off += Math.abs(Math.max(0, 1 - named) - Math.max(0, 1 - aimed))
  return Math.min(1, Math.max(0, 1 - off / 2))
}

/** What the brief says about an audience, by what it divides it by. */
const wanted = (brief: Brief): ReadonlyArray<readonly [AudienceBy, Target]> =>
  audienceBy.flatMap((by) => {
    const target = brief.audience?.[by]
    return target === undefined || target === null || Object.keys(target).length === 0 ? [] : [[by, target] as const]
  })

/** Whether the brief wants a particular audience. */
export const wantsAudience = (brief: Brief): boolean => wanted(brief).length > 0

export interface Match {
  /** 0 to 1: the mean over what is known of what the brief names. */
  readonly value: number
  /** The share of what the brief names that is known. */
  readonly known: number
}

/** How near an audience is to the brief; undefined when nothing is known about it. */
export const match = (audience: Audience | undefined, brief: Brief): Match | undefined => {
  const all = wanted(brief)
  const known = all.flatMap(([by, target]) => {
    const groups = audience?.[by]
    return groups === undefined ? [] : [likeness(by, groups, target)]
  })
  if (known.length === 0) return undefined
  return { value: known.reduce((sum, one) => sum + one, 0) / known.length, known: known.length / all.length }
}

/** Where most of an audience is not who the brief wants. */
export interface Missed {
  readonly by: AudienceBy
  readonly largest: string
  readonly share: number
  readonly wanted: number
}

/**
 * The first of gender and city tier in which the largest group is another than the brief's, and the brief's are few.
 */
export const missed = (audience: Audience | undefined, brief: Brief, under: number): Missed | undefined => {
  for (const [by, target] of wanted(brief)) {
    const groups = audience?.[by]
    if ((by !== "gender" && by !== "cityTier") || groups === undefined) continue
    const names = isList(target) ? target : Object.entries(target).flatMap(([name, aim]) => (aim >= 0.5 ? [name] : []))
    if (names.length === 0) continue
    const wantedNames = new Set(names.map((name) => groupName(by, name)))
    const [first] = Object.entries(groups).sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    const has = shareOf(by, groups, names)
    if (first !== undefined && !wantedNames.has(first[0]) && has < under)
      return { by, largest: first[0], share: first[1], wanted: has }
  }
  return undefined
}
