import { type Sandbox, startSandbox } from "@xingtu/sandbox"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createRequire } from "node:module"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { asked, document, twoAgents } from "@xingtu/testing/agent"
import { type Consumer, consumer } from "../src/consumer.ts"
import { client2, overHttp, type Person, type Place, sdk1 } from "../src/mcp.ts"
import { packed } from "../src/packed.ts"
import { root } from "../src/root.ts"
import { run } from "../src/run.ts"

/** The MCP server as it is published, installed in an empty folder, under the official clients and tools. */

const clients = [
  { name: "sdk 1.32", connect: sdk1, version: "2025-11-25" },
  ...["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25", "2026-07-28"].map((version) => ({
    name: `client 2.4, ${version}`,
    connect: client2(version),
    version
  }))
]
const transports = ["stdio", "http"] as const
const all = clients.flatMap((client) => transports.map((transport) => ({ ...client, transport })))

const key = (i: number) => `key-of-caller-number-${i}`

let sandbox: Sandbox
let user: Consumer
let home: string
let env: Readonly<Record<string, string>>
let served: Awaited<ReturnType<typeof overHttp>>
const limits = ["--daily", "60", "--confirm-over", "10"]

beforeAll(async () => {
  sandbox = await startSandbox()
  home = mkdtempSync(join(tmpdir(), "xingtu-mcp-packed-"))
  user = await consumer([packed("@xingtu/mcp-server").tarball])
  env = {
    HOME: home,
    XDG_DATA_HOME: home,
    JUSTONEAPI_TOKEN: "t",
    JUSTONEAPI_BASE_URL: sandbox.url,
    XINGTU_REQUESTS_PER_SECOND: "1000"
  }
  const keys = [...all, "inspector"].map((_, i) => `c${i}:${key(i)}`).join(",")
  served = await overHttp(join(user.folder, "node_modules/.bin/xingtu-mcp"), limits, { ...env, XINGTU_MCP_KEYS: keys })
})
afterAll(async () => {
  await served?.[Symbol.asyncDispose]()
  await user?.[Symbol.asyncDispose]()
  await sandbox.close()
  rmSync(home, { recursive: true })
})

const program = () => join(user.folder, "node_modules/.bin/xingtu-mcp")

const placeOf = (transport: (typeof transports)[number], i: number): Place =>
  transport === "http"
    ? { url: served.url, key: key(i) }
    : {
        command: program(),
        args: limits,
        env: { PATH: process.env["PATH"] ?? "", ...env, XDG_DATA_HOME: join(home, String(i)) }
      }

/** Creators that no other case asks for. */
const creatorsOf = (i: number) =>
  Array.from({ length: 15 }, (_, n) => `69557219304012${String(i).padStart(2, "0")}${String(n).padStart(3, "0")}`)

it.each(all.map((one, i) => [`${one.name} over ${one.transport}`, one, i] as const))(
  "%s lists, plans, is refused over the daily limit, confirms, compares and ranks",
  async (_, { connect, transport, version }, i) => {
    const before = sandbox.ledger().charged
    const ids = creatorsOf(i)
    const three = ids.slice(0, 3)
    await using client = await connect(placeOf(transport, i))
    expect([version, undefined]).toContain(client.protocol)
    expect(await client.tools()).toHaveLength(12)
    expect(await client.prompts()).toContain("evaluate_creators")
    expect(await client.read("xingtu://codes")).toContain("601 ")

    const over = await client.call("report", { ids })
    expect(over.text).toContain("60 are left today within the limits")
    const plan = await client.call("plan", { tool: "report", arguments: { ids: three } })
    expect(plan.text).toContain('"paid_calls":15,"cached":0')
    const asked = await client.call("report", { ids: three })
    expect(asked.text).toContain("Nothing was charged.")
    expect([over.isError, plan.isError, asked.isError]).toEqual([true, false, true])
    expect(sandbox.ledger().charged).toBe(before)

    const [, code] = /"confirm":"([^"]+)"/.exec(plan.text) ?? []
    const report = await client.call("report", { ids: three, confirm: code })
    expect(report.text).toContain("cost: 15 charged, 0 cached, 0 may have been charged; left today 45")
    for (const id of three) expect(report.text).toContain(id)
    const ranked = await client.call("rank", { ids: three, goal: "reach" })
    expect(ranked.text).toMatch(/\n1,\d{19},.*\n2,\d{19},.*\n3,\d{19},/)
    const again = await client.call("report", { ids: three })
    expect(again.text).toContain("cost: 0 charged, 15 cached")
    // Structured content came with 2025-06-18.
    expect(again.structured["cost"]).toBe(version < "2025-06-18" ? undefined : again.text.split("\n").at(-1))
  }
)

const people: ReadonlyArray<readonly [string, Person, boolean]> = [
  ["agrees", () => ({ action: "accept", confirm: true }), false],
  ["leaves the box empty", () => ({ action: "accept", confirm: false }), true],
  ["declines", () => ({ action: "decline", confirm: true }), true]
]

