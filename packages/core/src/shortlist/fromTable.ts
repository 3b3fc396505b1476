import { catalogue } from "../catalogue/catalogue.ts"
import * as Report from "../report/Report.ts"
import * as Format from "../table/Format.ts"
import * as Table from "../table/Table.ts"
import type { Candidate, Kind, Offer } from "../candidates/Candidate.ts"
import { idOf } from "../candidates/idOf.ts"
import { hasLostDigits, isId } from "../endpoint/param/ids.ts"
import { scaled } from "../util/amount.ts"
import { clean } from "../ranking/clean.ts"

/** A table that is already there, such as a sheet, as candidates: nothing is looked up. */

/** What a column can tell. */
type Target =
  | "id"
  | "name"
  | "category"
  | "followers"
  | "medianPlays"
  | "interactionRate"
  | "completionRate"
  | "growth30d"
  | "orders"
  | "takesOrders"
  | "women"
  | "expectedPlays"
  | `${Kind}.price`
  | `${Kind}.cpm`
  | `${Kind}.cpe`

/** Columns of tables by the last part of their key, and fields of n8n's items by their names. */
const targets: Readonly<Record<string, Target>> = {
  id: "id",
  star_id: "id",
  creator_id: "id",
  nick_name: "name",
  tags_relation: "category",
  category: "category",
  follower: "followers",
  followers: "followers",
  median_plays: "medianPlays",
  play_mid: "medianPlays",
  vv_median_30d: "medianPlays",
  interact_rate: "interactionRate",
  interact_rate_within_30d: "interactionRate",
  interact_rate_30d: "interactionRate",
  play_over_rate: "completionRate",
  play_over_rate_within_30d: "completionRate",
  completion_rate: "completionRate",
  completion_rate_30d: "completionRate",
  fans_growth_rate_30d: "growth30d",
  order_cnt: "orders",
  can_receive: "takesOrders",
  female_share: "women",
  expected_play_num: "expectedPlays",
  expect_vv: "expectedPlays",
  expected_plays: "expectedPlays",
  price_20_60: "placement.price",
  price_2: "placement.price",
  price_placement: "placement.price",
  price_60: "custom.price",
  price_71: "custom.price",
  price_custom: "custom.price",
  prospective_20_60_cpm: "placement.cpm",
  cpm_21_60: "placement.cpm",
  cpm_placement: "placement.cpm",
  prospective_60_cpm: "custom.cpm",
  cpm_60: "custom.cpm",
  cpm_custom: "custom.cpm",
  cpe_21_60: "placement.cpe",
  cpe_placement: "placement.cpe",
  cpe_60: "custom.cpe",
  cpe_custom: "custom.cpe"
}

/** A head as it is looked up: without its unit, in small letters. */
const plain = (head: string): string =>
  head
    .trim()
    .toLowerCase()
    .replace(/\s*[(（](cny|rmb|yuan|元|%|s|秒)[)）]$/, "")
    .replace(/\s+/g, " ")

const lastPart = (key: string): string => {
  const parts = key.split(".").filter((part) => part !== "value")
  return parts[parts.length - 1] ?? key
}

let known: ReadonlyMap<string, Target> | undefined

/** Keys, and titles in both languages, of the tables that tell something. Only when somebody asks. */
const heads = (): ReadonlyMap<string, Target> => {
  if (known !== undefined) return known
  const columns = [
    ...Report.columns({ endpoints: Report.all }),
    ...[
      catalogue.creatorSearch,
      catalogue.spreadMetrics,
      catalogue.costPerformanceAnalysis,
      catalogue.creatorVisibilityStatus
    ].flatMap((endpoint) => Table.columns(endpoint))
  ]
  const found = new Map<string, Target>(Object.entries(targets))
  for (const { key, title } of columns) {
    const target = targets[lastPart(key)]
    if (target === undefined) continue
    for (const name of [key, title.en, title.zh]) if (!found.has(plain(name))) found.set(plain(name), target)
  }
  known = found
  return found
}

/** A cell as a number: 1,300, "1,300 CNY", "2.44 %", "1.2万", in digits of any width; anything else is no data. */
const numberOf = (cell: unknown): number | undefined => {
  if (typeof cell === "number") return cell
  if (typeof cell !== "string") return undefined
  const match = /^¥?\s*(-?[\d,]+(?:\.\d+)?)\s*([%kw千万m亿]?)\s*(?:cny|元)?$/i.exec(cell.normalize("NFKC").trim())
  if (match === null) return undefined
  const [, digits = "", scale = ""] = match
  return scaled(digits, scale)
}

