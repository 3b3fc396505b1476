import { catalogue, Endpoint } from "@xingtu/core/adapter"

export const endpoints: ReadonlyArray<Endpoint.Endpoint> = Object.values(catalogue)

/** Commands beside the endpoints. Their spellings win over an endpoint's. */
export const own = {
  help: ["help", "?", "帮助", "？"],
  creator: ["creator", "达人"],
  compare: ["compare", "vs", "对比", "比较"],
  report: ["report", "报告"],
  shortlist: ["shortlist", "rank", "候选名单", "短名单", "候选", "排序", "排名"],
  plan: ["plan", "allocate", "预算分配", "投放计划", "计划"],
  save: ["save", "保存"],
  lists: ["lists", "list", "名单", "清单", "列表"],
  watch: ["watch", "监控", "监测", "盯"],
  watching: ["watching", "watches", "监控列表", "我的监控"],
  schedule: ["schedule report", "schedule", "scheduled report", "定时报告", "定期报告", "定时"],
  quota: ["quota", "usage", "配额", "用量"],
  settings: ["settings", "设置"]
} as const

export type Own = keyof typeof own

/** Commands behind which creators stand, and so a list's name may. */
export const takesCreators: ReadonlySet<Own> = new Set(["creator", "compare", "report", "shortlist", "plan", "save"])

export const plain = (text: string): string => text.toLowerCase().replace(/[\s_-]+/g, "")

export const ownByName: ReadonlyMap<string, Own> = new Map(
  (Object.keys(own) as ReadonlyArray<Own>) // the keys of the literal above
    .flatMap((name) => own[name].map((spelling) => [plain(spelling), name] as const))
)

export const endpointByName: ReadonlyMap<string, Endpoint.Endpoint> = new Map(
  endpoints.flatMap((endpoint) => Endpoint.names(endpoint).map((name) => [plain(name), endpoint] as const))
)

/** The spelling a person is shown for an endpoint: its short name where it has one. */
export const spelling = (endpoint: Endpoint.Endpoint): string => endpoint.aliases?.[0] ?? Endpoint.kebab(endpoint.id)

/** A command of our own by whatever a person calls it. */
export const ownNamed = (name: string): Own | undefined => ownByName.get(plain(name))

/** An endpoint by whatever a person calls it. */
export const endpointNamed = (name: string): Endpoint.Endpoint | undefined => endpointByName.get(plain(name))

/** Titles have up to this many words. */
const longest = Math.max(...endpoints.map((endpoint) => endpoint.title.en.split(" ").length))

export const leading = <A>(
  words: ReadonlyArray<string>,
  found: (name: string) => A | undefined
): readonly [A, ReadonlyArray<string>] | undefined => {
  for (let n = Math.min(longest, words.length); n > 0; n--) {
    const match = found(plain(words.slice(0, n).join("")))
    if (match !== undefined) return [match, words.slice(n)]
  }
  return undefined
}
