import { Effect, Exit, Scope } from "effect"
import type { Options } from "./slack/Options.ts"
import { serve } from "./serve.ts"

export { manifest, type ManifestOptions, scopes } from "./slack/manifest.ts"
export type { Connection, Options } from "./slack/Options.ts"
export { draw } from "./blocks/text.ts"

/** A running bot: the address it listens at, and how to stop it. */
export interface Running extends AsyncDisposable {
  /** Where Slack's requests arrive on this machine; undefined in Socket Mode. */
  readonly url: string | undefined
  /** Ends it after the work that is under way. */
  readonly close: () => Promise<void>
}

/**
 * Starts the bot in this process, and resolves when Slack can reach it. Rejects with a message that says what is wrong
 * and what to do: an invalid setting, a port that is taken, a token that Slack does not accept.
 *
 * ```ts
 * await using bot = await startBot(options) // stops when the block ends
 * ```
 */
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
