/** A day as people write it, as `yyyy-MM-dd`: 2026/9/1, 2026.9.1, 2026年9月1日. */
export const dayIn = (word: string): string | undefined => {
  const match = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/.exec(word.normalize("NFKC"))
  return match === null ? undefined : [match[1], match[2]?.padStart(2, "0"), match[3]?.padStart(2, "0")].join("-")
}

const day = 86_400_000

/** The marketplace lives in Asia/Shanghai, eight hours ahead all year. */
const shanghaiDay = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().slice(0, 10)

/** `30d`, `近 30 天`, `last 30 days`: so many whole days up to yesterday. */
export const daysBack = (word: string, now: number): { readonly from: string; readonly to: string } | undefined => {
  const match = /^(?:近|过去|最近|last|past)?\s*(\d{1,3})\s*(?:d|天|日|days?)$/i.exec(word.normalize("NFKC"))
  const days = Number(match?.[1])
  return days > 0 ? { from: shanghaiDay(now - days * day), to: shanghaiDay(now - day) } : undefined
}
