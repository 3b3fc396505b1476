import { Client } from "@modelcontextprotocol/sdk/client/index.js"
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js"
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js"
import type { ClientCapabilities } from "@modelcontextprotocol/sdk/types.js"
import type { Xingtu } from "@xingtu/core"
import { type Caller, chooseTools, Secrets, runTool, type Tool } from "@xingtu/core/tools"
import { Effect, Result } from "effect"
import { spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

export const main = fileURLToPath(new URL("../src/main.ts", import.meta.url))

export const token = "mcp-t0ken-that-nobody-may-see"

/** Who calls a tool that is run without a process of its own: a client on a pipe that cannot ask anybody. */
const pipe: Caller<never> = {
  name: "stdio",
  consumers: ["mcp/stdio"],
  policy: { threshold: 1_000, confirm: "auto" },
  patienceMs: 45_000,
  progress: () => Effect.void,
  confirm: (_, state) => Effect.succeed({ decision: "cannotAsk", state })
}

/** Runs a tool as the server does. */
export const run = (tool: Tool, input: unknown) =>
  Effect.provide(runTool(tool, Effect.context<Xingtu>())(input, pipe), Secrets.layer)

/** The tools of these names. */
export const tools = (...names: ReadonlyArray<string>) => Result.getOrThrow(chooseTools(names))

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

const connected = async (client: Client, transport: Parameters<Client["connect"]>[0]) => {
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
  const read = async (uri: string) => {
    const { contents } = await client.readResource({ uri })
    return contents.map((one) => ("text" in one ? one.text : "")).join("")
  }
  const close = () => client.close()
  return { client, call, read, close, [Symbol.asyncDispose]: close }
}

/** The official client over standard input and output of a server of its own. */
export const connect = ({ args = [], capabilities = {}, env = {}, home, prepare, url }: Start) => {
  const client = new Client({ name: "test", version: "1" }, { capabilities })
  prepare?.(client)
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [main, ...args],
    env: { JUSTONEAPI_TOKEN: token, JUSTONEAPI_BASE_URL: url, XDG_DATA_HOME: home, HOME: home, ...env },
    stderr: "inherit"
  })
  return connected(client, transport)
}

/** A server over HTTP, with keys by name. */
export const listen = async (keys: Readonly<Record<string, string>>, { args = [], env = {}, home, url }: Start) => {
  const server = spawn(process.execPath, [main, "--http", "--port", "0", ...args], {
    env: {
      PATH: process.env["PATH"],
      JUSTONEAPI_TOKEN: token,
      JUSTONEAPI_BASE_URL: url,
      XDG_DATA_HOME: home,
      XINGTU_MCP_KEYS: Object.entries(keys)
        .map(([name, key]) => `${name}:${key}`)
        .join(","),
      ...env
    },
    stdio: ["ignore", "ignore", "pipe"]
  })
  const address = await new Promise<string>((resolve, reject) => {
    let said = ""
    server.once("exit", () => reject(new Error(said)))
    server.stderr.on("data", (chunk) => {
      said += chunk
      const [, found] = /listens on (\S+)/.exec(said) ?? []
      if (found !== undefined) resolve(found)
    })
  })
  const close = async () => {
    server.kill()
    await once(server, "exit")
  }
  return { url: address, close, [Symbol.asyncDispose]: close }
}

/** The official client over HTTP, with one of the keys. */
export const overHttp = (url: string, key: string) => {
  const requestInit = { headers: { authorization: `Bearer ${key}` } }
  return connected(
    new Client({ name: "test", version: "1" }),
    new StreamableHTTPClientTransport(new URL(url), { requestInit })
  )
}
