/** A text in pieces of at most `size` characters. No piece ends between the two halves of a character. */
export const pieces = (text: string, size: number): ReadonlyArray<string> => {
  const out: Array<string> = []
  let from = 0
  while (from < text.length) {
    let to = Math.min(text.length, from + size)
    if (to < text.length && /[\ud800-\udbff]/.test(text.charAt(to - 1))) to--
    out.push(text.slice(from, to))
    from = to
  }
  return out.length === 0 ? [""] : out
}
