import { Effect, type Fiber, Tracer } from "effect"

type Attributes = Readonly<Record<string, unknown>>

/** A span with what became of it, made only when somebody installed a tracer: nobody pays for what nobody sees. */
export const traced = <A, E, R>(
  fiber: Fiber.Fiber<unknown, unknown>,
  self: Effect.Effect<A, E, R>,
  name: string,
  attributes: Attributes,
  outcome: { readonly answered?: (value: A) => Attributes; readonly failed?: (failure: E) => Attributes } = {}
): Effect.Effect<A, E, R> => {
  if (fiber.getRef(Tracer.Tracer) === Tracer.nativeTracer) return self
  const told = self.pipe(
    Effect.tap((value) => Effect.annotateCurrentSpan({ ...outcome.answered?.(value) })),
    Effect.tapError((failure) => Effect.annotateCurrentSpan({ ...outcome.failed?.(failure) }))
  )
  return Effect.withSpan(told, name, { attributes: { ...attributes }, captureStackTrace: false })
}
