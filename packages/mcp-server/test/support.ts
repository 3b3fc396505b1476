import { Client } from "@modelcontextprotocol/sdk/client/index.js"
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js"
import type { ClientCapabilities } from "@modelcontextprotocol/sdk/types.js"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

export const main = fileURLToPath(new URL("../src/main.ts", import.meta.url))

export const token = "mcp-t0ken-that-nobody-may-see"

/** A folder for stored answers, gone when the test is. */
export const folder = () => {
  const path = mkdtempSync(join(tmpdir(), "xingtu-mcp-"))
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) }
}

export interface Start {
  readonly url: string
  readonly home: string
  readonly args?: ReadonlyArray<string>
  readonly env?: Readonly<Record<string, string>>
  readonly capabilities?: ClientCapabilities
  readonly prepare?: (client: Client) => void
}

/** The official client over standard input and output of a server of its own. */
export const connect = async ({ args = [], capabilities = {}, env = {}, home, prepare, url }: Start) => {
  const client = new Client({ name: "test", version: "1" }, { capabilities })
  prepare?.(client)
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [main, ...args],
    env: { JUSTONEAPI_TOKEN: token, JUSTONEAPI_BASE_URL: url, XDG_DATA_HOME: home, HOME: home, ...env },
    stderr: "inherit"
  })
  await client.connect(transport)
  const call = async (name: string, input: Record<string, unknown> = {}) => {
    const result = await client.callTool({ name: `xingtu_${name}`, arguments: input })
    const [first] = result.content as ReadonlyArray<{ readonly text: string }>
    return {
      text: first?.text ?? "",
      structured: result.structuredContent as Readonly<Record<string, unknown>>,
      isError: result.isError === true
    }
  }
  return { client, call, close: () => client.close(), [Symbol.asyncDispose]: () => client.close() }
}
