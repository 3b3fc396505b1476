import { Effect, Layer, Redacted, Result, type Scope } from "effect"
import { wrongToken } from "../api/access.ts"
import * as BaseUrl from "../api/BaseUrl.ts"
import { overFetch } from "../api/overFetch.ts"
import * as Transport from "../api/Transport.ts"
import * as Options from "../client/Options.ts"
import { Xingtu } from "../client/Xingtu.ts"
import { InvalidSettings, type SettingProblem } from "../failure/InvalidSettings.ts"
import { type Check, must } from "../settings/Check.ts"
import * as Settings from "../settings/Settings.ts"
import type { StoreFailure } from "../store/Store.ts"
import { isRecord } from "../util/path.ts"
import { Warn } from "../util/Warn.ts"
import type { Options as ClientOptions } from "./types.ts"

/** How requests are sent to an address where no `fetch` is given. */
export type Sender = (baseUrl: string) => Effect.Effect<Transport.Send, never, Scope.Scope>

/** A variable of the environment, where there is one. */
const variable = (name: string): string | undefined => {
  try {
    const value: unknown = Object(Object(Reflect.get(globalThis, "process")).env)[name]
    return typeof value === "string" && value.trim() !== "" ? value : undefined
  } catch {
    // Deno asks before it lets a program see one.
    return undefined
  }
}

/** What the options of this door hold beside the settings. */
const beyondSettings: ReadonlyArray<Exclude<keyof ClientOptions, keyof Settings.Settings>> = [
  "token",
  "baseUrl",
  "onWarning",
  "fetch",
  "transport",
  "store"
]

const isTransport = (value: unknown): boolean =>
  isRecord(value) &&
  typeof value["account"] === "string" &&
  typeof value["baseUrl"] === "string" &&
  typeof value["get"] === "function"

const beside: Readonly<Record<string, Check>> = {
  onWarning: Options.aFunction,
  fetch: Options.aFunction,
  transport: must("a transport, with account, baseUrl and get", "传输对象，含 account、baseUrl 与 get", isTransport),
  store: must("a store, such as sqliteStore(path)", "存储，例如 sqliteStore(path)", Layer.isLayer)
}

const besideProblems = (options: object): ReadonlyArray<SettingProblem> =>
  Object.entries(beside).flatMap(([name, check]) => {
    const value: unknown = Reflect.get(options, name)
    return value === undefined ? [] : check(name, value)
  })

const noOptions = must("an object of options", "由选项组成的对象", isRecord)

/** What a client of these options runs in; throws `InvalidSettings` where they cannot be. */
export const layerOf = (
  options: ClientOptions,
  sender: Sender
): Layer.Layer<Xingtu, InvalidSettings | StoreFailure> => {
  const none = noOptions("options", options)
  if (none.length > 0) throw new InvalidSettings({ problems: none })
  const { baseUrl, fetch, onWarning = console.warn, store, token: given, transport: own, ...settings } = options
  const fromEnvironment = own === undefined ? variable : () => undefined
  const base = BaseUrl.parse(baseUrl === undefined ? fromEnvironment("JUSTONEAPI_BASE_URL") : baseUrl)
  const token = given ?? fromEnvironment("JUSTONEAPI_TOKEN") ?? ""
  const problems: ReadonlyArray<SettingProblem> = [
    ...(Result.isFailure(base) ? [{ setting: "baseUrl", problem: base.failure }] : []),
    ...(own === undefined ? wrongToken(token) : []),
    ...besideProblems(options),
    ...Settings.problems(settings, beyondSettings)
  ]
  if (Result.isFailure(base) || problems.length > 0) throw new InvalidSettings({ problems })
  const { url, warning } = base.success
  if (warning !== undefined) onWarning(warning.en)
  const transport =
    own === undefined
      ? Layer.effect(
          Transport.Transport,
          Effect.map(fetch === undefined ? sender(url) : Effect.succeed(overFetch(fetch)), (send) =>
            Transport.makeTimed({ baseUrl: url, token: Redacted.make(token), send })
          )
        )
      : Layer.succeed(Transport.Transport, own)
  const warn = Layer.succeed(Warn, (warning) => Effect.sync(() => onWarning(warning.en)))
  const layer = Xingtu.layer(settings).pipe(Layer.provide(transport))
  // The store warns as the client does.
  return (store === undefined ? layer : Layer.provide(layer, store)).pipe(Layer.provide(warn))
}
