import { catalogue } from "@xingtu/core"
import { httpRequestNode, openN8n } from "../../hosts/n8n.ts"
import type { Found, Pace } from "../../Part.ts"
import { type Contender, race, timed } from "../../measure/race.ts"
import type { Sandbox } from "../../hosts/sandbox.ts"
import { round } from "../../measure/stats.ts"

const token = "bench-token-that-nobody-honours"
const http = "n8n-nodes-base.httpRequest"

let last = 0
const creators = (count: number) =>
  Array.from({ length: count }, () => ({ id: String(6_955_721_930_402_000_001n + BigInt(last++) * 10n) }))

/** Items through our node and through n8n's own HTTP Request node, in turn. */
export const n8nItems = async (pace: Pace, sandbox: Sandbox): Promise<Found> => {
  await sandbox.prepare({}, [])
  using n8n = await openN8n()
  const count = pace === "full" ? 1_000 : 100
  const credentials = { token, environment: "custom", baseUrl: sandbox.url, requestsPerMinute: 0 } as const
  const xingtu = (items: ReadonlyArray<{ id: string }>) =>
    n8n.run(
      credentials,
      {
        resource: "creator",
        operation: "spreadMetrics",
        creatorId: { __rl: true, mode: "id", value: "={{ $json.id }}" }
      },
      { items }
    )
  const plain = (items: ReadonlyArray<{ id: string }>) =>
    n8n.run(
      credentials,
      {
        url: `${sandbox.url}${catalogue.spreadMetrics.path}`,
        authentication: "none",
        sendQuery: true,
        queryParameters: {
          parameters: [
            { name: "token", value: token },
            { name: "oAuthorId", value: "={{ $json.id }}" }
          ]
        },
        options: {}
      },
      { items, node: { type: http, typeVersion: 4.2 } }
    )
  const builtIn = httpRequestNode()
  if (builtIn !== undefined) n8n.builtIn[http] = builtIn
  const contender = (name: string, send: typeof xingtu): Contender => ({
    name,
    run: (count) =>
      timed(
        async (calls) => {
          const { error, items } = await send(creators(calls))
          if (error !== undefined || items.length !== calls)
            throw new Error(`${name}: ${items.length} of ${calls} items, ${String(error)}`)
        },
        count,
        1
      )
  })
  const ours = contender("this node, with units, quota and retries", xingtu)
  const contenders = builtIn === undefined ? [ours] : [contender("n8n's HTTP Request node", plain), ours]
  const placed = await race(contenders, { lanes: 1, warmUp: count, rounds: pace === "full" ? 7 : 2, calls: count })
  const compared = builtIn === undefined ? undefined : placed.at(-1)
  const same = creators(1)[0] ?? { id: "" }
  await sandbox.prepare({}, [])
  await xingtu(Array.from({ length: 500 }, () => same))
  const { charged } = await sandbox.ledger()
  return {
    tables: [
      {
        title: `n8n: ${count.toLocaleString("en")} items in n8n's execution engine`,
        columns: ["node", "µs per item", "µs of CPU per item", "speed compared with HTTP Request"],
        rows: placed.map(({ cpu, micros, name, ratio }) => [
          name,
          Math.round(micros),
          Math.round(cpu ?? Number.NaN),
          builtIn === undefined ? "-" : round(ratio)
        ])
      }
    ],
    figures: { ...(compared === undefined ? {} : { "n8n ratio": round(compared.ratio) }), "n8n same": charged },
    reasons:
      compared === undefined
        ? {}
        : {
            "n8n ratio": `${Math.round(compared.cpu ?? Number.NaN)} µs of CPU per item, HTTP Request ${Math.round(placed[0]?.cpu ?? Number.NaN)} µs`
          },
    notes: [
      `n8n: 500 items for one creator cost ${charged} ${charged === 1 ? "charge" : "charges"}.`,
      ...(builtIn === undefined
        ? [
            "Skipped: n8n's HTTP Request node comes with a real n8n, which `pnpm --filter n8n-nodes-xingtu test:real` installs once."
          ]
        : [])
    ]
  }
}
