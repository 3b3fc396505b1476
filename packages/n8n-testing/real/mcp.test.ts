// n8n's own MCP Client, in a real n8n, over our MCP server.
import { noToken, startSandbox, token } from "@xingtu/testing"
import { spawn } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { createRequire } from "node:module"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { afterAll, expect, test } from "vitest"
import { prepare } from "./n8n.ts"

const sandbox = await startSandbox()
const home = mkdtempSync(join(tmpdir(), "xingtu-mcp-"))
const key = "key-of-a-workflow-0123456789"

// By its path: the server's own dependencies are none of this package.
const folder = dirname(createRequire(import.meta.url).resolve("@xingtu/mcp-server/package.json"))
const server = spawn(process.execPath, [join(folder, "src/main.ts"), "--http", "--port", "0"], {
  env: {
    PATH: process.env["PATH"],
    JUSTONEAPI_TOKEN: token,
    JUSTONEAPI_BASE_URL: sandbox.url,
    XDG_DATA_HOME: home,
    XINGTU_MCP_KEYS: `n8n:${key}`
  },
  stdio: ["ignore", "ignore", "pipe"]
})
const url = await new Promise<string>((resolve, reject) => {
  let said = ""
  server.once("exit", () => reject(new Error(said)))
  server.stderr.on("data", (chunk) => {
    said += chunk
    const [, found] = /listens on (\S+)/.exec(said) ?? []
    if (found !== undefined) resolve(found)
  })
})
const n8n = await prepare()

afterAll(async () => {
  server.kill()
  n8n.remove()
  await sandbox.close()
  rmSync(home, { recursive: true })
})

/** A workflow that calls one tool. */
const calling = (id: string, tool: string, input: object) => ({
  id,
  name: id,
  settings: { executionOrder: "v1" },
  connections: { Start: { main: [[{ node: "Tool", type: "main", index: 0 }]] } },
  nodes: [
    { id: "a", name: "Start", type: "n8n-nodes-base.manualTrigger", typeVersion: 1, position: [0, 0], parameters: {} },
    {
      id: "b",
      name: "Tool",
      type: "@n8n/n8n-nodes-langchain.mcpClient",
      typeVersion: 1.1,
      position: [200, 0],
      parameters: {
        serverTransport: "httpStreamable",
        endpointUrl: url,
        authentication: "bearerAuth",
        tool: { __rl: true, mode: "id", value: tool },
        inputMode: "json",
        jsonInput: JSON.stringify(input),
        options: {}
      },
      credentials: { httpBearerAuth: { id: "key", name: "Key" } }
    }
  ]
})

const search = calling("search", "xingtu_search_creators", { keyword: "美食" })
const quota = calling("quota", "xingtu_quota", {})

const imported = async (kind: "credentials" | "workflow", content: unknown) => {
  const { code, log } = await n8n.cli(`import:${kind}`, `--input=${n8n.file(`${kind}.json`, content)}`)
  if (code !== 0) throw new Error(log)
}

const run = async (id: string): Promise<string> => {
  const { code, log, out } = await n8n.cli("execute", `--id=${id}`, "--rawOutput")
  noToken({ out, log })
  expect(`${code}${code === 0 ? "" : out + log}`).toBe("0")
  return out
}

test(
  "n8n's MCP Client gets creators with their cost, pays once, and reads the quota",
  { timeout: 240_000 },
  async () => {
    await imported("credentials", [{ id: "key", name: "Key", type: "httpBearerAuth", data: { token: key } }])
    await imported("workflow", [search, quota])
    expect(await run("search")).toMatch(/cost: 1 charged, 0 cached/)
    expect(await run("search")).toMatch(/cost: 0 charged, 1 cached/)
    expect(await run("quota")).toMatch(/cost: 0 charged/)
    expect(sandbox.ledger()).toMatchObject({ charged: 1 })
  }
)
