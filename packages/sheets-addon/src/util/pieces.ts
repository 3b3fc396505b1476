/** The second half of a character, and what a cell would take for the start of a formula or a text. */
const noStart = /[\udc00-\udfff=+\-@']/

/** A text in pieces of at most `size` characters, cut where a cell keeps the next piece as it is. */
export const pieces = (text: string, size: number): ReadonlyArray<string> => {
  const out: Array<string> = []
  let from = 0
  while (from < text.length) {
    let to = Math.min(text.length, from + size)
    while (to > from + size / 2 && noStart.test(text.charAt(to))) to--
    out.push(text.slice(from, to))
    from = to
  }
  return out.length === 0 ? [""] : out
}
