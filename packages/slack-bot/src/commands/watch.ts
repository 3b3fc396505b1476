import { splitWords, Watch, type Words } from "@xingtu/core/adapter"
import { isZone, type Schedule } from "../util/schedule.ts"
import { watching as say } from "../util/watching.ts"
import { pack, unpack } from "../input/ids.ts"
import { pasted } from "../input/pasted.ts"
import { type Found, printSchedule, scheduleIn } from "./schedule.ts"
import { quoted } from "../input/tokens.ts"

type Watched = Watch.Watched
type WatchThresholds = Watch.WatchThresholds

/** What a watch tells: changes alone, or a whole table each time. */
export type WatchKind = "watch" | "report"

/** What somebody wants to hear of, how often and where. */
export interface WatchSpec {
  readonly kind: WatchKind
  /** Empty where only a list was named. */
  readonly ids: ReadonlyArray<string>
  readonly list?: string
  readonly watch: ReadonlyArray<Watched>
  /** Fractions. */
  readonly thresholds: Partial<WatchThresholds>
  readonly schedule: Schedule
  /** `me`, `here`, a channel's id, or `#name`. */
  readonly to: string
  /** The time zone of the schedule; that of the person unless set. */
  readonly zone?: string
  /** What stood beside the ids and was not read. */
  readonly leftOut?: ReadonlyArray<string>
}

/** Creators in one watch: as many as a list keeps and a table shows. */
const watchedAtMost = 100

const standards: Readonly<Record<WatchKind, Schedule>> = {
  watch: { days: [], minute: 9 * 60 },
  report: { days: [1], minute: 9 * 60 }
}

const names: ReadonlyArray<readonly [Watched | "all", string, string]> = [
  ["all", "all(?:\\s+changes)?|everything|any\\s+changes?", "全部|所有"],
  ["price", "prices?|rates?", "报价|价格|刊例价?"],
  ["cpm", "cpm", "千次播放成本"],
  ["medianPlays", "(?:median|typical)[\\s-]+(?:plays|views)|plays|views", "播放量?中位数|中位播放量?|播放量?"],
  ["followers", "followers?|fans", "粉丝(?:数量?|量)?|涨粉|掉粉"],
  ["takesOrders", "(?:takes?|accepts?|taking)[\\s-]*orders?|orders?", "是否接单|可?接单(?:状态)?"],
  ["newestVideo", "new(?:est)?[\\s-]*videos?|videos?", "发?布?新视频|新作品|视频更新"]
]

/** How much, behind the name of a figure: `>5%`, `超过 5%`; or what is no share. */
const amount = "\\s*(?:变化|变动|changes?)?\\s*(?:by\\s+)?((?:[<>≥≤=±]=?|超过|大于|低于|over|above|below)\\s*)?"
const figures = names.map(
  ([what, latin, chinese]) =>
    [
      what,
      new RegExp(
        `(?:(?<![\\w-])(?:${latin})(?![\\p{L}\\d_-])|(?:${chinese}))(?:${amount}(\\d[\\d.,]*\\s*(?:%|percent|[万wk元粉])?))?`,
        "iu"
      )
    ] as const
)

const isFigure = (what: Watched): what is keyof WatchThresholds => what !== "takesOrders" && what !== "newestVideo"

/** What to look at, and from which change on. */
const figuresIn = (
  text: string
): Found<{ readonly watch: ReadonlyArray<Watched>; readonly thresholds: Partial<WatchThresholds> }> => {
  const chosen = new Set<Watched>()
  const problems: Array<Words> = []
  const thresholds: { -readonly [K in keyof WatchThresholds]?: number } = {}
  let rest = text
  for (const [what, pattern] of figures) {
    for (let match = pattern.exec(rest); match !== null; match = pattern.exec(rest)) {
      const [all, sign, value] = match
      const share = /^(\d+(?:[.,]\d+)?)\s*(?:%|percent)$/i.exec(value ?? "")
      const isAmount = value !== undefined && (sign !== undefined || share !== null)
      // A number that only stands behind a name, such as an id, belongs to something else.
      const length = value === undefined || isAmount ? all.length : all.length - value.length
      rest = `${rest.slice(0, match.index)} ${rest.slice(match.index + length)}`
      if (what === "all") Watch.watched.forEach((one) => chosen.add(one))
      else chosen.add(what)
      if (!isAmount) continue
      const by = Number((share?.[1] ?? "").replace(",", ".")) / 100
      if (what === "all" || !isFigure(what) || share === null || /[<≤低]|below/i.test(sign ?? "") || by > 10)
        problems.push(say.noShare(all.trim()))
      else thresholds[what] = by
    }
  }
  return { value: { watch: Watch.watched.filter((one) => chosen.has(one)), thresholds }, rest, problems }
}

