import { BaseUrl, Xingtu } from "@xingtu/core"
import { TokenCheck } from "@xingtu/core/adapter"
import { layerUndici } from "@xingtu/core/node"
import { Effect, Redacted, Result } from "effect"
import { client, dataFile } from "./client/client.ts"
import type { Options } from "./client/options.ts"

/** Checks what can be checked for nothing, line by line. Returns the exit code. */
export const examine = async (options: Options, env: Readonly<Record<string, string | undefined>>): Promise<number> => {
  const store = env["REDIS_URL"] === undefined ? (env["XINGTU_STORE"] ?? dataFile(env)) : "Redis"
  const base = env["JUSTONEAPI_BASE_URL"] ?? "global"
  const checked = await Effect.runPromise(
    Xingtu.use((xingtu) => xingtu.quota()).pipe(
      Effect.provide(client(options, env)),
      Effect.match({
        onFailure: ({ advice, happened }) => ({ good: false, text: `${happened} ${advice}` }),
        onSuccess: ({ stored, token }) => ({
          good: true,
          text: `${stored} cached results, ${token.used} paid calls today`
        })
      })
    )
  )
  console.log(`${checked.good ? "ok  " : "NO  "} settings and store (${store}): ${checked.text}`)
  const reached = await accepts(env)
  console.log(`${reached.good ? "ok  " : "NO  "} API (${base}): ${reached.text}`)
  console.log(
    `ok   ceilings: ${Number.isFinite(options.daily) ? options.daily : "no limit of"} paid calls a day for each key, confirmation over ${options.threshold}`
  )
  return checked.good && reached.good ? 0 : 1
}

/** Whether the API accepts the token. */
const accepts = async (env: Readonly<Record<string, string | undefined>>) => {
  const token = env["JUSTONEAPI_TOKEN"]?.trim() ?? ""
  const address = BaseUrl.parse(env["JUSTONEAPI_BASE_URL"])
  if (token === "" || Result.isFailure(address)) return { good: false, text: "skipped: invalid settings" }
  return Effect.runPromise(
    TokenCheck.verify.pipe(
      Effect.match({
        onFailure: ({ words }) => ({ good: false, text: words.en }),
        onSuccess: () => ({ good: true, text: "it accepts the token" })
      }),
      Effect.provide(layerUndici({ baseUrl: address.success.url, token: Redacted.make(token) }))
    )
  )
}
