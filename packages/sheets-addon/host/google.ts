import { setTimeout as sleep } from "node:timers/promises"
import { type MessagePort, parentPort } from "node:worker_threads"
import { serve } from "./bridge.ts"
import { Grid } from "./grid.ts"

/** Google's side, one thread per document: what all executions share, with its limits, and the way out over real HTTP. */

/** What a test may turn. */
export interface Weather {
  /** Addresses that lead elsewhere, as DNS would have it. */
  routes: Readonly<Record<string, string>>
  /** Prefixes the manifest allows; none means all. */
  allowed: ReadonlyArray<string>
  /** Later than the real time, in ms. */
  ahead: number
  /** Whether scripts really wait when they sleep; otherwise only their clock moves. */
  waits: boolean
  lock: "works" | "busy" | "rateMax"
  /** `refuses`: what is there is read, nothing is written. */
  cache: "works" | "forgets" | "breaks" | "refuses"
  /** `refuses`: Google's limit of the day on writing; `breaks`: nothing is read either; `denied`: several accounts in one browser. */
  properties: "works" | "refuses" | "breaks" | "denied"
  /** Sheets nobody but their owner may write to. */
  protected: ReadonlyArray<string>
  /** How long it takes to write to a sheet. */
  writeMs: number
  /** How long it takes to show something. */
  uiMs: number
  fetchQuota: number
  /** What `fetchAll` throws after everything was sent and answered; nothing is said of an empty text. */
  fetchThrows: string
  locale: string
  userLocale: string
}

const weather: Weather = {
  routes: {},
  allowed: [],
  ahead: 0,
  waits: true,
  lock: "works",
  cache: "works",
  properties: "works",
  protected: [],
  writeMs: 0,
  uiMs: 0,
  fetchQuota: 20_000,
  fetchThrows: "",
  locale: "en_US",
  userLocale: "en"
}

/** Calls per service method, for those who count. */
const counts: Record<string, number> = {}
const now = () => Date.now() + weather.ahead

// ---- cache: 250 character keys, 100 KB values, 6 hours, 1,000 entries of which the oldest tenth goes first
interface Entry {
  readonly value: string
  readonly until: number
}
const cache = new Map<string, Entry>()
const cacheGet = (key: string): string | undefined => {
  if (weather.cache === "breaks")
    throw new Error("We're sorry, a server error occurred. Please wait a bit and try again.")
  if (key.length > 250) throw new Error("Argument too large: key")
  const entry = cache.get(key)
  if (entry === undefined || weather.cache === "forgets") return undefined
  if (entry.until > now()) return entry.value
  cache.delete(key)
  return undefined
}
const cachePut = (key: string, value: string, seconds: number): void => {
  if (weather.cache === "refuses")
    throw new Error("We're sorry, a server error occurred. Please wait a bit and try again.")
  if (key.length > 250) throw new Error("Argument too large: key")
  if (Buffer.byteLength(value) > 102_400) throw new Error("Argument too large: value")
  if (!(seconds >= 1 && seconds <= 21_600)) throw new Error("Invalid argument: expirationInSeconds")
  cache.delete(key)
  cache.set(key, { value, until: now() + seconds * 1000 })
  if (cache.size > 1000) for (const oldest of [...cache.keys()].slice(0, 100)) cache.delete(oldest)
}

