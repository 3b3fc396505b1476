/** Letters added, left out, changed, or typed in the wrong order, each counted once. */
const distance = (a: string, b: string): number => {
  let before: ReadonlyArray<number> = []
  let row: ReadonlyArray<number> = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const swapped =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (before[j - 2] ?? 0) + 1 : Infinity
      next.push(
        Math.min(
          (row[j] ?? 0) + 1,
          (next[j - 1] ?? 0) + 1,
          (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1),
          swapped
        )
      )
    }
    before = row
    row = next
  }
  return row[b.length] ?? 0
}

/** The candidate that was probably meant, or undefined when none is near. */
export const nearest = (typed: string, candidates: Iterable<string>): string | undefined => {
  const short = typed.slice(0, 40)
  let best: string | undefined
  let least = Math.max(1, Math.floor(short.length / 3)) + 1
  for (const candidate of candidates) {
    const d = distance(short, candidate)
    if (d < least) [best, least] = [candidate, d]
  }
  return best
}
