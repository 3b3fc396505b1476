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
import { median, round } from "../measure/stats.ts"
import { range, sentence } from "../page/lead.ts"

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

/** Requests per second of so many processes on one store, 64 at a time each. */
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

/** Fills a file with results that are valid for a day or expired a day ago. Indexes are made at the end, at once. */
const fill = (file: string, rows: number, state: "valid" | "expired") => {
  using db = new DatabaseSync(file, { timeout: 10_000 })
  const sample = db.prepare("select key, value from texts where key like 'answer/%' limit 1").get()
  const [, folder = ""] = /^([^/]+\/[^/]+\/)/.exec(String(sample?.["key"])) ?? []
  const beside = db
    .prepare("select type, name, sql from sqlite_master where name in ('text_came', 'texts_until')")
    .all()
  db.exec("pragma synchronous = off; begin immediate")
  for (const { name, type } of beside) db.exec(`drop ${String(type)} ${String(name)}`)
  // In another order than their keys, as results expire.
  const until = Date.now() + (state === "valid" ? 1 : -1) * 86_400_000
  db.prepare(
    `insert into texts with recursive n(i) as (select 1 union all select i + 1 from n where i < ?1)
     select ?2 || 'filled' || printf('%09d', i), ?3, ?4 + i * 7919 % 1000003 from n`
  ).run(rows, folder, String(sample?.["value"]).slice(0, 300), until)
  for (const { sql } of beside) db.exec(String(sql))
  db.prepare("update folders set count = count + ? where name = ?").run(rows, folder)
  db.exec("commit")
}

/** What is measured, and how often in one round. The slowest call is a single one, so it is shown and not judged. */
const kinds: ReadonlyArray<{ readonly name: string; readonly work: Work }> = [
  { name: "new request", work: { do: "calls", calls: 50, lanes: 1 } },
  { name: "quota()", work: { do: "quota", times: 50 } },
  { name: "plan() for 100 ids", work: { do: "plan", times: 10 } },
  { name: "cached result", work: { do: "known", times: 200 } }
]

/** A store of each size, from the smallest to the largest, ready to be worked with. */
type Grown = ReadonlyArray<{ readonly size: number; readonly work: (wanted: Work) => Promise<Took> }>

/** All sizes in turn, round after round, so that what disturbs the machine disturbs all alike. */
const grow = async (grown: Grown, rounds: number) => {
  for (const { work } of grown) {
    await work({ do: "calls", calls: 200, lanes: 1 })
    for (const kind of kinds.slice(1)) await work(kind.work)
  }
  const took = grown.map(() => kinds.map((): Array<Took> => []))
  for (let round = 0; round < rounds; round++)
    for (const [k, kind] of kinds.entries())
      for (const [i, { work }] of grown.entries()) took[i]?.[k]?.push(await work(kind.work))
  const [least, most] = [took[0], took.at(-1)]
  const ratios = kinds.map((_, k) =>
    median((most?.[k] ?? []).map((big, round) => big.median / (least?.[k]?.[round]?.median ?? Number.NaN)))
  )
  const micros = (i: number, k: number) => round(median((took[i]?.[k] ?? []).map((one) => one.median)), 1)
  const rows = grown.map(({ size }, i) => [
    size,
    ...kinds.map((_, k) => micros(i, k)),
    round(Math.max(...(took[i]?.[0] ?? []).map(({ slowest }) => slowest)), 1)
  ])
  const worst = Math.max(...ratios)
  const k = ratios.indexOf(worst)
  return {
    rows,
    worst: round(worst),
    reason: `${kinds[k]?.name}: ${micros(0, k)} µs with the smallest store, ${micros(grown.length - 1, k)} µs with the largest`
  }
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
    /** Keys of another program. */
    populate: async (keys: number) =>
      void (await client.sendCommand(["DEBUG", "POPULATE", `${keys}`, "stranger", "64"])),
    [Symbol.asyncDispose]: async () => {
      client.destroy()
      endRedis()
    }
  }
}

