import { Effect, type Layer } from "effect"
import { subscribe, unsubscribe } from "node:diagnostics_channel"
import { once } from "node:events"
import { type AddressInfo, createServer, type Socket } from "node:net"
import { describe, expect, it, onTestFinished } from "vitest"
import { Transport } from "../../src/adapter.ts"
import { createXingtu as overUndici } from "../../src/promise.node.ts"
import { createXingtu } from "../../src/promise.ts"
import { creator } from "../support/api.ts"
import { token, ways } from "../support/ways.ts"

/** Bytes over TCP, without any HTTP between: what is done once a whole request has been read. */
const listening = async (then: (socket: Socket) => void) => {
  const requests: Array<string> = []
  const server = createServer((socket) => {
    let text = ""
    socket.on("error", () => undefined)
    socket.on("data", (chunk) => {
      text += String(chunk)
      if (!text.endsWith("\r\n\r\n")) return
      requests.push(text)
      text = ""
      then(socket)
    })
  }).listen(0, "127.0.0.1")
  await once(server, "listening")
  onTestFinished(() => void server.close())
  return { requests, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

const partOfAnswer =
  'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 500\r\n\r\n{"code":0,"data":{'

const breaks: Readonly<Record<string, (socket: Socket) => void>> = {
  "resets after reading the request": (socket) => socket.resetAndDestroy(),
  "closes after reading the request": (socket) => socket.destroy(),
  "resets in the headers": (socket) => socket.write("HTTP/1.1 200 OK\r\ncontent-", () => socket.resetAndDestroy()),
  "resets in mid-answer": (socket) => socket.write(partOfAnswer, () => setTimeout(() => socket.resetAndDestroy(), 20)),
  "closes in mid-answer": (socket) => socket.write(partOfAnswer, () => socket.end())
}

const get = (way: (baseUrl: string) => Layer.Layer<Transport.Transport, unknown>, baseUrl: string) =>
  Effect.runPromise(
    Transport.Transport.use((transport) => transport.get({ path: "/a", query: {}, timeoutMs: 10_000 })).pipe(
      Effect.provide(way(baseUrl)),
      Effect.flip
    )
  )

describe.each(Object.entries(ways))("over %s", (_, way) => {
  it.each(Object.entries(breaks))("a server that %s: what became of the request is unknown", async (_, then) => {
    const { requests, url } = await listening(then)
    expect(await get(way, url)).toMatchObject({ outcome: "cut" })
    expect(requests).toHaveLength(1)
  })

  it.each([
    ["read", "EHOSTUNREACH"],
    ["read", "ENETDOWN"],
    ["read", "ECONNRESET"],
    ["read", "ECONNREFUSED"],
    ["write", "ENETUNREACH"],
    ["write", "EPROTO"],
    ["write", "EPIPE"]
  ])("%s %s once the request is out: unknown", async (syscall, code) => {
    const sockets: Array<Socket> = []
    const hear = (message: unknown) => void sockets.push(Object(message).socket)
    subscribe("net.client.socket", hear)
    onTestFinished(() => void unsubscribe("net.client.socket", hear))
    const { requests, url } = await listening(() =>
      sockets.forEach((socket) => socket.destroy(Object.assign(new Error(`${syscall} ${code}`), { code, syscall })))
    )
    expect(await get(way, url)).toMatchObject({ outcome: "cut" })
    expect(requests).toHaveLength(1)
  })

  it("an address that fetch itself refuses was not asked", async () => {
    const refused = await get(way, "http://127.0.0.1:6000")
    expect(refused).toMatchObject(
      refused instanceof Transport.NoReply ? { outcome: "unsent" } : { _tag: "InvalidSettings", charged: "no" }
    )
  })
})

describe.each([
  ["fetch", createXingtu],
  ["undici", overUndici]
])("a client over %s", (_, create) => {
  it.each(Object.entries(breaks))(
    "asks a server that %s once, and says that it may have been charged",
    async (_, then) => {
      const { requests, url } = await listening(then)
      const xingtu = create({ token, baseUrl: url, dailyBudget: 5 })
      const failure: unknown = await xingtu.spreadMetrics({ oAuthorId: creator(1) }).catch((error: unknown) => error)
      expect(failure).toMatchObject({ _tag: "Unreachable", sent: true, charged: "unknown", attempts: 1 })
      await expect(xingtu.spreadMetrics({ oAuthorId: creator(1) })).rejects.toMatchObject({ _tag: "OutcomeUnknown" })
      expect(requests).toHaveLength(1)
      expect((await xingtu.quota()).token).toMatchObject({ used: 0, unknown: 1, left: 4 })
      await xingtu.close()
    }
  )
})

const failed = (error: object) => Transport.noReply(new TypeError("fetch failed", { cause: error }))
const system = (syscall: string, code: string) => Object.assign(new Error(`${syscall} ${code}`), { syscall, code })

describe("what an error says of the request", () => {
  it.each([
    system("connect", "ECONNREFUSED"),
    system("connect", "EHOSTUNREACH"),
    system("connect", "ENETUNREACH"),
    system("connect", "ETIMEDOUT"),
    system("connect", "EACCES"),
    system("getaddrinfo", "ENOTFOUND"),
    Object.assign(new AggregateError([system("connect", "ETIMEDOUT"), system("connect", "ENETUNREACH")]), {
      code: "ETIMEDOUT"
    }),
    Object.assign(new Error("Client network socket disconnected before secure TLS connection was established"), {
      code: "ECONNRESET"
    }),
    Object.assign(new Error("connect EHOSTUNREACH 10.0.0.1:443"), { code: "EHOSTUNREACH" }),
    new Error("bad port")
  ])("%s: nothing was sent", (error) => {
    expect(failed(error).outcome).toBe("unsent")
  })

  it.each([
    system("read", "EHOSTUNREACH"),
    system("read", "ETIMEDOUT"),
    system("read", "ECONNREFUSED"),
    system("write", "EPROTO"),
    Object.assign(new Error("read ENETDOWN"), { code: "ENETDOWN" }),
    Object.assign(new Error("unreachable"), { code: "EHOSTUNREACH" }),
    Object.assign(new Error("socket hang up"), { code: "ECONNRESET" }),
    new Error("other side closed"),
    Object.assign(new AggregateError([system("connect", "ECONNREFUSED"), system("read", "ECONNRESET")]), {
      code: "ECONNREFUSED"
    })
  ])("%s: nobody knows", (error) => {
    expect(failed(error).outcome).not.toBe("unsent")
  })
})
