const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)))
    }
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
