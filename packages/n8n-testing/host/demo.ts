// Runs the example "Shortlist to Google Sheets", up to the sheet, twice in n8n's engine: `node demo.ts <sandbox>
// <keyword> <creators>`. A process of its own, since n8n's engine changes the one it is loaded into.
import { readFileSync } from "node:fs"
import { join } from "node:path"
import type { IConnections, IDataObject } from "n8n-workflow"
import { root } from "../scripts/root.ts"
import type { Flow } from "./engine.ts"

process.env["N8N_LOG_LEVEL"] = "silent"

/** What is written to standard output, as JSON. */
export interface Shown {
  /** The workflow's nodes, in order. */
  readonly nodes: ReadonlyArray<string>
  readonly rows: ReadonlyArray<IDataObject>
  /** Paid calls of the first run, and of the same run again. */
  readonly charged: readonly [first: number, again: number]
}

const example = (): Flow =>
  JSON.parse(readFileSync(join(root, "examples/shortlist-to-google-sheets.json"), "utf8")) as Flow

/** The nodes that run here, with this word and number in the search. */
const upToTheSheet = ({ connections, nodes }: Flow, keyword: string, limit: number): Flow => {
  const here = nodes.filter(
    ({ type }) => type.startsWith("n8n-nodes-xingtu.") || type === "n8n-nodes-base.manualTrigger"
  )
  const names = new Set(here.map(({ name }) => name))
  const among: IConnections = {}
  for (const [from, { main = [] }] of Object.entries(connections)) {
    if (names.has(from))
      among[from] = { main: main.map((targets) => (targets ?? []).filter(({ node }) => names.has(node))) }
  }
  return {
    connections: among,
    nodes: here.map((node) =>
      node.name === "Search creators" ? { ...node, parameters: { ...node.parameters, keyword, limit } } : node
    )
  }
}

const show = async (baseUrl: string, keyword: string, limit: number): Promise<Shown> => {
  const { installBuilt, openEngine } = await import("./index.ts")
  using installed = await installBuilt()
  const { execute } = await openEngine(installed.folder)
  const flow = upToTheSheet(example(), keyword, limit)
  const charged = async () =>
    ((await (await fetch(`${baseUrl}/_sandbox/ledger`)).json()) as { readonly charged: number }).charged
  const run = async () => {
    const before = await charged()
    const { error, of } = await execute(
      { token: "sandbox", environment: "custom", baseUrl, requestsPerMinute: 0 },
      flow
    )
    if (error !== undefined) throw new Error("The workflow failed.", { cause: error })
    return { rows: of("Creator report").items.map(({ json }) => json), cost: (await charged()) - before }
  }
  const first = await run()
  const again = await run()
  return { nodes: flow.nodes.map(({ name }) => name), rows: first.rows, charged: [first.cost, again.cost] }
}

if (import.meta.main) {
  const [baseUrl = "", keyword = "", limit = ""] = process.argv.slice(2)
  const shown = await show(baseUrl, keyword, Number(limit))
  // n8n's own timers cannot be called off.
  process.stdout.write(JSON.stringify(shown), () => process.exit())
}
