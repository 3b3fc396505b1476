import { type Sandbox, startSandbox } from "@xingtu/sandbox"
import { spawn } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { afterAll, beforeAll, expect, it } from "vitest"
import { packed } from "../src/packed.ts"

let sandbox: Sandbox
let home: string

beforeAll(async () => {
  sandbox = await startSandbox()
  home = mkdtempSync(join(tmpdir(), "xingtu-mcp-packed-"))
})
afterAll(async () => {
  await sandbox.close()
  rmSync(home, { recursive: true })
})

/** One conversation with the program as it is published, which brings everything it needs. */
const converse = async (...messages: ReadonlyArray<object>): Promise<ReadonlyArray<Record<string, unknown>>> => {
  const child = spawn(process.execPath, [join(packed("@xingtu/mcp-server").contents, "dist/main.js")], {
    env: { PATH: process.env["PATH"], HOME: home, JUSTONEAPI_TOKEN: "t", JUSTONEAPI_BASE_URL: sandbox.url },
    stdio: ["pipe", "pipe", "inherit"]
  })
  const answers: Array<Record<string, unknown>> = []
  for (const message of messages) child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`)
  const wanted = messages.filter((message) => "id" in message).length
  for await (const line of createInterface({ input: child.stdout })) {
    answers.push(JSON.parse(line))
    if (answers.length === wanted) break
  }
  const gone = new Promise((resolve) => child.once("exit", resolve))
  child.kill("SIGKILL")
  await gone
  return answers
}

it("the published MCP server starts by itself, lists its tools and answers", async () => {
  const [hello, list, audience] = await converse(
    {
      id: 1,
      method: "initialize",
      params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "x", version: "1" } }
    },
    { method: "notifications/initialized" },
    { id: 2, method: "tools/list" },
    { id: 3, method: "tools/call", params: { name: "xingtu_audience", arguments: { id: "6955721930401190001" } } }
  )
  expect(hello).toMatchObject({ result: { serverInfo: { name: "xingtu" } } })
  expect(JSON.stringify(list)).toContain("xingtu_split_budget")
  expect(JSON.stringify(audience)).toContain("cost: 1 charged")
  expect(sandbox.ledger().charged).toBe(1)
})
