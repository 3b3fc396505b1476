import { Effect, Fiber } from "effect"
import type * as Knowledge from "./Knowledge.ts"
import * as Owed from "./Owed.ts"
import type * as Store from "./Driver.ts"
import * as Warnings from "./Warnings.ts"
import type { Words } from "../util/Words.ts"

const firstPauseMs = 1_000
const longestPauseMs = 30_000

/** Tries without anybody asking: a program that is done may end. */
const idleTries = 8

/** What this process does while its store does not take what it writes. */
export interface Outage {
  readonly owed: Owed.Owed
  /** Reading may go on where writing does not. */
  readable: boolean
  /** Tries since anybody asked. */
  idle: number
  /** Who tries whether it is back; undefined when nobody does. */
  trying: Fiber.Fiber<void> | undefined
  told: boolean
}

/** What an outage is made of. */
export interface Parts {
  readonly remote: Store.Driver
  readonly knowledge: Knowledge.Knowledge
  readonly warn: (warning: Words) => Effect.Effect<void>
  readonly isNewer: (held: string | undefined, than: string | undefined) => boolean
  readonly freshId: () => string
}

/** The time in which a store does not take what is written: at most one at a time, with its tries to end it. */
export const make = ({ freshId, isNewer, knowledge, remote, warn }: Parts) => {
  let current: Outage | undefined

  /** Pays back what is owed; the outage ends when nothing is. */
  const settle = (outage: Outage): Effect.Effect<void, Store.StoreFailure> =>
    Effect.andThen(
      // A store that reads but owes nothing is tried by the next who writes.
      remote.get(["back"]),
      Effect.suspend(() => {
        outage.readable = true
        return Effect.andThen(
          outage.owed.settle(remote, knowledge.reckon),
          Effect.suspend(() => {
            if (current !== outage) return Effect.void
            current = undefined
            return outage.told ? warn(Warnings.back) : Effect.void
          })
        )
      })
    )

  /** Tries whether the store is back, ever more rarely. */
  const returning = (outage: Outage): Effect.Effect<void> =>
    Effect.gen(function* () {
      let pauseMs = firstPauseMs
      while (current === outage && outage.idle < idleTries) {
        yield* Effect.sleep(pauseMs)
        pauseMs = Math.min(pauseMs * 2, longestPauseMs)
        outage.idle++
        yield* Effect.ignoreCause(settle(outage))
      }
      outage.trying = undefined
    })

  return {
    current: (): Outage | undefined => current,
    /** The store failed: from now on this process goes on alone. */
    begin: (goesOn: "reading" | "nothing"): Outage => {
      current ??= { owed: Owed.make(isNewer, freshId), readable: true, idle: 0, trying: undefined, told: false }
      if (goesOn === "nothing") current.readable = false
      return current
    },
    /** Says once that it began. One that was over before anybody heard of it is not told at all. */
    tell: (outage: Outage, reason: string): Effect.Effect<void> =>
      Effect.suspend(() => {
        if (outage.told || current !== outage) return Effect.void
        outage.told = true
        return warn(outage.readable ? Warnings.unwritable(reason) : Warnings.unreadable(reason))
      }),
    /** Somebody asks meanwhile: the store goes on being tried. */
    use: (outage: Outage): Effect.Effect<void> =>
      Effect.suspend(() => {
        outage.idle = 0
        if (outage.trying !== undefined) return Effect.void
        return Effect.map(Effect.forkDetach(returning(outage), { startImmediately: true }), (fiber) => {
          outage.trying = fiber
        })
      }),
    /** Tries a last time. A client that ends tries no longer: a timer would keep its program from ending. */
    end: Effect.suspend(() => {
      const outage = current
      if (outage === undefined) return Effect.void
      const { owed, trying } = outage
      outage.trying = undefined
      return Effect.andThen(
        trying === undefined ? Effect.void : Fiber.interrupt(trying),
        owed.isOwing() ? Effect.catchCause(settle(outage), () => warn(Warnings.lost)) : Effect.void
      )
    })
  }
}
