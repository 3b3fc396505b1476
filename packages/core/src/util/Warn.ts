import { Context, Effect } from "effect"
import type { Words } from "./Words.ts"

/** Receives warnings about calls that succeeded: a store that is unavailable, a result that could not be cached. */
export const Warn = Context.Reference<(warning: Words) => Effect.Effect<void>>("@xingtu/core/Warn", {
  defaultValue: () => (warning) => Effect.logWarning(warning.en)
})
