import { memoize } from "../util/memoize.ts"
import * as Consumers from "./Consumers.ts"

/** The calls of one endpoint on a day. */
export interface Total {
  /** Who the calls are counted for; several at once where they are. */
  readonly consumers: ReadonlyArray<string>
  readonly endpoint: string
  /** Calls that were paid for. */
  readonly charged: number
  /** Requests that may have been charged; nobody can tell. */
  readonly unknown: number
  /** Calls that failed without being charged. */
  readonly free: number
  /** Requests whose result came from the cache. */
  readonly stored: number
  readonly requests: number
  readonly durationMs: number
}

/** What a settled call adds to the totals. */
export type Settled = Partial<Omit<Total, "consumers" | "endpoint">>

/** What a settled call adds to the totals, in the order it is written. */
const kinds = ["charged", "unknown", "free", "stored", "requests", "durationMs"] as const

const namesOf = memoize((consumers) =>
  memoize((endpoint) => kinds.map((kind) => ({ kind, name: `${consumers}/${endpoint}/${kind}` })))
)

/** The counts that change, by name. */
export const changes = (
  consumers: ReadonlyArray<string>,
  endpoint: string,
  settled: Settled
): ReadonlyArray<{ readonly name: string; readonly by: number }> => {
  const changed = []
  for (const { kind, name } of namesOf(Consumers.keyOf(consumers))(endpoint)) {
    const by = settled[kind] ?? 0
    if (by !== 0) changed.push({ name, by })
  }
  return changed
}

/** The totals among a day's counts. */
export const read = (counts: Readonly<Record<string, number>>): ReadonlyArray<Total> => {
  const all = new Map<string, Record<string, number>>()
  for (const [name, count] of Object.entries(counts)) {
    const [consumers = "", endpoint, kind] = name.split("/")
    if (endpoint === undefined || kind === undefined) continue
    const key = `${consumers}/${endpoint}`
    all.set(key, { ...all.get(key), [kind]: count })
  }
  return [...all].map(([key, counted]) => {
    const [consumers = "", endpoint = ""] = key.split("/")
    return {
      consumers: Consumers.namesOf(consumers),
      endpoint,
      charged: counted["charged"] ?? 0,
      unknown: counted["unknown"] ?? 0,
      free: counted["free"] ?? 0,
      stored: counted["stored"] ?? 0,
      requests: counted["requests"] ?? 0,
      durationMs: counted["durationMs"] ?? 0
    }
  })
}
