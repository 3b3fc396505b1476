import { Document } from "@xingtu/sheets-addon/host"
import { botToken, startSlack } from "@xingtu/slack-bot/support/slack"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { gzipSync } from "node:zlib"
import { rolldown } from "rolldown"
import { build, folderOf } from "../clients/builds.ts"
import { runChild } from "../measure/child.ts"
import type { Cell, Found, Pace, Part } from "../Part.ts"
import { type Sandbox, startSandbox } from "../hosts/sandbox.ts"
import { median, round } from "../measure/stats.ts"
import { range, sentence } from "../page/lead.ts"

interface Started {
  readonly loadMs: number
  readonly firstMs: number
  readonly secondMs: number
  readonly rssMb: number
}

interface Way {
  readonly name: string
  readonly what: "nothing" | "undici" | "root" | "core" | "promise" | "n8n" | "slack"
  readonly from: string
  /** Node keeps what it compiled once, as the programs of this project ask it to. */
  readonly cached?: true
}

const ways: ReadonlyArray<Way> = [
  { name: "Node itself", what: "nothing", from: "@xingtu/core" },
  { name: "undici, imported", what: "undici", from: "@xingtu/core" },
  { name: "@xingtu/core/promise", what: "promise", from: "@xingtu/core" },
  { name: "@xingtu/core/promise, with Node's compile cache", what: "promise", from: "@xingtu/core", cached: true },
  { name: "@xingtu/core", what: "root", from: "@xingtu/core" },
  { name: "@xingtu/core with /node", what: "core", from: "@xingtu/core" },
  { name: "n8n node, inside n8n", what: "n8n", from: "n8n-nodes-xingtu" },
  { name: "Slack bot until it listens", what: "slack", from: "@xingtu/slack-bot" }
]

const calls = (what: Way["what"]): boolean => what === "core" || what === "promise"

const middle = (starts: ReadonlyArray<Started>, key: keyof Started): number =>
  round(median(starts.map((start) => start[key])), 1)

const once = ({ cached, from, what }: Way, addresses: ReadonlyArray<string>, cache: string): Promise<Started> =>
  runChild<Started>(
    new URL("../programs/start.js", import.meta.url),
    [what, folderOf(from), ...addresses],
    cached === true ? { NODE_COMPILE_CACHE: cache } : {}
  )

/** Every way in turn, round after round, so that what disturbs the machine disturbs all alike. */
const startAll = async (
  addresses: ReadonlyArray<string>,
  times: number
): Promise<ReadonlyMap<Way, ReadonlyArray<Started>>> => {
  const cache = mkdtempSync(join(tmpdir(), "xingtu-bench-"))
  const starts = new Map(ways.map((way): [Way, Array<Started>] => [way, []]))
  // What was compiled before was loaded before.
  for (const way of ways) if (way.cached === true) await once(way, addresses, cache)
  for (let round = 0; round < times; round++)
    for (const [way, all] of starts) all.push(await once(way, addresses, cache))
  rmSync(cache, { recursive: true })
  return starts
}

const row = ({ name, what }: Way, starts: ReadonlyArray<Started>): ReadonlyArray<Cell> => [
  name,
  middle(starts, "loadMs"),
  calls(what) ? middle(starts, "firstMs") : "-",
  calls(what) ? middle(starts, "secondMs") : "-",
  middle(starts, "rssMb")
]

/** How long one way's import takes against another's, median over the rounds. */
const against = (starts: ReadonlyMap<Way, ReadonlyArray<Started>>, what: Way["what"], other: Way["what"]): number => {
  const loads = (wanted: Way["what"]) =>
    [...starts].find(([way]) => way.what === wanted && way.cached !== true)?.[1].map(({ loadMs }) => loadMs) ?? []
  const theirs = loads(other)
  return round(median(loads(what).map((load, round) => load / (theirs[round] ?? Number.NaN))))
}

/** The add-on as Google starts it: each execution compiles the file anew in a context of its own. */
const sheets = async (sandbox: Sandbox, code: string, times: number): Promise<ReadonlyArray<Cell>> => {
  const loads: Array<number> = []
  const firsts: Array<number> = []
  const cached: Array<number> = []
  for (let i = 0; i < times; i++) {
    const document = new Document(code, { routes: { "https://api.justoneapi.com": sandbox.url } })
    await document.ask("properties.set", "document", { token: "bench-token-that-nobody-honours" })
    const args = ["6955721930401185805", "Completion rate"]
    const first = await document.run("XINGTU_SPREAD_METRICS", args)
    const second = await document.run("XINGTU_SPREAD_METRICS", args)
    await document.close()
    loads.push(first.loadMs)
    firsts.push(first.runMs)
    cached.push(second.runMs)
  }
  return [
    "Sheets add-on in a fresh context",
    round(median(loads), 1),
    round(median(firsts), 1),
    round(median(cached), 1),
    "-"
  ]
}

