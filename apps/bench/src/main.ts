import { readFile, writeFile } from "node:fs/promises"
import { inspect, parseArgs } from "node:util"
import { amount, bound, judge, warnings } from "./page/judge.ts"
import { describe, machine } from "./measure/machine.ts"
import { parts } from "./parts.ts"
import type { Found, Part } from "./Part.ts"
import { lead, page, type Result, type Results } from "./page/render.ts"
import { run } from "./run.ts"

const usage = `Usage: pnpm bench [part ...] [options]

Measures core and the adapters on this machine, over loopback, and writes docs/benchmarks.md.
All parts take about ten minutes on an idle machine. Where parts are named, only their sections change:
${parts.map(({ id, title }) => `  ${id.padEnd(12)}${title}`).join("\n")}

Options:
  --quick     all parts within two minutes, with rough figures; docs/benchmarks.md stays as it is
  --out FILE  writes the page of this run to FILE, and nothing else
  --render    writes docs/benchmarks.md again from the last results, and measures nothing
  -h, --help  shows this text
`

const resultsFile = new URL("../results.json", import.meta.url)
const pageFile = new URL("../../../docs/benchmarks.md", import.meta.url)

const ci = process.env["CI"] !== undefined

const written = async (): Promise<Results> => JSON.parse(await readFile(resultsFile, "utf8"))

const show = (part: Part, found: Found) => {
  console.log(`\n== ${part.title}\n${lead(part, found)}`)
  for (const { title, columns, rows } of found.tables) {
    if (title !== undefined) console.log(title)
    console.table(rows.map((row) => Object.fromEntries(columns.map((column, i) => [column, row[i]]))))
  }
  for (const note of found.notes) console.log(note)
  for (const one of judge(found)) {
    const why = one.reached || one.why === "" ? "" : `: ${one.why}`
    console.log(
      `${one.reached ? "reached" : "missed "}  ${one.title}: ${amount(one, one.found)} (aim: ${bound(one, one.aim)})${why}`
    )
  }
  for (const line of warnings(judge(found), ci)) console.log(line)
}

const options = () =>
  parseArgs({
    allowPositionals: true,
    options: {
      quick: { type: "boolean", default: false },
      out: { type: "string" },
      render: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false }
    }
  })

/** Says what is wrong with the command, and ends. */
const misused = (problem: string): never => {
  console.error(`${problem}\n\n${usage}`)
  process.exit(2)
}

const understood = (): ReturnType<typeof options> => {
  try {
    return options()
  } catch (error) {
    return misused(String(Object(error).message).split(". ")[0] ?? "")
  }
}

const measure = async (chosen: ReadonlyArray<Part>, pace: "quick" | "full", out: string | undefined) => {
  const here = machine()
  const before: Results = out === undefined && pace === "full" ? await written() : {}
  const results: Record<string, Result> = { ...before }
  const took: Array<object> = []
  let failures = 0
  console.log(`${describe(here)}${pace === "quick" ? "\nQuick run: rough figures." : ""}`)
  for await (const ran of run(chosen, pace)) {
    const { part, seconds } = ran
    took.push({ part: part.id, seconds, result: "found" in ran ? "measured" : "failed" })
    if ("failed" in ran) {
      failures++
      console.error(`\n${ci ? "::error title=Benchmark::" : ""}${part.title} failed: ${inspect(ran.failed)}`)
      continue
    }
    show(part, ran.found)
    results[part.id] = { machine: here, pace, found: ran.found }
    if (out !== undefined) await writeFile(out, page(parts, results))
    else if (pace === "full") {
      await writeFile(resultsFile, `${JSON.stringify(results, null, 2)}\n`)
      await writeFile(pageFile, page(parts, results))
    }
  }
  console.table(took)
  const target = out ?? (pace === "full" ? "docs/benchmarks.md" : undefined)
  if (target !== undefined && failures < chosen.length) console.log(`Written: ${target}`)
  return failures === 0 ? 0 : 1
}

const main = async (): Promise<number> => {
  const { values, positionals } = understood()
  if (values.help) {
    console.log(usage)
    return 0
  }
  if (values.render) {
    await writeFile(pageFile, page(parts, await written()))
    return 0
  }
  const unknown = positionals.find((name) => !parts.some(({ id }) => id === name))
  if (unknown !== undefined) return misused(`Unknown part "${unknown}".`)
  const chosen = positionals.length === 0 ? parts : parts.filter(({ id }) => positionals.includes(id))
  return measure(chosen, values.quick ? "quick" : "full", values.out)
}

// n8n's `sleep`, which times the waits of its node, cannot be cleared: its last timers would keep this process for two
// minutes.
process.exit(await main())
