import { NodeHttpClient } from "@effect/platform-node"
import { Xingtu } from "@xingtu/core"
import { layerUndici } from "@xingtu/core/node"
import { Effect, Exit, Layer, Scope } from "effect"
import * as Bot from "./Bot.ts"
import type { Options } from "./Options.ts"
import { consumers } from "./consumers.ts"
import * as Pending from "./Pending.ts"
import * as Stores from "./Stores.ts"
import * as Works from "./Works.ts"

export type { Options }

const budgetsOf = ({ channel, token, user }: Options["budgets"]) => ({
  ...(token === undefined ? {} : { dailyBudget: token }),
  consumerBudgets: {
    ...(user === undefined ? {} : { [consumers.anyUser]: user }),
    ...(channel === undefined ? {} : { [consumers.anyChannel]: channel })
  }
})

const live = (options: Options) =>
  Layer.mergeAll(Xingtu.layer(budgetsOf(options.budgets)).pipe(Layer.provide(layerUndici(options.api))), Pending.layer, Works.layer).pipe(
    Layer.provideMerge(Layer.mergeAll(Stores.layer(options.stores), NodeHttpClient.layerUndici))
  )

/** Starts the bot and says where it listens; `close` ends it after the work that is under way. */
export const startBot = async (options: Options) => {
  const scope = Effect.runSync(Scope.make())
  const bot = await Effect.runPromise(
    Layer.buildWithScope(live(options), scope).pipe(
      Effect.flatMap((context) => Effect.provideContext(Bot.make(options), context)),
      Scope.provide(scope)
    )
  )
  return { ...bot, close: () => Effect.runPromise(Scope.close(scope, Exit.void)) }
}
