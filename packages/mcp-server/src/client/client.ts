import { defined, type Settings, Xingtu } from "@xingtu/core/adapter"
import { layerConfig, readEnvironment } from "@xingtu/core/node"
import { invalid, type Refusal } from "@xingtu/core/tools"
import { ConfigProvider, Effect, Layer } from "effect"
import { homedir } from "node:os"
import { join } from "node:path"
import type { Options } from "./options.ts"

export type Environment = Readonly<Record<string, string | undefined>>

/** Where results are kept unless the environment says otherwise: what was paid for is free after a restart. */
const dataFile = (env: Environment): string => {
  const bases: Readonly<Record<string, string>> = {
    win32: env["LOCALAPPDATA"] ?? join(homedir(), "AppData", "Local"),
    darwin: join(homedir(), "Library", "Application Support")
  }
  const base = bases[process.platform] ?? env["XDG_DATA_HOME"] ?? join(homedir(), ".local", "share")
  return join(base, "xingtu", "mcp.sqlite")
}

/** The variables of core as this server reads them. */
export const variables = (env: Environment): Environment => ({ XINGTU_STORE: dataFile(env), ...defined(env) })

/** Where core's settings come from. */
export const settingsFrom = (env: Environment) =>
  ConfigProvider.layer(ConfigProvider.fromEnv({ env: defined(variables(env)) }))

/** What is wrong with core's settings. Opens nothing. */
export const problemsOf = (env: Environment) =>
  readEnvironment.pipe(
    Effect.match({ onFailure: ({ problems }) => problems, onSuccess: () => [] }),
    Effect.provide(settingsFrom(env))
  )

const thisProcess = `process/${process.pid.toString(36)}-${Date.now().toString(36)}`

/** Whose limits a caller counts against. */
export const consumersOf = (name: string, { run }: Pick<Options, "run">): ReadonlyArray<string> =>
  run < Infinity ? [`mcp/${name}`, thisProcess] : [`mcp/${name}`]

/** The client of this server; what keeps it from working is said by the tool that needs it. */
export const client = (
  { daily, run }: Pick<Options, "daily" | "run">,
  env: Environment,
  settings: Partial<Settings.Settings> = {}
): Layer.Layer<Xingtu, Refusal> =>
  layerConfig({ ...settings, consumerBudgets: { "mcp/*": daily, "process/*": run } }).pipe(
    Layer.provide(settingsFrom(env)),
    Layer.catch((problem) => {
      const happened = problem._tag === "InvalidSettings" ? problem.happened.en : problem.message
      const advice =
        "Correct the variables of this server in your client's configuration; xingtu-mcp doctor checks them."
      return Layer.effect(Xingtu, Effect.fail(invalid(happened, advice)))
    })
  )
