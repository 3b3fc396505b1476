/** `effect/Effect` without spans and logs: a script has nowhere to send them. */

import { type Effect, void as nothing } from "effect/Effect"

export * from "effect/Effect"

export const withSpan = (_name: string, _options?: object) => <A, E, R>(effect: Effect<A, E, R>): Effect<A, E, R> => effect

export const annotateCurrentSpan = (..._attributes: ReadonlyArray<unknown>): Effect<void> => nothing

export const logWarning = (..._message: ReadonlyArray<unknown>): Effect<void> => nothing
