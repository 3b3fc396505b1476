import { connect } from "node:net"

/** The Redis of this machine; undefined where there is none. Named in the environment, it has to be there. */
export const redisUrl = async (): Promise<string | undefined> => {
  const named = process.env["REDIS_URL"]
  const url = named ?? "redis://127.0.0.1:6379"
  const { hostname, port } = new URL(url)
  const reachable = await new Promise<boolean>((known) => {
    const socket = connect(Number(port), hostname, () => {
      socket.destroy()
      known(true)
    }).on("error", () => known(false))
  })
  return named !== undefined || reachable ? url : undefined
}
