import { createServer } from "node:http"
import type { AddressInfo } from "node:net"

/** The API over real HTTP, for tests with several processes: it answers every id, and keeps which it charged. */
export const serve = async (afterMs: () => number = () => 5, says: object = { code: 0, data: { item_num: "7" } }) => {
  const charged: Array<string> = []
  const heard: Array<(count: number) => void> = []
  const server = createServer((request, response) => {
    charged.push(/oAuthorId=(\d+)/.exec(request.url ?? "")?.[1] ?? "")
    for (const hear of heard) hear(charged.length)
    setTimeout(() => response.end(JSON.stringify(says)), afterMs())
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    charged,
    /** Resolves when so many requests have come in. */
    requests: (count: number) => new Promise<void>((resolve) => heard.push((now) => now >= count && resolve())),
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      })
  }
}
