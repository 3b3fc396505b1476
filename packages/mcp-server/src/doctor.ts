import { BaseUrl, Xingtu } from "@xingtu/core"
import { TokenCheck } from "@xingtu/core/adapter"
import { layerUndici } from "@xingtu/core/node"
import { Effect, Redacted, Result } from "effect"
import { client, dataFile, type Environment, problemOf } from "./client/client.ts"
import type { Options } from "./client/options.ts"

interface Checked {
  readonly isGood: boolean
  readonly text: string
}

const good = (text: string): Checked => ({ isGood: true, text })
const bad = (text: string): Checked => ({ isGood: false, text })

/** Whether the API accepts the token. */
const accepts = (env: Environment): Effect.Effect<Checked> => {
  const token = env["JUSTONEAPI_TOKEN"]?.trim() ?? ""
  const address = BaseUrl.parse(env["JUSTONEAPI_BASE_URL"])
  if (problemOf(token) !== undefined || Result.isFailure(address))
    return Effect.succeed(bad("skipped: invalid settings"))
  return TokenCheck.verify.pipe(
    Effect.provide(layerUndici({ baseUrl: address.success.url, token: Redacted.make(token) })),
    Effect.match({
      onFailure: (refused) => bad((refused._tag === "InvalidSettings" ? refused.happened : refused.words).en),
      onSuccess: () => good("it accepts the token")
    })
  )
}

/** Checks what can be checked for nothing, line by line. Returns the exit code. */
export const examine = async (options: Options, env: Environment): Promise<number> => {
  const { daily, "confirm-over": threshold } = options
  const store = env["REDIS_URL"] === undefined ? (env["XINGTU_STORE"] ?? dataFile(env)) : "Redis"
  const settings = Xingtu.use((xingtu) => xingtu.quota()).pipe(
    Effect.provide(client(options, env)),
    Effect.match({
      onFailure: ({ advice, happened }) => bad(`${happened} ${advice}`),
      onSuccess: ({ stored, token }) => good(`${stored} cached results, ${token.used} paid calls today`)
    })
  )
  const ceiling = `${daily < Infinity ? daily : "no limit of"} paid calls a day for each key`
  const checks = {
    [`settings and store (${store})`]: settings,
    [`API (${env["JUSTONEAPI_BASE_URL"] ?? "global"})`]: accepts(env),
    ceilings: Effect.succeed(good(`${ceiling}, confirmation over ${threshold}`))
  }
  const results = await Effect.runPromise(Effect.all(checks))
  for (const [what, { isGood, text }] of Object.entries(results))
    console.log(`${isGood ? "ok  " : "NO  "} ${what}: ${text}`)
  return Object.values(results).every(({ isGood }) => isGood) ? 0 : 1
}
