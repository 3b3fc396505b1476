// The names of an item's fields, pinned for each version of the node: a new column of core cannot rename an old one.
import type { Table } from "@xingtu/core"
import recorded from "../recorded/keys.json" with { type: "json" }

/** The version of the node that a workflow was made with. */
export type Version = 1 | 2

export const versions: ReadonlyArray<Version> = [1, 2]

export const versionOf = (typeVersion: number): Version => (typeVersion < 2 ? 1 : 2)

type Names = Readonly<Record<string, string>>

const pinned: Readonly<Record<Version, Readonly<Record<string, Names>>>> = recorded

/** The shortest end of each path that no other column shares. */
const shortest = (columns: ReadonlyArray<Table.Column>): ReadonlyArray<string> => {
  const paths = columns.map(({ key }) => key.replace(/(.)\.value$/, "$1").split("."))
  return paths.map((path) => {
    const ends = path.map((_, i) => path.slice(-1 - i).join("_"))
    return (
      ends.find((end) => paths.filter((other) => `_${other.join("_")}`.endsWith(`_${end}`)).length === 1) ??
      path.join("_")
    )
  })
}

/**
 * The kinds of video by the ends of the API's names: of the old 1-20 s, placement (once 21-60 s) and custom (once over
 * 60 s).
 */
const kinds: ReadonlyArray<readonly [end: RegExp, kind: string]> = [
  [/_1_20$/, "_short"],
  [/_2[01]_60$/, "_placement"],
  [/_60$/, "_custom"]
]

/** One name for one thing, wherever it comes from; the API has several. */
const others: Names = {
  price_1: "price_short",
  price_2: "price_placement",
  price_71: "price_custom",
  expected_play_num: "expected_plays",
  expect_vv: "expected_plays",
  vv: "expected_plays",
  sn_vv: "sn_expected_plays",
  play: "plays",
  vv_cnt: "plays",
  watch_cnt: "plays",
  vv_list: "plays",
  like: "likes",
  like_cnt: "likes",
  like_cnt_list: "likes",
  comment: "comments",
  comment_cnt: "comments",
  comment_cnt_list: "comments",
  share_cnt: "shares",
  share_cnt_list: "shares",
  collect_cnt: "favourites",
  collect_cnt_list: "favourites",
  interact_cnt: "interactions",
  interact_cnt_list: "interactions",
  interact_rate_list: "interact_rate",
  interact_rate_within_30d: "interact_rate_30d",
  finish_rate: "completion_rate",
  finish_rate_list: "completion_rate",
  play_over_rate: "completion_rate",
  play_over_rate_within_30d: "completion_rate_30d"
}

/** The name of version 2 for a name of version 1. */
const later = (name: string, { unit }: Table.Column): string => {
  const plain = name.replace(/^prospective_(.+)_(cp[me])$/, "$2_$1")
  const kind = /^(?:sn_)?(?:price|cp[me])_/.test(plain) ? kinds.find(([end]) => end.test(plain)) : undefined
  if (kind !== undefined) return plain.replace(kind[0], kind[1])
  if (name === "share" && unit === "count") return "shares"
  return others[name] ?? name
}

/** The names nobody has pinned yet. They give way to those that are. */
const made = (version: Version, columns: ReadonlyArray<Table.Column>, own: Names): ReadonlyArray<string> => {
  const names = shortest(columns).map((name, i) => (version === 1 ? name : later(name, columns[i] ?? noColumn)))
  const taken = new Set(Object.values(own))
  return names.map((name, i) => {
    const isFree = !taken.has(name) && names.indexOf(name) === names.lastIndexOf(name)
    return isFree ? name : (columns[i]?.key.replaceAll(".", "_") ?? name)
  })
}

const noColumn: Table.Column = { key: "", title: { en: "", zh: "" }, unit: "text" }

/** What columns are called in an item of an operation. */
export const namesOf = (
  version: Version,
  operation: string,
  columns: ReadonlyArray<Table.Column>
): ReadonlyArray<string> => {
  const own = pinned[version][operation] ?? {}
  const names = made(
    version,
    columns.filter(({ key }) => own[key] === undefined),
    own
  )
  const fresh = new Map(columns.filter(({ key }) => own[key] === undefined).map(({ key }, i) => [key, names[i]]))
  return columns.map(({ key }) => own[key] ?? fresh.get(key) ?? key)
}
