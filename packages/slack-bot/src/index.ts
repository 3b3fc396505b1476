import { Transport, Xingtu } from "@xingtu/core"
import { NodeHttpClient } from "@effect/platform-node"
import { Effect, Exit, Layer, Scope } from "effect"
import * as Bot from "./Bot.ts"
import type { Options } from "./Options.ts"

export type { Options }

export const startBot = async (options: Options) => {
  const scope = Effect.runSync(Scope.make())
  const http = NodeHttpClient.layerUndici
  const live = Xingtu.layer().pipe(Layer.provide(Transport.layerHttp(options.api)), Layer.provideMerge(http))
  const bot = await Effect.runPromise(Layer.buildWithScope(live, scope).pipe(Effect.flatMap((context) => Bot.make(options).pipe(Effect.provideContext(context))), Scope.provide(scope)))
  return { ...bot, close: () => Effect.runPromise(Scope.close(scope, Exit.void)) }
}
