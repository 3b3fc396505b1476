import { Effect, Exit, Scope } from "effect"
import type { Options } from "./slack/Options.ts"
import { serve } from "./serve.ts"

export { manifest, type ManifestOptions, scopes } from "./slack/manifest.ts"
export type { Connection, Options } from "./slack/Options.ts"
export { draw } from "./blocks/text.ts"

/** A running bot. */
export interface Running extends AsyncDisposable {
  /** Where Slack's requests arrive on this machine; undefined in Socket Mode. */
  readonly url: string | undefined
  /** Ends it after the work that is under way. */
  readonly close: () => Promise<void>
}

/** Starts the bot. Rejects with what is wrong when it cannot start. */
export const startBot = async (options: Options): Promise<Running> => {
  const scope = Effect.runSync(Scope.make())
  const close = () => Effect.runPromise(Scope.close(scope, Exit.void))
  try {
    const { url } = await Effect.runPromise(Scope.provide(serve(options), scope))
    return { url, close, [Symbol.asyncDispose]: close }
  } catch (error) {
    await close()
    throw error
  }
}
