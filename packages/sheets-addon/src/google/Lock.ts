/** The document's lock, held for moments only: to claim, and to add to counts. */

export interface Held {
  readonly _tag: "Held"
}

const longestMs = 6_000

/** Many cells at once make Google refuse the lock service itself; then a pause helps. */
const attempt = (ms: number): (() => void) | undefined => {
  try {
    const lock = LockService.getDocumentLock()
    return lock?.tryLock(ms) === true ? () => lock.releaseLock() : undefined
  } catch {
    return undefined
  }
}

const acquire = (): (() => void) | undefined => {
  const until = Date.now() + longestMs
  for (let pause = 250; ; pause *= 2) {
    const release = attempt(Math.max(1, until - Date.now()))
    if (release !== undefined || Date.now() + pause > until) return release
    Utilities.sleep(Math.round(pause * (1 + Math.random())))
  }
}

/** Does something under the lock, or without it (undefined) when it cannot be had in time. */
export const during = <A>(use: (held: Held | undefined) => A): A => {
  const release = acquire()
  try {
    return use(release === undefined ? undefined : { _tag: "Held" })
  } finally {
    release?.()
  }
}
