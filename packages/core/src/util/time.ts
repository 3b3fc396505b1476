/** How far Shanghai is ahead of UTC, all year: China keeps no summer time. */
export const shanghaiOffsetMs = 8 * 3_600_000

/** The last instant that a date can tell. */
const latestMs = 8.64e15

/** An instant as clocks in Shanghai show it, `yyyy-MM-ddTHH:mm:ss.SSSZ` without its zone meaning anything. */
export const inShanghai = (epochMs: number): string =>
  new Date(Math.min(epochMs + shanghaiOffsetMs, latestMs)).toISOString()

/** The same to the minute, as a reader wants it: `2026-11-18 09:30`. */
export const minuteInShanghai = (epochMs: number): string => inShanghai(epochMs).slice(0, 16).replace("T", " ")
