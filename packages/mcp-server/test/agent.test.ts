import { asked, document, twoAgents } from "@xingtu/testing/agent"
import { fileURLToPath } from "node:url"
import { sqliteStore } from "@xingtu/core/node"
import { createXingtu } from "@xingtu/core/promise"
import { agentTools } from "@xingtu/core/promise/tools"
import { csv, fenced, Secrets } from "@xingtu/core/tools"
import { Effect } from "effect"
import { expect, test } from "vitest"
import { connect, folder, listen, overHttp } from "./support.ts"

const page = fileURLToPath(new URL("../../../docs/agent.md", import.meta.url))
const key = "agent-key-0123456789"

/** The same tools as functions of a program, without a server. */
const functions = (baseUrl: string, home: string) => {
  const xingtu = createXingtu({
    token: "agent-token",
    baseUrl,
    requestsPerSecond: 1_000,
    consumerBudgets: { "agent/*": 200 },
    store: sqliteStore(`${home}/agent.sqlite`)
  })
  const tools = new Map(agentTools(xingtu, { confirmOver: 10 }).map((tool) => [tool.name, tool]))
  return {
    call: async (name: string, input: object) => {
      const tool = tools.get(`xingtu_${name}`)
      if (tool === undefined) throw new Error(name)
      return tool.run(JSON.stringify(input))
    },
    read: async (uri: string) => {
      const saved = await xingtu.savedShortlists("agent")
      const found = saved.find(({ name }) => uri.endsWith(`/${name}`))
      if (found === undefined) throw new Error(uri)
      return Effect.runPromise(Effect.provide(fenced(csv(found.table).data), Secrets.layer))
    },
    [Symbol.asyncDispose]: () => xingtu.close()
  }
}

test.for(["stdio", "HTTP", "functions"])(
  "over %s it answers twenty of twenty, pays no more than planned, and nothing the second time",
  async (transport) => {
    using home = folder()
    const scores = await twoAgents(async (url) => {
      if (transport === "functions") return functions(url, home.path)
      const start = { ...asked, url, home: home.path }
      if (transport === "stdio") return connect(start)
      const server = await listen({ agent: key }, start)
      const client = await overHttp(server.url, key)
      return {
        ...client,
        [Symbol.asyncDispose]: async () => {
          await client.close()
          await server.close()
        }
      }
    })
    // After a change of what tools say: vitest run test/agent.test.ts -u
    await expect(document(scores)).toMatchFileSnapshot(page)
  }
)
