/** Who runs this execution, as far as Google tells. */
export interface Person {
  /** The same for one person in one script; empty where Google does not say. */
  readonly key: string
  /** An address, or empty. */
  readonly name: string
}

const told = (ask: () => string): string => {
  try {
    return ask() || ""
  } catch {
    return ""
  }
}

export const address = (): string => told(() => Session.getEffectiveUser().getEmail())

export const me = (): Person => ({ key: told(() => Session.getTemporaryActiveUserKey()), name: address() })

/** Whether two are known to be different people. */
export const differ = (a: Person, b: Person): boolean => a.key !== "" && b.key !== "" && a.key !== b.key