const destinations: ReadonlyArray<readonly [RegExp, (match: RegExpExecArray) => string]> = [
  [/<#([CG][A-Z0-9]+)(?:\|[^>]*)?>/, ([, id = ""]) => id],
  [/(?<![^\s,，])(?:(?:to|in)\s+)?(#[\p{L}\p{N}_-]*\p{L}[\p{L}\p{N}_-]*)/u, ([, name = ""]) => name],
  [/(?<![\w-])(?:(?:to|in)\s+)?([CG][A-Z0-9]{8,})(?![\w-])/, ([, id = ""]) => id],
  [
    /(?<![\w-])(?:(?:in|to)\s+)?(?:here|this\s+channel)(?![\w-])|(?:发到|在)?(?:本频道|此频道|这个频道|当前频道|这里)/i,
    () => "here"
  ],
  [
    /(?<![\w-])(?:(?:to|by)\s+)?(?:me|dm|my\s+dms?)(?![\w-])|(?:发?(?:到|给))?(?:我的)?私信(?:我)?|发给我|给我/i,
    () => "me"
  ]
]

const destinationIn = (text: string): Found<string | undefined> => {
  for (const [pattern, read] of destinations) {
    const match = pattern.exec(text)
    if (match !== null) return { value: read(match), rest: text.replace(pattern, " "), problems: [] }
  }
  return { value: undefined, rest: text, problems: [] }
}

const filler =
  /(?<![\w-])(?:the|my|list|lists|named|called|for|of|on|at|and|when|if|report|reports|creators?|shortlist|search)(?![\w-])|名单|列表|清单|达人|报告|的/gi
const lastOnes = /^\s*(?:last|上次|最近|刚才)(?![\p{L}\p{N}_-]*[-_])/iu

/** The name of a list in what is left: `last shortlist`, `list beauty`, `美妆`. */
const listIn = (rest: string): string | undefined => {
  if (lastOnes.test(rest.replace(/^\s*(?:the|my)\s/i, ""))) return "last"
  const words = splitWords(rest.replace(filler, " ").replaceAll("。", " "))
  return words.length === 0 ? undefined : words.join("-")
}

/** A list's name holds no quotation marks and no signs that mean something to Slack. */
const clean = (name: string | undefined): string | undefined => {
  const kept = (name ?? "").replace(/["“”'‘’「」『』«»`<>&|=\p{Cc}\p{Cf}]+/gu, "").trim()
  return kept === "" ? undefined : kept
}

/** What was typed, understood; or what is wrong with it. */
export type WatchTyped =
  | { readonly _tag: "Watch"; readonly spec: WatchSpec }
  | { readonly _tag: "WatchUnclear"; readonly kind: WatchKind; readonly problems: ReadonlyArray<Words> }

/** Reads what stands behind `watch` or `schedule report`. */
export const watchIn = (kind: WatchKind, typed: string): WatchTyped => {
  let packed: ReadonlyArray<string> = []
  let list: string | undefined
  let text = typed
    .normalize("NFKC")
    .replace(/(?<!\S)ids:\S+/, (word) => {
      packed = unpack(word) ?? []
      return " "
    })
    .replace(
      /(?<!\S)(?:list|名单|列表|清单)[=:]\s*(?:["“「]([^"”」]*)["”」]|(\S+))|["“「]([^"”」]+)["”」]/iu,
      (_, a, b, c) => {
        list = String(a ?? b ?? c)
        return " "
      }
    )
  let zone: string | undefined
  text = text.replace(/(?<!\S)(?:zone|tz|timezone|时区)[=:]\s*(\S+)/iu, (_, name: string) => {
    zone = name
    return " "
  })
  const to = destinationIn(text)
  const when = scheduleIn(to.rest, standards[kind])
  const what = figuresIn(when.rest)
  text = what.rest
  const found = pasted(text)
  const ids = [...new Set([...packed, ...found.ids])]
  const wrong = ids.length > 0 ? [] : found.wrong.map(({ word, why }) => say.ofWord(word, why))
  const named = clean(list) ?? (ids.length > 0 || wrong.length > 0 ? undefined : clean(listIn(text)))
  const problems = [
    ...when.problems,
    ...what.problems,
    ...wrong,
    ...(zone === undefined || isZone(zone) ? [] : [say.noZone(zone)]),
    ...(ids.length > watchedAtMost ? [say.tooMany(ids.length, watchedAtMost)] : []),
    ...(ids.length === 0 && named === undefined && wrong.length === 0 ? [say.nobody[kind]] : [])
  ]
  if (problems.length > 0) return { _tag: "WatchUnclear", kind, problems }
  const left = ids.length === 0 ? [] : [...found.wrong.map(({ word }) => word), ...found.others]
  return {
    _tag: "Watch",
    spec: {
      kind,
      ids,
      ...(named === undefined ? {} : { list: named }),
      watch: kind === "report" ? [] : what.value.watch.length === 0 ? Watch.watched : what.value.watch,
      thresholds: what.value.thresholds,
      schedule: when.value,
      to: to.value ?? "me",
      ...(zone === undefined ? {} : { zone }),
      ...(left.length === 0 ? {} : { leftOut: left })
    }
  }
}

/** The plan of watching some creators, or those of a list, for all that can change. */
export const watchOf = (ids: ReadonlyArray<string>, list?: string): WatchTyped =>
  watchIn("watch", [...(list === undefined ? [] : [`list=${quoted(list)}`]), pack(ids)].join(" "))

const spelt: Readonly<Record<Watched, string>> = {
  price: "price",
  cpm: "cpm",
  followers: "followers",
  medianPlays: "plays",
  takesOrders: "orders",
  newestVideo: "new-video"
}

const printFigure = (what: Watched, thresholds: Partial<WatchThresholds>): string => {
  const by = isFigure(what) ? thresholds[what] : undefined
  return by === undefined ? spelt[what] : `${spelt[what]}>${Number((by * 100).toFixed(4))}%`
}

/** As it is read back; what was left out is not said again. */
export const printWatch = ({ ids, kind, list, schedule, thresholds, to, watch, zone }: WatchSpec): string =>
  [
    kind === "watch" ? "watch" : "schedule report",
    ...(list === undefined ? [] : [`list=${quoted(list)}`]),
    ...(ids.length === 0 ? [] : [pack(ids)]),
    ...watch.map((what) => printFigure(what, thresholds)),
    printSchedule(schedule),
    ...(zone === undefined ? [] : [`zone=${zone}`]),
    to
  ].join(" ")

/** What can be done with watches that are there. */
export const deeds = ["pause", "resume", "stop", "run"] as const
export type Deed = (typeof deeds)[number]

const deedNames: Readonly<Record<Deed, ReadonlyArray<string>>> = {
  pause: ["pause", "暂停"],
  resume: ["resume", "continue", "恢复", "继续"],
  stop: ["stop", "remove", "delete", "停止", "删除", "取消"],
  run: ["run", "run now", "运行", "立即运行"]
}

export type Watching =
  | { readonly _tag: "Watching"; readonly page: number }
  /** A plan that nobody wants. */
  | { readonly _tag: "WatchDropped" }
  | { readonly _tag: "WatchDeed"; readonly deed: Deed; readonly id: string }

/** What stands behind `watch` where watches that are there are meant: `watch stop 1a2b`, `watch list`. */
export const isAboutWatching = (words: ReadonlyArray<string>): boolean => {
  const [first = "", second = "", ...more] = words.map((word) => word.toLowerCase())
  const isDeed = deeds.some((one) => deedNames[one].includes(first))
  return (
    more.length === 0 &&
    (isDeed ? /^(?:now|[\da-f]{0,10})$/.test(second) : second === "" && /^(?:lists?|列表)$/.test(first))
  )
}

/** Reads what stands behind `watching`. */
export const watchingIn = (words: ReadonlyArray<string>): Watching => {
  const [first = "", ...rest] = words.map((word) => word.toLowerCase())
  const deed = deeds.find((one) => deedNames[one].includes(first))
  const id = rest.filter((word) => word !== "now").join("")
  if (first === "drop") return { _tag: "WatchDropped" }
  if (deed !== undefined) return { _tag: "WatchDeed", deed, id }
  const page = Number(first.replace(/^page=/, ""))
  return { _tag: "Watching", page: Number.isInteger(page) && page > 0 ? page : 1 }
}

export const printWatching = (command: Watching): string =>
  command._tag === "Watching"
    ? command.page === 1
      ? "watching"
      : `watching ${command.page}`
    : command._tag === "WatchDropped"
      ? "watching drop"
      : `watching ${command.deed} ${command.id}`
