import { Xingtu } from "@xingtu/core"
import { acceptsToken, type Finding, readEnvironment } from "@xingtu/core/node"
import { Effect } from "effect"
import { client, type Environment, settingsFrom, variables } from "./client/client.ts"
import type { Options } from "./client/options.ts"

const api = (env: Environment): Effect.Effect<Finding> =>
  readEnvironment.pipe(
    Effect.flatMap(acceptsToken),
    Effect.catch(() => Effect.succeed({ what: "Just One API", problem: "not checked, because settings are invalid" })),
    Effect.provide(settingsFrom(env))
  )

const store = (options: Options, env: Environment): Effect.Effect<Finding> => {
  const { REDIS_URL, XINGTU_STORE } = variables(env)
  return Xingtu.use((xingtu) => xingtu.quota()).pipe(
    Effect.provide(client(options, env)),
    Effect.match({
      onFailure: ({ happened }) => ({ what: "Settings and store", problem: happened }),
      onSuccess: ({ stored, token }) => ({
        what: "Settings and store",
        detail: `${REDIS_URL === undefined ? XINGTU_STORE : "Redis"}: ${stored} cached results, ${token.used} paid calls today`
      })
    })
  )
}

/** Checks everything that can be checked free of charge. */
export const examine = (options: Options, env: Environment): Effect.Effect<ReadonlyArray<Finding>> => {
  const { daily, "confirm-over": threshold } = options
  const limit = daily < Infinity ? `${daily} paid calls a day for each key` : "no daily limit"
  const limits = { what: "Limits", detail: `${limit}, confirmation over ${threshold}` }
  return Effect.map(Effect.all([store(options, env), api(env)]), (checked) => [...checked, limits])
}
