import type { Target } from "../clients/bodies.ts"
import { clients, isClient } from "../clients/clients.ts"
import { profile } from "../measure/profile.ts"
import { timed } from "../measure/race.ts"

/** One client in a process of its own, which does a round when it is told to and says what that took. It loads nothing else. */
export interface Round {
  readonly calls: number
  readonly lanes: number
  readonly profiled?: boolean
}

const [name = "", baseUrl = "", place = "{}"] = process.argv.slice(2)
if (!isClient(name)) throw new Error(`There is no client "${name}".`)
const target: Target = JSON.parse(place)
const job = await clients[name](baseUrl, target)

process.on("message", async ({ calls, lanes, profiled = false }: Round) => {
  process.send?.(profiled ? await profile(() => job(calls, lanes)) : await timed(job, calls, lanes))
})
process.once("disconnect", () => process.exit())
process.send?.("ready")
