import { Xingtu } from "@xingtu/core"
import { Effect } from "effect"
import { client, dataFile } from "./client.ts"
import type { Options } from "./options.ts"

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
  const reached = await probe(base)
  console.log(`${reached.good ? "ok  " : "NO  "} API (${base}): ${reached.text}`)
  console.log(
    `ok   ceilings: ${Number.isFinite(options.daily) ? options.daily : "no limit of"} paid calls a day for each key, confirmation over ${options.threshold}`
  )
  return checked.good && reached.good ? 0 : 1
}

const probe = async (base: string) => {
  const { BaseUrl } = await import("@xingtu/core")
  const address = Object.entries(BaseUrl.environments).find(([name]) => name === base)?.[1] ?? base
  try {
    const response = await fetch(new URL("/ping", address), { signal: AbortSignal.timeout(10_000) })
    await response.arrayBuffer()
    return { good: response.ok, text: `/ping answered ${response.status}` }
  } catch (error) {
    return {
      good: false,
      text: error instanceof Error ? `${error.message} ${String(Object(error.cause).code ?? "")}` : "no answer"
    }
  }
}
