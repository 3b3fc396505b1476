import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { bodies } from "../clients/bodies.ts"

/** Answers each path with its fixed body, as fast as node:http can: what is measured against it is the client. */
const answers = new Map(bodies.map(({ body, path }) => [path, Buffer.from(body)]))

const server = createServer((request, response) => {
  const body = answers.get(request.url?.split("?", 1)[0] ?? "")
  response.writeHead(body === undefined ? 404 : 200, {
    "content-type": "application/json",
    "content-length": body?.length ?? 0
  })
  response.end(body)
})
server.keepAliveTimeout = 60_000
server.listen(0, "127.0.0.1", () => process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))
process.once("disconnect", () => {
  server.closeAllConnections()
  server.close()
})
