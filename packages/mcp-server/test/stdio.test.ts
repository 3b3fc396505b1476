import { ElicitRequestSchema } from "@modelcontextprotocol/sdk/types.js"
import { type Sandbox, startSandbox } from "@xingtu/sandbox"
import { spawn } from "node:child_process"
import { once } from "node:events"
import { rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { text } from "node:stream/consumers"
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { connect, folder, main, token } from "./support.ts"

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox()
})
beforeEach(() => sandbox.reset())
afterAll(() => sandbox.close())

const ids = ["6955721930401190001", "6955721930401190002"]
const many = Array.from({ length: 10 }, (_, i) => `69557219304011901${String(i).padStart(2, "0")}`)

test("a dozen tools are listed without a token, in at most 10 kB", async () => {
  using home = folder()
  await using server = await connect({
    url: sandbox.url,
    home: home.path,
    env: { JUSTONEAPI_TOKEN: "${JUSTONEAPI_TOKEN}" }
  })
  const { tools } = await server.client.listTools()
  expect(tools).toHaveLength(12)
  expect(Buffer.byteLength(JSON.stringify(tools))).toBeLessThanOrEqual(10_000)
  for (const { annotations, name } of tools) {
    expect(name.length).toBeLessThan(30)
    expect(Object.keys(annotations ?? {}).sort()).toEqual([
      "destructiveHint",
      "idempotentHint",
      "openWorldHint",
      "readOnlyHint",
      "title"
    ])
  }
  const refused = await server.call("report", { ids })
  expect(refused).toMatchObject({ isError: true })
  expect(refused.text).toContain("JUSTONEAPI_TOKEN: The placeholder was not replaced")
  expect(refused.text).toContain("Nothing was charged.")
})

test(
  "a server that is killed in the middle of a report: the next one pays for the rest alone",
  { timeout: 60_000 },
  async () => {
    using home = folder()
    const [slow = "", ...others] = ids
    sandbox.faults([{ params: { oAuthorId: slow }, delayMs: 60_000 }])
    const first = await connect({ url: sandbox.url, home: home.path })
    const lost = first.call("report", { ids }).catch(() => "lost")
    const answered = () => sandbox.ledger().entries.filter(({ params }) => params["oAuthorId"] !== slow).length
    await expect.poll(answered, { timeout: 20_000 }).toBeGreaterThan(4)
    const { pid } = Object(first.client.transport)
    process.kill(pid, "SIGKILL")
    expect(await lost).toBe("lost")
    sandbox.faults([])
    await using second = await connect({ url: sandbox.url, home: home.path })
    const report = await second.call("report", { ids: others })
    expect(report.text).toMatch(/cost: \d+ charged, \d+ cached/)
    const asked = sandbox.ledger().entries.map(({ endpoint, params }) => `${endpoint} ${params["oAuthorId"]}`)
    // What was out when it was killed may have been charged, and is not sent again by itself.
    expect(new Set(asked).size).toBe(asked.length)
    expect(JSON.stringify(report)).not.toContain(token)
  }
)

test("the official client plans, gets a report that is paid once, also by the next process, and never sees the token", async () => {
  using home = folder()
  const seen: Array<unknown> = []
  {
    await using server = await connect({ url: sandbox.url, home: home.path })
    const plan = await server.call("plan", { tool: "report", arguments: { ids } })
    expect(plan.structured).toMatchObject({ paid_calls: 10, cached: 0 })
    const report = await server.call("report", { ids })
    expect(report.text).toContain("cost: 10 charged, 0 cached, 0 may have been charged; left today 90")
    expect(report.structured["cost"]).toBe("cost: 10 charged, 0 cached, 0 may have been charged; left today 90")
    seen.push(plan, report)
  }
  await using again = await connect({ url: sandbox.url, home: home.path })
  expect((await again.call("report", { ids })).text).toContain("cost: 0 charged, 10 cached")
  expect(sandbox.ledger().charged).toBe(10)
  seen.push(await again.call("quota"))
  expect(JSON.stringify(seen)).not.toContain(token)
})

