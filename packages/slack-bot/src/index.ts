import { NodeHttpClient } from "@effect/platform-node"
import { Store, Transport, Xingtu } from "@xingtu/core"
import { Effect, Exit, Layer, Scope } from "effect"
import * as Bot from "./Bot.ts"
import type { Options } from "./Options.ts"
import * as Pending from "./Pending.ts"
import * as Works from "./Works.ts"

export type { Options }

const live = (options: Options) =>
  Layer.mergeAll(Xingtu.layer().pipe(Layer.provide(Transport.layerHttp(options.api))), Pending.layer, Works.layer).pipe(
    Layer.provideMerge(Layer.mergeAll(Store.layerMemory(), NodeHttpClient.layerUndici))
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
