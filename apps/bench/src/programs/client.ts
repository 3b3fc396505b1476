import { bodies } from "../clients/bodies.ts"
import { clients, isClient } from "../clients/clients.ts"
import { profile } from "../measure/profile.ts"
import { timed } from "../measure/race.ts"

/** One client in a process of its own, which does a round when it is told to, and says what that took. */
export interface Round {
  readonly calls: number
  readonly lanes: number
  readonly profiled?: boolean
}

const [name = "", baseUrl = "", size = ""] = process.argv.slice(2)
const body = bodies.find((one) => one.name === size)
if (!isClient(name) || body === undefined) throw new Error(`There is no client "${name}" or no answer of "${size}".`)
const job = await clients[name](baseUrl, body)

process.on("message", async ({ calls, lanes, profiled = false }: Round) => {
  process.send?.(profiled ? await profile(() => job(calls, lanes)) : await timed(job, calls, lanes))
})
process.once("disconnect", () => process.exit())
process.send?.("ready")
