import { connect } from "node:net"
import { createClient } from "redis"

const url = process.env["REDIS_URL"] ?? "redis://127.0.0.1:6379"

/** Whether a Redis listens where the tests look for one. */
const listening = await new Promise<boolean>((resolve) => {
  const { hostname, port } = new URL(url)
  const socket = connect({ host: hostname, port: Number(port || 6379), timeout: 1_000 })
  const end = (found: boolean) => {
    socket.destroy()
    resolve(found)
  }
  socket
    .once("connect", () => end(true))
    .once("error", () => end(false))
    .once("timeout", () => end(false))
})

/** The Redis of this machine, with keys of this run only; undefined when there is none. */
export const redis = listening ? { url, prefix: `xingtu-test:${process.pid}:${Date.now().toString(36)}:` } : undefined

/** Says in the name of a test why it is skipped. */
export const needsRedis = listening ? "" : ` (skipped: no Redis at ${new URL(url).host})`

/** Removes what this run left in Redis. */
export const clearRedis = async (): Promise<void> => {
  if (redis === undefined) return
  const client = await createClient({ url: redis.url }).connect()
  for await (const keys of client.scanIterator({ MATCH: `${redis.prefix}*`, COUNT: 1_000 }))
    if (keys.length > 0) await client.del(keys)
  await client.close()
}
