import type { Reply } from "./Transport.ts"

/**
 * How far the paid call of a request has come; true at every moment while it is under way. It changes by the moves
 * below alone.
 *
 * | phase   | what is so                            | may be stopped | moves                                      |
 * | ------- | ------------------------------------- | -------------- | ------------------------------------------ |
 * | waiting | for its turn, or to try again         | yes            | reserved, sent (to out), stopped (to ending) |
 * | out     | a request is on its way               | no             | failed (to waiting), answered, stopped (to
 * ending) |
 * | ending  | what became of it is written down     | no             | none                                       |
 */
export interface Progress {
  readonly phase: "waiting" | "out" | "ending"
  /** Requests that were sent. */
  readonly attempts: number
  /** How many of those that have ended may have been charged without a response. */
  readonly uncertain: number
  /** Places in the budget it has taken: one for each of those, and one for the request that is out or comes next. */
  readonly places: number
  /** One of those broke off: nobody heard how it ended. */
  readonly lost: boolean
  /** The latest reply that was not a result, as it came. */
  readonly refusal: Reply | undefined
}

/** Whoever makes a call holds how far it is. */
export interface Holder {
  progress: Progress
}

/** Claimed, with the place in the budget that was reserved with the claim. */
export const begun: Progress = {
  phase: "waiting",
  attempts: 0,
  uncertain: 0,
  places: 1,
  lost: false,
  refusal: undefined
}

/** Another place in the budget was taken: the one before was used up by what may have been charged. */
export const reserved = (progress: Progress): Progress => ({ ...progress, places: progress.places + 1 })

/** A request goes out. */
export const sent = (progress: Progress): Progress => ({ ...progress, phase: "out", attempts: progress.attempts + 1 })

/** An attempt ended without a response, or could not be made. */
export const failed = (
  progress: Progress,
  { lost, refusal, uncertain }: Pick<Progress, "uncertain" | "lost" | "refusal">
): Progress => ({
  ...progress,
  phase: "waiting",
  uncertain,
  lost: progress.lost || lost,
  refusal: refusal ?? progress.refusal
})

/** The result came. */
export const answered = (progress: Progress): Progress => ({ ...progress, phase: "ending" })

/** It ends without a response; nobody will hear of a request that is still out. */
export const stopped = (progress: Progress): Progress => ({
  ...progress,
  phase: "ending",
  uncertain: progress.uncertain + (progress.phase === "out" ? 1 : 0)
})
