import type { Words } from "@xingtu/core"

/** What went wrong, said once for all the ids it happened to. */
export interface Problem {
  readonly why: Words
  /** The first of them. */
  readonly ids: ReadonlyArray<string>
  /** How many there are. */
  readonly count: number
}

/** As many as a person reads. */
const mostIds = 10
const mostProblems = 20

export const add = (
  known: ReadonlyArray<Problem>,
  failures: ReadonlyArray<{ readonly id: string; readonly why: Words }>
): ReadonlyArray<Problem> => {
  const all = new Map(known.map((problem) => [problem.why.en, problem]))
  for (const { id, why } of failures) {
    const { count, ids } = all.get(why.en) ?? { count: 0, ids: [] }
    if (count > 0 || all.size < mostProblems)
      all.set(why.en, { why, ids: ids.length < mostIds && id !== "" ? [...ids, id] : ids, count: count + 1 })
  }
  return [...all.values()]
}
