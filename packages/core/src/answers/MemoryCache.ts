import type { Answer } from "./Answer.ts"
import { recent } from "../util/recent.ts"

/** Characters of the bodies whose results stay at hand; decoded they take several times as much memory. */
const characters = 4_000_000

interface Kept {
  readonly answer: Answer
  readonly until: number
  readonly weight: number
}

/**
 * Decoded results in the memory of this process, at most so many; the oldest go first. A hit costs a look into a map.
 */
export const make = (count: number) => {
  const all = recent<Kept>({ count, weight: characters }, ({ weight }) => weight)
  return {
    get: (key: string, now: number): Answer | undefined => {
      const found = all.get(key)
      return found === undefined || found.until <= now ? undefined : found.answer
    },
    /** Something newer was paid for. */
    drop: all.remove,
    keep: (key: string, answer: Answer, until: number, body: string): void =>
      all.put(key, { answer, until, weight: body.length })
  }
}
