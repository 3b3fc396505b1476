import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import { BaseUrl, type InvalidSettings, type Store, Warn, Xingtu } from "@xingtu/core"
import { layerUndici } from "@xingtu/core/node"
import { Effect, Layer, Logger, References, Result, type Scope } from "effect"
import { Otlp } from "effect/observability"
import * as Bot from "./Bot.ts"
import { consumers } from "./util/consumers.ts"
import type { Options } from "./slack/Options.ts"
import * as Pending from "./state/Pending.ts"
import * as Stores from "./store/Stores.ts"
import * as Cancellation from "./state/Cancellation.ts"

const budgetsOf = ({ token, ...each }: Options["budgets"]) => ({
  ...(token === undefined ? {} : { dailyBudget: token }),
  consumerBudgets: {
    [consumers.free]: 0,
    ...Object.fromEntries(
      (["user", "channel", "workspace"] as const).flatMap((kind) =>
        each[kind] === undefined ? [] : [[consumers.any(kind), each[kind]]]
      )
    )
  }
})

/** Decoded results kept in memory: a person turns pages of a few, and the store has the others. */
const atHand = 200

/** One JSON object a line, from the level that is set on. */
const logs = (options: Options) =>
  Layer.merge(Logger.layer([Logger.consoleJson]), Layer.succeed(References.MinimumLogLevel, options.logLevel))

const telemetry = ({ telemetry }: Options) =>
  telemetry === undefined
    ? Layer.empty
    : Otlp.layerJson({
        baseUrl: telemetry,
        resource: { serviceName: "xingtu-slack" },
        loggerMergeWithExisting: true
      }).pipe(Layer.provide(NodeHttpClient.layerUndici))

/** What whoever runs the bot should know of the address the token goes to. */
const warningOf = ({ baseUrl }: Options["api"]) => Result.getOrUndefined(BaseUrl.parse(baseUrl))?.warning

const warnings = ({ api }: Options) => {
  const warning = warningOf(api)
  return warning === undefined ? Layer.empty : Layer.effectDiscard(Effect.flatMap(Warn, (warn) => warn(warning)))
}

const live = (options: Options) =>
  Layer.mergeAll(
    Xingtu.layer({ atHand, ...options.core, ...budgetsOf(options.budgets) }).pipe(
      Layer.provide(layerUndici({ ...options.api, connections: Math.max(64, options.core?.concurrency ?? 0) }))
    ),
    Pending.layer,
    Cancellation.layer,
    warnings(options)
  ).pipe(
    Layer.provideMerge(Layer.mergeAll(Stores.layer(options.stores), NodeHttpClient.layerUndici)),
    Layer.provideMerge(Layer.merge(logs(options), telemetry(options)))
  )

/** The bot with everything it needs, until the scope ends. */
export const serve = (
  options: Options
): Effect.Effect<Bot.Bot, Bot.StartFailed | Store.StoreFailure | InvalidSettings, Scope.Scope> =>
  Effect.flatMap(Layer.build(live(options)), (context) => Effect.provideContext(Bot.make(options), context))
