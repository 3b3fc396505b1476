// Answers without an end, larger than any real one, and packed so that they grow: n8n itself sets no bound.
import { noToken } from "@xingtu/testing"
import { Effect, Result } from "effect"
import { accountOf } from "n8n-nodes-xingtu/source/run/account"
import { Current, transport } from "n8n-nodes-xingtu/source/run/host"
import { randomBytes } from "node:crypto"
import { once } from "node:events"
import type { ServerResponse } from "node:http"
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib"
import { expect, test } from "vitest"
import { engine, run } from "./support/n8n.ts"
import { byId, creatorId, useSandbox } from "./support/sandbox.ts"
import { serving } from "./support/serving.ts"

const { credentials } = useSandbox()
const megabyte = 1024 * 1024

/** More of an answer is not sent to whoever reads on and on. */
const far = 128 * megabyte

/** A server whose answers are written by hand, with how much of them has left. */
const sending = async (answer: (response: ServerResponse, send: (piece: Buffer) => Promise<boolean>) => unknown) => {
  let sent = 0
  let asked = 0
  const { server, url } = await serving((_, response) => {
    asked++
    response.setMaxListeners(0)
    /** Waits until there is room; false once nobody reads any more, or somebody read far too much. */
    const send = async (piece: Buffer): Promise<boolean> => {
      if (response.destroyed || sent > far) return false
      sent += piece.length
      if (!response.write(piece)) await Promise.race([once(response, "drain"), once(response, "close")])
      return !response.destroyed
    }
    void answer(response, send)
  })
  return { server, url, sent: () => sent, asked: () => asked }
}

/** One request through n8n's own helpers, as a node sends it. */
const get = async (baseUrl: string, timeoutMs = 20_000) => {
  const given = credentials({ baseUrl })
  const account = Result.getOrThrow(accountOf(given))
  const host = (await engine()).panelOf(given, {})
  const asked = transport(account).get({ path: "/a", query: { q: "1 2" }, timeoutMs })
  const answered = await Effect.runPromise(
    Effect.result(Effect.provideService(asked, Current, { host, token: given.token }))
  )
  // Nobody can read a difference that long.
  expect(Result.isSuccess(answered) ? answered.success.body.length : 0).toBeLessThan(largest)
  return answered
}

const largest = 16 * megabyte

const tooLarge = { failure: { _tag: "NoReply", outcome: "cut", reason: "more than 16 MB came back" } }

test.each([
  ["without an end", {}, Buffer.alloc(megabyte, " ")],
  ["of a million megabytes, as it says", { "content-length": String(2 ** 40) }, Buffer.alloc(megabyte, " ")],
  ["that is packed and never ends", { "content-encoding": "gzip" }, gzipSync(randomBytes(megabyte))]
])("an answer %s is cut off, and its connection closed", async (_, headers, piece) => {
  const { sent, url } = await sending(async (response, send) => {
    response.writeHead(200, headers)
    while (await send(piece)) continue
    response.end()
  })
  expect(await get(url)).toMatchObject(tooLarge)
  expect(sent()).toBeLessThan(64 * megabyte)
})

test.each([
  ["gzip", gzipSync],
  ["br", brotliCompressSync],
  ["deflate", deflateSync]
])("200 MB packed as %s are cut off", async (encoding, pack) => {
  const bomb = pack(Buffer.alloc(200 * megabyte))
  const { url } = await sending((response) => response.writeHead(200, { "content-encoding": encoding }).end(bomb))
  const before = process.memoryUsage().rss
  expect(await get(url)).toMatchObject(tooLarge)
  expect(process.memoryUsage().rss - before).toBeLessThan(150 * megabyte)
})

test("an answer that is whole is read as it was, in pieces that cut a character, packed or not", async () => {
  const body = JSON.stringify({ code: 0, data: "达人".repeat(300_000) })
  const plain = await sending(async (response, send) => {
    const bytes = Buffer.from(body)
    await send(bytes.subarray(0, 25))
    await send(bytes.subarray(25))
    response.end()
  })
  expect(await get(plain.url)).toMatchObject({ success: { status: 200, body } })
  const packed = await sending((response) =>
    response.writeHead(503, { "content-encoding": "br" }).end(brotliCompressSync(body))
  )
  expect(await get(packed.url)).toMatchObject({ success: { status: 503, body } })
})

test.each([
  ["says nothing", () => undefined],
  ["stops in the middle", (response: ServerResponse) => void response.writeHead(200).write("{")],
  [
    "drips without an end",
    (response: ServerResponse) => {
      const drip = setInterval(() => response.write(" "), 20)
      response.on("close", () => clearInterval(drip))
    }
  ]
])("a server that %s is given up in time, and its connection closed", async (_, answer) => {
  const { server, url } = await sending((response) => answer(response))
  const closed = once(server, "request").then(([request]) => once(request.socket, "close"))
  expect(await get(url, 300)).toMatchObject({ failure: { outcome: "timeout" } })
  await closed
})

test("an answer that breaks off in the middle is no answer", async () => {
  const { url } = await sending(async (response, send) => {
    response.writeHead(200, { "content-length": "500" })
    await send(Buffer.from('{"code":0,"data":{'))
    response.destroy()
  })
  expect(await get(url)).toMatchObject({ failure: { outcome: "cut" } })
})

test("a run whose answer is too large says that it may have been charged, and does not send it again", async () => {
  const { asked, url } = await sending(async (response, send) => {
    response.writeHead(200)
    while (await send(Buffer.alloc(megabyte, " "))) continue
    response.end()
  })
  const account = credentials({ baseUrl: url })
  const spread = { resource: "creator", operation: "spreadMetrics", creatorId: byId(creatorId) }
  const { error } = await run(account, spread)
  expect(error).toMatchObject({
    message: expect.stringContaining("more than 16 MB came back"),
    description: expect.stringContaining("This call may have been charged")
  })
  expect((await run(account, spread)).error).toMatchObject({
    message: expect.stringContaining("may have been charged; it was not sent again")
  })
  expect(asked()).toBe(1)
  noToken({ error }, account.token)
})
