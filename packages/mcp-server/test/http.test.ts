import { Client } from "@modelcontextprotocol/sdk/client/index.js"
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js"
import { type Sandbox, startSandbox } from "@xingtu/sandbox"
import { type ChildProcess, spawn } from "node:child_process"
import { request } from "node:http"
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { folder, main, token } from "./support.ts"

const keys = { anna: "anna-key-0123456789", ben: "ben-key-01234567890" }
const home = folder()
let sandbox: Sandbox
let server: ChildProcess
let url: string

beforeAll(async () => {
  sandbox = await startSandbox()
  server = spawn(
    process.execPath,
    [main, "--http", "--port", "0", "--daily", "10", "--allow-origin", "https://ours.example"],
    {
      env: {
        PATH: process.env["PATH"],
        JUSTONEAPI_TOKEN: token,
        JUSTONEAPI_BASE_URL: sandbox.url,
        XDG_DATA_HOME: home.path,
        XINGTU_MCP_KEYS: Object.entries(keys)
          .map(([name, key]) => `${name}:${key}`)
          .join(",")
      },
      stdio: ["ignore", "ignore", "pipe"]
    }
  )
  url = await new Promise((resolve, reject) => {
    let said = ""
    server.once("exit", () => reject(new Error(said)))
    server.stderr?.on("data", (chunk) => {
      said += chunk
      const [, found] = /listens on (\S+)/.exec(said) ?? []
      if (found !== undefined) resolve(found)
    })
  })
})
beforeEach(() => sandbox.reset())
afterAll(async () => {
  server.kill()
  await sandbox.close()
  home[Symbol.dispose]()
})

const connect = async (key: string) => {
  const client = new Client({ name: "test", version: "1" })
  const transport = new StreamableHTTPClientTransport(new URL(url), {
    requestInit: { headers: { authorization: `Bearer ${key}` } }
  })
  await client.connect(transport)
  const call = async (name: string, input: Record<string, unknown>) =>
    JSON.stringify(await client.callTool({ name: `xingtu_${name}`, arguments: input }))
  return { client, call, [Symbol.asyncDispose]: () => client.close() }
}

/** A plain request, with the headers a browser or a stranger would send. */
const raw = (headers: Record<string, string>, body = "{}", method = "POST") =>
  new Promise<number>((resolve, reject) => {
    const { hostname, pathname, port } = new URL(url)
    const sent = request({
      hostname,
      port,
      path: pathname,
      method,
      headers: { "content-type": "application/json", ...headers }
    })
    sent.on("response", (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    sent.on("error", reject)
    sent.end(body)
  })

const bearer = { authorization: `Bearer ${keys.anna}` }

test("each key has a ceiling of its own, and what one paid for is free for the other", async () => {
  await using anna = await connect(keys.anna)
  await using ben = await connect(keys.ben)
  const ids = ["6955721930401190201", "6955721930401190202"]
  expect(await anna.call("report", { ids })).toContain("10 charged, 0 cached, 0 may have been charged; left today 0")
  expect(await anna.call("report", { ids: ["6955721930401190203"] })).toContain("ceiling")
  expect(await ben.call("report", { ids })).toContain("0 charged, 10 cached, 0 may have been charged; left today 10")
  expect(sandbox.ledger().charged).toBe(10)
})

test("two who ask for the same at once pay once", async () => {
  await using ben = await connect(keys.ben)
  await using again = await connect(keys.ben)
  const input = { id: "6955721930401190209" }
  await Promise.all([ben.call("audience", input), again.call("audience", input)])
  expect(sandbox.ledger().charged).toBe(1)
})

test("strangers, foreign hosts, foreign origins and floods are turned away", async () => {
  expect(await raw({})).toBe(401)
  expect(await raw({ authorization: "Bearer wrong-key-0123456789" })).toBe(401)
  expect(await raw({ ...bearer, host: "evil.example" })).toBe(421)
  for (const origin of [
    "https://evil.example",
    "http://localhost.evil.example",
    "null",
    "http://127.0.0.1.evil.example:80"
  ])
    expect(await raw({ ...bearer, origin })).toBe(403)
  expect(await raw({ ...bearer, "content-length": "2000000" }, "{}".padEnd(2_000_000))).toBe(413)
  expect(await raw({ ...bearer, "transfer-encoding": "chunked" })).toBe(411)
  expect(sandbox.ledger().requests).toBe(0)
})

test.each(["https://ours.example", "http://localhost:3000", "http://127.0.0.1:8080", "http://[::1]"])(
  "the origin %s may call",
  async (origin) => {
    const opened = JSON.stringify({
      jsonrpc: "2.0",
      id: 1,
      method: "initialize",
      params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "x", version: "1" } }
    })
    const headers = { ...bearer, origin, accept: "application/json, text/event-stream" }
    expect(await raw({ ...headers, "content-length": String(Buffer.byteLength(opened)) }, opened)).toBe(200)
  }
)
