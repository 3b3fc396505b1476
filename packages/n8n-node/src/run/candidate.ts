// An item as a creator of a shortlist, whichever operation and version of the node it came from.
import { defined, type Shortlist } from "@xingtu/core/adapter"
import type { IDataObject } from "n8n-workflow"

/** Where a figure may stand, the newest name first. */
const names = {
  id: ["creator_id", "star_id"],
  name: ["nick_name", "name"],
  followers: ["follower", "followers"],
  category: ["category", "tags_relation"],
  plays: ["play_mid", "median_plays"],
  expected: ["expected_plays", "expected_play_num", "expect_vv"],
  interaction: ["interact_rate_30d", "interact_rate", "interact_rate_within_30d"],
  completion: ["completion_rate_30d", "completion_rate", "play_over_rate", "play_over_rate_within_30d"],
  growth: ["fans_growth_rate_30d"],
  orders: ["order_cnt"],
  women: ["female_share"],
  takesOrders: ["can_receive"],
  placement: {
    price: ["price_placement", "price_20_60", "price_2"],
    cpm: ["cpm_placement", "prospective_20_60_cpm", "cpm_21_60", "cpm_20_60"],
    cpe: ["cpe_placement", "cpe_21_60", "cpe_20_60"]
  },
  custom: {
    price: ["price_custom", "price_60", "price_71"],
    cpm: ["cpm_custom", "prospective_60_cpm", "cpm_60"],
    cpe: ["cpe_custom", "cpe_60"]
  }
} as const

type Names = ReadonlyArray<string>

const valueAt = (row: IDataObject, at: Names): unknown =>
  at.map((name) => row[name]).find((value) => value !== undefined && value !== null && value !== "")

const numberAt = (row: IDataObject, at: Names): number | undefined => {
  const value = valueAt(row, at)
  const read = typeof value === "string" ? Number(value) : value
  return typeof read === "number" && Number.isFinite(read) ? read : undefined
}

const textAt = (row: IDataObject, at: Names): string | undefined => {
  const value = valueAt(row, at)
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined
}

const kinds = ["placement", "custom"] as const

const offersOf = (row: IDataObject): ReadonlyArray<Shortlist.Offer> => {
  const [plays, rate] = [numberAt(row, names.expected), numberAt(row, names.interaction)]
  return kinds.flatMap((kind) => {
    const price = numberAt(row, names[kind].price)
    if (price === undefined) return []
    const [cpm, cpe] = [numberAt(row, names[kind].cpm), numberAt(row, names[kind].cpe)]
    const expectedPlays = plays ?? (cpm === undefined || cpm === 0 ? undefined : (price / cpm) * 1_000)
    const expectedInteractions = expectedPlays === undefined || rate === undefined ? undefined : expectedPlays * rate
    return [{ kind, price, ...defined({ cpm, cpe, expectedPlays, expectedInteractions }) }]
  })
}

/** The candidate in an item; undefined where it has no creator. */
export const candidateOf = (row: IDataObject): Shortlist.Candidate | undefined => {
  const id = textAt(row, names.id) ?? textAt(row, ["id"])
  if (id === undefined) return undefined
  const women = numberAt(row, names.women)
  const takesOrders = valueAt(row, names.takesOrders)
  return {
    id,
    offers: offersOf(row),
    ...defined({
      name: textAt(row, names.name),
      followers: numberAt(row, names.followers),
      category: textAt(row, names.category)
        ?.split(/[:：,，;；]/)[0]
        ?.trim(),
      medianPlays: numberAt(row, names.plays),
      interactionRate: numberAt(row, names.interaction),
      completionRate: numberAt(row, names.completion),
      growth30d: numberAt(row, names.growth),
      orders: numberAt(row, names.orders),
      takesOrders: typeof takesOrders === "boolean" ? takesOrders : undefined,
      audience: women === undefined ? undefined : { gender: { female: women, male: 1 - women } }
    })
  }
}
