import { mkdtempSync, rmSync } from "node:fs"
import { createConnection } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { runChild } from "../measure/child.ts"
import type { Cell, Found, Pace, Part } from "../Part.ts"
import type { Done, Task } from "../programs/sharers.ts"
import { type Sandbox, startSandbox } from "../hosts/sandbox.ts"
import { addon, creators, openDocument } from "../hosts/sheets.ts"
import { round } from "../measure/stats.ts"
import { build } from "../clients/builds.ts"
import { sentence, times } from "../page/lead.ts"
import { cacheOnly, lockWait, lockRoundFetch } from "./strategies.ts"

/** Runs all, so many at the same time. */
const atOnce = async (most: number, work: ReadonlyArray<() => Promise<void>>): Promise<void> => {
  let next = 0
  const worker = async () => {
    for (let one = work[next++]; one !== undefined; one = work[next++]) await one()
  }
  await Promise.all(Array.from({ length: most }, worker))
}

interface Outcome {
  readonly row: ReadonlyArray<Cell>
  readonly perRequest: number
}

const outcome = (
  name: string,
  lookups: number,
  different: number,
  charged: number,
  failed: number,
  ms: number
): Outcome => ({
  row: [name, lookups, different, charged, round(charged / different), failed, round(ms / 1000, 1)],
  perRequest: round(charged / different)
})

/** A column in which every second creator stands twice, one below the other. */
const sheetOf = (count: number): ReadonlyArray<string> =>
  creators(count).flatMap((id, i) => (i % 2 === 0 ? [id, id] : [id]))

const cells = async (
  sandbox: Sandbox,
  name: string,
  script: string,
  formula: string,
  count: number,
  delayMs: number
): Promise<Outcome> => {
  await sandbox.prepare({}, [{ delayMs }])
  const document = await openDocument(script, sandbox.url)
  const sheet = sheetOf(count)
  let failed = 0
  // Recalculated once; ten at a time, as Google runs them.
  const start = performance.now()
  await atOnce(
    10,
    [...sheet, ...sheet].map((id) => async () => {
      const { result } = await document.run(formula, formula === "FIGURE" ? [id] : [id, "Completion rate"])
      if ("error" in result) failed++
    })
  )
  const ms = performance.now() - start
  const { charged } = await sandbox.ledger()
  await document.close()
  return outcome(name, sheet.length * 2, count, charged, failed, ms)
}

const oneFormula = async (sandbox: Sandbox, script: string, count: number, delayMs: number): Promise<Outcome> => {
  await sandbox.prepare({}, [{ delayMs }])
  const document = await openDocument(script, sandbox.url)
  const sheet = sheetOf(count).map((id) => [id])
  const start = performance.now()
  for (let i = 0; i < 2; i++) await document.cell("XINGTU_SPREAD_METRICS", sheet, "Completion rate")
  const ms = performance.now() - start
  const { charged } = await sandbox.ledger()
  await document.close()
  return outcome("this add-on, one formula over the column", 2, count, charged, 0, ms)
}

const processes = async (sandbox: Sandbox, name: string, store: Task["store"]): Promise<Outcome> => {
  await sandbox.prepare({}, [{ delayMs: 300 }])
  const task: Task = { url: sandbox.url, store, calls: 50, different: 10 }
  const start = performance.now()
  const done = await Promise.all(
    Array.from({ length: 4 }, () =>
      runChild<Done>(new URL("../programs/sharers.ts", import.meta.url), [JSON.stringify(task)])
    )
  )
  const ms = performance.now() - start
  const { charged } = await sandbox.ledger()
  return outcome(
    name,
    200,
    10,
    charged,
    done.reduce((sum, { failed }) => sum + failed, 0),
    ms
  )
}

const reachable = (url: URL): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createConnection({ host: url.hostname, port: Number(url.port || 6379) })
    const said = (answer: boolean) => () => {
      socket.destroy()
      resolve(answer)
    }
    socket.once("connect", said(true)).once("error", said(false))
  })

const measure = async (pace: Pace): Promise<Found> => {
  build(["@xingtu/core"])
  await using sandbox = await startSandbox()
  const script = await addon()
  const notes: Array<string> = []
  const tables: Array<Found["tables"][number]> = []
  const figures: Record<string, number> = {}
  const columns = [
    "variant",
    "lookups",
    "different requests",
    "charged",
    "charges per request",
    "failed lookups",
    "seconds"
  ]
  const count = pace === "full" ? 40 : 8
  for (const delayMs of pace === "full" ? [300, 2_000] : [300]) {
    const outcomes = [
      await cells(sandbox, "cache only", cacheOnly, "FIGURE", count, delayMs),
      await cells(sandbox, "cache, and a lock during the request", lockRoundFetch, "FIGURE", count, delayMs),
      await cells(sandbox, "this add-on, a formula in each cell", script, "XINGTU_SPREAD_METRICS", count, delayMs),
      await oneFormula(sandbox, script, count, delayMs)
    ]
    tables.push({
      title: `A sheet of ${count * 1.5} cells for ${count} creators, calculated twice; an API that takes ${delayMs / 1000} s`,
      columns,
      rows: outcomes.map(({ row }) => row)
    })
    figures[`money cache ${delayMs}`] = outcomes[0]?.perRequest ?? NaN
    figures[`money cells ${delayMs}`] = outcomes[2]?.perRequest ?? NaN
    figures[`money column ${delayMs}`] = outcomes[3]?.perRequest ?? NaN
  }
  const redis = process.env["REDIS_URL"] ?? "redis://127.0.0.1:6379"
  const folder = mkdtempSync(join(tmpdir(), "xingtu-bench-"))
  const outcomes = [
    await processes(sandbox, "each process with its own memory", "none"),
    await processes(sandbox, "one file (SQLite)", { file: join(folder, "answers.db") })
  ]
  figures["money file"] = outcomes[1]?.perRequest ?? NaN
  if (await reachable(new URL(redis))) {
    const shared = await processes(sandbox, "one Redis", { redis, prefix: `bench:${process.pid}:${Date.now()}:` })
    outcomes.push(shared)
    figures["money redis"] = shared.perRequest
  } else {
    notes.push("Skipped: no Redis at REDIS_URL, so the case of four processes on one Redis was not measured.")
  }
  rmSync(folder, { recursive: true })
  tables.push({
    title: "Four processes at once, 50 calls each for the same 10 creators",
    columns,
    rows: outcomes.map(({ row }) => row)
  })
  return { tables, figures, notes }
}

export const money: Part = {
  id: "money",
  title: "Charges per request",
  lead: ({ figures }) =>
    sentence(
      [
        {
          of: ["money cells 300", "money cells 2000", "money column 300", "money column 2000"],
          say: (found) => `this add-on pays ${times(found)} for each request of a sheet`
        },
        { of: ["money file", "money redis"], say: (found) => `four processes that share a store pay ${times(found)}` },
        {
          of: ["money cache 300", "money cache 2000"],
          say: (found) => `an add-on with only a cache pays ${times(found)}`
        }
      ],
      figures
    ),
  how: `How often the same request is charged, by the sandbox's ledger; 1 is ideal. The first two rows of the sheet are add-ons as people usually write them, in the same stand-in for Apps Script, where every execution is a thread and cache, lock and properties are shared. With a lock during the request, a cell that waits for it for ${lockWait / 1000} s shows an error and sends nothing: its lookup failed, and where no other cell fetched the creator either, charges per request fall below 1.`,
  run: measure
}
