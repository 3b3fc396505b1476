import { catalogue } from "@xingtu/core"
import { httpRequestNode, openN8n } from "../../n8n.ts"
import type { Found, Pace } from "../../Part.ts"
import type { Sandbox } from "../../sandbox.ts"
import { median, round } from "../../stats.ts"

const token = "bench-token-that-nobody-honours"
const http = "n8n-nodes-base.httpRequest"

let asked = 0
const creators = (count: number) => Array.from({ length: count }, () => ({ id: String(6_955_721_930_402_000_001n + BigInt(asked++) * 10n) }))

/** A thousand items through our node and through n8n's own HTTP Request node, in turn. */
export const n8nItems = async (pace: Pace, sandbox: Sandbox): Promise<Found> => {
  await sandbox.prepare({}, [])
  using n8n = await openN8n()
  const count = pace === "full" ? 1_000 : 200
  const credentials = { token, environment: "custom", baseUrl: sandbox.url, requestsPerMinute: 0 } as const
  const xingtu = (items: ReadonlyArray<{ id: string }>) =>
    n8n.run(credentials, { resource: "creator", operation: "spreadMetrics", creatorId: { __rl: true, mode: "id", value: "={{ $json.id }}" } }, { items })
  const plain = (items: ReadonlyArray<{ id: string }>) =>
    n8n.run(
      credentials,
      {
        url: `${sandbox.url}${catalogue.spreadMetrics.path}`,
        authentication: "none",
        sendQuery: true,
        queryParameters: { parameters: [{ name: "token", value: token }, { name: "oAuthorId", value: "={{ $json.id }}" }] },
        options: {}
      },
      { items, node: { type: http, typeVersion: 4.2 } }
    )
  const builtIn = httpRequestNode()
  if (builtIn !== undefined) n8n.builtIn[http] = builtIn
  const ways = [
    { name: "this node, with units, quota and retries", run: xingtu },
    ...(builtIn === undefined ? [] : [{ name: "n8n's HTTP Request node", run: plain }])
  ]
  const micros = ways.map((): Array<number> => [])
  for (let round = 0; round <= (pace === "full" ? 5 : 2); round++) {
    for (const [i, { name, run }] of ways.entries()) {
      const items = creators(count)
      const start = performance.now()
      const { error, items: out } = await run(items)
      const each = ((performance.now() - start) * 1000) / count
      if (error !== undefined || out.length !== count) throw new Error(`${name}: ${out.length} of ${count} items, ${String(error)}`)
      if (round > 0) micros[i]?.push(each)
    }
  }
  const [ours = [], theirs] = micros
  const same = creators(1)[0] ?? { id: "" }
  await sandbox.prepare({}, [])
  await xingtu(Array.from({ length: 500 }, () => same))
  const { charged } = await sandbox.ledger()
  const ratio = theirs === undefined ? undefined : round(median(ours.map((one, i) => (theirs[i] ?? NaN) / one)))
  return {
    tables: [{
      title: `n8n: ${count.toLocaleString("en")} items in n8n's execution engine`,
      columns: ["node", "us per item", "speed against HTTP Request"],
      rows: ways.map(({ name }, i) => [name, Math.round(median(micros[i] ?? [])), i === 0 ? ratio ?? "-" : 1])
    }],
    figures: { ...(ratio === undefined ? {} : { "n8n ratio": ratio }), "n8n same": charged },
    notes: [
      `n8n: 500 items over one creator cost ${charged} charge.`,
      ...(theirs === undefined ? ["Skipped: n8n's HTTP Request node comes with a real n8n, which `pnpm --filter n8n-nodes-xingtu test:real` installs once."] : [])
    ]
  }
}
