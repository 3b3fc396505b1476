import { amountIn, type Failure, nearest, Shortlist, splitWords, type Words } from "@xingtu/core/adapter"
import { say } from "../util/shortlistWords.ts"
import { type Span, spanIn } from "../input/amount.ts"
import { withWholeComparisons } from "../input/comparison.ts"
import { plain } from "../input/names.ts"
import { quoted } from "../input/tokens.ts"

/** Where the creators of a shortlist come from: a search, as it is sent, or ids. */
export type From = { readonly search: Readonly<Record<string, string>> } | { readonly ids: ReadonlyArray<string> }

/** What is looked for, and what may be spent on it. */
export interface Wanted {
  readonly brief: Shortlist.Brief
  /** In yuan. */
  readonly budget?: number
  readonly minCreators?: number
  readonly maxCreators?: number
  /** What is looked up of each creator beside what a brief needs. */
  readonly look: ReadonlyArray<Shortlist.SourceName>
}

const goals: Readonly<Record<Shortlist.Goal, ReadonlyArray<string>>> = {
  reach: ["reach", "plays", "awareness", "曝光", "触达", "播放"],
  engagement: ["engagement", "interaction", "互动"],
  sales: ["sales", "conversion", "转化", "销售", "带货"]
}

const kinds: Readonly<Record<Shortlist.Kind, ReadonlyArray<string>>> = {
  placement: ["placement", "植入", "植入视频"],
  custom: ["custom", "定制", "定制视频"]
}

const genders: Readonly<Record<string, ReadonlyArray<string>>> = {
  male: ["male", "men", "男", "男性"],
  female: ["female", "women", "女", "女性"]
}

const bounded: ReadonlyArray<Shortlist.Bounded> = ["price", "cpm", "followers", "plays"]

const audiences = ["gender", "age", "province", "cityTier", "crowd"] as const

/** What a part of a brief is called; the first spelling is what a button carries. */
const names = {
  goal: ["goal", "目标"],
  kind: ["kind", "类型", "视频类型"],
  gender: ["gender", "性别", "受众性别"],
  age: ["age", "ages", "年龄"],
  province: ["province", "provinces", "省份", "地域", "地区"],
  cityTier: ["cityTier", "tier", "城市等级", "线级"],
  crowd: ["crowd", "人群"],
  category: ["category", "categories", "分类", "类目"],
  price: ["price", "报价", "价格"],
  cpm: ["cpm"],
  followers: ["followers", "粉丝", "粉丝数"],
  plays: ["plays", "播放", "播放量"],
  budget: ["budget", "预算"],
  minCreators: ["min", "minCreators", "最少"],
  maxCreators: ["max", "maxCreators", "最多"],
  look: ["look", "补充"]
} as const

type Name = keyof typeof names

const nameList = Object.keys(names) as ReadonlyArray<Name> // the keys of the literal above

const nameIn = (word: string): Name | undefined =>
  nameList.find((name) => names[name].some((spelling) => plain(spelling) === plain(word)))

/** What no filter of a search is. */
const ofBriefs: ReadonlySet<Name> = new Set(["goal", "kind", "budget", "minCreators", "maxCreators", "look"])

/** Whether a word is what a part of a brief is called. */
export const isName = (word: string): boolean => nameIn(word) !== undefined

/** A name with what stands behind it: `price=1w-5w`, `报价<5万`, `粉丝10万以上`. */
const condition = /^(\p{L}+)([=：:]|(?=[<>≤≥\d¥$€£]))(.*)$/su

const namedIn = (word: string): Name | undefined => {
  const [, name] = condition.exec(word) ?? []
  return name === undefined ? undefined : nameIn(name)
}

/** Whether a word names a part of a brief. */
export const isNamed = (word: string): boolean => namedIn(word) !== undefined

/** Whether it can be nothing else, also where filters of a search stand. */
export const isOnlyBrief = (word: string): boolean => {
  const name = namedIn(word)
  return name !== undefined && ofBriefs.has(name)
}

const among = <K extends string>(known: Readonly<Record<K, ReadonlyArray<string>>>, word: string): K | undefined =>
  Object.keys(known)
    .filter((key): key is K => Object.hasOwn(known, key))
    .find((key) => known[key].includes(word.toLowerCase()))