/** The largest and the smallest are judged. */
const sizesOf = (pace: Pace) => (pace === "full" ? [1_000, 10_000, 100_000, 1_000_000] : [1_000, 100_000])

const measure = async (pace: Pace): Promise<Found> => {
  build(["@xingtu/core"])
  await using stack = new AsyncDisposableStack()
  const server = stack.use(await startChild<string>(new URL("../servers/raw.ts", import.meta.url)))
  const redis = await ownRedis()
  if (redis !== undefined) stack.use(redis)
  const folder = mkdtempSync(join(tmpdir(), "xingtu-bench-"))
  stack.defer(() => rmSync(folder, { recursive: true }))
  const file = (name: string) => ({ file: join(folder, `${name}.db`) })
  const calls = pace === "full" ? 12_000 : 1_000
  const rows: Array<ReadonlyArray<Cell>> = []
  const figures: Record<string, number> = {}
  const reasons: Record<string, string> = {}
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
  reasons["stores one file (SQLite) 1"] = `the same process makes ${figures["stores memory 1"]} per second in memory`
  const growth = async (
    title: string,
    stored: string,
    figure: string,
    make: (size: number, own: AsyncDisposableStack) => Promise<Grown[number]["work"]>
  ) => {
    await using own = new AsyncDisposableStack()
    const grown = []
    for (const size of sizesOf(pace)) grown.push({ size, work: await make(size, own) })
    const { reason, rows, worst } = await grow(grown, pace === "full" ? 15 : 5)
    figures[figure] = worst
    reasons[figure] = reason
    const columns = [stored, ...kinds.map(({ name }) => `${name}, µs`), "slowest new request, µs"]
    return { title, columns, rows }
  }
  const inFile = (state: "valid" | "expired") => async (size: number, own: AsyncDisposableStack) => {
    const kept = file(`${state}-${size}`)
    const { work } = own.use(await open(server.ready, kept, 1))
    fill(kept.file, size, state)
    return work
  }
  const tables = [
    {
      title: "Requests per second, 64 at a time in each process",
      columns: ["store", "processes", "requests per second", "slowest request, ms"],
      rows
    },
    await growth("A SQLite file with cached results", "cached results", "growth file", inFile("valid")),
    await growth(
      "A SQLite file with expired results that are not yet deleted",
      "expired results",
      "growth over",
      inFile("expired")
    )
  ]
  if (redis !== undefined)
    tables.push(
      await growth("A Redis that other programs use as well", "their keys", "growth redis", async (size, own) => {
        const crowded = await ownRedis()
        if (crowded === undefined) throw new Error("redis-server is gone")
        own.use(crowded)
        await crowded.populate(size)
        return own.use(await open(server.ready, { redis: crowded.url, prefix: "grown:" }, 1)).work
      })
    )
  return {
    tables,
    figures,
    reasons,
    notes: redis === undefined ? ["Skipped: no redis-server, so Redis was not measured."] : []
  }
}

export const stores: Part = {
  id: "stores",
  title: "Stores: throughput and growth",
  lead: ({ figures }) =>
    sentence(
      [
        {
          of: ["stores one file (SQLite) 1"],
          say: (perSecond) => `one process makes ${range(perSecond)} requests per second with one SQLite file`
        },
        { of: ["stores one Redis 1"], say: (perSecond) => `${range(perSecond)} with one Redis` },
        { of: ["stores memory 1"], say: (perSecond) => `${range(perSecond)} in memory` },
        {
          of: ["growth file", "growth over", "growth redis"],
          say: (ratios) =>
            `nothing takes longer than ${range([Math.max(...ratios)])} times as long with the fullest store as with the emptiest`
        }
      ],
      figures
    ),
  how: "How many requests per second each store allows, and whether a full store is slower than a nearly empty one. Responses of 1 KB from a node:http server on loopback, each request for another creator, every result written to the store. SQLite flushes each transaction to the disk. How much slower is the worst ratio of four kinds of work: the time with the largest store divided by that with the smallest in the same round.",
  run: measure
}
