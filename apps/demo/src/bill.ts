import type { Asked } from "./ask.ts"

/** What a run cost, as far as anybody can tell from here. */
export interface Bill {
  readonly charged: number
  readonly unknown: number
}

export const billOf = (asked: ReadonlyArray<Asked>): Bill => {
  const all = asked
    .flatMap(({ outcomes }) => outcomes)
    .map((outcome) => (outcome._tag === "Answered" ? outcome.answer.meta.charged : outcome.failure.charged))
  return { charged: all.filter((it) => it === "yes").length, unknown: all.filter((it) => it === "unknown").length }
}
