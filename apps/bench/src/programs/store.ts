import { onNode, promised } from "../clients/published.ts"
import { token } from "../clients/clients.ts"
import { inLanes } from "../measure/race.ts"
import { quantile } from "../measure/stats.ts"

/** Where one program of several caches its results. */
export type Kept = { readonly file: string } | { readonly redis: string; readonly prefix: string } | "memory"

/** What it is asked to do; it says what that took, in microseconds. */
export type Work =
  | { readonly do: "calls"; readonly calls: number; readonly lanes: number }
  | { readonly do: "quota" | "plan" | "known"; readonly times: number }

export interface Took {
  /** All of it, shared by the number of calls. */
  readonly each: number
  readonly median: number
  readonly slowest: number
}

const { sqliteStore, redisStore } = await onNode()
const { catalogue, createXingtu } = await promised()

const [baseUrl = "", place = '"memory"', seed = "1"] = process.argv.slice(2)
const kept: Kept = JSON.parse(place)
const store =
  kept === "memory"
    ? {}
    : { store: "file" in kept ? sqliteStore(kept.file) : redisStore({ url: kept.redis, prefix: kept.prefix }) }
const xingtu = createXingtu({
  token,
  baseUrl,
  requestsPerSecond: Infinity,
  concurrency: 64,
  onWarning: () => undefined,
  ...store
})

let last = 6_955_721_930_401_000_000n + BigInt(seed) * 1_000_000_000n
const freshId = () => String(++last)
const knownId = freshId()
const planned = Array.from({ length: 100 }, freshId)

const jobs = {
  calls: () => xingtu.spreadMetrics({ oAuthorId: freshId() }),
  known: () => xingtu.spreadMetrics({ oAuthorId: knownId }),
  quota: () => xingtu.quota(),
  plan: () => xingtu.plan(catalogue.spreadMetrics, planned)
}

const work = async (wanted: Work): Promise<Took> => {
  const { calls, lanes } = wanted.do === "calls" ? wanted : { calls: wanted.times, lanes: 1 }
  const times: Array<number> = []
  const start = performance.now()
  await inLanes(async () => {
    const from = performance.now()
    await jobs[wanted.do]()
    times.push((performance.now() - from) * 1000)
  })(calls, lanes)
  return {
    each: ((performance.now() - start) * 1000) / calls,
    median: quantile(times, 0.5),
    slowest: quantile(times, 1)
  }
}

process.on("message", async (wanted: Work) => void process.send?.(await work(wanted)))
process.once("disconnect", () => process.exit())
await jobs.known()
process.send?.("ready")
