import { Client as Client2, StreamableHTTPClientTransport as Http2 } from "@modelcontextprotocol/client"
import { StdioClientTransport as Stdio2 } from "@modelcontextprotocol/client/stdio"
import { Client as Client1 } from "@modelcontextprotocol/sdk/client/index.js"
import { StdioClientTransport as Stdio1 } from "@modelcontextprotocol/sdk/client/stdio.js"
import { StreamableHTTPClientTransport as Http1 } from "@modelcontextprotocol/sdk/client/streamableHttp.js"
import { ElicitRequestSchema } from "@modelcontextprotocol/sdk/types.js"
import { spawn } from "node:child_process"
import { once } from "node:events"
import { createServer, request } from "node:http"
import type { AddressInfo } from "node:net"
import { environment } from "./run.ts"

/** The official MCP clients, over a server that was installed from its package. */

export interface Result {
  readonly text: string
  readonly structured: Readonly<Record<string, unknown>>
  readonly isError: boolean
}

/** As much of either client as the tests use. */
export interface Connected extends AsyncDisposable {
  readonly protocol: string | undefined
  readonly tools: () => Promise<ReadonlyArray<string>>
  readonly call: (name: string, input?: Record<string, unknown>) => Promise<Result>
  readonly prompts: () => Promise<ReadonlyArray<string>>
  readonly read: (uri: string) => Promise<string>
}

/** Where the server is: a program to start, or an address with a key. */
export type Place =
  | { readonly command: string; readonly args: ReadonlyArray<string>; readonly env: Readonly<Record<string, string>> }
  | { readonly url: string; readonly key: string }

/** How a person in front of the client answers; without one the client cannot ask. */
export type Person = (message: string) => { readonly action: "accept" | "decline"; readonly confirm: boolean }

const bearer = ({ key }: { readonly key: string }) => ({
  requestInit: { headers: { authorization: `Bearer ${key}` } }
})

const answerOf = (person: Person, params: { readonly message: string }) => {
  const { action, confirm } = person(params.message)
  return { action, content: { confirm } }
}

const resultOf = (called: object): Result => {
  const { content, isError, structuredContent } = Object(called)
  const [first] = Array.isArray(content) ? content : []
  return { text: String(first?.text), structured: Object(structuredContent), isError: isError === true }
}

const textOf = (contents: ReadonlyArray<object>): string =>
  contents.map((one) => ("text" in one ? String(one.text) : "")).join("")

const capabilities = (person: Person | undefined) => (person === undefined ? {} : { elicitation: {} })

/** `@modelcontextprotocol/sdk` 1.32. */
export const sdk1 = async (place: Place, person?: Person): Promise<Connected> => {
  const client = new Client1({ name: "test", version: "1" }, { capabilities: capabilities(person) })
  if (person !== undefined) client.setRequestHandler(ElicitRequestSchema, ({ params }) => answerOf(person, params))
  const transport =
    "url" in place ? new Http1(new URL(place.url), bearer(place)) : new Stdio1({ ...place, args: [...place.args] })
  await client.connect(transport)
  return {
    protocol: "protocolVersion" in transport ? transport.protocolVersion : undefined,
    tools: async () => (await client.listTools()).tools.map(({ name }) => name),
    call: async (name, input = {}) => resultOf(await client.callTool({ name: `xingtu_${name}`, arguments: input })),
    prompts: async () => (await client.listPrompts()).prompts.map(({ name }) => name),
    read: async (uri) => textOf((await client.readResource({ uri })).contents),
    [Symbol.asyncDispose]: () => client.close()
  }
}

/** `@modelcontextprotocol/client` 2.4, held to one version of the protocol. */
export const client2 =
  (version: string) =>
  async (place: Place, person?: Person): Promise<Connected> => {
    const isModern = version >= "2026"
    const client = new Client2(
      { name: "test", version: "1" },
      {
        capabilities: capabilities(person),
        ...(isModern
          ? { versionNegotiation: { mode: { pin: version } } }
          : { supportedProtocolVersions: [version], versionNegotiation: { mode: "legacy" } })
      }
    )
    if (person !== undefined) client.setRequestHandler("elicitation/create", ({ params }) => answerOf(person, params))
    await client.connect(
      "url" in place ? new Http2(new URL(place.url), bearer(place)) : new Stdio2({ ...place, args: [...place.args] })
    )
    return {
      protocol: client.getNegotiatedProtocolVersion(),
      tools: async () => (await client.listTools()).tools.map(({ name }) => name),
      call: async (name, input = {}) => resultOf(await client.callTool({ name: `xingtu_${name}`, arguments: input })),
      prompts: async () => (await client.listPrompts()).prompts.map(({ name }) => name),
      read: async (uri) => textOf((await client.readResource({ uri })).contents),
      [Symbol.asyncDispose]: () => client.close()
    }
  }

/** The program over HTTP, until it is disposed of. */
export const overHttp = async (program: string, args: ReadonlyArray<string>, env: Readonly<Record<string, string>>) => {
  const child = spawn(program, ["--http", "--port", "0", ...args], {
    env: environment(env),
    stdio: ["ignore", "ignore", "pipe"]
  })
  const url = await new Promise<string>((resolve, reject) => {
    let said = ""
    child.once("exit", () => reject(new Error(said)))
    child.stderr.on("data", (chunk) => {
      said += String(chunk)
      const [, found] = /listens on (\S+)/.exec(said) ?? []
      if (found !== undefined) resolve(found)
    })
  })
  return {
    url,
    [Symbol.asyncDispose]: async () => {
      child.kill()
      await once(child, "exit")
    }
  }
}

/** Stands before the server for a tool that knows no keys, and changes nothing else. */
export const withKey = async (url: string, key: string) => {
  const { hostname, port } = new URL(url)
  const server = createServer((incoming, outgoing) => {
    const { headers, method = "GET", url: path = "/" } = incoming
    const own = headers.host === `127.0.0.1:${(server.address() as AddressInfo).port}` // a port, not a pipe
    const sent = request({
      hostname,
      port,
      method,
      path,
      headers: { ...headers, authorization: `Bearer ${key}`, ...(own ? { host: `${hostname}:${port}` } : {}) }
    })
    sent.on("response", (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers)
      answer.pipe(outgoing)
    })
    sent.on("error", () => outgoing.destroy())
    incoming.pipe(sent)
  })
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`, // a port, not a pipe
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, "close")
    }
  }
}
