import { Context, Effect } from "effect"
import type { Words } from "./Words.ts"

/**
 * Hears what a person should know although the call went well: a store that is away, an answer that could not be
 * stored.
 */
export const Warn = Context.Reference<(warning: Words) => Effect.Effect<void>>("@xingtu/core/Warn", {
  defaultValue: () => (warning) => Effect.logWarning(warning.en)
})
