import { type Context, Deferred, Effect, Fiber } from "effect"
import type { Answer } from "../Answer.ts"
import type { Progress, SendFailure } from "../Call.ts"
import * as Failure from "../Failure.ts"

/** One question on its way; everybody who asks it meanwhile waits for it. */
export interface Flight {
  readonly settled: Deferred.Deferred<Answer, SendFailure>
  readonly progress: Progress
  waiting: number
  /** What it waits for now. */
  waitsFor: Failure.NotInTime["waitedFor"]
  fiber?: Fiber.Fiber<Answer, SendFailure>
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
}

/** The questions of this process that are on their way, one flight each. */
export const make = () => {
  const flights = new Map<string, Flight>()

  const forget = (lane: string, flight: Flight) => {
    if (flights.get(lane) === flight) flights.delete(lane)
  }

  /** Starts a flight, with its first passenger aboard. */
  const takeOff = ({ context, find, lane }: Passenger): Flight => {
    const flight: Flight = {
      settled: Deferred.makeUnsafe(),
      progress: { attempts: 0, doubts: 0, committed: false, refusal: undefined },
      waiting: 1,
      waitsFor: "turn"
    }
    flights.set(lane, flight)
    // In a fiber of its own: whoever asked may leave, and a paid answer still arrives and is stored.
    flight.fiber = Effect.runForkWith(context)(find(flight), { uninterruptible: true })
    flight.fiber.addObserver((exit) => {
      forget(lane, flight)
      Deferred.doneUnsafe(flight.settled, exit)
    })
    return flight
  }

  /** Stops a flight that nobody waits for any more, while nothing has been sent. */
  const leave = (lane: string, flight: Flight): Effect.Effect<void> =>
    Effect.suspend(() => {
      flight.waiting--
      if (flight.waiting > 0 || flight.progress.committed || flight.fiber === undefined || flight.fiber.pollUnsafe() !== undefined) return Effect.void
      forget(lane, flight)
      return Effect.asVoid(Effect.forkDetach(Fiber.interrupt(flight.fiber)))
    })

  const late = ({ endpoint }: Passenger, { progress: { committed, doubts }, waitsFor }: Flight) =>
    Effect.fail(new Failure.NotInTime({ endpoint, waitedFor: committed ? "answer" : waitsFor, doubts }))

  /** Waits for a flight until the passenger's deadline. */
  const inTime = (passenger: Passenger, flight: Flight, orElse: () => Effect.Effect<Answer, SendFailure>): Effect.Effect<Answer, SendFailure> =>
    Effect.timeoutOrElse(Deferred.await(flight.settled), { duration: passenger.deadlineMs, orElse })

  /** The first passenger's request ends at the very deadline, with an outcome of its own. */
  const first = (passenger: Passenger, flight: Flight): Effect.Effect<Answer, SendFailure> => {
    const arrived = Deferred.await(flight.settled)
    const { progress } = flight
    return progress.committed ? arrived : inTime(passenger, flight, () => (progress.committed ? arrived : late(passenger, flight)))
  }

  return {
    /** Waits for the flight of this lane, or starts it. Gives up at the deadline. */
    join: (passenger: Passenger): Effect.Effect<Answer, SendFailure> => {
      const { lane, shared } = passenger
      return Effect.uninterruptibleMask((restore) => {
        const aboard = (flight: Flight, arrived: Effect.Effect<Answer, SendFailure>) => Effect.tapCause(restore(arrived), () => leave(lane, flight))
        const present = flights.get(lane)
        if (present === undefined) {
          const flight = takeOff(passenger)
          return aboard(flight, first(passenger, flight))
        }
        present.waiting++
        return Effect.map(aboard(present, inTime(passenger, present, () => late(passenger, present))), shared)
      })
    },
    /** Waits for all that are out. */
    landed: Effect.suspend(() => Effect.forEach([...flights.values()], (flight) => Effect.exit(Deferred.await(flight.settled)), { discard: true }))
  }
}
