import { defined, type InvalidSettings, type Settings, type Store, Xingtu } from "@xingtu/core/adapter"
import { layerConfig } from "@xingtu/core/node"
import { ConfigProvider, Effect, Layer } from "effect"
import { homedir } from "node:os"
import { join } from "node:path"
import type { Options } from "./options.ts"
import { invalid, type Refusal } from "../tool/Tool.ts"

export type Environment = Readonly<Record<string, string | undefined>>

/** Where answers are kept unless the environment says otherwise: what was paid for is free after a restart. */
export const dataFile = (env: Environment): string => {
  const bases: Readonly<Record<string, string>> = {
    win32: env["LOCALAPPDATA"] ?? join(homedir(), "AppData", "Local"),
    darwin: join(homedir(), "Library", "Application Support")
  }
  const base = bases[process.platform] ?? env["XDG_DATA_HOME"] ?? join(homedir(), ".local", "share")
  return join(base, "xingtu", "mcp.sqlite")
}

const thisProcess = `process/${process.pid.toString(36)}-${Date.now().toString(36)}`

/** Whose ceilings a caller counts against. */
export const consumersOf = (name: string, { run }: Pick<Options, "run">): ReadonlyArray<string> =>
  run < Infinity ? [`mcp/${name}`, thisProcess] : [`mcp/${name}`]

/** What is wrong with the token before it is used; clients leave `${JUSTONEAPI_TOKEN}` where they do not know it. */
export const problemOf = (token = ""): string | undefined =>
  token.trim() === ""
    ? "JUSTONEAPI_TOKEN is not set."
    : /^\s*\$\{?\w+\}?\s*$/.test(token)
      ? `JUSTONEAPI_TOKEN is literally "${token}": the client did not replace it.`
      : undefined

const reasonOf = (problem: InvalidSettings | Store.StoreFailure): string =>
  problem._tag === "InvalidSettings" ? problem.happened.en : problem.message

/** The client of this server; what keeps it from working is said by the tool that needs it. */
export const client = (
  { daily, run }: Pick<Options, "daily" | "run">,
  env: Environment,
  settings: Partial<Settings.Settings> = {}
): Layer.Layer<Xingtu, Refusal> => {
  const cannot = (happened: string, advice: string) => Layer.effect(Xingtu, Effect.fail(invalid(happened, advice)))
  const problem = problemOf(env["JUSTONEAPI_TOKEN"])
  if (problem !== undefined)
    return cannot(
      problem,
      "Put the token of Just One API into the environment of this server, in your client's configuration."
    )
  const provider = ConfigProvider.fromEnv({ env: { XINGTU_STORE: dataFile(env), ...defined(env) } })
  // `Infinity` is no ceiling.
  return layerConfig({ ...settings, consumerBudgets: { "mcp/*": daily, "process/*": run } }).pipe(
    Layer.provide(ConfigProvider.layer(provider)),
    Layer.catch((problem) =>
      cannot(reasonOf(problem), "Correct the environment of this server; xingtu-mcp doctor checks it.")
    )
  )
}