// ---- properties: 9 KB a value, 500 KB a store
type Store = "document" | "user" | "script"
const properties: Record<Store, Map<string, string>> = { document: new Map(), user: new Map(), script: new Map() }
const propertySet = (store: Store, key: string, value: string): void => {
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
const release = (execution: number): void => {
  if (holder !== execution) return
  const next = queue.shift()
  holder = next?.execution
  next?.take()
}
const tryLock = (execution: number, ms: number): Promise<boolean> | boolean => {
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

// ---- fetchAll: waits for all; one that fails fails all, though the others were answered
interface FetchRequest {
  readonly url: string
  readonly timeoutSeconds?: number
  readonly method?: string
}
const fetchLog: Array<number> = []
let fetched = 0

const failure = (error: unknown, url: string): Error => {
  const codes: Array<unknown> = []
  for (let e = error; e instanceof Error; e = e.cause) codes.push(Reflect.get(e, "code"), e.name)
  if (codes.includes("ECONNREFUSED")) return new Error(`Address unavailable: ${url}`)
  if (codes.includes("ENOTFOUND") || codes.includes("EAI_AGAIN")) return new Error(`DNS error: ${url}`)
  if (codes.includes("TimeoutError")) return new Error(`Timeout: ${url}`)
  return new Error(`Unexpected error: ${url}`)
}

const fetchOne = async ({ url, timeoutSeconds = 360, method = "get" }: FetchRequest) => {
  if (url.length > 2082) throw new Error("Limit Exceeded: URLFetch URL Length.")
  if (weather.allowed.length > 0 && !weather.allowed.some((prefix) => url.startsWith(prefix))) {
    throw new Error(`Access to ${url} is not permitted by the manifest's urlFetchWhitelist.`)
  }
  const route = Object.keys(weather.routes).find((from) => url.startsWith(from))
  const target = route === undefined ? url : `${weather.routes[route]}${url.slice(route.length)}`
  try {
    const response = await fetch(target, {
      method,
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutSeconds * 1000),
      headers: {
        "user-agent":
          "Mozilla/5.0 (compatible; Google-Apps-Script; beanserver; +https://script.google.com; id: stand-in)"
      }
    })
    return { status: response.status, body: await response.text() }
  } catch (error) {
    throw failure(error, url)
  }
}

const fetchAll = async (requests: ReadonlyArray<FetchRequest>) => {
  if (fetched + requests.length > weather.fetchQuota)
    throw new Error("Service invoked too many times for one day: urlfetch.")
  fetched += requests.length
  fetchLog.push(requests.length)
  const settled = await Promise.allSettled(requests.map(fetchOne))
  if (weather.fetchThrows !== "") throw new Error(weather.fetchThrows)
  return settled.map((result) => {
    if (result.status === "rejected") throw result.reason
    return result.value
  })
}

const grid = new Grid()
const refuseProtected = (sheet: string): void => {
  if (weather.protected.includes(sheet))
    throw new Error(
      "You are trying to edit a protected cell or object. Please contact the spreadsheet owner to remove protection if you need to edit."
    )
}
const interfaceCalls: Array<unknown> = []
const triggers: Array<{ readonly id: string; readonly handler: string; readonly everyHours: number }> = []

/** What the stand-ins inside an execution call. */
const services = (execution: number) => ({
  "cache.getAll": (keys: ReadonlyArray<string>) =>
    Object.fromEntries(
      keys.flatMap((key) => {
        const value = cacheGet(key)
        return value === undefined ? [] : [[key, value]]
      })
    ),
  "cache.putAll": (values: Readonly<Record<string, string>>, seconds: number) => {
    for (const [key, value] of Object.entries(values)) cachePut(key, value, seconds)
  },
  "cache.removeAll": (keys: ReadonlyArray<string>) => {
    for (const key of keys) cache.delete(key)
  },
  "properties.all": (store: Store) => {
    if (weather.properties === "denied")
      throw new Error("We're sorry, a server error occurred while reading from storage. Error code PERMISSION_DENIED.")
    if (weather.properties === "breaks")
      throw new Error("We're sorry, a server error occurred. Please wait a bit and try again.")
    return Object.fromEntries(properties[store])
  },
  "properties.set": (store: Store, values: Readonly<Record<string, string>>) => {
    for (const [key, value] of Object.entries(values)) propertySet(store, key, value)
  },
  "properties.delete": (store: Store, key: string) => {
    properties[store].delete(key)
  },
  "lock.try": (ms: number) => tryLock(execution, ms),
  "lock.release": () => release(execution),
  "fetch.all": fetchAll,
  "grid.names": grid.names,
  "grid.insert": grid.insert,
  "grid.remove": grid.remove,
  "grid.hide": grid.hide,
  "grid.last": grid.last,
  "grid.size": grid.size,
  "grid.grow": grid.grow,
  "grid.select": grid.select,
  "grid.open": grid.open,
  "grid.ids": grid.ids,
  "grid.charts": grid.charts,
  "grid.draw": (...[name, chart]: Parameters<typeof grid.draw>) => {
    refuseProtected(name)
    grid.draw(name, chart)
  },
  "grid.undraw": grid.undraw,
  "grid.selection": grid.selection,
  "grid.region": grid.region,
  "grid.read": grid.read,
  "grid.write": async (...[area, values, part]: Parameters<typeof grid.write>) => {
    refuseProtected(area.sheet)
    if (weather.writeMs > 0) await sleep(weather.writeMs)
    grid.write(area, values, part)
  },
  "grid.spill": grid.spill,
  "grid.clear": grid.clear,
  "locale.document": () => weather.locale,
  "locale.user": () => weather.userLocale,
  clock: () => ({ ahead: weather.ahead, waits: weather.waits }),
  ui: async (call: unknown) => {
    if (weather.uiMs > 0) await sleep(weather.uiMs)
    interfaceCalls.push(call)
  },
  "trigger.list": () => triggers,
  "trigger.create": (handler: string, everyHours: number) => {
    triggers.push({ id: `trigger-${triggers.length + 1}-${handler}`, handler, everyHours })
  },
  "trigger.delete": (id: string) => {
    const at = triggers.findIndex((trigger) => trigger.id === id)
    if (at >= 0) triggers.splice(at, 1)
  }
})

/** What the one who runs the document may ask and turn. */
const control = {
  turn: (change: Partial<Weather>) => {
    Object.assign(weather, change)
  },
  counts: () => ({ ...counts, fetchAll: [...fetchLog] }),
  evict: (share: number) => {
    for (const key of [...cache.keys()].slice(0, Math.ceil(cache.size * share))) cache.delete(key)
  },
  cache: () => Object.fromEntries([...cache].map(([key, { value }]) => [key, value])),
  properties: (store: Store) => Object.fromEntries(properties[store]),
  shown: () => interfaceCalls,
  /** An execution ended, by itself or not: what it held is free again. */
  ended: (execution: number) => release(execution),
  pause: (ms: number) => sleep(ms)
}

type Table = Readonly<Record<string, (...args: ReadonlyArray<never>) => unknown>>

const table =
  (functions: Table, count: boolean) =>
  (method: string, args: ReadonlyArray<unknown>): unknown => {
    const found = functions[method]
    if (found === undefined) throw new Error(`No such service: ${method}`)
    if (count) counts[method] = (counts[method] ?? 0) + 1
    return found(...(args as ReadonlyArray<never>)) // arrived by structured clone from our own stand-ins
  }

parentPort?.on("message", ({ port, execution }: { readonly port: MessagePort; readonly execution?: number }) => {
  if (execution === undefined) serve(port, table({ ...control, ...services(0) }, false))
  else serve(port, table(services(execution), true))
})
