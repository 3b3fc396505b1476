import { once } from "node:events"
import { createServer, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { Readable } from "node:stream"
import { pipeline } from "node:stream/promises"
import { createGzip } from "node:zlib"

/** What becomes of a response on its way back. */
export type Way = (response: ServerResponse, body: string) => void

function* megabytes(count: number) {
  const one = Buffer.alloc(1024 * 1024, " ")
  for (let n = 0; n < count; n++) yield one
}

/** Writes it until nobody reads any more. */
const endless = (...through: readonly [NodeJS.WritableStream, ...ReadonlyArray<NodeJS.WritableStream>]) =>
  void pipeline([Readable.from(megabytes(150)), ...through]).catch(() => undefined)

const json = { "content-type": "application/json" }

/** Named by what a reader of the page would call it. */
export const ways = {
  whole: (response, body) => void response.writeHead(200, json).end(body),
  "reset before a response": (response) => void response.socket?.resetAndDestroy(),
  "reset in mid-response": (response, body) => {
    response.writeHead(200, { ...json, "content-length": Buffer.byteLength(body) })
    // What follows a reset at once may never be read.
    response.write(body.slice(0, body.length / 2), () => setTimeout(() => response.socket?.resetAndDestroy(), 20))
  },
  "150 MB": (response) => endless(response.writeHead(200, json)),
  "150 MB, compressed": (response) =>
    endless(createGzip(), response.writeHead(200, { ...json, "content-encoding": "gzip" }))
} satisfies Record<string, Way>

/** A line to the API that hands requests on whole and responses as it is told to. */
export const startLine = async (to: string) => {
  const line: { way: Way; hear: () => void } = { way: ways.whole, hear: () => undefined }
  const server = createServer((request, response) => {
    line.hear()
    fetch(`${to}${request.url}`)
      .then((answer) => answer.text())
      .then((body) => line.way(response, body))
      .catch(() => response.destroy())
  })
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  const { port } = server.address() as AddressInfo // it listens on a port
  return {
    url: `http://127.0.0.1:${port}`,
    turn: (way: Way) => void (line.way = way),
    /** Is told of each request before it is handed on. */
    hear: (hear: () => void) => void (line.hear = hear),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, "close")
    }
  }
}
