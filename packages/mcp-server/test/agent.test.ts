import { asked, document, twoAgents } from "@xingtu/testing/agent"
import { fileURLToPath } from "node:url"
import { expect, test } from "vitest"
import { connect, folder, listen, overHttp } from "./support.ts"

const page = fileURLToPath(new URL("../../../docs/agent.md", import.meta.url))
const key = "agent-key-0123456789"

test.for(["stdio", "HTTP"])(
  "over %s it answers twenty of twenty, pays no more than planned, and nothing the second time",
  async (transport) => {
    using home = folder()
    const scores = await twoAgents(async (url) => {
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
