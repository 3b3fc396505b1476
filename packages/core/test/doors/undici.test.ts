import { Effect, Fiber, Redacted } from "effect"
import { once } from "node:events"
import { createServer, type RequestListener } from "node:http"
import type { AddressInfo } from "node:net"
import { describe, expect, it } from "vitest"
import { layerUndici } from "../../src/node/index.ts"
import { Transport } from "../../src/index.ts"

const token = "0123456789abcdef"

const serving = async (answer: RequestListener) => {
  const server = createServer(answer)
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  return {
    server,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
    }
  }
}

const get = (baseUrl: string, timeoutMs = 5_000) =>
  Transport.Transport.use((transport) => transport.get({ path: "/a/b", query: { q: "1 2" }, timeoutMs })).pipe(
    Effect.provide(layerUndici({ baseUrl, token: Redacted.make(token) }))
  )

const failing = (baseUrl: string, timeoutMs?: number) => Effect.runPromise(Effect.flip(get(baseUrl, timeoutMs)))

describe("undici as transport", () => {
  it("asks with token and query, below the path of the base, and puts the pieces of a body together", async () => {
    await using there = await serving((request, response) => {
      const body = Buffer.from(`\ufeff{"url":${JSON.stringify(request.url)},"name":"达人"}`)
      response.writeHead(503)
      // In the middle of a character.
      response.write(body.subarray(0, -4), () => setImmediate(() => response.end(body.subarray(-4))))
    })
    expect(await Effect.runPromise(get(`${there.url}/below`))).toEqual({
      status: 503,
      body: `{"url":"/below/a/b?token=***&q=1%202","name":"达人"}`
    })
  })

  it("knows that nothing was sent when nobody listens", async () => {
    const there = await serving(() => undefined)
    await there[Symbol.asyncDispose]()
    expect(await failing(there.url)).toMatchObject({ outcome: "unsent", reason: "ECONNREFUSED" })
  })

  it("knows that the request was out when the connection is cut, before or within the answer", async () => {
    await using before = await serving((request) => request.socket.destroy())
    expect(await failing(before.url)).toMatchObject({ outcome: "cut" })
    await using within = await serving((_, response) => {
      response.writeHead(200, { "content-length": 100 }).write("{", () => response.socket?.destroy())
    })
    expect(await failing(within.url)).toMatchObject({ outcome: "cut" })
  })

  it("gives up when nothing comes in time, also within the answer", async () => {
    await using silent = await serving(() => undefined)
    expect(await failing(silent.url, 50)).toMatchObject({ outcome: "timeout" })
    await using slow = await serving((_, response) => {
      response.writeHead(200).write("{")
    })
    expect(await failing(slow.url, 50)).toMatchObject({ outcome: "timeout" })
  })

  it("lets go of the connection when nobody waits any more", async () => {
    await using there = await serving(() => undefined)
    const asked = once(there.server, "request")
    const fiber = Effect.runFork(get(there.url))
    const [request] = await asked
    const closed = once(request.socket, "close")
    await Effect.runPromise(Fiber.interrupt(fiber))
    expect(await closed).toEqual([false])
  })
})
