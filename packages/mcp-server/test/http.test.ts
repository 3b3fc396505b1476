import { type Sandbox, startSandbox } from "@xingtu/sandbox"
import { request } from "node:http"
import { tmpdir } from "node:os"
import { text } from "node:stream/consumers"
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { folder, listen, overHttp, token } from "./support.ts"

const keys = { anna: "anna-key-0123456789", ben: "ben-key-01234567890" }
const home = folder()
let sandbox: Sandbox
let server: Awaited<ReturnType<typeof listen>>
let url: string

beforeAll(async () => {
  sandbox = await startSandbox()
  const args = ["--daily", "10", "--allow-origin", "https://ours.example"]
  server = await listen(keys, { url: sandbox.url, home: home.path, args })
  url = server.url
})
beforeEach(() => sandbox.reset())
afterAll(async () => {
  await server.close()
  await sandbox.close()
  home[Symbol.dispose]()
})

/** A plain request, with the headers a browser or a stranger would send. */
const raw = (headers: Record<string, string>, body = "{}", method = "POST") =>
  new Promise<{ readonly status: number; readonly session: string; readonly text: string }>((resolve, reject) => {
    const { hostname, pathname, port } = new URL(url)
    const sent = request({
      agent: false,
      hostname,
      port,
      path: pathname,
      method,
      headers: { "content-type": "application/json", ...headers }
    })
    sent.on("response", (response) => {
      const { headers, statusCode: status = 0 } = response
      void text(response).then((text) => resolve({ status, session: String(headers["mcp-session-id"]), text }))
    })
    sent.on("error", reject)
    sent.end(body)
  })

const asks = { accept: "application/json, text/event-stream" }
const opening = JSON.stringify({
  jsonrpc: "2.0",
  id: 1,
  method: "initialize",
  params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "x", version: "1" } }
})
const bearer = { authorization: `Bearer ${keys.anna}` }

test("each key has a daily limit of its own, and what one paid for is free for the other", async () => {
  await using anna = await overHttp(url, keys.anna)
  await using ben = await overHttp(url, keys.ben)
  const ids = ["6955721930401190201", "6955721930401190202"]
  expect((await anna.call("report", { ids })).text).toContain(
    "10 charged, 0 cached, 0 may have been charged; left today 0"
  )
  expect((await anna.call("report", { ids: ["6955721930401190203"] })).text).toContain("0 are left today")
  expect((await ben.call("report", { ids })).text).toContain(
    "0 charged, 10 cached, 0 may have been charged; left today 10"
  )
  expect(sandbox.ledger().charged).toBe(10)
})

test("two who ask for the same at once pay once", async () => {
  await using ben = await overHttp(url, keys.ben)
  await using again = await overHttp(url, keys.ben)
  const input = { id: "6955721930401190209" }
  await Promise.all([ben.call("audience", input), again.call("audience", input)])
  expect(sandbox.ledger().charged).toBe(1)
})

test("strangers, foreign hosts, foreign origins and floods are turned away", async () => {
  expect(await raw({})).toMatchObject({ status: 401 })
  expect(await raw({ authorization: keys.anna })).toMatchObject({ status: 401 })
  expect(await raw({ authorization: "Bearer wrong-key-0123456789" })).toMatchObject({ status: 401 })
  expect(await raw({ ...bearer, host: "evil.example" })).toMatchObject({ status: 421 })
  for (const origin of [
    "https://evil.example",
    "http://localhost.evil.example",
    "null",
    "http://127.0.0.1.evil.example:80"
  ])
    expect(await raw({ ...bearer, origin })).toMatchObject({ status: 403 })
  expect(await raw({ ...bearer, "content-length": "2000000" }, "{}".padEnd(2_000_000))).toMatchObject({ status: 413 })
  const chunked = { ...bearer, ...asks, "transfer-encoding": "chunked" }
  expect((await raw(chunked, opening.padEnd(2_000_000))).text).toContain("Parse error")
  expect(sandbox.ledger().requests).toBe(0)
})

test.each(["https://ours.example", "http://localhost:3000", "http://127.0.0.1:8080", "http://[::1]"])(
  "the origin %s may call",
  async (origin) => {
    expect((await raw({ ...bearer, ...asks, origin }, opening)).status).toBe(200)
  }
)

test("a chunked request is read, and a session that is not used makes room for new ones", async () => {
  const open = async () => (await raw({ ...bearer, ...asks, "transfer-encoding": "chunked" }, opening)).session
  const ping = (session: string) =>
    raw({ ...bearer, ...asks, "mcp-session-id": session }, JSON.stringify({ jsonrpc: "2.0", id: 2, method: "ping" }))
  const [used, unused] = [await open(), await open()]
  expect(await ping(used)).toMatchObject({ status: 200 })
  for (let i = 0; i < 1_000; i++) {
    if (i % 100 === 0) await ping(used)
    await open()
  }
  expect(await ping(used)).toMatchObject({ status: 200 })
  expect(await ping(unused)).toMatchObject({ status: 404 })
}, 60_000)

test("three requests at once in one session are all answered", async () => {
  await using anna = await overHttp(url, keys.anna)
  const lists = await Promise.all([1, 2, 3].map(() => anna.client.listTools()))
  expect(lists.map(({ tools }) => tools.length)).toEqual([12, 12, 12])
})

test.each([
  [{ XINGTU_RETRIES: "-1" }, "XINGTU_RETRIES: Must be a whole number, 0 or more."],
  [{ XINGTU_DAILY_BUDGET: "many" }, "XINGTU_DAILY_BUDGET: Must be a whole number, 0 or more."],
  [{ JUSTONEAPI_BASE_URL: "api.example.com" }, "JUSTONEAPI_BASE_URL: The base URL must be"],
  [{ REDIS_URL: "localhost:6379" }, "does not start with redis://"],
  [{ XINGTU_STORE: tmpdir() }, "store"]
])("%j is refused at the start, in a sentence", async (env, reason) => {
  using place = folder()
  const start = listen(keys, { url: "http://127.0.0.1:2", home: place.path, env })
  const said = await start.then(
    async (started) => {
      await started.close()
      return "it started"
    },
    (failure: Error) => failure.message
  )
  expect(said).toContain(reason)
  expect(said.trim().split("\n")).toHaveLength(1)
  expect(said).not.toContain(token)
})

test("it starts without a token, which is named when it is needed", async () => {
  using place = folder()
  await using bare = await listen(keys, { url: "http://127.0.0.1:2", home: place.path, env: { JUSTONEAPI_TOKEN: "" } })
  await using anna = await overHttp(bare.url, keys.anna)
  expect((await anna.call("audience", { id: "6955721930401190201" })).text).toContain("JUSTONEAPI_TOKEN: Not set.")
})
