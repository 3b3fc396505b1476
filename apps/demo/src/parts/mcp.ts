import { spawn } from "node:child_process"
import { once } from "node:events"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"
import { createInterface } from "node:readline"
import type { Part, Stage } from "./Part.ts"

interface Answer {
  readonly result: { readonly content: ReadonlyArray<{ readonly text: string }> }
}

/** The server as a client starts it, on its input and output. */
const server = (url: string) => {
  const folder = dirname(createRequire(import.meta.url).resolve("@xingtu/mcp-server/package.json"))
  const child = spawn(process.execPath, [join(folder, "src/main.ts")], {
    env: { PATH: process.env["PATH"], JUSTONEAPI_TOKEN: "sandbox", JUSTONEAPI_BASE_URL: url, XINGTU_STORE: "memory" },
    stdio: ["pipe", "pipe", "inherit"]
  })
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
  const send = (message: object) => child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`)
  const ask = async (method: string, params: object): Promise<Answer> => {
    send({ id: 1, method, params })
    return JSON.parse(String((await lines.next()).value))
  }
  return {
    open: async () => {
      const clientInfo = { name: "demo", version: "1" }
      await ask("initialize", { protocolVersion: "2025-11-25", capabilities: {}, clientInfo })
      send({ method: "notifications/initialized" })
    },
    call: async (name: string, input: object) => {
      const { result } = await ask("tools/call", { name, arguments: input })
      return result.content.map(({ text }) => text).join("\n")
    },
    [Symbol.asyncDispose]: async () => {
      child.stdin.end()
      await once(child, "exit")
    }
  }
}

/** What an agent requests and gets, word for word. */
export const mcp = ({ sandbox, shortlist }: Stage): Part => ({
  title: { en: "An agent over MCP", zh: "智能体通过 MCP 查询" },
  show: async () => {
    await using there = server(sandbox.url)
    await there.open()
    const ids = shortlist.slice(0, 2)
    const shown: Array<string> = []
    for (const [name, input] of [
      ["xingtu_plan", { tool: "rank", arguments: { ids, goal: "reach" } }],
      ["xingtu_rank", { ids, goal: "reach" }]
    ] as const)
      shown.push(`> ${name} ${JSON.stringify(input)}`, await there.call(name, input), "")
    return shown.join("\n").trimEnd()
  }
})
