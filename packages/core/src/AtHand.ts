import type { Answer } from "./Answer.ts"

interface Kept {
  readonly answer: Answer
  readonly until: number
}

/** Decoded answers in the memory of this process, at most so many; the oldest go first. A hit costs a look into a map. */
export const make = (capacity: number) => {
  const all = new Map<string, Kept>()
  return {
    get: (key: string, now: number): Answer | undefined => {
      const found = all.get(key)
      return found === undefined || found.until <= now ? undefined : found.answer
    },
    keep: (key: string, answer: Answer, until: number): void => {
      all.delete(key)
      all.set(key, { answer, until })
      for (const oldest of all.keys()) {
        if (all.size <= capacity) return
        all.delete(oldest)
      }
    }
  }
}
