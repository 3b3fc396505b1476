// Answers that grow when they are unpacked, read by a process of its own, so that its memory can be seen.
import { Effect, Redacted } from "effect"
import { spawn } from "node:child_process"
import { once } from "node:events"
import { fileURLToPath } from "node:url"
import { brotliCompressSync, constants, deflateSync, gzipSync } from "node:zlib"
import { describe, expect, it } from "vitest"
import { Transport } from "../../src/adapter.ts"
import { serving } from "../support/serving.ts"
import { token, ways } from "../support/ways.ts"

const megabyte = 1024 * 1024
const packed = gzipSync(Buffer.alloc(megabyte))

/** 10 MB that become 10 GB. */
const gigabytes = Buffer.concat(Array.from({ length: 10_000 }, () => packed))

const bombs: Readonly<Record<string, readonly [encoding: string, body: Buffer]>> = {
  "10 GB as gzip": ["gzip", gigabytes],
  "10 GB as x-gzip": ["x-gzip", gigabytes],
  "200 MB as brotli": [
    "br",
    brotliCompressSync(Buffer.alloc(200 * megabyte), { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })
  ],
  "200 MB as deflate": ["deflate", deflateSync(Buffer.alloc(200 * megabyte), { level: 1 })],
  "10 GB as gzip, packed twice": ["gzip, gzip", gzipSync(gigabytes)]
}

const support = fileURLToPath(new URL("../support/ways.ts", import.meta.url))
const adapter = fileURLToPath(new URL("../../src/adapter.ts", import.meta.url))

/** One request by a process with little memory: what came of it, and the most memory it had, in megabytes. */
const reading = async (way: string, url: string) => {
  const code = `
    import { Effect } from "effect"
    import { Transport } from ${JSON.stringify(adapter)}
    import { ways } from ${JSON.stringify(support)}
    const before = process.resourceUsage().maxRSS
    const reply = await Effect.runPromise(
      Effect.result(
        Transport.Transport.use((transport) => transport.get({ path: "/a", query: {}, timeoutMs: 20_000 })).pipe(
          Effect.provide(ways[${JSON.stringify(way)}](${JSON.stringify(url)}))
        )
      )
    )
    const { failure, success } = reply
    const characters = success?.body.length
    const grown = (process.resourceUsage().maxRSS - before) / 1024
    console.log(JSON.stringify({ outcome: failure?.outcome, reason: failure?.reason, characters, grown }))`
  const child = spawn(
    process.execPath,
    ["--no-warnings", "--max-old-space-size=64", "--input-type=module", "-e", code],
    { cwd: fileURLToPath(new URL(".", import.meta.url)), stdio: ["ignore", "pipe", "inherit"] }
  )
  let output = ""
  child.stdout.on("data", (text) => (output += text))
  await once(child, "close")
  return JSON.parse(output)
}

describe.each(Object.keys(ways))("over %s", (way) => {
  it.each(Object.entries(bombs))(
    "%s are cut off before they fill the memory",
    async (_, [encoding, body]) => {
      const { url } = await serving((_, response) =>
        response.writeHead(200, { "content-encoding": encoding }).end(body)
      )
      const { characters, grown, outcome, reason } = await reading(way, url)
      expect(grown).toBeLessThan(150)
      // What was packed in a way nobody asked for is left as it is.
      const whole = characters <= body.length ? "as it came" : "too long"
      expect(reason ?? whole).toBe(outcome === "cut" ? "more than 16 MB came back" : "as it came")
    },
    60_000
  )
})

it("what a transport of one's own gives is bounded as well", async () => {
  const transport = Transport.make({
    baseUrl: "http://api.test",
    token: Redacted.make(token),
    send: () => Effect.succeed({ status: 200, body: " ".repeat(17 * megabyte) })
  })
  const get = Effect.result(transport.get({ path: "/a", query: {}, timeoutMs: 1_000 }))
  expect(
    await Effect.runPromise(Effect.map(get, (reply) => (reply._tag === "Failure" ? reply.failure : "")))
  ).toMatchObject({
    outcome: "cut",
    reason: "more than 16 MB came back"
  })
})
