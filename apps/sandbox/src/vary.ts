import type { Wire } from "@xingtu/core"
import { type Chance, chance, idFrom } from "./chance.ts"
import type { Creator } from "./creators/Creator.ts"

/** Followers of the creator most responses were recorded of. */
const recordedFollowers = 42_796_417

/** What a field of this name says about a creator, wherever it appears. */
const facts = (creator: Creator): Readonly<Record<string, unknown>> => ({
  nick_name: creator.nickname,
  follower: creator.followers,
  province: creator.province,
  city: creator.city,
  mcn_name: creator.agency
})

const isBag = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

/** A recorded response, decoded, moved to the size of another creator. */
export const vary = (wire: Wire.Wire<unknown>, value: unknown, creator: Creator): unknown => {
  const known = facts(creator)
  const size = creator.followers / recordedFollowers
  const dice = chance(`${creator.id}/vary`)
  return walk(wire, value, "", { known, size, dice })
}

interface Move {
  readonly known: Readonly<Record<string, unknown>>
  readonly size: number
  readonly dice: Chance
}

const walk = (wire: Wire.Wire<unknown>, value: unknown, key: string, move: Move): unknown => {
  if (Array.isArray(value)) {
    const { of } = wire
    return of === undefined ? value : value.map((element) => walk(of, element, key, move))
  }
  if (isBag(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => {
        const field = wire.fields?.[name] ?? wire.of
        return [name, field === undefined ? inner : walk(field, inner, name, move)]
      })
    )
  }
  if (key in move.known) return move.known[key]
  const jitter = move.dice.between(0.7, 1.4)
  if (typeof value === "number") {
    if (wire.unit === "count") return Math.abs(value) < 100 ? value : Math.round(value * move.size * jitter)
    if (wire.unit === "yuan") return value * jitter
    if (wire.unit === "share") return Math.min(1, value * jitter)
    if (wire.unit === "index") return Math.min(100, value * jitter)
    return value
  }
  return wire.unit === "id" && typeof value === "string" ? idFrom(`${value}/${jitter}`) : value
}
