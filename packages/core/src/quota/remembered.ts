/** Remembers what a function of a name gave, for names of which there are few. */
export const remembered = <A>(f: (name: string) => A): ((name: string) => A) => {
  const known = new Map<string, A>()
  return (name) => {
    const found = known.get(name)
    if (found !== undefined) return found
    const made = f(name)
    known.set(name, made)
    return made
  }
}