test("search, find, rank, split and the rest answer", async () => {
  using home = folder()
  await using server = await connect({
    url: sandbox.url,
    home: home.path,
    args: ["--confirm-over", "100", "--daily", "none"]
  })
  const found = await server.call("search_creators", { kind: "placement" })
  expect(found).toMatchObject({ isError: false })
  const listed = [...found.text.matchAll(/^(\d{16,20}),/gm)].map(([, id = ""]) => id)
  expect(listed.length).toBeGreaterThan(4)
  expect((await server.call("find_creator", { name: "晚风" })).text).toMatch(
    /^\d+ creators match.*; the first 10 are listed\. Ask/
  )
  const some = listed.slice(0, 5)
  for (const [name, input] of [
    ["find_creator", { name: "晚风" }],
    ["creator", { id: some[0] }],
    ["rank", { ids: some, goal: "reach", gender: "female" }],
    ["split_budget", { ids: some, budget: 500_000 }],
    ["audience", { id: some[0] }],
    ["videos", { creator: some[0] }],
    ["changes", { ids: some.slice(0, 2) }],
    ["endpoint", { action: "list" }],
    ["endpoint", { action: "fields", endpoint: "spreadMetrics" }],
    ["endpoint", { action: "request", endpoint: "spreadMetrics", parameters: { oAuthorId: some[0] } }]
  ] as const) {
    const result = await server.call(name, input)
    expect({ name, ...result }).toMatchObject({ isError: false })
    expect(result.text).not.toMatch(/undefined|NaN|\[object/)
  }
  expect(sandbox.ledger().charged).toBeGreaterThan(0)
})

test.each([
  ["creator", { id: ids[0] }],
  ["rank", { ids, goal: "reach" }],
  ["split_budget", { ids, budget: 100_000 }],
  ["report", { ids }],
  ["changes", { ids }]
])("%s fails where everything fails, and says once what to do", async (name, input) => {
  using home = folder()
  sandbox.faults([{ fault: { kind: "code", code: 100 } }])
  await using server = await connect({ url: sandbox.url, home: home.path })
  const failed = await server.call(name, input)
  expect(failed.isError).toBe(true)
  expect(failed.structured["error"]).toMatchObject({ charged: "no", advice: expect.stringContaining("token") })
  expect(failed.text.match(/does not accept the token/g)).toHaveLength(1)
  expect(sandbox.ledger().charged).toBe(0)
})

test("a look at creators of which one cannot be looked up says what it saved, and nothing of the other", async () => {
  using home = folder()
  sandbox.faults([{ params: { oAuthorId: ids[1] ?? "" }, fault: { kind: "code", code: 301 } }])
  await using server = await connect({ url: sandbox.url, home: home.path, env: { XINGTU_RETRIES: "0" } })
  const looked = await server.call("changes", { ids })
  expect(looked.text).toContain("First look at 1: saved")
  expect(looked.text).toContain("Missing: ")
  expect(looked.text).not.toContain("Nothing changed.")
})

test("over the daily limit it refuses; over the threshold it wants a code, which is good once", async () => {
  using home = folder()
  await using server = await connect({
    url: sandbox.url,
    home: home.path,
    args: ["--daily", "60", "--confirm-over", "20"]
  })
  const dear = await server.call("report", { ids: [...many, ...ids, "6955721930401190003"] })
  expect(dear).toMatchObject({ isError: true })
  expect(dear.text).toContain("would cost up to 65 paid calls, but 60 are left today")
  const asked = await server.call("report", { ids: many })
  expect(asked.text).toContain("must be confirmed")
  const [, code = ""] = /confirm="([^"]+)"/.exec(asked.text) ?? []
  expect((await server.call("report", { ids: many.slice(1), confirm: code })).isError).toBe(true)
  expect(sandbox.ledger().charged).toBe(0)
  expect((await server.call("report", { ids: many, confirm: code })).isError).toBe(false)
  expect(sandbox.ledger().charged).toBe(50)
})

test.each([
  ["accept", true, false],
  ["accept", false, true],
  ["decline", undefined, true],
  ["cancel", undefined, true]
] as const)("a person who answers %s (%s) decides", async (action, confirm, isError) => {
  using home = folder()
  await using server = await connect({
    url: sandbox.url,
    home: home.path,
    args: ["--confirm", "human"],
    capabilities: { elicitation: {} },
    prepare: (client) =>
      client.setRequestHandler(ElicitRequestSchema, () => ({
        action,
        ...(confirm === undefined ? {} : { content: { confirm } })
      }))
  })
  expect((await server.call("report", { ids: many })).isError).toBe(isError)
  expect(sandbox.ledger().charged).toBe(isError ? 0 : 50)
})

