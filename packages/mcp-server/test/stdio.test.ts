import { Client } from "@modelcontextprotocol/sdk/client/index.js"
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js"
import { type Sandbox, startSandbox } from "@xingtu/sandbox"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, expect, test } from "vitest"

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox()
})
afterAll(() => sandbox.close())

const main = fileURLToPath(new URL("../src/main.ts", import.meta.url))

test("the official client lists, plans and gets a report, which is paid once", async () => {
  const client = new Client({ name: "test", version: "1" })
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [main],
      env: { JUSTONEAPI_TOKEN: "t0ken", JUSTONEAPI_BASE_URL: sandbox.url }
    })
  )
  const { tools } = await client.listTools()
  expect(tools.map(({ name }) => name)).toEqual(["xingtu_report", "xingtu_plan", "xingtu_quota"])
  const ids = ["6955721930401190001"]
  expect(await client.callTool({ name: "xingtu_plan", arguments: { ids } })).toMatchObject({
    structuredContent: { toPay: 5, cached: 0 }
  })
  const first = await client.callTool({ name: "xingtu_report", arguments: { ids } })
  expect(first).toMatchObject({ isError: false })
  expect(JSON.stringify(first)).toContain("5 charged, 0 cached")
  expect(JSON.stringify(await client.callTool({ name: "xingtu_report", arguments: { ids } }))).toContain(
    "0 charged, 5 cached"
  )
  expect(sandbox.ledger().charged).toBe(5)
  expect(await client.callTool({ name: "xingtu_report", arguments: { ids: [] } })).toMatchObject({ isError: true })
  await client.close()
})
