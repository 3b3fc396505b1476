import { readFile, writeFile } from "node:fs/promises"
import { parseArgs } from "node:util"
import { judge, warnings } from "./page/judge.ts"
import { describe, machine } from "./measure/machine.ts"
import { parts } from "./parts.ts"
import type { Found, Part } from "./Part.ts"
import { page, type Result, type Results } from "./page/render.ts"

const usage = `Usage: pnpm bench [part ...] [--quick] [--write]

Measures core and the adapters on this machine, over loopback. Parts: ${parts.map(({ id }) => id).join(", ")}; all of them unless named.
  --quick   fewer rounds: all parts within two minutes; docs/benchmarks.md stays as it is
  --render  writes docs/benchmarks.md again from the last results, measuring nothing
  --write   writes docs/benchmarks.md and apps/bench/results.json even then
`

const resultsFile = new URL("../results.json", import.meta.url)
const pageFile = new URL("../../../docs/benchmarks.md", import.meta.url)

const written = async (): Promise<Results> => {
  try {
    return JSON.parse(await readFile(resultsFile, "utf8"))
  } catch {
    return {}
  }
}

const show = (part: Part, found: Found) => {
  console.log(`\n== ${part.title}`)
  for (const { title, columns, rows } of found.tables) {
    if (title !== undefined) console.log(title)
    console.table(rows.map((row) => Object.fromEntries(columns.map((column, i) => [column, row[i]]))))
  }
  for (const note of found.notes) console.log(note)
  for (const one of judge(found))
    console.log(`${one.reached ? "reached" : "missed "}  ${one.title}: ${one.found} (aim ${one.aim})`)
  for (const line of warnings(judge(found), process.env["CI"] !== undefined)) console.log(line)
}

const chosen = (names: ReadonlyArray<string>): ReadonlyArray<Part> =>
  names.length === 0
    ? parts
    : names.map((name) => {
        const part = parts.find(({ id }) => id === name)
        if (part === undefined) throw new Error(`There is no part "${name}".\n\n${usage}`)
        return part
      })

const main = async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      quick: { type: "boolean", default: false },
      write: { type: "boolean", default: false },
      render: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false }
    }
  })
  if (values.help) return void console.log(usage)
  if (values.render) return void (await writeFile(pageFile, page(parts, await written())))
  const here = machine()
  console.log(describe(here))
  const results: Record<string, Result> = { ...(await written()) }
  const took: Array<{ readonly part: string; readonly seconds: number }> = []
  for (const part of chosen(positionals)) {
    const start = performance.now()
    const found = await part.run(values.quick ? "quick" : "full")
    took.push({ part: part.id, seconds: Math.round((performance.now() - start) / 1000) })
    show(part, found)
    results[part.id] = { machine: here, found }
    if (values.quick && !values.write) continue
    await writeFile(resultsFile, `${JSON.stringify(results, null, 2)}\n`)
    await writeFile(pageFile, page(parts, results))
    console.log("Written: docs/benchmarks.md")
  }
  console.log(`\n${took.reduce((sum, { seconds }) => sum + seconds, 0)} s in all`)
  console.table(took)
}

await main()
// n8n's `sleep`, which times the waits of its node, cannot be cleared: its last timers would keep this process for two
// minutes.
process.exit()
