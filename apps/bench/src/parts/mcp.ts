import { Client } from "@modelcontextprotocol/sdk/client/index.js"
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js"
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js"
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js"
import { spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { rolldown } from "rolldown"
import { build, folderOf } from "../clients/builds.ts"
import type { Found, Pace, Part } from "../Part.ts"
import { startSandbox } from "../hosts/sandbox.ts"
import { median, round } from "../measure/stats.ts"
import { range, sentence } from "../page/lead.ts"

const hello = {
  jsonrpc: "2.0",
  id: 1,
  method: "initialize",
  params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "bench", version: "1" } }
}

/** From the start of the process to its answer to `initialize`, in ms. */
const started = async (program: string): Promise<number> => {
  const before = performance.now()
  const child = spawn(process.execPath, [program], { stdio: ["pipe", "pipe", "inherit"] })
  child.stdin.write(`${JSON.stringify(hello)}\n`)
  await once(child.stdout, "data")
  const took = performance.now() - before
  child.kill()
  await once(child, "exit")
  return took
}

/** The bare server as one file, as ours is. */
const bareIn = async (folder: string): Promise<string> => {
  const bundle = await rolldown({
    input: fileURLToPath(new URL("../servers/bareMcp.ts", import.meta.url)),
    platform: "node"
  })
  const file = join(folder, "bare.mjs")
  await bundle.write({ file, format: "esm", minify: true, codeSplitting: false })
  await bundle.close()
  return file
}

/** One cached creator, again and again: what a call takes between client and server, in ms. */
const cached = async (transport: Transport, times: number): Promise<number> => {
  const client = new Client({ name: "bench", version: "1" })
  await client.connect(transport)
  const call = () => client.callTool({ name: "xingtu_creator", arguments: { id: "6955721930401185805" } })
  for (let i = 0; i < 10; i++) await call()
  const before = performance.now()
  for (let i = 0; i < times; i++) await call()
  const each = (performance.now() - before) / times
  await client.close()
  return round(each)
}

const key = "bench-key-0123456789"

const measure = async (pace: Pace): Promise<Found> => {
  build(["@xingtu/mcp-server"])
  const program = join(folderOf("@xingtu/mcp-server"), "dist/main.js")
  const folder = mkdtempSync(join(tmpdir(), "xingtu-bench-mcp-"))
  await using sandbox = await startSandbox()
  const bare = await bareIn(folder)
  const starts: Array<readonly [own: number, bare: number]> = []
  // The first start compiles; clients start a server for each session.
  await started(program)
  for (let i = 0; i < (pace === "full" ? 15 : 5); i++) starts.push([await started(program), await started(bare)])
  const env = { HOME: folder, XDG_DATA_HOME: folder, JUSTONEAPI_TOKEN: "t", JUSTONEAPI_BASE_URL: sandbox.url }
  const times = pace === "full" ? 500 : 100
  const args = ["--daily", "none"]
  const stdio = await cached(
    new StdioClientTransport({ command: process.execPath, args: [program, ...args], env }),
    times
  )
  const child = spawn(process.execPath, [program, "--http", "--port", "0", ...args], {
    env: { ...env, XINGTU_MCP_KEYS: `bench:${key}` },
    stdio: ["ignore", "ignore", "pipe"]
  })
  const [said] = await once(child.stderr, "data")
  const [, url = ""] = /listens on (\S+)/.exec(String(said)) ?? []
  const requestInit = { headers: { authorization: `Bearer ${key}` } }
  const http = await cached(new StreamableHTTPClientTransport(new URL(url), { requestInit }) as Transport, times) // the SDK's own types differ under exact optional properties
  child.kill()
  await once(child, "exit")
  rmSync(folder, { recursive: true })
  const ratio = round(median(starts.map(([own, other]) => own / other)))
  const ownMs = round(median(starts.map(([own]) => own)), 1)
  const bareMs = round(median(starts.map(([, other]) => other)), 1)
  return {
    tables: [
      {
        columns: ["from start to initialised", "ms"],
        rows: [
          ["xingtu-mcp, as published", ownMs],
          ["a bare server of the official SDK, bundled", bareMs]
        ]
      },
      {
        columns: ["a cached creator through the official client", "ms per call"],
        rows: [
          ["stdio", stdio],
          ["streamable HTTP", http]
        ]
      }
    ],
    figures: { "start mcp": ratio, "mcp stdio": stdio, "mcp http": http },
    reasons: { "start mcp": `${ownMs} ms against ${bareMs} ms` },
    notes: ["Each start is a new process. Node's compile cache is on, as in the published program."]
  }
}

export const mcp: Part = {
  id: "mcp",
  title: "The MCP server",
  lead: ({ figures }) =>
    sentence(
      [
        { of: ["start mcp"], say: (ratio) => `the server starts in ${range(ratio)} times the time of a bare one` },
        { of: ["mcp stdio", "mcp http"], say: (ms) => `a cached creator takes ${range(ms)} ms` }
      ],
      figures
    ),
  how: "How long the server takes to start and to return a cached creator. The published file is started as clients start it, in turn with a bare server of the official SDK that is bundled the same way.",
  run: measure
}
