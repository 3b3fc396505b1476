import { Client } from "@modelcontextprotocol/sdk/client/index.js"
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { build, folderOf } from "../../../clients/builds.ts"
import type { Kept, Put, Session, Subject } from "../Subject.ts"

const storeOf = (kept: Kept): Readonly<Record<string, string>> => {
  if (kept === "own") return {}
  if ("file" in kept) return { XINGTU_STORE: kept.file }
  if ("redis" in kept) return { REDIS_URL: kept.redis }
  throw new Error("the MCP server has no store in a database")
}

/** The published MCP server, started and asked through the official client. */
export const mcp = async (): Promise<Subject> => {
  build(["@xingtu/mcp-server"])
  const main = join(folderOf("@xingtu/mcp-server"), "dist/main.js")
  const folder = mkdtempSync(join(tmpdir(), "xingtu-weather-mcp-"))
  let homes = 0
  const open = async ({ baseUrl, dailyBudget, kept, token }: Put): Promise<Session> => {
    const home = join(folder, String(homes++))
    const transport = new StdioClientTransport({
      command: process.execPath,
      args: [main, "--daily", "none"],
      env: {
        HOME: home,
        XDG_DATA_HOME: home,
        JUSTONEAPI_TOKEN: token,
        JUSTONEAPI_BASE_URL: baseUrl,
        XINGTU_RETRIES: "1",
        ...(dailyBudget === undefined ? {} : { XINGTU_DAILY_BUDGET: String(dailyBudget) }),
        ...storeOf(kept)
      },
      stderr: "pipe"
    })
    let told = ""
    transport.stderr?.on("data", (chunk) => (told += String(chunk)))
    const client = new Client({ name: "bench", version: "1" })
    await client.connect(transport)
    const call = async (name: string, input: Record<string, unknown>) => {
      const { content, isError, structuredContent } = await client.callTool({
        name: `xingtu_${name}`,
        arguments: input
      })
      const texts = Array.isArray(content) ? content.map((one) => String(Object(one).text)) : []
      return { answered: isError !== true, text: texts.join("\n"), structured: Object(structuredContent) }
    }
    const request = (endpoint: string, parameters: object) =>
      call("endpoint", { action: "request", endpoint, parameters })
    return {
      ask: (oAuthorId) => request("spreadMetrics", { oAuthorId }),
      search: (keyword) => request("creatorSearch", { keyword }),
      booked: async () => {
        const { structured } = await call("quota", {})
        return { charged: Number(structured.charged_today), unknown: Number(structured.may_have_been_charged) }
      },
      told: () => told,
      close: () => client.close()
    }
  }
  return { name: "MCP", open, close: async () => rmSync(folder, { recursive: true, force: true }) }
}
