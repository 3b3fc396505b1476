import { Deferred, Effect, Fiber } from "effect"
import type { Answer } from "../Answer.ts"
import type { SendFailure } from "../Call.ts"
import * as Failure from "../Failure.ts"

/** One question on its way; everybody who asks it meanwhile waits for it. */
export interface Flight {
  readonly settled: Deferred.Deferred<Answer, SendFailure>
  waiting: number
  /** A request is out, or its outcome is being written: nobody's leaving may stop it. */
  committed: boolean
  /** What it waits for now. */
  waitsFor: Failure.NotInTime["waitedFor"]
  /** Requests so far that may have been charged. */
  doubts: number
  fiber?: Fiber.Fiber<unknown, unknown>
}

/** What a caller gets: the answer, and whether it came with a flight that another had started. */
export interface Arrived {
  readonly answer: Answer
  readonly shared: boolean
}

/** The questions of this process that are on their way, one flight each. */
export const make = () => {
  const flights = new Map<string, Flight>()

  /** Starts a flight, with its first caller aboard. */
  const takeOff = (lane: string, find: (flight: Flight) => Effect.Effect<Answer, SendFailure>): Effect.Effect<Flight> => {
    const flight: Flight = { settled: Deferred.makeUnsafe<Answer, SendFailure>(), waiting: 1, committed: false, waitsFor: "turn", doubts: 0 }
    flights.set(lane, flight)
    const flown = Effect.onExit(find(flight), (exit) => {
      if (flights.get(lane) === flight) flights.delete(lane)
      return Deferred.done(flight.settled, exit)
    })
    // In a fiber of its own: whoever asked may leave, and a paid answer still arrives and is stored.
    return Effect.map(Effect.forkDetach(flown, { startImmediately: true }), (fiber) => {
      flight.fiber = fiber
      return flight
    })
  }

  /** Stops a flight that nobody waits for any more, while nothing has been sent. */
  const leave = (lane: string, flight: Flight): Effect.Effect<void> =>
    Effect.suspend(() => {
      flight.waiting--
      if (flight.waiting > 0 || flight.committed || flight.fiber === undefined || flight.fiber.pollUnsafe() !== undefined) return Effect.void
      if (flights.get(lane) === flight) flights.delete(lane)
      return Effect.asVoid(Effect.forkDetach(Fiber.interrupt(flight.fiber)))
    })

  return {
    /** Waits for the flight of this lane, or starts it. Gives up at the deadline. */
    join: (
      lane: string,
      endpoint: string,
      deadlineMs: number,
      find: (flight: Flight) => Effect.Effect<Answer, SendFailure>
    ): Effect.Effect<Arrived, SendFailure> =>
      Effect.uninterruptibleMask((restore) => {
        const present = flights.get(lane)
        return Effect.flatMap(present === undefined ? takeOff(lane, find) : Effect.succeed(present), (flight) => {
          if (present !== undefined) flight.waiting++
          const arrived = Deferred.await(flight.settled)
          const late = Effect.suspend(() =>
            // The first caller's request ends at this very deadline with an outcome of its own.
            present === undefined && flight.committed
              ? arrived
              : Effect.fail(new Failure.NotInTime({ endpoint, waitedFor: flight.committed ? "answer" : flight.waitsFor, doubts: flight.doubts })))
          const inTime = present === undefined && flight.committed ? arrived : Effect.timeoutOrElse(arrived, { duration: deadlineMs, orElse: () => late })
          return restore(inTime).pipe(
            Effect.ensuring(leave(lane, flight)),
            Effect.map((answer) => ({ answer, shared: present !== undefined }))
          )
        })
      }),
    /** Waits for all that are out. */
    landed: Effect.suspend(() => Effect.forEach([...flights.values()], (flight) => Effect.exit(Deferred.await(flight.settled)), { discard: true }))
  }
}
