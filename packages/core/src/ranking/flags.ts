import { make, type Words } from "../util/Words.ts"
import * as Audience from "./Audience.ts"
import type { Brief, Thresholds } from "./Brief.ts"
import type { Candidate, Offer } from "../candidates/Candidate.ts"
import { type Peers, varies } from "./criteria.ts"
import { count, percent, yuan } from "../candidates/figures.ts"
import type { Flag } from "./Ranking.ts"
import { median } from "../candidates/stats.ts"

export interface Flagged {
  readonly flag: Flag
  readonly words: Words
}

interface Seen {
  readonly candidate: Candidate
  readonly offer: Offer | undefined
  readonly brief: Brief
  readonly limits: Thresholds
  readonly peers: Peers
}

const times = (ratio: number): string => ratio.toFixed(1)

const lowReach = ({ candidate: { followers, medianPlays }, limits }: Seen): Words | undefined => {
  if (followers === undefined || followers === 0 || medianPlays === undefined) return undefined
  const share = medianPlays / followers
  if (share >= limits.lowReach) return undefined
  const shown = percent(share)
  return make(
    `Median plays (${count(medianPlays)}) are ${shown.en} of the followers (${count(followers)}).`,
    `播放量中位数（${count(medianPlays)}）仅为粉丝数（${count(followers)}）的 ${shown.zh}。`
  )
}

const outlier = ({ candidate: { recentPlays = [] }, limits }: Seen): Words | undefined => {
  const [newest] = recentPlays
  const middle = median(recentPlays.slice(0, 10))
  if (newest === undefined || recentPlays.length < 4 || middle === undefined || middle === 0) return undefined
  if (newest <= limits.outlier * middle) return undefined
  return make(
    `The newest video has ${count(newest)} plays, ${times(newest / middle)} times the median of the last ${Math.min(10, recentPlays.length)}: it carries the averages.`,
    `最新视频播放 ${count(newest)}，为最近 ${Math.min(10, recentPlays.length)} 条中位数的 ${times(newest / middle)} 倍，平均值受其拉高。`
  )
}

const followerJump = ({ candidate: { followerJump: jump, recentPlays = [] }, limits }: Seen): Words | undefined => {
  if (jump === undefined || jump.rate <= limits.followerJump) return undefined
  const middle = median(recentPlays)
  const explained = middle !== undefined && recentPlays.some((plays) => plays > limits.explained * middle)
  if (explained) return undefined
  const shown = percent(jump.rate)
  return make(
    `Followers grew by ${shown.en} on ${jump.day}, and no recent video explains it.`,
    `${jump.day} 粉丝单日增长 ${shown.zh}，近期没有视频可以解释。`
  )
}

const unstable = ({ candidate, limits }: Seen): Words | undefined => {
  const off = varies(candidate)
  if (off === undefined || off <= limits.unstable) return undefined
  const shown = percent(off)
  return make(`Plays vary by ${shown.en} around their median.`, `播放量围绕中位数波动 ${shown.zh}。`)
}

const optimistic = ({ candidate: { medianPlays }, limits, offer }: Seen): Words | undefined => {
  const plays = offer?.expectedPlays
  if (plays === undefined || medianPlays === undefined || medianPlays === 0) return undefined
  if (plays <= limits.optimistic * medianPlays) return undefined
  return make(
    `Expected plays (${count(plays)}) are ${times(plays / medianPlays)} times median plays (${count(medianPlays)}).`,
    `预期播放量（${count(plays)}）为播放量中位数（${count(medianPlays)}）的 ${times(plays / medianPlays)} 倍。`
  )
}

const overpriced = ({ limits, offer, peers }: Seen): Words | undefined => {
  const middle = peers.median("cpm", offer?.kind)
  if (offer?.cpm === undefined || middle === undefined || offer.cpm <= limits.overpriced * middle) return undefined
  return make(
    `CPM ${yuan(offer.cpm).en} is ${times(offer.cpm / middle)} times the list's median (${yuan(middle).en}).`,
    `CPM ${yuan(offer.cpm).zh}，为名单中位数（${yuan(middle).zh}）的 ${times(offer.cpm / middle)} 倍。`
  )
}

const noOrders = ({ candidate: { orders } }: Seen): Words | undefined =>
  orders === 0 ? make("No order finished in the last 90 days.", "近 90 天没有完成的订单。") : undefined

const notTakingOrders = ({ candidate: { takesOrders } }: Seen): Words | undefined =>
  takesOrders === false ? make("Does not take orders now.", "目前不接单。") : undefined

const groups = { gender: make("gender", "性别"), cityTier: make("city tier", "城市等级") }
const genders: Readonly<Record<string, Words>> = { male: make("male", "男性"), female: make("female", "女性") }

const offTarget = ({ brief, candidate, limits }: Seen): Words | undefined => {
  const missed = Audience.missed(candidate.audience, brief, limits.offTarget)
  if (missed === undefined) return undefined
  const by = missed.by === "gender" ? groups.gender : groups.cityTier
  const largest = genders[missed.largest] ?? make(missed.largest, missed.largest)
  const [most, wanted] = [percent(missed.share), percent(missed.wanted)]
  return make(
    `The audience is mostly ${largest.en} (${by.en}, ${most.en}); those the brief wants are ${wanted.en}.`,
    `受众以${largest.zh}为主（${by.zh}，${most.zh}），目标人群仅占 ${wanted.zh}。`
  )
}

/** In the order in which a buyer would ask. */
const checks: ReadonlyArray<readonly [Flag, (seen: Seen) => Words | undefined]> = [
  ["notTakingOrders", notTakingOrders],
  ["offTarget", offTarget],
  ["followerJump", followerJump],
  ["lowReach", lowReach],
  ["optimistic", optimistic],
  ["outlier", outlier],
  ["unstable", unstable],
  ["overpriced", overpriced],
  ["noOrders", noOrders]
]

/** What to ask about before buying. */
export const flagsOf = (seen: Seen): ReadonlyArray<Flagged> =>
  checks.flatMap(([flag, check]) => {
    const words = check(seen)
    return words === undefined ? [] : [{ flag, words }]
  })

const incomplete = make("Less than half of what the score is made of is known.", "评分所需数据不足一半。")

/** Says so when a score stands on little. */
export const thinData = (completeness: number): ReadonlyArray<Flagged> =>
  completeness < 0.5 ? [{ flag: "thinData", words: incomplete }] : []