const isAge = (word: string): boolean => /^(?:\d{2}-\d{2}|\d{2}\+)$/.test(word)

/** The part of a brief that an unmistakable word is. */
const nameOfBare = (word: string): Name | undefined =>
  among(goals, word) !== undefined
    ? "goal"
    : among(kinds, word) !== undefined
      ? "kind"
      : among(genders, word) !== undefined
        ? "gender"
        : isAge(word)
          ? "age"
          : undefined

/** Whether a word can only be a part of a brief. */
export const isBare = (word: string): boolean => nameOfBare(word) !== undefined

/** The conditions in a word: `女，转化，报价<5万` are three, `province=上海,浙江` is one. */
const conditionsIn = (word: string): ReadonlyArray<string> =>
  word
    .normalize("NFKC")
    .split(/[,、;]/)
    .reduce<ReadonlyArray<string>>(
      (parts, part) =>
        parts.length === 0 || isNamed(part) || isBare(part)
          ? [...parts, part]
          : [...parts.slice(0, -1), `${parts.at(-1)},${part}`],
      []
    )
    .map((part) => part.replace(/^,+|,+$/g, ""))
    .filter((part) => part !== "")

interface Reading {
  /** What was said of each, in its order. */
  readonly values: ReadonlyMap<Name, ReadonlyArray<string>>
  readonly problems: ReadonlyArray<Failure.Problem>
}

const read = (words: ReadonlyArray<string>): Reading => {
  const values = new Map<Name, ReadonlyArray<string>>()
  const problems: Array<Failure.Problem> = []
  const put = (name: Name, value: string) => values.set(name, [...(values.get(name) ?? []), value])
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ""
    const [, typed = "", sign = "", rest = ""] = condition.exec(word) ?? []
    const name = nameIn(typed)
    const bare = nameOfBare(word)
    // "budget 500k": a name, and its value behind it.
    const alone = nameIn(word.replace(/[=：:]$/, ""))
    const next = words[at + 1]
    if (name !== undefined && (rest !== "" || sign === "")) put(name, rest)
    else if (bare !== undefined) put(bare, word)
    else if (alone !== undefined && next !== undefined) {
      put(alone, next)
      at++
    } else problems.push({ param: word, problem: unclear(word) })
  }
  return { values, problems }
}

const unclear = (word: string): Words => {
  const known = [...nameList, ...Object.values(goals).flat(), ...Object.values(kinds).flat()]
  const typed = word.replace(/[=：:].*$/s, "").toLowerCase()
  return say.noPart(word, nearest(typed, known))
}

type Result<A> = { readonly value: A } | { readonly problem: Failure.Problem }

const amount = (name: Name, text: string): Result<number> => {
  const value = amountIn(text)
  return value === undefined || value <= 0 ? { problem: { param: name, problem: say.noBudget(text) } } : { value }
}

