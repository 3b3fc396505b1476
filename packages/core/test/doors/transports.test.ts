import { Effect, Fiber, type Layer } from "effect"
import { spawn } from "node:child_process"
import { once } from "node:events"
import type { ServerResponse } from "node:http"
import { fileURLToPath } from "node:url"
import { brotliCompressSync, gzipSync } from "node:zlib"
import { describe, expect, it, onTestFinished, vi } from "vitest"
import { createXingtu } from "../../src/promise.node.ts"
import { Transport } from "../../src/adapter.ts"
import { serving } from "../support/serving.ts"
import { token, ways } from "../support/ways.ts"

type Way = (baseUrl: string) => Layer.Layer<Transport.Transport, unknown>

const asking = (way: Way, baseUrl: string, timeoutMs = 20_000) =>
  Transport.Transport.use((transport) => transport.get({ path: "/a/b", query: { q: "1 2" }, timeoutMs })).pipe(
    Effect.provide(way(baseUrl)),
    Effect.result
  )

const get = (way: Way, baseUrl: string, timeoutMs?: number) => Effect.runPromise(asking(way, baseUrl, timeoutMs))

const body = JSON.stringify({ code: 0, data: "达人".repeat(30_000) })
const packed = { gzip: gzipSync, br: brotliCompressSync }

describe.each(Object.entries(ways))("over %s", (_, way) => {
  it("token and query arrive below the path of the base, a body comes in pieces, and the token does not come back", async () => {
    const { url } = await serving((request, response) => {
      const { searchParams } = new URL(request.url ?? "", "http://x")
      const body = Buffer.from(
        `\ufeff${JSON.stringify({ url: request.url, token: searchParams.get("token"), name: "达人" })}`
      )
      response.writeHead(503)
      // In the middle of a character.
      response.write(body.subarray(0, -4), () => setImmediate(() => response.end(body.subarray(-4))))
    })
    expect(await get(way, `${url}/below`)).toMatchObject({
      success: { status: 503, body: '{"url":"/below/a/b?token=***&q=1%202","token":"***","name":"达人"}' }
    })
  })

  it("nothing was sent where nobody listens", async () => {
    expect(await get(way, "http://127.0.0.1:2")).toMatchObject({ failure: { outcome: "unsent" } })
    const { server, url } = await serving(() => undefined)
    server.close()
    await once(server, "close")
    expect(await get(way, url)).toMatchObject({ failure: { outcome: "unsent", reason: "ECONNREFUSED" } })
  })

  it("an answer that comes slowly, but in time, is read whole", async () => {
    const { url } = await serving((_, response) => {
      const pieces = ["{", '"code"', ":", "0", "}"]
      const next = () => {
        const piece = pieces.shift()
        if (piece === undefined) response.end()
        else response.write(piece, () => setTimeout(next, 20))
      }
      next()
    })
    expect(await get(way, url)).toMatchObject({ success: { status: 200, body: '{"code":0}' } })
  })

  it.each([
    ["before its headers", () => undefined],
    ["within it", (response: ServerResponse) => void response.writeHead(200).write("{")]
  ])("an answer that stalls %s is given up in time", async (_, begin) => {
    const { url } = await serving((_, response) => begin(response))
    expect(await get(way, url, 100)).toMatchObject({ failure: { outcome: "timeout" } })
  })

  it.each([301, 302, 307, 308])("HTTP %i is not followed: the token goes nowhere else", async (status) => {
    const asked: Array<unknown> = []
    const { url } = await serving((request, response) => {
      asked.push(request.url)
      response.writeHead(status, { location: `/elsewhere${request.url}` }).end("moved")
    })
    expect(await get(way, url)).toMatchObject({ success: { status, body: "moved" } })
    expect(asked).toHaveLength(1)
  })

  it("a connection that nobody waits for any more is let go", async () => {
    const { server, url } = await serving(() => undefined)
    const asked = once(server, "request")
    const fiber = Effect.runFork(asking(way, url))
    const [request] = await asked
    const closed = once(request.socket, "close")
    await Effect.runPromise(Fiber.interrupt(fiber))
    expect(await closed).toEqual([false])
  })

  it.each(["gzip", "br"] as const)("what comes as %s is read as it was", async (encoding) => {
    const { url } = await serving((_, response) => {
      response.setHeader("content-encoding", encoding)
      response.end(packed[encoding](body))
    })
    expect(await get(way, url)).toMatchObject({ success: { status: 200, body } })
  })

  it("an empty body is an empty text", async () => {
    const { url } = await serving((_, response) => response.writeHead(204).end())
    expect(await get(way, url)).toMatchObject({ success: { status: 204, body: "" } })
  })

  it("what cannot be unpacked is no reply, and may have been charged", async () => {
    const { url } = await serving((_, response) => {
      response.setHeader("content-encoding", "gzip")
      response.end(gzipSync(body).subarray(0, 50).fill(7, 20))
    })
    expect(await get(way, url)).toMatchObject({ failure: { outcome: "cut" } })
  })

  const large = Buffer.alloc(17 * 1024 * 1024, " ")
  it.each([
    ["plain", (response: ServerResponse) => response.end(large)],
    ["in pieces", (response: ServerResponse) => (response.flushHeaders(), response.end(large))],
    [
      "packed",
      (response: ServerResponse) => response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(large))
    ]
  ])("an answer of 17 MB, %s, is cut off: outcome unknown", async (_, answer) => {
    const { url } = await serving((_, response) => void answer(response))
    expect(await get(way, url)).toMatchObject({ failure: { outcome: "cut", reason: "more than 16 MB came back" } })
  })
})

