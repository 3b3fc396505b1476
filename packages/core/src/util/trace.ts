import { Context, Effect, type Fiber, Option, Tracer } from "effect"

type Attributes = Readonly<Record<string, unknown>>

/** Whether anybody sees spans: a tracer was installed, or the program has spans of its own around this. */
const isSeen = (fiber: Fiber.Fiber<unknown, unknown>): boolean =>
  fiber.getRef(Tracer.Tracer) !== Tracer.nativeTracer ||
  Option.isSome(Context.getOption(fiber.context, Tracer.ParentSpan))

/**
 * A span with what became of it, made only where somebody sees it: nobody pays for what nobody sees. What runs is given
 * the context inside the span, so that whatever it forks is below it too.
 */
export const traced = <A, E, R>(
  fiber: Fiber.Fiber<unknown, unknown>,
  run: (context: Context.Context<never>) => Effect.Effect<A, E, R>,
  name: string,
  attributes: Attributes,
  outcome: { readonly answered: (value: A) => Attributes; readonly failed: (failure: E) => Attributes }
): Effect.Effect<A, E, R> => {
  if (!isSeen(fiber)) return run(fiber.context)
  const told = Effect.withFiber((inner) => run(inner.context)).pipe(
    Effect.tap((value) => Effect.annotateCurrentSpan({ ...outcome.answered(value) })),
    Effect.tapError((failure) => Effect.annotateCurrentSpan({ ...outcome.failed(failure) }))
  )
  return Effect.withSpan(told, name, { attributes: { ...attributes }, captureStackTrace: false })
}
