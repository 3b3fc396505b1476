import { type Context, Deferred, Effect, type Fiber } from "effect"
import type { Answer } from "./Answer.ts"
import type { Progress, SendFailure } from "../api/Attempts.ts"
import * as Failure from "../failure/Failure.ts"

/** One question on its way; everybody who asks it meanwhile waits for it. */
export interface Flight {
  readonly progress: Progress
  waiting: number
  /** What it waits for now. */
  waitsFor: Failure.NotInTime["waitedFor"]
  /** Who flies it, and who hears how it ends. Gone once it has landed: what a map held stays in memory for a while, and an answer should not. */
  fiber?: Fiber.Fiber<Answer, SendFailure> | undefined
  settled: Deferred.Deferred<Answer, SendFailure> | undefined
}

/** Who wants to come along. */
export interface Passenger {
  /** What a flight is given to run with: clock, tracer, logger. */
  readonly context: Context.Context<never>
  /** Questions of one lane are the same question. */
  readonly lane: string
  readonly endpoint: string
  readonly deadlineMs: number
  /** Flies, when nobody does yet. It is stopped only where it says that it may be. */
  readonly find: (flight: Flight) => Effect.Effect<Answer, SendFailure>
  /** What the answer is for those who come along with another's flight. */
  readonly shared: (answer: Answer) => Answer
  /** The same for a failure. */
  readonly sharedFailure: (failure: SendFailure, refusal: Progress["refusal"]) => SendFailure
}

/** The questions of this process that are on their way, one flight each. */
export const make = () => {
  const flights = new Map<string, Flight>()
  /** All that have not landed: also those that nobody waits for, who still write down that they ended. */
  const out = new Set<Flight>()

  const forget = (lane: string, flight: Flight) => {
    if (flights.get(lane) === flight) flights.delete(lane)
  }

  /** Starts a flight, with its first passenger aboard. */
  const takeOff = ({
    context,
    find,
    lane
  }: Passenger): { readonly flight: Flight; readonly arrived: Effect.Effect<Answer, SendFailure> } => {
    const settled = Deferred.makeUnsafe<Answer, SendFailure>()
    const progress = { attempts: 0, uncertain: 0, places: 1, lost: false, committed: false, refusal: undefined }
    const flight: Flight = { progress, waiting: 1, waitsFor: "turn", fiber: undefined, settled }
    flights.set(lane, flight)
    out.add(flight)
    // In a fiber of its own: whoever asked may leave, and a paid answer still arrives and is stored.
    const fiber = Effect.runForkWith(context)(find(flight), { uninterruptible: true })
    flight.fiber = fiber
    fiber.addObserver((exit) => {
      forget(lane, flight)
      out.delete(flight)
      flight.fiber = flight.settled = undefined
      Deferred.doneUnsafe(settled, exit)
    })
    return { flight, arrived: Deferred.await(settled) }
  }

  /** Stops a flight that nobody waits for any more, while nothing has been sent. */
  const leave = (lane: string, flight: Flight): Effect.Effect<void> =>
    Effect.sync(() => {
      flight.waiting--
      if (flight.waiting > 0 || flight.progress.committed || flight.fiber === undefined) return
      forget(lane, flight)
      // At once: a moment later it might have sent its request.
      flight.fiber.interruptUnsafe()
    })

  const late = ({ endpoint }: Passenger, { progress: { committed, uncertain }, waitsFor }: Flight) =>
    Effect.fail(new Failure.NotInTime({ endpoint, waitedFor: committed ? "answer" : waitsFor, uncertain }))

  /** Waits for a flight until the passenger's deadline. */
  const inTime = (
    { deadlineMs }: Passenger,
    arrived: Effect.Effect<Answer, SendFailure>,
    orElse: () => Effect.Effect<Answer, SendFailure>
  ) => Effect.timeoutOrElse(arrived, { duration: deadlineMs, orElse })

  return {
    /** Waits for the flight of this lane, or starts it. Gives up at the deadline. */
    join: (passenger: Passenger): Effect.Effect<Answer, SendFailure> => {
      const { lane, shared, sharedFailure } = passenger
      return Effect.uninterruptibleMask((restore) => {
        const aboard = (flight: Flight, arrived: Effect.Effect<Answer, SendFailure>) =>
          Effect.tapCause(restore(arrived), () => leave(lane, flight))
        const present = flights.get(lane)
        if (present?.settled === undefined) {
          const { arrived, flight } = takeOff(passenger)
          const { progress } = flight
          // The first passenger's request ends at the very deadline, with an outcome of its own.
          return aboard(
            flight,
            progress.committed
              ? arrived
              : inTime(passenger, arrived, () => (progress.committed ? arrived : late(passenger, flight)))
          )
        }
        present.waiting++
        const arrived = aboard(
          present,
          inTime(passenger, Deferred.await(present.settled), () => late(passenger, present))
        )
        return Effect.mapBoth(arrived, {
          onSuccess: shared,
          onFailure: (failure) => sharedFailure(failure, present.progress.refusal)
        })
      })
    },
    /** Waits for all that are out. */
    landed: Effect.suspend(() =>
      Effect.forEach(
        [...out],
        ({ settled }) => (settled === undefined ? Effect.void : Effect.exit(Deferred.await(settled))),
        { discard: true }
      )
    )
  }
}