const answered = JSON.stringify({ code: 0, message: "ok", data: { play_mid: "1", base_resp: { status_code: 0 } } })
const door = fileURLToPath(new URL("../../src/promise.node.ts", import.meta.url))

/** A program of its own over the Promise door, without a word of the warnings Node prints. */
const program = async (code: string, env: Readonly<Record<string, string>>) => {
  const child = spawn(
    process.execPath,
    ["--no-warnings", "--input-type=module", "-e", `import { createXingtu } from ${JSON.stringify(door)}\n${code}`],
    { env: { ...process.env, JUSTONEAPI_TOKEN: token, ...env }, stdio: ["ignore", "pipe", "pipe"] }
  )
  let output = ""
  child.stdout.on("data", (text) => (output += text))
  child.stderr.on("data", (text) => (output += text))
  const [code_] = await once(child, "close")
  return { output: output.trim(), code: code_ }
}

const call = `const x = createXingtu(); console.log((await x.spreadMetrics({ oAuthorId: "6629722295873044494" })).data.play_mid)`

describe("the Promise door on Node", () => {
  it("takes token and address from the environment, keeps connections open, and lets a program end that never closes it", async () => {
    let connections = 0
    const { server, url } = await serving((_, response) => response.end(answered))
    server.on("connection", () => connections++)
    const again = `; for (let i = 0; i < 5; i++) await x.spreadMetrics({ oAuthorId: String(6629722295873044n + BigInt(i)) })`
    expect(await program(call + again, { JUSTONEAPI_BASE_URL: url })).toEqual({ output: "1", code: 0 })
    expect(connections).toBeLessThan(3)
  })

  it("says which setting is missing", () => {
    vi.stubEnv("JUSTONEAPI_TOKEN", "")
    onTestFinished(() => void vi.unstubAllEnvs())
    expect(() => createXingtu()).toThrow("JUSTONEAPI_TOKEN")
  })

  it("close closes the connections", async () => {
    const { server, url } = await serving((_, response) => response.end(answered))
    const xingtu = createXingtu({ token, baseUrl: url })
    await xingtu.spreadMetrics({ oAuthorId: "6629722295873044494" })
    await xingtu.close()
    await vi.waitFor(async () => {
      const open = await new Promise((resolve) => server.getConnections((_, count) => resolve(count)))
      expect(open).toBe(0)
    })
  })

  it("goes through a proxy where Node's fetch does, and past it for what NO_PROXY names", async () => {
    const through: Array<string> = []
    const { server: proxy, url: address } = await serving((request, response) => {
      through.push(request.url ?? "")
      response.end(answered)
    })
    proxy.on("connect", (request, socket) => {
      through.push(request.url ?? "")
      socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n")
    })
    const { url } = await serving((_, response) => response.end(answered))
    const env = { JUSTONEAPI_BASE_URL: url, HTTP_PROXY: address, http_proxy: address, NO_PROXY: "", no_proxy: "" }
    const failing = call.replace("createXingtu()", "createXingtu({ retries: 0 })")
    await program(failing, { ...env, NODE_USE_ENV_PROXY: "1" })
    expect(through.length).toBeGreaterThan(0)
    expect(through.join()).toContain(new URL(url).host)
    through.length = 0
    expect(
      await program(call, { ...env, NODE_USE_ENV_PROXY: "1", NO_PROXY: "127.0.0.1", no_proxy: "127.0.0.1" })
    ).toMatchObject({ output: "1" })
    expect(await program(call, env)).toMatchObject({ output: "1" })
    expect(through).toEqual([])
  })

  it("goes where a replaced fetch goes, whenever it was replaced", async () => {
    const fetch = vi.fn<typeof globalThis.fetch>(async () => new Response(answered))
    const xingtu = createXingtu({ token, baseUrl: "http://127.0.0.1:2" })
    vi.stubGlobal("fetch", fetch)
    onTestFinished(() => void vi.unstubAllGlobals())
    expect((await xingtu.spreadMetrics({ oAuthorId: "6629722295873044494" })).data.play_mid).toBe(1)
    expect(fetch).toHaveBeenCalledOnce()
    await xingtu.close()
  })

  it("goes through a dispatcher that was set for fetch", async () => {
    const undici = JSON.stringify(import.meta.resolve("undici"))
    const mock = `import { MockAgent, setGlobalDispatcher } from ${undici}
      const agent = new MockAgent(); agent.disableNetConnect(); setGlobalDispatcher(agent)
      agent.get("https://api.justoneapi.com").intercept({ path: () => true }).reply(200, ${JSON.stringify(answered)})\n`
    expect(await program(mock + call, {})).toEqual({ output: "1", code: 0 })
  })

  it("does not become everybody's dispatcher", async () => {
    const { url } = await serving((_, response) => response.end(answered))
    const names = `; console.log(["1", "2"].map((v) => globalThis[Symbol.for("undici.globalDispatcher." + v)]))`
    expect((await program(call + names, { JUSTONEAPI_BASE_URL: url })).output).toBe("1\n[ undefined, undefined ]")
  })
})
