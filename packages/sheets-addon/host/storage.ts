import { now, weather } from "./weather.ts"

/** What Google keeps for scripts, with its limits. */

// ---- cache: 250 character keys, 100 KB values, 6 hours, 1,000 entries of which the oldest tenth goes first
interface Entry {
  readonly value: string
  readonly until: number
}
export const cache = new Map<string, Entry>()
export const cacheGet = (key: string): string | undefined => {
  if (weather.cache === "breaks")
    throw new Error("We're sorry, a server error occurred. Please wait a bit and try again.")
  if (key.length > 250) throw new Error("Argument too large: key")
  const entry = cache.get(key)
  if (entry === undefined || weather.cache === "forgets") return undefined
  if (entry.until > now()) return entry.value
  cache.delete(key)
  return undefined
}
export const cacheRemove = (keys: ReadonlyArray<string>): void => {
  if (weather.cache === "refuses" || weather.cache === "breaks")
    throw new Error("We're sorry, a server error occurred. Please wait a bit and try again.")
  for (const key of keys) cache.delete(key)
}
export const cachePut = (key: string, value: string, seconds: number): void => {
  if (weather.cache === "refuses" || weather.cache === "breaks")
    throw new Error("We're sorry, a server error occurred. Please wait a bit and try again.")
  if (key.length > 250) throw new Error("Argument too large: key")
  if (Buffer.byteLength(value) > 102_400) throw new Error("Argument too large: value")
  if (!(seconds >= 1 && seconds <= 21_600)) throw new Error("Invalid argument: expirationInSeconds")
  cache.delete(key)
  cache.set(key, { value, until: now() + seconds * 1000 })
  if (cache.size > 1000) for (const oldest of [...cache.keys()].slice(0, 100)) cache.delete(oldest)
}

// ---- properties: 9 KB a value, 500 KB a store
export type Store = "document" | "user" | "script"
export const properties: Record<Store, Map<string, string>> = {
  document: new Map(),
  user: new Map(),
  script: new Map()
}
export const propertySet = (store: Store, key: string, value: string): void => {
  if (weather.properties === "refuses") throw new Error("Service invoked too many times for one day: properties.")
  if (Buffer.byteLength(key) + Buffer.byteLength(value) > 9 * 1024) throw new Error("Argument too large: value")
  const others = [...properties[store]].filter(([name]) => name !== key)
  if (
    others.reduce((sum, [k, v]) => sum + Buffer.byteLength(k) + Buffer.byteLength(v), Buffer.byteLength(value)) >
    500 * 1024
  ) {
    throw new Error("You have exceeded the property storage quota. Please remove some properties and try again.")
  }
  properties[store].set(key, value)
}

// ---- one document lock
let holder: number | undefined
const queue: Array<{ readonly execution: number; readonly take: () => void }> = []
export const release = (execution: number): void => {
  if (holder !== execution) return
  const next = queue.shift()
  holder = next?.execution
  next?.take()
}
export const tryLock = (execution: number, ms: number): Promise<boolean> | boolean => {
  if (weather.lock === "rateMax")
    throw new Error(
      "Service invoked too many times in a short time: lockBean rateMax. Try Utilities.sleep(1000) between calls."
    )
  if (holder === execution) return true
  if (holder === undefined && weather.lock === "works") {
    holder = execution
    return true
  }
  return new Promise((resolve) => {
    const waiting = { execution, take: () => resolve(true) }
    if (weather.lock === "works") queue.push(waiting)
    setTimeout(() => {
      const at = queue.indexOf(waiting)
      if (at >= 0) queue.splice(at, 1)
      if (at >= 0 || weather.lock !== "works") resolve(false)
    }, ms)
  })
}