const kb = (bytes: number): number => round(bytes / 1024, 1)

const size = (name: string, code: string | Buffer): ReadonlyArray<Cell> => [
  name,
  kb(Buffer.byteLength(code)),
  kb(gzipSync(code, { level: 9 }).length)
]

/** What a bundler makes of an entry of core, Effect included. */
const bundled = async (entry: string): Promise<string> => {
  const bundle = await rolldown({
    input: `${folderOf("@xingtu/core")}/dist/${entry}.js`,
    platform: "browser",
    treeshake: { moduleSideEffects: false }
  })
  const {
    output: [chunk]
  } = await bundle.generate({ format: "esm", minify: true, codeSplitting: false })
  await bundle.close()
  return chunk.code
}

const measure = async (pace: Pace): Promise<Found> => {
  const names = ["@xingtu/core", "n8n-nodes-xingtu", "@xingtu/slack-bot", "@xingtu/sheets-addon"]
  build(names)
  await using sandbox = await startSandbox()
  const slack = await startSlack()
  const times = pace === "full" ? 9 : 3
  const code = readFileSync(`${folderOf("@xingtu/sheets-addon")}/dist/Code.js`, "utf8")
  const starts = await startAll([sandbox.url, slack.apiUrl, botToken], times)
  const rows = [...starts].map(([way, all]) => row(way, all))
  const loadOf = (wanted: Way["what"]) =>
    Math.max(...[...starts].flatMap(([way, all]) => (way.what === wanted ? [middle(all, "loadMs")] : [])))
  const addOn = await sheets(sandbox, code, times)
  rows.push(addOn)
  await slack.close()
  const sizes = [
    size("@xingtu/core/promise, bundled with Effect", await bundled("promise")),
    size(
      "n8n node: dist/shared/core.js, as shipped",
      readFileSync(`${folderOf("n8n-nodes-xingtu")}/dist/shared/core.js`)
    ),
    size("Sheets add-on: dist/Code.js", code),
    size("Sheets add-on: dist/Sidebar.html", readFileSync(`${folderOf("@xingtu/sheets-addon")}/dist/Sidebar.html`))
  ]
  const [corePacked, n8nPacked, sheetsPacked] = sizes.map((row) => Number(row[1]))
  const [, loadMs, firstMs] = addOn
  return {
    tables: [
      { columns: ["what", "load, ms", "first request, ms", "second request, ms", "memory, MB"], rows },
      { columns: ["what", "KB", "KB gzipped"], rows: sizes }
    ],
    figures: {
      "start promise": against(starts, "promise", "undici"),
      "start core": against(starts, "root", "undici"),
      "size promise": corePacked ?? NaN,
      "size n8n": n8nPacked ?? NaN,
      "size sheets": sheetsPacked ?? NaN,
      "load sheets": Number(loadMs),
      "first sheets": Number(firstMs),
      "load n8n": loadOf("n8n"),
      "start slack": loadOf("slack")
    },
    reasons: {
      "size sheets": `it loads in ${loadMs} ms, and the first formula takes ${firstMs} ms`,
      "start core": `${loadOf("root")} ms against ${loadOf("undici")} ms`,
      "start promise": `${loadOf("promise")} ms against ${loadOf("undici")} ms`
    },
    notes: [
      "`@xingtu/core/promise` is one file with Effect inside; `@xingtu/core` imports Effect's modules one by one."
    ]
  }
}

export const start: Part = {
  id: "start",
  title: "Start and size",
  lead: ({ figures }) =>
    sentence(
      [
        {
          of: ["start promise"],
          say: (ratio) => `importing \`@xingtu/core/promise\` takes ${range(ratio)} times as long as importing undici`
        },
        { of: ["start core"], say: (ratio) => `importing \`@xingtu/core\` ${range(ratio)} times` },
        { of: ["load n8n"], say: (ms) => `the n8n node loads in ${range(ms)} ms` },
        { of: ["load sheets"], say: (ms) => `the Sheets add-on in ${range(ms)} ms` },
        { of: ["start slack"], say: (ms) => `the Slack bot is ready after ${range(ms)} ms` }
      ],
      figures
    ),
  how: "How long imports and programs take to start, and how large they are. Each start is a new process (median of several) that loads the published package and makes its first calls to the sandbox. The Sheets add-on is compiled for every execution, as Google does, in a context with nothing but Apps Script's globals.",
  run: measure
}
