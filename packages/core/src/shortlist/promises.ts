import { Effect } from "effect"
import { Xingtu } from "../client/Xingtu.ts"
import { isRecord } from "../util/path.ts"
import type { Allocation } from "../allocation/Allocation.ts"
import type { Candidate, Kind } from "../candidates/Candidate.ts"
import { clean } from "../ranking/clean.ts"
import type { Promised } from "./delivered.ts"
import { isAmount } from "../candidates/stats.ts"

/** What a stored plan expects of a creator. */
export interface KeptPromise extends Promised {
  readonly kind: Kind
  /** ISO 8601. */
  readonly at: string
}

/** Promises that are kept of one creator. */
const most = 20

const nameOf = (id: string) => `promise/${id}`

/** Stores what a plan expects of each creator, so that `delivered` can compare it later. */
export const keepPlan = (
  candidates: ReadonlyArray<Candidate>,
  plan: { readonly picks: Allocation["picks"] }
): Effect.Effect<void, never, Xingtu> =>
  Xingtu.use((xingtu) => {
    const byId = new Map(clean(candidates).map((one) => [one.id, one]))
    return Effect.forEach(
      plan.picks,
      ({ id, kind, price }) => {
        const offer = byId.get(id)?.offers.find((one) => one.kind === kind)
        const { expectedInteractions, expectedPlays } = offer ?? {}
        const promise = {
          kind,
          price,
          ...(expectedPlays === undefined ? {} : { expectedPlays }),
          ...(expectedInteractions === undefined ? {} : { expectedInteractions })
        }
        return xingtu.history.add(nameOf(id), JSON.stringify(promise), most)
      },
      { discard: true }
    )
  })

const parsed = (text: string, at: string): ReadonlyArray<KeptPromise> => {
  try {
    const value: unknown = JSON.parse(text)
    if (!isRecord(value)) return []
    const { expectedInteractions, expectedPlays, kind, price } = value
    if ((kind !== "placement" && kind !== "custom") || !isAmount(price)) return []
    return [
      {
        at,
        kind,
        price,
        ...(isAmount(expectedPlays) ? { expectedPlays } : {}),
        ...(isAmount(expectedInteractions) ? { expectedInteractions } : {})
      }
    ]
  } catch {
    return []
  }
}

/** What stored plans expect of a creator, newest first; at most 20. */
export const promisesOf = (id: string): Effect.Effect<ReadonlyArray<KeptPromise>, never, Xingtu> =>
  Xingtu.use((xingtu) =>
    Effect.map(xingtu.history.read(nameOf(id)), (list) => list.flatMap(({ at, text }) => parsed(text, at)))
  )
