import { type Context, Deferred, Effect, Exit, type Fiber } from "effect"
import type { Answer } from "./Answer.ts"
import type { SendFailure } from "../api/Attempts.ts"
import * as Failure from "../failure/Failure.ts"
import * as Progress from "../api/Progress.ts"

/** One request on its way; everybody who makes it meanwhile waits for it. */
export interface Flight extends Progress.Holder {
  waiting: number
  /** What it waits for now. */
  waitsFor: Failure.NotInTime["waitedFor"]
  /**
   * Who flies it, and who hears how it ends. Gone once it has ended: what a map held stays in memory for a while, and
   * a result should not.
   */
  fiber?: Fiber.Fiber<Answer, SendFailure> | undefined
  settled: Deferred.Deferred<Answer, SendFailure> | undefined
}

/** Who wants to come along. */
export interface Caller {
  /** What a flight is given to run with: clock, tracer, logger. */
  readonly context: Context.Context<never>
  /** Requests of one key are the same request. */
  readonly key: string
  readonly endpoint: string
  readonly deadlineMs: number
  /** Flies, when nobody does yet. It is stopped only where it says that it may be. */
  readonly find: (flight: Flight) => Effect.Effect<Answer, SendFailure>
  /** What the result is for those who come along with another's flight. */
  readonly shared: (answer: Answer) => Answer
  /** The same for a failure. */
  readonly sharedFailure: (failure: SendFailure, refusal: Progress.Progress["refusal"]) => SendFailure
}

/** The requests of this process that are on their way, one flight each. */
export const make = () => {
  const flights = new Map<string, Flight>()
  /** All that have not ended: also those that nobody waits for, who still write down that they ended. */
  const out = new Set<Flight>()
  let closed = false

  const forget = (key: string, flight: Flight) => {
    if (flights.get(key) === flight) flights.delete(key)
  }

  /** What those hear who waited for a flight that was stopped since the client closes. */
  const refusal = ({ endpoint }: Caller, { progress: { attempts, uncertain } }: Flight) =>
    Exit.fail(new Failure.ClientClosed({ endpoint, attempts, uncertain }))

  /** Starts a flight, with its first caller aboard. */
  const start = (caller: Caller): { readonly flight: Flight; readonly arrived: Effect.Effect<Answer, SendFailure> } => {
    const { context, find, key } = caller
    const settled = Deferred.makeUnsafe<Answer, SendFailure>()
    const flight: Flight = { progress: Progress.begun, waiting: 1, waitsFor: "turn", fiber: undefined, settled }
    flights.set(key, flight)
    out.add(flight)
    // In a fiber of its own: whoever asked may leave, and a paid result still arrives and is stored.
    const fiber = Effect.runForkWith(context)(find(flight), { uninterruptible: true })
    flight.fiber = fiber
    fiber.addObserver((exit) => {
      forget(key, flight)
      out.delete(flight)
      flight.fiber = flight.settled = undefined
      Deferred.doneUnsafe(settled, closed && Exit.hasInterrupts(exit) ? refusal(caller, flight) : exit)
    })
    return { flight, arrived: Deferred.await(settled) }
  }

  /** Stops a flight while nothing has been sent. At once: a moment later it might have sent its request. */
  const stop = (flight: Flight): void => {
    if (flight.progress.phase === "waiting") flight.fiber?.interruptUnsafe()
  }

  /** Nobody needs a flight that nobody waits for any more. */
  const leave = (key: string, flight: Flight): Effect.Effect<void> =>
    Effect.sync(() => {
      flight.waiting--
      if (flight.waiting > 0 || flight.progress.phase !== "waiting") return
      forget(key, flight)
      stop(flight)
    })

  /** The attempts are those of whoever started the flight; to who joined it they are another's. */
  const late = ({ endpoint }: Caller, { progress: { phase, uncertain }, waitsFor }: Flight, attempts = 0) =>
    Effect.fail(
      new Failure.NotInTime({ endpoint, attempts, waitedFor: phase === "waiting" ? waitsFor : "answer", uncertain })
    )

  /** Waits for a flight until the caller's deadline. */
  const inTime = (
    { deadlineMs }: Caller,
    arrived: Effect.Effect<Answer, SendFailure>,
    orElse: () => Effect.Effect<Answer, SendFailure>
  ) => Effect.timeoutOrElse(arrived, { duration: deadlineMs, orElse })

  return {
    /** Waits for the flight of this request, or starts it. Gives up at the deadline. */
    join: (caller: Caller): Effect.Effect<Answer, SendFailure> => {
      const { key, shared, sharedFailure } = caller
      return Effect.uninterruptibleMask((restore) => {
        const aboard = (flight: Flight, arrived: Effect.Effect<Answer, SendFailure>) =>
          Effect.tapCause(restore(arrived), () => leave(key, flight))
        const present = flights.get(key)
        if (present?.settled === undefined) {
          const { arrived, flight } = start(caller)
          const isOut = () => flight.progress.phase !== "waiting"
          // The first caller's request ends at the very deadline, with an outcome of its own.
          return aboard(
            flight,
            isOut()
              ? arrived
              : inTime(caller, arrived, () => (isOut() ? arrived : late(caller, flight, flight.progress.attempts)))
          )
        }
        present.waiting++
        const arrived = aboard(
          present,
          inTime(caller, Deferred.await(present.settled), () => late(caller, present))
        )
        return Effect.mapBoth(arrived, {
          onSuccess: shared,
          onFailure: (failure) => sharedFailure(failure, present.progress.refusal)
        })
      })
    },
    /** Whether nothing more may start. */
    isClosed: (): boolean => closed,
    /** Stops all that wait for their turn; nothing more starts. */
    close: Effect.sync(() => {
      closed = true
      for (const flight of out) stop(flight)
    }),
    /** Waits for all that are out. */
    ended: Effect.suspend(() =>
      Effect.forEach(
        [...out],
        ({ settled }) => (settled === undefined ? Effect.void : Effect.exit(Deferred.await(settled))),
        { discard: true }
      )
    )
  }
}
