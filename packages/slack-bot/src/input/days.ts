const written = String.raw`\d{1,4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,4}\s*日?`
const period = new RegExp(`^(${written})\\s*(?:[-–—~至到]|to|until)\\s*(${written})$`, "i")
const alone = new RegExp(`^${written}$`)

/** Whether a word was meant as a day, real or not: 2026-13-45, 30/09/2026. */
export const isLikeDay = (word: string): boolean => alone.test(word.normalize("NFKC"))

/** The two days of a period in one word: 2026-09-01~2026-09-30, 2026年9月1日至2026年9月30日. */
export const daysIn = (word: string): ReadonlyArray<string> => period.exec(word.normalize("NFKC"))?.slice(1) ?? [word]

const day = 86_400_000

/** The marketplace lives in Asia/Shanghai, eight hours ahead all year. */
const shanghaiDay = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().slice(0, 10)

/** `30d`, `近 30 天`, `last 30 days`, `yesterday`: so many whole days up to yesterday. */
export const daysBack = (word: string, now: number): { readonly from: string; readonly to: string } | undefined => {
  const match = /^(?:近|过去|最近|last|past)?\s*(\d{1,3})\s*(?:d|天|日|days?)$/i.exec(word.normalize("NFKC"))
  const days = /^(?:yesterday|昨天|昨日)$/i.test(word) ? 1 : Number(match?.[1])
  return days > 0 ? { from: shanghaiDay(now - days * day), to: shanghaiDay(now - day) } : undefined
}
