import { setTimeout as sleep } from "node:timers/promises"
import { type MessagePort, parentPort } from "node:worker_threads"
import { serve } from "./bridge.ts"
import { charts } from "./charts.ts"
import { Grid } from "./grid.ts"
import {
  cache,
  cacheGet,
  cachePut,
  cacheRemove,
  properties,
  propertySet,
  release,
  type Store,
  tryLock
} from "./storage.ts"
import { type Weather, weather } from "./weather.ts"

export type { Weather } from "./weather.ts"

/**
 * Google's side, one thread per document: what all executions share, with its limits, and the way out over real HTTP.
 */

/** Calls per service method, for those who count. */
const counts: Record<string, number> = {}

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
      signal: AbortSignal.timeout((weather.timeLimits === "kept" ? timeoutSeconds : 360) * 1000),
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
    if (result.status === "fulfilled") return result.value
    if (weather.neighbours === "lost") throw result.reason
    return { error: String(result.reason instanceof Error ? result.reason.message : result.reason) }
  })
}

const grid = new Grid()
const drawn = charts(grid)
/** Conditional formats by sheet. */
const rules = new Map<string, ReadonlyArray<unknown>>()

/**
 * Protection stops values, formulas, formats, clearing and every change of the sheet itself alike:
 * developers.google.com/apps-script/reference/spreadsheet/protection, support.google.com/docs/answer/1218656.
 */
const unprotected = (sheet: string): void => {
  if (weather.protected.includes(grid.nameOf(sheet)))
    throw new Error(
      "You are trying to edit a protected cell or object. Please contact the spreadsheet owner to remove protection if you need to edit."
    )
}

const guarded =
  <A extends ReadonlyArray<never>>(change: (sheet: string, ...rest: A) => void) =>
  (sheet: string, ...rest: A): void => {
    unprotected(sheet)
    change(sheet, ...rest)
  }
const interfaceCalls: Array<unknown> = []
interface Mail {
  readonly to: string
  readonly subject: string
  readonly body: string
}
const mails: Array<Mail> = []
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
  "cache.removeAll": cacheRemove,
  "properties.all": (store: Store) => {
    if (weather.properties === "denied")
      throw new Error("We're sorry, a server error occurred while reading from storage. Error code PERMISSION_DENIED.")
    if (weather.properties === "breaks")
      throw new Error("We're sorry, a server error occurred. Please wait a bit and try again.")
    return Object.fromEntries(properties[store])
  },
  "properties.set": (store: Store, values: Readonly<Record<string, string>>, alone?: boolean) => {
    // A flag, as Google's own method takes it.
    if (alone === true && weather.properties !== "refuses") properties[store].clear()
    for (const [key, value] of Object.entries(values)) propertySet(store, key, value)
  },
  "properties.delete": (store: Store, key: string) => {
    properties[store].delete(key)
  },
  "lock.try": (ms: number) => tryLock(execution, ms),
  "lock.release": () => release(execution),
  "fetch.all": fetchAll,
  "grid.names": grid.names,
  "grid.list": grid.list,
  "grid.nameOf": grid.nameOf,
  "grid.insert": grid.insert,
  "grid.remove": guarded(grid.remove),
  "grid.rename": guarded(grid.rename),
  "grid.hide": guarded(grid.hide),
  "grid.show": guarded(grid.show),
  "grid.shift": guarded(grid.shift),
  "grid.note": guarded(grid.note),
  "grid.notes": grid.notes,
  "grid.moveNote": grid.moveNote,
  "grid.unnote": grid.unnote,
  "grid.nameRange": grid.nameRange,
  "grid.named": grid.named,
  "grid.unname": grid.unname,
  "grid.rules": (sheet: string) => rules.get(grid.handleOf(sheet)) ?? [],
  "grid.setRules": guarded((sheet: string, all: ReadonlyArray<unknown>) => {
    rules.set(grid.handleOf(sheet), all)
  }),
  "grid.charts": (sheet: string) => drawn.of(grid.handleOf(sheet)),
  "grid.draw": guarded((sheet: string, chart: Parameters<typeof drawn.draw>[1]) =>
    drawn.draw(grid.handleOf(sheet), chart)
  ),
  "grid.undraw": guarded((sheet: string, id: number) => drawn.undraw(grid.handleOf(sheet), id)),
  "grid.last": grid.last,
  "grid.size": grid.size,
  "grid.select": grid.select,
  "grid.open": grid.open,
  "grid.selection": grid.selection,
  "grid.region": grid.region,
  "grid.read": grid.read,
  "grid.write": async (...[area, values, part]: Parameters<typeof grid.write>) => {
    unprotected(area.sheet)
    if (weather.writeMs > 0) await sleep(weather.writeMs)
    grid.write(area, values, part)
  },
  "grid.spill": grid.spill,
  "grid.clear": (area: Parameters<typeof grid.clear>[0]) => {
    unprotected(area.sheet)
    grid.clear(area)
  },
  "locale.document": () => weather.locale,
  "locale.user": () => weather.userLocale,
  clock: () => ({ ahead: weather.ahead, waits: weather.waits, fetchMs: weather.fetchMs }),
  "document.id": () => weather.id,
  "user.email": () => weather.user,
  "user.key": () => `key of ${weather.user}`,
  mail: (mail: Mail) => {
    if (weather.mail === "refuses") throw new Error("Service invoked too many times for one day: email.")
    mails.push(mail)
  },
  "ui.answer": () => weather.answer,
  ui: async (call: unknown) => {
    if (weather.uiMs > 0) await sleep(weather.uiMs)
    interfaceCalls.push(call)
  },
  "trigger.list": () => triggers,
  "trigger.create": (handler: string, everyHours: number) => {
    // One of each type for each person in a document: developers.google.com/workspace/add-ons/concepts/editor-triggers.
    if (triggers.length > 0)
      throw new Error(
        "The add-on has created too many time-based triggers in this document for this Google user account."
      )
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
  mails: () => mails,
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