describe.each(people)("a person who %s", (name, person, isError) => {
  const offset = 60 + people.findIndex(([one]) => one === name) * 10
  const asking = [all[0], all[9], all[10]].flatMap((one) => one ?? [])
  it.each(asking.map((one, i) => [`${one.name} over ${one.transport}`, one, i] as const))(
    "decides through %s",
    async (_, { connect, transport }, i) => {
      const before = sandbox.ledger().charged
      const asked: Array<string> = []
      const place = placeOf("stdio", offset + i)
      await using client = await connect(
        transport === "stdio" ? place : { url: served.url, key: key(9) },
        (message) => {
          asked.push(message)
          return person(message)
        }
      )
      const ids = creatorsOf(offset + i).slice(0, 3)
      const { isError: refused } = await client.call("report", { ids })
      expect(refused).toBe(isError)
      expect(asked).toEqual(["Spend up to 15 paid calls on report?"])
      expect(sandbox.ledger().charged - before).toBe(isError ? 0 : 15)
    }
  )
})

const here = createRequire(import.meta.url)
const inspector = (...args: ReadonlyArray<string>) =>
  run(
    user.folder,
    process.execPath,
    [
      here
        .resolve("@modelcontextprotocol/inspector/package.json")
        .replace("package.json", "clients/launcher/build/index.js"),
      "--cli",
      ...args
    ],
    env
  )

describe("the inspector's command line", () => {
  it.each(transports)("lists strictly, calls and reads over %s", async (transport) => {
    const target = (): ReadonlyArray<string> =>
      transport === "stdio"
        ? [...Object.entries(env).flatMap(([name, value]) => ["-e", `${name}=${value}`]), program()]
        : [served.url, "--transport", "http", "--header", `Authorization: Bearer ${key(all.length)}`]
    const { tools } = JSON.parse(await inspector(...target(), "--method", "tools/list", "--strict"))
    expect(tools).toHaveLength(12)
    const call = ["--method", "tools/call", "--tool-name", "xingtu_audience", "--tool-arg", 'id="6955721930401290001"']
    expect(await inspector(...target(), ...call)).toContain("may have been charged")
    const read = ["--method", "resources/read", "--uri", "xingtu://endpoints/spreadMetrics"]
    expect(await inspector(...target(), ...read)).toContain("oAuthorId")
    expect(await inspector(...target(), "--method", "prompts/list")).toContain("weekly_price_watch")
  })
})

/** Every block of a README that starts the server, with the program it starts and the variables of the sandbox. */
const documented = ["README.md", "README.zh-CN.md"].flatMap((name) => {
  const text = readFileSync(join(root, "packages/mcp-server", name), "utf8")
  const [sandboxed, ...starting] = [...text.matchAll(/```json\n(.*?)```/gs)]
    .map(([, json = ""]) => JSON.parse(json))
    .sort((a, b) => Number("JUSTONEAPI_BASE_URL" in b) - Number("JUSTONEAPI_BASE_URL" in a))
  return starting.map((block, i) => ({
    name: `block ${i + 1} of ${name}`,
    ...(block.mcpServers ?? block.servers).xingtu,
    sandboxed
  }))
})

it.each(documented)(
  "$name starts it as it stands, with the sandbox's variables",
  async ({ args, command, sandboxed }) => {
    await using client = await sdk1({
      command,
      args: args.map((arg: string) => arg.replace("/home/you/xingtu-mcp", user.folder)),
      env: { PATH: process.env["PATH"] ?? "", HOME: home, ...sandboxed, JUSTONEAPI_BASE_URL: sandbox.url }
    })
    expect((await client.call("creator", { id: "6955721930401390001" })).text).toMatch(/^cost: \d charged/m)
  }
)

it("says the same version everywhere", async () => {
  const { contents } = packed("@xingtu/mcp-server")
  const { mcpName, version } = JSON.parse(readFileSync(join(contents, "package.json"), "utf8"))
  const server = JSON.parse(readFileSync(join(contents, "server.json"), "utf8"))
  expect(server).toMatchObject({ name: mcpName, version, packages: [{ identifier: "@xingtu/mcp-server", version }] })
  expect(await user.exec("xingtu-mcp", ["--version"])).toBe(`${version}\n`)
})

it("answers the agent twenty of twenty, pays no more than planned, and nothing the second time", async () => {
  const scores = await twoAgents((url) =>
    sdk1({
      command: program(),
      args: [...asked.args],
      env: {
        PATH: process.env["PATH"] ?? "",
        ...env,
        ...asked.env,
        XDG_DATA_HOME: join(home, "agent"),
        JUSTONEAPI_BASE_URL: url
      }
    })
  )
  expect(document(scores)).toBe(readFileSync(join(root, "docs/agent.md"), "utf8"))
})
