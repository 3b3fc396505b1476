import { Effect, Exit } from "effect"
import type * as Answer from "./Answer.ts"
import * as Attempts from "../api/Attempts.ts"
import type * as Endpoint from "../endpoint/Endpoint.ts"
import * as CacheEntry from "./CacheEntry.ts"
import * as Failure from "../failure/Failure.ts"
import { ms } from "../util/ms.ts"
import { steady } from "../util/time.ts"
import type * as SingleFlight from "./SingleFlight.ts"
import type * as Gate from "../quota/Gate.ts"
import type * as Ledger from "../quota/Ledger.ts"
import type * as Limiter from "../quota/RateLimiter.ts"
import * as Progress from "../api/Progress.ts"
import * as Retry from "../api/Retry.ts"
import type { QuotaDay } from "../settings/QuotaDay.ts"
import * as Settings from "../settings/Settings.ts"
import * as Settlement from "./Settlement.ts"
import type * as Store from "../store/Store.ts"
import type { Transport } from "../api/Transport.ts"

/** What a purchase is made with. */
export interface Parts {
  readonly transport: Transport["Service"]
  readonly store: Store.Unfailing
  readonly gate: Gate.Gate
  readonly limiter: Limiter.Limiter
  readonly ledger: Ledger.Ledger
  readonly settings: Settings.Settings
  readonly day: (now: number) => QuotaDay
}

/** A question that was claimed, with a place in the budget reserved. */
export interface Order<D> {
  readonly endpoint: Endpoint.Endpoint<Endpoint.Params, D>
  readonly question: Endpoint.Question
  readonly options: Answer.CallOptions
  readonly flight: SingleFlight.Flight
  readonly key: string
  readonly claim: CacheEntry.Claimed
  readonly probes: ReadonlyArray<Gate.Probe>
  /** When whoever asks gives up, epoch milliseconds. */
  readonly deadline: number
  readonly leastMs: number
}

/** Sends questions that were claimed, and writes down what became of them whatever happens. */
export const make = (parts: Parts) => {
  const { day, gate, ledger, limiter, settings, store, transport } = parts
  const schedules = Retry.instead(Retry.schedules, settings.retry)

  /** What a call says of itself goes before what the client does. */
  const limitsOf = ({ deadline, leastMs, options }: Order<unknown>, time: () => number): Attempts.Limits => ({
    attemptMs: Settings.waitMs(options.attempt ?? settings.attempt),
    deadline,
    leastMs,
    retries: options.retries ?? Math.max(settings.retries, Retry.listed(options.retry)),
    schedules: Retry.instead(schedules, options.retry),
    time
  })

  /**
   * Others may have given the call up and counted it as unknown: that is taken back, and what is known of it takes the
   * place of their doubt. What keeps the books may break.
   */
  const takeBack = (
    { claim, endpoint, key }: Order<unknown>,
    { put: [entry] = [], when }: Store.Change
  ): Effect.Effect<void> =>
    Effect.gen(function* () {
      const found = ledger.found(day(claim.at), claim, endpoint.id)
      const is = CacheEntry.write(CacheEntry.doubt(claim, ms(settings.unknownFor)))
      if (when !== undefined && entry !== undefined)
        yield* store.commit({ ...found, when: [...found.when, { key, is }], put: [...found.put, entry] }, "ifItHolds")
      yield* store.commit(found, "ifItHolds")
    }).pipe(Effect.ignoreCause)

  const write = (order: Order<unknown>, change: Store.Change, time: () => number): Effect.Effect<void> =>
    Effect.flatMap(store.commit(change), (committed) => {
      if (committed._tag === "Changed") {
        // Another has written there meanwhile: leave it, but keep the books.
        const { when: _, put = [], ...rest } = change
        return Effect.andThen(store.commit({ ...rest, put: put.slice(1) }), takeBack(order, change))
      }
      const isLate = time() >= order.deadline
      return isLate || committed.owed === true ? takeBack(order, change) : Effect.void
    })

  /**
   * The first caller of a flight keeps no time of its own once a request is out; so a later attempt does not wait for
   * its turn past the deadline.
   */
  const giveUpAfter = (
    ms: number,
    endpoint: string,
    flight: SingleFlight.Flight
  ): Effect.Effect<never, Failure.NotInTime> =>
    Effect.andThen(
      Effect.sleep(Math.max(0, ms)),
      Effect.suspend(() => {
        const { attempts, phase, uncertain } = flight.progress
        return phase === "waiting"
          ? Effect.fail(new Failure.NotInTime({ endpoint, attempts, uncertain, waitedFor: "turn" }))
          : Effect.never
      })
    )

  /** An attempt that may have been charged has used up its place in the budget: the next one takes another. */
  const reserve = (
    { consumers, at }: CacheEntry.Claimed,
    endpoint: string,
    flight: SingleFlight.Flight
  ): Effect.Effect<void, Failure.BudgetSpent> => {
    const { attempts, places, uncertain } = flight.progress
    if (uncertain < places) return Effect.void
    const today = day(at)
    return Effect.uninterruptible(
      Effect.flatMap(store.commit({ add: ledger.reserve(today, consumers) }), (committed) => {
        if (committed._tag === "Over") {
          const refused = ledger.refused(committed.name, consumers)
          return Effect.fail(
            new Failure.BudgetSpent({ endpoint, attempts, uncertain, ...refused, opensAt: today.endsAt })
          )
        }
        flight.progress = Progress.reserved(flight.progress)
        return Effect.void
      })
    )
  }

  const hooks = <D>(
    { claim, deadline, endpoint: { id }, flight, probes }: Order<D>,
    time: () => number
  ): Attempts.Hooks => ({
    turn: (attempt) => {
      const inTurn = limiter.turn(id)(attempt)
      return Effect.suspend(() =>
        flight.progress.attempts === 0
          ? inTurn
          : Effect.andThen(
              reserve(claim, id, flight),
              Effect.raceFirst(inTurn, giveUpAfter(deadline - time(), id, flight))
            )
      )
    },
    stop: (now) => {
      const { attempts, uncertain } = flight.progress
      const latch = probes.length > 0 ? undefined : gate.closedMeanwhile(id, now)
      return latch === undefined
        ? undefined
        : new Failure.GateClosed({ endpoint: id, code: latch.code, opensAt: latch.until, attempts, uncertain })
    },
    failed: (failure, now) => {
      if (failure._tag === "RateLimited") limiter.tooFast(now)
    },
    wanted: () => flight.waiting > 0
  })

  return <D>(order: Order<D>): Effect.Effect<Attempts.Paid, Attempts.SendFailure> =>
    Effect.clockWith((clock) => {
      const { claim, endpoint, flight, key, options, probes, question } = order
      const time = steady(clock)
      const limits = limitsOf(order, time)
      const sent = Attempts.send(transport, question, limits, flight, hooks(order, time), options.risk)
      return Effect.onExit(Effect.interruptible(sent), (exit) => {
        const end = Exit.isSuccess(exit) ? Progress.answered : Progress.stopped
        flight.progress = end(flight.progress)
        if (Exit.isSuccess(exit)) limiter.wentWell()
        const ended: Settlement.Ended = { key, claim, probes, progress: flight.progress }
        const now = clock.currentTimeMillisUnsafe()
        return write(order, Settlement.change(parts, endpoint, exit, ended, now), time)
      })
    })
}
