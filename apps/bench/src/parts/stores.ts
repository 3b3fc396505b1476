import { endRedis, freePort, installed, startRedis } from "@xingtu/core/own-redis"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { createClient } from "redis"
import { build } from "../clients/builds.ts"
import { startChild } from "../measure/child.ts"
import type { Cell, Found, Pace, Part } from "../Part.ts"
import type { Kept, Took, Work } from "../programs/store.ts"
import { round } from "../measure/stats.ts"

const open = async (baseUrl: string, kept: Kept, seed: number) => {
  const child = await startChild(new URL("../programs/store.ts", import.meta.url), [
    baseUrl,
    JSON.stringify(kept),
    String(seed)
  ])
  return {
    work: (wanted: Work) => child.ask<Took>(wanted),
    [Symbol.asyncDispose]: () => child[Symbol.asyncDispose]()
  }
}

/** Calls a second of so many processes on one store, 64 at a time each. */
const throughput = async (baseUrl: string, kept: Kept, processes: number, calls: number) => {
  await using stack = new AsyncDisposableStack()
  const all = []
  for (let i = 0; i < processes; i++) all.push(stack.use(await open(baseUrl, kept, i + 1)))
  const wanted = (calls: number): Work => ({ do: "calls", calls: Math.ceil(calls / processes), lanes: 64 })
  await Promise.all(all.map(({ work }) => work(wanted(calls / 2))))
  const start = performance.now()
  const took = await Promise.all(all.map(({ work }) => work(wanted(calls))))
  return {
    perSecond: (calls * 1000) / (performance.now() - start),
    slowestMs: Math.max(...took.map(({ slowest }) => slowest)) / 1000
  }
}

/** Fills a file with answers, good for a day or over for a day. */
const fill = (file: string, rows: number, state: "good" | "over") => {
  const db = new DatabaseSync(file)
  const sample = db.prepare("select key, value from texts where key like 'answer/%' limit 1").get()
  const [, folder = ""] = /^([^/]+\/[^/]+\/)/.exec(String(sample?.["key"])) ?? []
  const until = Date.now() + (state === "good" ? 1 : -1) * 86_400_000
  db.prepare(
    `insert into texts with recursive n(i) as (select 1 union all select i + 1 from n where i < ?1)
     select ?2 || 'filled' || i, ?3, ?4 from n`
  ).run(rows, folder, String(sample?.["value"]).slice(0, 300), until)
  db.close()
}

const kinds = ["call", "quota()", "plan of 100", "stored answer", "slowest call"] as const

/** What each kind of work takes on a store that holds so much. */
const grown = async (baseUrl: string, kept: Kept, pace: Pace, prepare: () => Promise<void> | void) => {
  {
    await using first = await open(baseUrl, kept, 1)
    await first.work({ do: "calls", calls: 4, lanes: 1 })
  }
  await prepare()
  await using it = await open(baseUrl, kept, 2)
  const times = pace === "full" ? 5 : 1
  await it.work({ do: "calls", calls: 200 * times, lanes: 1 })
  await it.work({ do: "quota", times: 20 })
  const calls = await it.work({ do: "calls", calls: 200 * times, lanes: 1 })
  const quota = await it.work({ do: "quota", times: 20 * times })
  const plan = await it.work({ do: "plan", times: 10 * times })
  const known = await it.work({ do: "known", times: 200 * times })
  return [calls.median, quota.median, plan.median, known.median, calls.slowest]
}

/** A Redis of its own, which this part may fill; undefined where none is installed. */
const ownRedis = async () => {
  if (!installed) return undefined
  const port = await freePort()
  await startRedis(port, ["--enable-debug-command", "local"])
  const url = `redis://127.0.0.1:${port}`
  const client = createClient({ url })
  client.on("error", () => undefined)
  await client.connect()
  return {
    url,
    /** Keys of somebody else. */
    populate: async (keys: number) =>
      void (await client.sendCommand(["DEBUG", "POPULATE", `${keys}`, "stranger", "64"])),
    [Symbol.asyncDispose]: async () => {
      client.destroy()
      endRedis()
    }
  }
}

const sizes = [1_000, 10_000, 100_000, 1_000_000]

const measure = async (pace: Pace): Promise<Found> => {
  build(["@xingtu/core"])
  await using server = await startChild<string>(new URL("../servers/raw.ts", import.meta.url))
  await using redis = await ownRedis()
  const folder = mkdtempSync(join(tmpdir(), "xingtu-bench-"))
  const file = (name: string): Kept => ({ file: join(folder, `${name}.db`) })
  const calls = pace === "full" ? 12_000 : 3_000
  const rows: Array<ReadonlyArray<Cell>> = []
  const figures: Record<string, number> = {}
  const through = async (name: string, kept: Kept, processes: number) => {
    const { perSecond, slowestMs } = await throughput(server.ready, kept, processes, calls)
    rows.push([name, processes, Math.round(perSecond), Math.round(slowestMs)])
    figures[`stores ${name} ${processes}`] = Math.round(perSecond)
  }
  await through("memory", "memory", 1)
  await through("one file (SQLite)", file("one"), 1)
  await through("one file (SQLite)", file("four"), 4)
  if (redis !== undefined) {
    await through("one Redis", { redis: redis.url, prefix: "one:" }, 1)
    await through("one Redis", { redis: redis.url, prefix: "four:" }, 4)
  }
  const columns = ["stored", ...kinds.map((kind) => `${kind}, us`)]
  const growth = async (
    title: string,
    figure: string,
    counts: ReadonlyArray<number>,
    one: (count: number) => Promise<ReadonlyArray<number>>
  ) => {
    const found: Array<ReadonlyArray<number>> = []
    for (const count of counts) found.push(await one(count))
    const [least = [], most = []] = [found[0], found.at(-1)]
    // The slowest call is a single one, so it is shown and not judged.
    figures[figure] = round(Math.max(...kinds.slice(0, -1).map((_, i) => (most[i] ?? NaN) / (least[i] ?? NaN))))
    return { title, columns, rows: counts.map((count, i) => [count, ...(found[i] ?? []).map((us) => round(us, 1))]) }
  }
  const inFile = (state: "good" | "over") => async (count: number) => {
    const path = join(folder, `${state}-${count}.db`)
    const took = await grown(server.ready, { file: path }, pace, () => fill(path, count, state))
    rmSync(path)
    return took
  }
  const tables = [
    {
      title: "Calls a second, 64 at a time in each process",
      columns: ["store", "processes", "calls a second", "slowest call, ms"],
      rows
    },
    await growth("A file that holds so many answers", "growth file", sizes, inFile("good")),
    await growth(
      "A file in which so many answers are over and wait to be cleared",
      "growth over",
      sizes,
      inFile("over")
    )
  ]
  if (redis !== undefined) {
    tables.push(
      await growth("A Redis that holds so many keys of others", "growth redis", sizes, async (count) => {
        const took = await grown(server.ready, { redis: redis.url, prefix: `grown-${count}:` }, pace, () =>
          redis.populate(count)
        )
        return took
      })
    )
  }
  rmSync(folder, { recursive: true })
  return {
    tables,
    figures,
    notes: redis === undefined ? ["Skipped: no redis-server, so Redis was not measured."] : []
  }
}

export const stores: Part = {
  id: "stores",
  title: "Stores: throughput and growth",
  how: "Calls of 1 KB to a node:http server on loopback, each for another creator, with every answer written to the store. SQLite flushes each transaction to the disk. Growth is judged by the slowest of four kinds of work, the largest store against the smallest.",
  run: measure
}
