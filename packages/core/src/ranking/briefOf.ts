import type { Bounded, Brief, Goal } from "./Brief.ts"
import type { AudienceBy, Kind } from "../candidates/Candidate.ts"
import { audienceBy } from "./Audience.ts"

/** A brief as single fields, as forms and tools have them. Money in yuan. */
export type FlatBrief = {
  readonly goal: Goal
  readonly kind?: Kind | undefined
  readonly categories?: ReadonlyArray<string> | undefined
} & { readonly [K in AudienceBy]?: ReadonlyArray<string> | undefined } & {
  readonly [K in `${"min" | "max"}${Capitalize<Bounded>}`]?: number | undefined
}

const bounded: ReadonlyArray<readonly [Bounded, Capitalize<Bounded>]> = [
  ["price", "Price"],
  ["cpm", "Cpm"],
  ["followers", "Followers"],
  ["plays", "Plays"]
]

/** Makes a brief from single fields, as forms have them; empty fields are ignored. */
export const briefOf = (flat: FlatBrief): Brief => {
  const { categories = [], goal, kind } = flat
  const audience = audienceBy.flatMap((by) => ((flat[by] ?? []).length > 0 ? [[by, flat[by]] as const] : []))
  const bounds = bounded.flatMap(([name, part]) => {
    const [min, max] = [flat[`min${part}`], flat[`max${part}`]]
    const bound = { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) }
    return min === undefined && max === undefined ? [] : [[name, bound] as const]
  })
  return {
    goal,
    ...(kind === undefined ? {} : { kind }),
    ...(audience.length === 0 ? {} : { audience: Object.fromEntries(audience) }),
    bounds: { ...Object.fromEntries(bounds), ...(categories.length === 0 ? {} : { categories }) }
  }
}
