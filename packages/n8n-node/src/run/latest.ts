// What a process remembers by name, as long as it is among the latest that were used.

/** Gives what is remembered under a name, or makes it; the one unused for longest goes first. */
export const latest = <A>(most: number) => {
  const all = new Map<string, A>()
  return (name: string, make: () => A): A => {
    const found = all.get(name) ?? make()
    all.delete(name)
    all.set(name, found)
    for (const oldest of all.keys()) if (all.size > most) all.delete(oldest)
    return found
  }
}
