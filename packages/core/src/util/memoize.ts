/** So many names are remembered; then it starts over. */
const most = 500

/** Remembers what a function of a name gave, for names that come again and again. */
export const memoize = <A>(f: (name: string) => A): ((name: string) => A) => {
  const known = new Map<string, A>()
  return (name) => {
    const found = known.get(name)
    if (found !== undefined) return found
    if (known.size === most) known.clear()
    const made = f(name)
    known.set(name, made)
    return made
  }
}
