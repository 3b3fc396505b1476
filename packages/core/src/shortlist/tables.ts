import { type Cell, type Column, compact, type Table } from "../table/Table.ts"
import type { Lang, Words } from "../util/Words.ts"
import type { Allocation } from "../allocation/Allocation.ts"
import type { Candidate, Kind } from "../candidates/Candidate.ts"
import type { Ranking } from "../ranking/Ranking.ts"

/** Shortlists as tables, like those of endpoints and reports. `fromTable` reads the keys of candidates' columns. */

interface Read<A> extends Column {
  readonly of: (one: A, lang: Lang) => Cell
}

const column = <A>(
  key: string,
  unit: Column["unit"],
  en: string,
  zh: string,
  of: (one: A, lang: Lang) => Cell
): Read<A> => ({ key, unit, title: { en, zh }, of })

const tableOf = <A>(columns: ReadonlyArray<Read<A>>, rows: ReadonlyArray<A>, lang: Lang): Table => ({
  columns: columns.map(({ key, title, unit }) => ({ key, title, unit })),
  rows: rows.map((row) => columns.map(({ of }) => of(row, lang)))
})

const kinds: Readonly<Record<Kind, Words>> = {
  placement: { en: "placement", zh: "植入视频" },
  custom: { en: "custom", zh: "定制视频" }
}

const offer = (one: Candidate, wanted: Kind) => one.offers.find(({ kind }) => kind === wanted)

/** What buyers compare first. */
const compared: ReadonlyArray<Read<Candidate>> = [
  column("id", "id", "id", "达人 ID", ({ id }) => id),
  column("nick_name", "text", "name", "昵称", ({ name }) => name),
  column("followers", "count", "followers", "粉丝数", ({ followers }) => followers),
  column("category", "text", "category", "类目", ({ category }) => category),
  ...(["placement", "custom"] as const).flatMap((kind) => [
    column<Candidate>(
      `price_${kind}`,
      "yuan",
      `${kinds[kind].en} price`,
      `${kinds[kind].zh}报价`,
      (one) => offer(one, kind)?.price
    ),
    column<Candidate>(
      `cpm_${kind}`,
      "yuan",
      `${kinds[kind].en} CPM`,
      `${kinds[kind].zh} CPM`,
      (one) => offer(one, kind)?.cpm
    )
  ]),
  column(
    "expect_vv",
    "count",
    "expected plays",
    "预期播放量",
    ({ offers }) => offers.find((one) => one.expectedPlays)?.expectedPlays
  ),
  column("interact_rate", "share", "interaction", "互动率", ({ interactionRate }) => interactionRate),
  column("play_over_rate", "share", "completion", "完播率", ({ completionRate }) => completionRate),
  column("fans_growth_rate_30d", "share", "growth 30 d", "30 天涨粉率", ({ growth30d }) => growth30d)
]

/** Candidates as a table; empty columns are left out. */
export const candidatesTable = (all: ReadonlyArray<Candidate>, lang: Lang = "en"): Table =>
  compact(tableOf(compared, all, lang), ["id"])

const joined = (all: ReadonlyArray<Words>, lang: Lang): Cell =>
  all.length === 0 ? undefined : all.map((words) => words[lang]).join(lang === "zh" ? "；" : "; ")

type Placed = Partial<Ranking["rows"][number]> & { readonly id: string; readonly why?: Words }

const placed: ReadonlyArray<Read<Placed>> = [
  column("place", "count", "place", "名次", ({ place }) => place),
  column("id", "id", "id", "达人 ID", ({ id }) => id),
  column("nick_name", "text", "name", "昵称", ({ candidate }) => candidate?.name),
  column("score", "index", "score", "评分", ({ score }) => score),
  column("kind", "text", "kind", "视频类型", ({ offer }, lang) => offer && kinds[offer.kind][lang]),
  column("price", "yuan", "price", "报价", ({ offer }) => offer?.price),
  column("completeness", "share", "data", "数据完整度", ({ completeness }) => completeness),
  column("reasons", "text", "reasons", "理由", ({ reasons = [] }, lang) => joined(reasons, lang)),
  column("flags", "text", "flags", "提示", ({ flags = [], why }, lang) =>
    why === undefined
      ? joined(
          flags.map(({ words }) => words),
          lang
        )
      : `${lang === "zh" ? "未入选：" : "Out: "}${why[lang]}`
  )
]

/** A ranking as a table; creators outside the brief come last, without a place and with the reason. */
export const rankingTable = ({ out, rows }: Pick<Ranking, "out" | "rows">, lang: Lang = "en"): Table =>
  tableOf(placed, [...rows.map((row) => ({ ...row, id: row.candidate.id })), ...out], lang)

/** A budget plan as a table. */
export const allocationTable = (
  { counted, picks }: Pick<Allocation, "counted" | "picks">,
  all: ReadonlyArray<Candidate>,
  lang: Lang = "en"
): Table => {
  const names = new Map(all.map(({ id, name }) => [id, name]))
  const [en, zh] = counted === "plays" ? ["expected plays", "预期播放量"] : ["expected interactions", "预期互动量"]
  return tableOf<Allocation["picks"][number]>(
    [
      column("id", "id", "id", "达人 ID", ({ id }) => id),
      column("nick_name", "text", "name", "昵称", ({ id }) => names.get(id)),
      column("kind", "text", "kind", "视频类型", ({ kind }) => kinds[kind][lang]),
      column("price", "yuan", "price", "报价", ({ price }) => price),
      column("expected", "count", en, zh, ({ expected }) => expected)
    ],
    picks,
    lang
  )
}