test("with --confirm human a client that cannot ask is refused, whatever code it brings", async () => {
  using home = folder()
  await using server = await connect({ url: sandbox.url, home: home.path, args: ["--confirm", "human"] })
  const refused = await server.call("report", { ids: many, confirm: "x.y.z.w" })
  expect(refused.text).toContain("cannot ask")
  expect(refused.text).not.toContain("confirm=")
  expect(sandbox.ledger().charged).toBe(0)
})

test.each([
  ["report", { ids: [] }],
  ["report", { ids: "6955721930401190001" }],
  ["report", { ids: ["1"], extra: 1 }],
  ["rank", { ids, goal: "fame" }],
  ["videos", {}],
  ["endpoint", { action: "request", endpoint: "nothing" }],
  ["endpoint", { action: "request", endpoint: "spreadMetrics", parameters: { oAuthorId: "12" } }],
  ["search_creators", { price: "x" }],
  ["report", { ids, cursor: "-1" }],
  ["quota", { id: "1" }]
])("%s with %j is refused before anything is sent", async (name, input) => {
  using home = folder()
  await using server = await connect({ url: sandbox.url, home: home.path })
  const result = await server.call(name, { ...input, toolCallId: "from n8n" })
  expect(result).toMatchObject({ isError: true })
  expect(result.text).toContain("Nothing was charged.")
  expect(sandbox.ledger().requests).toBe(0)
})

/** What a client says first. */
const hello = { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "x", version: "1" } }
const opening = `${JSON.stringify({ jsonrpc: "2.0", id: 1, method: "initialize", params: hello })}\n`

test.each([
  [{ JUSTONEAPI_TOKEN: "" }, ["JUSTONEAPI_TOKEN: Not set."]],
  [{ JUSTONEAPI_TOKEN: token, XINGTU_RETRIES: "-1" }, ["XINGTU_RETRIES: Must be a whole number, 0 or more."]],
  [{ XINGTU_CONCURRENCY: "0" }, ["JUSTONEAPI_TOKEN: Not set.", "XINGTU_CONCURRENCY: Must be a whole number above 0."]],
  [{ JUSTONEAPI_TOKEN: token }, []]
])("with %j it says at the start what is wrong, and lists its tools all the same", async (env, problems) => {
  using home = folder()
  const child = spawn(process.execPath, [main], { env: { HOME: home.path, ...env }, stdio: "pipe" })
  child.stdin.end(`${opening}${JSON.stringify({ jsonrpc: "2.0", id: 2, method: "tools/list" })}\n`)
  const [output, said] = await Promise.all([text(child.stdout), text(child.stderr)])
  expect(output).toContain("xingtu_search_creators")
  const lines = said.split("\n").filter((line) => line !== "")
  expect(lines).toEqual(problems.map((problem) => `${problem} xingtu-mcp doctor checks it.`))
})

test("it ends when its input does, so that no client leaves one behind", async () => {
  using home = folder()
  const env = { PATH: process.env["PATH"], HOME: home.path, JUSTONEAPI_TOKEN: token, JUSTONEAPI_BASE_URL: sandbox.url }
  const child = spawn(process.execPath, [main], { env, stdio: ["pipe", "pipe", "inherit"] })
  child.stdin.write(opening)
  const [answer] = await once(child.stdout, "data")
  expect(JSON.parse(String(answer))).toMatchObject({ id: 1, result: { serverInfo: { name: "xingtu" } } })
  child.stdin.end()
  expect(await once(child, "exit")).toEqual([0, null])
})

test("two servers that are asked the same at once pay once", async () => {
  using home = folder()
  const start = () => connect({ url: sandbox.url, home: home.path })
  await using one = await start()
  await using other = await start()
  sandbox.faults([{ delayMs: 300 }])
  const [a, b] = await Promise.all([one.call("report", { ids }), other.call("report", { ids })])
  expect([a.isError, b.isError]).toEqual([false, false])
  for (const id of ids) expect([a.text, b.text].filter((text) => text.includes(id))).toHaveLength(2)
  expect(sandbox.ledger().charged).toBe(10)
})

test("a store that could not be opened is opened by the next call, once it can be", async () => {
  using home = folder()
  const inTheWay = join(home.path, "data")
  writeFileSync(inTheWay, "a file where the folder should be")
  await using server = await connect({
    url: sandbox.url,
    home: home.path,
    env: { XINGTU_STORE: join(inTheWay, "mcp.sqlite") }
  })
  expect(await server.call("quota")).toMatchObject({ isError: true })
  rmSync(inTheWay)
  expect(await server.call("quota")).toMatchObject({ isError: false })
})
