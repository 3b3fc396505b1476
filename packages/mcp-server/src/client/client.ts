import { type Settings, Xingtu } from "@xingtu/core"
import { layerConfig } from "@xingtu/core/node"
import { ConfigProvider, Effect, Layer } from "effect"
import { homedir } from "node:os"
import { join } from "node:path"
import type { Options } from "./options.ts"
import { Refusal } from "../tool/Tool.ts"

/** Where answers are kept unless the environment says otherwise: what was paid for is free after a restart. */
export const dataFile = (env: Readonly<Record<string, string | undefined>>): string => {
  const base =
    process.platform === "win32"
      ? (env["LOCALAPPDATA"] ?? join(homedir(), "AppData", "Local"))
      : process.platform === "darwin"
        ? join(homedir(), "Library", "Application Support")
        : (env["XDG_DATA_HOME"] ?? join(homedir(), ".local", "share"))
  return join(base, "xingtu", "mcp.sqlite")
}

const thisProcess = `process/${process.pid.toString(36)}-${Date.now().toString(36)}`

/** Whose ceilings a caller counts against. */
export const consumersOf = (name: string, { http, run }: Pick<Options, "http" | "run">): ReadonlyArray<string> =>
  http === undefined && Number.isFinite(run) ? [`mcp/${name}`, thisProcess] : [`mcp/${name}`]

/** Clients write `${JUSTONEAPI_TOKEN}` into the environment when they do not know the variable. */
const literal = /^\$\{?\w+\}?$/

const cannot = (refusal: Refusal): Layer.Layer<Xingtu, Refusal> => Layer.effect(Xingtu, Effect.fail(refusal))

/** The client of this server; what keeps it from working is said by the tool that needs it. */
export const client = (
  { daily, run }: Pick<Options, "daily" | "run">,
  env: Readonly<Record<string, string | undefined>>,
  settings: Partial<Settings.Settings> = {}
): Layer.Layer<Xingtu, Refusal> => {
  const token = env["JUSTONEAPI_TOKEN"]?.trim() ?? ""
  if (token === "" || literal.test(token))
    return cannot(
      new Refusal({
        happened:
          token === ""
            ? "JUSTONEAPI_TOKEN is not set."
            : `JUSTONEAPI_TOKEN is literally "${token}": the client did not replace it.`,
        charged: "no",
        advice: "Put the token of Just One API into the environment of this server, in your client's configuration."
      })
    )
  return layerConfig({
    ...settings,
    consumerBudgets: {
      ...(Number.isFinite(daily) ? { "mcp/*": daily } : {}),
      ...(Number.isFinite(run) ? { "process/*": run } : {})
    }
  }).pipe(
    Layer.provide(
      ConfigProvider.layer(ConfigProvider.fromEnv({ env: { XINGTU_STORE: dataFile(env), ...defined(env) } }))
    ),
    Layer.catch((problem) =>
      cannot(
        new Refusal({
          happened: problem._tag === "InvalidSettings" ? problem.happened.en : problem.message,
          charged: "no",
          advice: "Correct the environment of this server; xingtu-mcp doctor checks it."
        })
      )
    )
  )
}

const defined = (env: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