const textOf = (cell: unknown): string | undefined => {
  const text = typeof cell === "string" ? cell.trim() : Number.isFinite(cell) ? String(cell) : ""
  return text === "" || text === Format.noData.en || text === Format.noData.zh ? undefined : text
}

const yes: ReadonlyArray<unknown> = [true, "true", "yes", "是"]
const no: ReadonlyArray<unknown> = [false, "false", "no", "否"]

type Cells = ReadonlyMap<Target, unknown>

const kinds: ReadonlyArray<Kind> = ["placement", "custom"]

const offersOf = (cells: Cells): ReadonlyArray<Offer> =>
  kinds.flatMap((kind) => {
    const price = numberOf(cells.get(`${kind}.price`))
    if (price === undefined) return []
    const [plays, cpm, cpe] = [cells.get("expectedPlays"), cells.get(`${kind}.cpm`), cells.get(`${kind}.cpe`)].map(
      numberOf
    )
    return [
      {
        kind,
        price,
        ...(plays === undefined ? {} : { expectedPlays: plays }),
        ...(cpm === undefined ? {} : { cpm }),
        ...(cpe === undefined ? {} : { cpe })
      }
    ]
  })

const figures = ["followers", "medianPlays", "interactionRate", "completionRate", "growth30d", "orders"] as const

const candidateOf = (id: string, cells: Cells): Candidate => {
  const name = textOf(cells.get("name"))
  // "美食: 美食探店" is the first category with those below it.
  const category = textOf(cells.get("category"))
    ?.split(/[:：,，;；]/)[0]
    ?.trim()
  const women = numberOf(cells.get("women"))
  const takes = cells.get("takesOrders")
  const takesOrders = yes.includes(takes) ? true : no.includes(takes) ? false : undefined
  return {
    id,
    offers: offersOf(cells),
    ...(name === undefined ? {} : { name }),
    ...(category === undefined ? {} : { category }),
    ...(takesOrders === undefined ? {} : { takesOrders }),
    ...(women === undefined || women < 0 || women > 1
      ? {}
      : { audience: { gender: { female: women, male: 1 - women } } }),
    ...Object.fromEntries(
      figures.flatMap((figure) => {
        const value = numberOf(cells.get(figure))
        return value === undefined ? [] : [[figure, value] as const]
      })
    )
  }
}

/** The candidates of a table, and the headings that were not recognized. */
export interface TableRead {
  readonly candidates: ReadonlyArray<Candidate>
  /** Rows, from 0, that are left out because their id was handled as a number and lost digits. */
  readonly lost: ReadonlyArray<number>
  /** Headings that were not recognized; their columns are ignored. */
  readonly unknown: ReadonlyArray<string>
}

/**
 * Candidates from a table, such as a sheet. Its headings are the API's field names or the column titles, in English or
 * Chinese. Sends no requests. A row without an id is left out; a cell that is no figure is no data.
 */
export const fromTable = (head: ReadonlyArray<unknown>, rows: ReadonlyArray<ReadonlyArray<unknown>>): TableRead => {
  const columns = head.map((name) => (typeof name === "string" ? heads().get(plain(name)) : undefined))
  const lost: Array<number> = []
  const candidates = rows.flatMap((row, at) => {
    const cells = new Map<Target, unknown>()
    const ids: Array<unknown> = []
    columns.forEach((target, i) => {
      if (target === "id") ids.push(...(textOf(row[i]) === undefined ? [] : [row[i]]))
      // The first column that has a value tells it.
      else if (target !== undefined && textOf(cells.get(target)) === undefined) cells.set(target, row[i])
    })
    // The number of a row in a database may stand beside the id of its creator.
    const isLost = ids.some(hasLostDigits)
    const all = ids.map(idOf)
    const id = all.find(isId) ?? (isLost ? undefined : all[0])
    if (id !== undefined) return [candidateOf(id, cells)]
    if (isLost) lost.push(at)
    return []
  })
  return {
    candidates: clean(candidates),
    lost,
    unknown: head.flatMap((name, i) =>
      columns[i] === undefined && typeof name === "string" && name.trim() !== "" ? [name] : []
    )
  }
}
