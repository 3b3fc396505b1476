import { Cause, Effect, Exit, type Layer, ManagedRuntime, Stream } from "effect"
import * as Options from "../client/Options.ts"
import { Xingtu } from "../client/Xingtu.ts"
import * as Failure from "../failure/Failure.ts"
import { isRecord } from "../util/path.ts"
import type { Check } from "../settings/Check.ts"
import { thrown } from "./thrown.ts"
import type { Heard, Left } from "./types.ts"

/** What somebody asks for: a name for its failures, the options as they were given, and what they must be. */
export interface Asked {
  readonly of: string
  readonly given?: unknown
  readonly checks?: Readonly<Record<string, Check>>
}

/** The options that are a promise's own. */
export const ofPromise: Options.Checks<Left & Heard> = { signal: Options.aSignal, onProgress: Options.aFunction }

/** The options of an Effect among those of a promise. */
export const withoutOwn = <O extends Left & Heard>(
  given: O | undefined
): Omit<O, "signal" | "onProgress"> | undefined => {
  // What is no object is refused by whoever takes it.
  if (!isRecord(given)) return given
  const { onProgress: _, signal: __, ...others } = given
  return others
}

/** Fails with the signal's reason when it is given. */
const aborted = (signal: AbortSignal | undefined): Effect.Effect<never, unknown> =>
  signal === undefined
    ? Effect.never
    : Effect.callback((resume) => {
        const leave = () => resume(Effect.fail(signal.reason))
        if (signal.aborted) return leave()
        signal.addEventListener("abort", leave, { once: true })
        return Effect.sync(() => signal.removeEventListener("abort", leave))
      })

/** Each failure with the line that waits for it. */
const told = async function* <A>(all: AsyncIterable<A>): AsyncGenerator<A, void> {
  try {
    yield* all
  } catch (error) {
    throw thrown(error)
  }
}

export type Runner = ReturnType<typeof runner>

/** Runs what a client over promises is asked, until it is closed. */
export const runner = <E>(layer: Layer.Layer<Xingtu, E>) => {
  let runtime = ManagedRuntime.make(layer)
  let closing: Promise<void> | undefined
  let running = 0
  let wake: () => void = () => undefined

  const refusal = ({ checks = {}, given, of }: Asked): Failure.InvalidInput | Failure.ClientClosed | undefined =>
    closing === undefined ? Options.refusal(of, checks, given) : new Failure.ClientClosed({ endpoint: of })

  /** Throws where what is asked cannot be. */
  const check = (asked: Asked): void => {
    const wrong = refusal(asked)
    if (wrong !== undefined) throw thrown(wrong)
  }

  /** The first call of all makes the client. One that could not be made is made anew: what kept it may be mended. */
  const first = async <A, F>(effect: Effect.Effect<A, F, Xingtu>, options: Effect.RunOptions) => {
    const own = runtime
    const exit = await own.runPromiseExit(effect, options)
    const isMade = own.cachedContext !== undefined
    // Who only left has stopped nothing: others may still be waiting for the same client.
    if (!isMade && own === runtime && Exit.isFailure(exit) && !Cause.hasInterrupts(exit.cause)) {
      runtime = ManagedRuntime.make(layer)
      await own.dispose()
    }
    return exit
  }

  /** A runtime lists whatever it runs, to end it when it is closed. Who closes this waits for all anyway. */
  const exitOf = <A, F>(
    effect: Effect.Effect<A, F, Xingtu>,
    options: Effect.RunOptions
  ): Promise<Exit.Exit<A, E | F>> =>
    runtime.cachedContext === undefined
      ? first(effect, options)
      : Effect.runPromiseExitWith(runtime.cachedContext)(effect, options)

  const run = async <A, E>(asked: Asked, effect: Effect.Effect<A, E, Xingtu>, signal?: AbortSignal): Promise<A> => {
    check(asked)
    signal?.throwIfAborted()
    running++
    try {
      const exit = await exitOf(effect, signal === undefined ? {} : { signal })
      if (Exit.isSuccess(exit)) return exit.value
      signal?.throwIfAborted()
      throw thrown(Cause.squash(exit.cause))
    } finally {
      running--
      if (running === 0) wake()
    }
  }

  const stream = <A, E>(
    asked: Asked,
    open: (client: Xingtu["Service"]) => Stream.Stream<A, E>,
    signal?: AbortSignal
  ): AsyncIterable<A> =>
    told(
      Stream.toAsyncIterable(
        Stream.unwrap(
          Effect.suspend((): Effect.Effect<Stream.Stream<A, unknown>> => {
            const wrong = refusal(asked)
            if (wrong !== undefined) return Effect.succeed(Stream.fail(wrong))
            const client = Effect.flatten(Effect.promise(() => exitOf(Xingtu.use(Effect.succeed), {})))
            const opened = Effect.map(client, open)
            return Effect.succeed(Stream.interruptWhen(Stream.unwrap(opened), aborted(signal)))
          })
        )
      )
    )

  /** Who waits for a request that is out hears how it ends; nobody else is kept waiting. */
  const end = async (): Promise<void> => {
    if (running > 0) {
      const idle = new Promise<void>((resolve) => (wake = resolve))
      // A client that could not be made has nothing to close.
      await runtime.runPromise(Effect.ignoreCause(Xingtu.use(({ close }) => close))).catch(() => undefined)
      await idle
    }
    await runtime.dispose()
  }

  return { check, run, stream, close: (): Promise<void> => (closing ??= end()) }
}
