import type { Kind } from "../candidates/Candidate.ts"
import { count, percent, yuan } from "../candidates/figures.ts"
import { isAmount } from "../candidates/stats.ts"
import { make, type Words } from "../util/Words.ts"
import type { Change, Snapshot, Watched, WatchThresholds } from "./Snapshot.ts"

/** The default thresholds of a watch. */
export const watchThresholds: WatchThresholds = { price: 0, cpm: 0.1, followers: 0.05, medianPlays: 0.2 }

const kinds: ReadonlyArray<Kind> = ["placement", "custom"]

const kindWords: Readonly<Record<Kind, Words>> = {
  placement: make("placement video", "植入视频"),
  custom: make("custom video", "定制视频")
}

const names: Readonly<Record<keyof WatchThresholds, (kind: Kind | undefined) => Words>> = {
  price: (kind = "placement") => make(`Price of a ${kindWords[kind].en}`, `${kindWords[kind].zh}报价`),
  cpm: (kind = "placement") => make(`CPM of a ${kindWords[kind].en}`, `${kindWords[kind].zh} CPM`),
  followers: () => make("Followers", "粉丝数"),
  medianPlays: () => make("Median plays", "播放量中位数")
}

const shown = (what: keyof WatchThresholds, value: number): Words =>
  what === "price" || what === "cpm" ? yuan(value) : make(count(value), count(value))

interface Pair {
  readonly before: Snapshot
  readonly after: Snapshot
  readonly limits: WatchThresholds
}

const figure = (
  { after: { at, id }, limits }: Pair,
  what: keyof WatchThresholds,
  [was, is]: readonly [number | undefined, number | undefined],
  kind?: Kind
): ReadonlyArray<Change> => {
  // What one of the two does not know has not changed.
  if (!isAmount(was) || !isAmount(is) || was === is) return []
  const by = was === 0 ? undefined : is / was - 1
  if (by !== undefined && Math.abs(by) < limits[what]) return []
  const name = names[what](kind)
  const [from, to] = [shown(what, was), shown(what, is)]
  const off = by === undefined ? undefined : percent(Math.abs(by))
  return [
    {
      id,
      what,
      at,
      ...(kind === undefined ? {} : { kind }),
      before: was,
      after: is,
      ...(by === undefined ? {} : { by }),
      words: make(
        `${name.en} ${is > was ? "rose" : "fell"} from ${from.en} to ${to.en}${off === undefined ? "" : ` (${is > was ? "+" : "-"}${off.en})`}.`,
        `${name.zh}由 ${from.zh} ${is > was ? "升至" : "降至"} ${to.zh}${off === undefined ? "" : `（${is > was ? "+" : "-"}${off.zh}）`}。`
      )
    }
  ]
}

/** A kind of video that came or went. */
const offered = ({ after, before }: Pair, kind: Kind): ReadonlyArray<Change> => {
  if (before.prices === undefined || after.prices === undefined) return []
  const [was, is] = [before.prices[kind], after.prices[kind]]
  const { at, id } = after
  const name = kindWords[kind]
  if (was === undefined && is !== undefined)
    return [
      {
        id,
        what: "price",
        at,
        kind,
        after: is,
        words: make(`Now sells ${name.en}s, at ${yuan(is).en}.`, `新增${name.zh}，报价 ${yuan(is).zh}。`)
      }
    ]
  return was === undefined || is !== undefined
    ? []
    : [
        {
          id,
          what: "price",
          at,
          kind,
          before: was,
          words: make(
            `No longer sells ${name.en}s (before: ${yuan(was).en}).`,
            `不再提供${name.zh}（此前报价 ${yuan(was).zh}）。`
          )
        }
      ]
}

const orders = ({ after, before }: Pair): ReadonlyArray<Change> => {
  const [was, is] = [before.takesOrders, after.takesOrders]
  if (was === undefined || is === undefined || was === is) return []
  const words = is ? make("Takes orders again.", "恢复接单。") : make("No longer takes orders.", "暂停接单。")
  return [{ id: after.id, what: "takesOrders", at: after.at, before: was, after: is, words }]
}

const newest = ({ after, before }: Pair): ReadonlyArray<Change> => {
  const [was, is] = [before.newestVideo, after.newestVideo]
  if (was === undefined || is === undefined || was.id === is.id) return []
  // A video that was taken down leaves an older one as the newest.
  if (was.at !== undefined && is.at !== undefined && is.at < was.at) return []
  const title = is.title === undefined ? "" : `: ${is.title}`
  return [
    {
      id: after.id,
      what: "newestVideo",
      at: after.at,
      before: was.id,
      after: is.id,
      words: make(`Published a new video${title}`, `发布了新视频${title.replace(": ", "：")}`)
    }
  ]
}

/**
 * What changed between two snapshots of a creator. Figures that one of them lacks are not compared. Pure; nothing is
 * looked up. Titles are the creator's own words: escape them where they are shown.
 */
export const changes = (
  before: Snapshot,
  after: Snapshot,
  thresholds: Partial<WatchThresholds> = {}
): ReadonlyArray<Change> => {
  if (before.id !== after.id) return []
  const pair: Pair = { before, after, limits: { ...watchThresholds, ...thresholds } }
  return [
    ...orders(pair),
    ...kinds.flatMap((kind) => [
      ...offered(pair, kind),
      ...figure(pair, "price", [before.prices?.[kind], after.prices?.[kind]], kind)
    ]),
    ...kinds.flatMap((kind) => figure(pair, "cpm", [before.cpm?.[kind], after.cpm?.[kind]], kind)),
    ...figure(pair, "followers", [before.followers, after.followers]),
    ...figure(pair, "medianPlays", [before.medianPlays, after.medianPlays]),
    ...newest(pair)
  ]
}

/** Fills gaps of a snapshot from an earlier one, so that one failed call does not hide the next change. */
export const carried = (before: Snapshot | undefined, after: Snapshot): Snapshot => ({ ...before, ...after })

/** All figures that a watch can check. */
export const watched: ReadonlyArray<Watched> = [
  "price",
  "cpm",
  "followers",
  "medianPlays",
  "takesOrders",
  "newestVideo"
]
