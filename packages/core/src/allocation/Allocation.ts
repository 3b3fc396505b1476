import type { Words } from "../util/Words.ts"
import type { Goal } from "../ranking/Brief.ts"
import type { Kind } from "../candidates/Candidate.ts"

/** The budget in yuan, and the conditions of a plan: how many creators, which must be or must not be in it. */
export interface AllocateOptions {
  /** In yuan. */
  readonly budget: number
  /** `engagement` counts expected interactions, the others expected plays; `reach` unless set. */
  readonly goal?: Goal
  /** Only videos of this kind. */
  readonly kind?: Kind
  readonly minCreators?: number
  readonly maxCreators?: number
  /** Ids of those who are in whatever they bring. */
  readonly must?: ReadonlyArray<string>
  /** Ids of those who stay out. */
  readonly never?: ReadonlyArray<string>
  /** At most so many creators of each category, or of those named. */
  readonly perCategory?: number | Readonly<Record<string, number>>
}

/** One purchase of a budget plan: creator, kind of video, price in yuan. */
export interface Pick {
  readonly id: string
  readonly kind: Kind
  /** In yuan. */
  readonly price: number
  /** Plays or interactions, as `counted` says. */
  readonly expected: number
}

/** A budget plan: what to buy, its cost in yuan, and the expected plays. */
export interface Allocation {
  readonly _tag: "Allocated"
  readonly counted: "plays" | "interactions"
  /** The dearest first. */
  readonly picks: ReadonlyArray<Pick>
  /** In yuan. */
  readonly cost: number
  readonly expected: number
  /** In yuan. */
  readonly left: number
  /** Nothing better exists. Otherwise the work ended at its bound, and `bound` says how far it may be. */
  readonly exact: boolean
  /** No plan within these conditions can be expected to bring more. */
  readonly bound: number
  /** What the next 10,000 yuan would add; absent where it could not be worked out exactly. */
  readonly nextBuys?: { readonly budget: number; readonly expected: number }
  readonly out: ReadonlyArray<{ readonly id: string; readonly why: Words }>
}

/** A condition that no plan can meet. */
export type Unmet = "budget" | "minCreators" | "maxCreators" | "must" | "perCategory"

/** No plan meets all conditions; `bound` is the one to change. */
export interface Infeasible {
  readonly _tag: "Infeasible"
  readonly bound: Unmet
  /** The creator or the category it is about. */
  readonly at?: string
  /** What it would take, and what there is. */
  readonly needed: number
  readonly available: number
  readonly charged: "no"
  readonly happened: Words
  readonly advice: Words
}
