import { BaseUrl, type Lang } from "@xingtu/core"
import { createXingtu } from "@xingtu/core/promise"
import { type Sandbox, startSandbox } from "@xingtu/sandbox"
import { ConfigProvider, Effect, Option, Redacted, Result } from "effect"
import { relative } from "node:path"
import { fileURLToPath } from "node:url"
import type { Client } from "./ask.ts"
import { UsageError } from "./UsageError.ts"
import { fromApi, words } from "./words.ts"

/** Where the results come from. */
export interface Source extends Client, AsyncDisposable {
  /** Set when nothing here costs money. */
  readonly sandbox?: Sandbox
  readonly baseUrl: string
  /** Says where the results come from, and what becomes of them. */
  readonly told: string
  /** Creators to show when nobody named any. */
  readonly shortlist: ReadonlyArray<string>
}

const warn = (warning: string) => void process.stderr.write(`${warning}\n`)

/** What was paid for outlives the program, so that the same request costs nothing the next time. */
const usualStore = relative("", fileURLToPath(new URL("../node_modules/.cache/answers.db", import.meta.url)))

/** The settings as core's programs read them, with a store in a file. */
const settingsOf = async (env: NodeJS.ProcessEnv) => {
  // Nobody who asks the sandbox needs what this loads.
  const { environment, invalidSettings, redisStore, sqliteStore } = await import("@xingtu/core/node")
  const given = Object.fromEntries(
    Object.entries({ XINGTU_STORE: usualStore, ...env }).filter(([, value]) => value !== undefined && value !== "")
  )
  const read = await Effect.runPromise(Effect.result(environment.parse(ConfigProvider.fromUnknown(given))))
  const { baseUrl, redisPrefix, redisUrl, retries, store, token, ...settings } = Result.getOrThrowWith(
    read,
    (error) => new UsageError(invalidSettings(error).happened)
  )
  const kept = Option.isSome(redisUrl)
    ? { at: "REDIS_URL", store: redisStore({ url: Redacted.value(redisUrl.value), prefix: redisPrefix }) }
    : store === "memory"
      ? undefined
      : { at: store, store: sqliteStore(store) }
  const times = Option.match(retries, { onNone: () => ({}), onSome: (retries) => ({ retries }) })
  return { ...settings, ...times, baseUrl, token: Redacted.value(token), kept }
}

const api = async (env: NodeJS.ProcessEnv, lang: Lang, signal: AbortSignal): Promise<Source> => {
  const { baseUrl, kept, ...settings } = await settingsOf(env)
  const { url } = Result.getOrThrow(BaseUrl.parse(baseUrl))
  const xingtu = createXingtu({
    ...settings,
    baseUrl,
    onWarning: warn,
    ...(kept === undefined ? {} : { store: kept.store })
  })
  return {
    xingtu,
    signal,
    baseUrl: url,
    told: fromApi(lang, url, kept?.at),
    shortlist: ["6629722295873044494", "6855230644880949262"],
    [Symbol.asyncDispose]: xingtu.close
  }
}

const local = async (lang: Lang, signal: AbortSignal): Promise<Source> => {
  const sandbox = await startSandbox()
  // The sandbox need not be spared, and takes any token.
  const xingtu = createXingtu({ token: "sandbox", baseUrl: sandbox.url, requestsPerSecond: Infinity })
  return {
    xingtu,
    signal,
    sandbox,
    baseUrl: sandbox.url,
    told: words.fromSandbox[lang],
    shortlist: ["6955721930401185805", "7012345678901234567", "7234567890123456789"],
    [Symbol.asyncDispose]: async () => {
      await xingtu.close()
      await sandbox.close()
    }
  }
}

/** The real API when there is a token, else a sandbox of our own. */
export const sourceOf = (env: NodeJS.ProcessEnv, lang: Lang, signal: AbortSignal): Promise<Source> =>
  (env["JUSTONEAPI_TOKEN"]?.trim() ?? "") === "" ? local(lang, signal) : api(env, lang, signal)
