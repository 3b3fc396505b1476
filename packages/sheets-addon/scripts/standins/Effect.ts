/** `effect/Effect` without logs: a script has nowhere to send them. */

import { type Effect, void as nothing } from "effect/Effect"

export * from "effect/Effect"

export const logWarning = (..._message: ReadonlyArray<unknown>): Effect<void> => nothing