/** Words of a brief as a brief, with what is wrong. Where nothing is said of it the goal is reach. */
export const wantedIn = (
  words: ReadonlyArray<string>
): { readonly wanted: Wanted; readonly problems: ReadonlyArray<Failure.Problem> } => {
  const { problems: unread, values } = read(withWholeComparisons(words, isName).flatMap(conditionsIn))
  const problems: Array<Failure.Problem> = [...unread]
  const each = <A>(name: Name, from: (text: string) => Result<A>): ReadonlyArray<A> =>
    (values.get(name) ?? []).flatMap((text) => {
      const result = from(text)
      if ("value" in result) return [result.value]
      problems.push(result.problem)
      return []
    })
  /** Of what is said twice the last counts. */
  const get = <A>(name: Name, from: (text: string) => Result<A>): A | undefined => each(name, from).at(-1)
  const oneOf =
    <K extends string>(name: Name, known: Readonly<Record<K, ReadonlyArray<string>>>) =>
    (text: string): Result<K> => {
      const value = among(known, text)
      return value === undefined
        ? { problem: { param: name, problem: say.oneOf(text, Object.keys(known)) } }
        : { value }
    }
  const spans = (name: Shortlist.Bounded) =>
    each(name, (text): Result<Span> => {
      const value = spanIn(text, name === "price" || name === "cpm" ? "max" : "min")
      return value === undefined ? { problem: { param: name, problem: say.noAmount(text) } } : { value }
    })
  const whole = (name: Name) =>
    get(name, (text): Result<number> =>
      /^[1-9]\d{0,2}$/.test(text) ? { value: Number(text) } : { problem: { param: name, problem: say.noCount(text) } }
    )
  const goal = get("goal", oneOf("goal", goals)) ?? "reach"
  const kind = get("kind", oneOf("kind", kinds))
  const audience = audiences.flatMap((by) => {
    const groups = each(by, (text): Result<ReadonlyArray<string>> => ({ value: splitWords(text) })).flat()
    const known = by === "gender" ? groups.map((group) => among(genders, group) ?? group) : groups
    return known.length === 0 ? [] : [[by, known] as const]
  })
  const bounds = bounded.flatMap((name) => {
    // "price>20000 price<50000" is one range.
    const found = spans(name)
    return found.length === 0 ? [] : [[name, Object.assign({}, ...found) as Span] as const] // of spans alone
  })
  const categories = get("category", (text): Result<ReadonlyArray<string>> => ({ value: splitWords(text) }))
  const [budget, minCreators, maxCreators] = [
    get("budget", (text) => amount("budget", text)),
    whole("minCreators"),
    whole("maxCreators")
  ]
  const look = get("look", (text): Result<ReadonlyArray<Shortlist.SourceName>> => ({
    value: Shortlist.sourceNames.filter((name) => splitWords(text).includes(name))
  }))
  const brief: Shortlist.Brief = {
    goal,
    ...(kind === undefined ? {} : { kind }),
    ...(audience.length === 0 ? {} : { audience: Object.fromEntries(audience) }),
    ...(bounds.length === 0 && categories === undefined
      ? {}
      : { bounds: { ...Object.fromEntries(bounds), ...(categories === undefined ? {} : { categories }) } })
  }
  // Core knows what else a brief must keep to, before anything is looked up.
  const checked = Shortlist.rank([], brief)
  return {
    wanted: {
      brief,
      look: look ?? [],
      ...(budget === undefined ? {} : { budget }),
      ...(minCreators === undefined ? {} : { minCreators }),
      ...(maxCreators === undefined ? {} : { maxCreators })
    },
    problems: [...problems, ...(checked._tag === "InvalidBrief" ? checked.problems : [])]
  }
}

const spanText = ({ max, min }: Span): string => `${min ?? ""}-${max ?? ""}`

/** A brief in words that are read back as the same. */
export const printWanted = ({ brief, budget, look, maxCreators, minCreators }: Wanted): ReadonlyArray<string> => {
  const { audience = {}, bounds = {}, goal, kind } = brief
  const said: ReadonlyArray<readonly [Name, string | number | undefined]> = [
    ["goal", goal === "reach" ? undefined : goal],
    ["kind", kind],
    ...audiences.map((by) => {
      const groups = audience[by]
      return [by, Array.isArray(groups) ? groups.join(",") : undefined] as const
    }),
    ...bounded.map((name) => {
      const bound = bounds[name]
      return [name, bound === undefined ? undefined : spanText(bound)] as const
    }),
    ["category", bounds.categories?.join(",")],
    ["budget", budget],
    ["minCreators", minCreators],
    ["maxCreators", maxCreators],
    ["look", look.length === 0 ? undefined : look.join(",")]
  ]
  return said.flatMap(([name, value]) => {
    if (value === undefined) return []
    const text = String(value)
    return [`${names[name][0]}=${/[\s,"'“「]/.test(text) ? quoted(text) : text}`]
  })
}

/** What of each creator is looked up: who is looked for by their audience is known by it only. */
export const sourcesFor = ({ brief, look }: Wanted, from: From): ReadonlyArray<Shortlist.SourceName> => {
  const wanted = new Set<Shortlist.SourceName>([
    // A search tells what it costs and brings.
    ...("search" in from ? [] : Shortlist.usualSources),
    ...(brief.audience === undefined ? [] : ["audienceDistribution" as const]),
    ...look
  ])
  return Shortlist.sourceNames.filter((name) => wanted.has(name))
}
