import type { Clock } from "effect"
import { memoize } from "./memoize.ts"

/** Milliseconds by a clock that nobody sets. */
export const monotonicMs = (clock: Clock.Clock): number => Number(clock.monotonicTimeNanosUnsafe()) / 1e6

/**
 * The time from now on, epoch milliseconds, that is never earlier than what has passed says: by a clock that is set back
 * a deadline would move away.
 */
export const steady = (clock: Clock.Clock): (() => number) => {
  const wall = clock.currentTimeMillisUnsafe()
  const mono = monotonicMs(clock)
  return () => Math.max(clock.currentTimeMillisUnsafe(), wall + Math.floor(monotonicMs(clock) - mono))
}

/** How far Shanghai is ahead of UTC, all year: China keeps no summer time. */
export const shanghaiOffsetMs = 8 * 3_600_000

/** The last instant that a date can tell. */
const latestMs = 8.64e15

/** An instant as clocks in Shanghai show it, `yyyy-MM-ddTHH:mm:ss.SSSZ` without its zone meaning anything. */
export const inShanghai = (epochMs: number): string =>
  new Date(Math.min(epochMs + shanghaiOffsetMs, latestMs)).toISOString()

/** The same to the minute, as a reader wants it: `2026-11-18 09:30`. */
export const minuteInShanghai = (epochMs: number): string => inShanghai(epochMs).slice(0, 16).replace("T", " ")

const dayMs = 86_400_000

/** The day a time begins with, `2026-09-30T`, by its number since 1970. */
const dayText = memoize((number) => new Date(Number(number) * dayMs).toISOString().slice(0, -13))

const two = (number: number): string => (number < 10 ? `0${number}` : String(number))

/** ISO 8601. Answers are full of times, and `Date` takes several times as long as this for a whole millisecond. */
export const isoTime = (epochMs: number): string => {
  if (!Number.isInteger(epochMs)) return new Date(epochMs).toISOString()
  const day = Math.floor(epochMs / dayMs)
  const of = epochMs - day * dayMs
  const ms = of % 1000
  return `${dayText(String(day))}${two(Math.floor(of / 3_600_000))}:${two(Math.floor(of / 60_000) % 60)}:${two(Math.floor(of / 1000) % 60)}.${ms < 100 ? "0" : ""}${two(ms)}Z`
}
