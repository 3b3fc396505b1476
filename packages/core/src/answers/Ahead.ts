import type { Clock } from "effect"
import { recent } from "../util/recent.ts"
import { monotonicMs } from "../util/time.ts"

/** So many are watched at once; they are rare. */
const most = 1_000

/**
 * Entries that were written later than it is now: a clock was set back, or another's is ahead. Their time does not tell
 * when they are over, so this process watches each for as long as it lasts.
 */
export const make = () => {
  /** When each was first seen, by a clock that nobody sets. */
  const since = recent<number>({ count: most, weight: most }, () => 1)
  return {
    /** Whether an entry that is ahead was seen for its whole time. */
    isOver: (
      key: string,
      { at, until = Infinity }: { readonly at: number; readonly until?: number },
      clock: Clock.Clock
    ): boolean => {
      if (at <= clock.currentTimeMillisUnsafe()) return false
      const now = monotonicMs(clock)
      const entry = `${key} ${at} ${until}`
      const first = since.get(entry)
      if (first === undefined) since.put(entry, now)
      return first !== undefined && now - first >= until - at
    }
  }
}
