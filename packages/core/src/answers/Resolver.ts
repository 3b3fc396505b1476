import { type Clock, Effect, Result } from "effect"
import * as Ahead from "./Ahead.ts"
import * as Answer from "./Answer.ts"
import type * as Attempts from "../api/Attempts.ts"
import * as CacheEntry from "./CacheEntry.ts"
import * as Consumers from "../quota/Consumers.ts"
import { type Decision, decide, type Wanted } from "./decide.ts"
import type * as Endpoint from "../endpoint/Endpoint.ts"
import * as Failure from "../failure/Failure.ts"
import type * as Gate from "../quota/Gate.ts"
import { ms } from "../util/ms.ts"
import * as PaidCall from "./PaidCall.ts"
import * as Settings from "../settings/Settings.ts"
import type * as Store from "../store/Store.ts"
import type * as SingleFlight from "./SingleFlight.ts"

/** A claim outlives the deadline of its call by this, so that clocks may differ. */
const graceMs = 5_000
const firstPauseMs = 50
const longestPauseMs = 1_000

/** What the way from a question to its answer is made of. */
export interface Parts extends PaidCall.Parts {
  /** Names this client among all who use the store. */
  readonly client: string
}

/** A question that somebody asks. */
export interface Asked<D> {
  readonly endpoint: Endpoint.Endpoint<Endpoint.Params, D>
  readonly question: Endpoint.Question
  /** Where its answer is stored. */
  readonly key: string
  readonly options: Answer.CallOptions
}

/** Reads a stored reply; fails with `UnexpectedAnswer` where it was spoilt in the store. */
export type Reread = <D>(
  endpoint: Endpoint.Endpoint<Endpoint.Params, D>,
  key: string,
  entry: CacheEntry.Answered
) => Result.Result<Answer.Answer<D>, Attempts.SendFailure>

/** What was answered up to then is not taken; what came after the question was asked always is. */
const staleUntil = (fresh: boolean | Date, askedAt: number): number =>
  fresh === false ? -Infinity : fresh === true ? askedAt : Math.min(askedAt, fresh.getTime() - 1)

/** What one look at the store found. */
interface Seen {
  /** As it is stored: what is written holds only while this is so. */
  readonly text: string | undefined
  readonly entry: CacheEntry.Entry | undefined
  readonly verdict: Gate.Verdict
  readonly now: number
  /** Whoever has to look again waits this long before. */
  readonly pauseMs: number
}

/** One caller's way to the answer. */
interface Search<D> extends Asked<D> {
  readonly flight: SingleFlight.Flight
  readonly clock: Clock.Clock
  readonly consumers: ReadonlyArray<string>
  readonly ttlMs: number
  readonly attemptMs: number
  readonly wanted: Wanted
}

type Found<D> = Effect.Effect<Answer.Answer<D>, Attempts.SendFailure>

/** Finds the answer to a question: looks at what the store holds, decides, does it, and looks again where it must. */
export const make = (parts: Parts, reread: Reread) => {
  const { client, day, gate, ledger, settings, store } = parts
  const unknownMs = ms(settings.unknownFor)
  const pay = PaidCall.make(parts)
  const ahead = Ahead.make()
  let claims = 0

  const look = <D>(search: Search<D>, pauseMs: number = firstPauseMs): Found<D> => {
    const { attemptMs, clock, endpoint, key, ttlMs, wanted } = search
    return Effect.flatMap(store.get([key, ...gate.keys(endpoint.id)]), ([text, ...latches]) => {
      const now = clock.currentTimeMillisUnsafe()
      const entry = CacheEntry.unexpired(CacheEntry.read(text), ttlMs, now)
      const verdict = gate.judge(endpoint.id, latches, now, attemptMs + graceMs)
      return act(search, decide(entry, verdict, now, wanted), { text, entry, verdict, now, pauseMs })
    })
  }

  const lookLater = <D>(search: Search<D>, { pauseMs }: Seen): Found<D> =>
    Effect.flatMap(Effect.interruptible(Effect.sleep(pauseMs)), () =>
      look(search, Math.min(pauseMs * 1.5, longestPauseMs))
    )

  const act = <D>(search: Search<D>, decision: Decision, seen: Seen): Found<D> => {
    switch (decision._tag) {
      case "Use":
        return use(search, decision.entry, seen)
      case "Wait":
        if (decision.claim !== undefined && ahead.isOver(search.key, decision.claim, search.clock))
          return act(search, { _tag: "Abandon", claim: decision.claim }, seen)
        search.flight.waitsFor = decision.claim === undefined ? "turn" : "answer"
        return lookLater(search, seen)
      case "Abandon":
        return Effect.flatMap(store.commit(abandonment(search, decision.claim, seen), "ifItHolds"), () =>
          look(search, seen.pauseMs)
        )
      case "Refuse":
        return decision.doubt !== undefined && ahead.isOver(search.key, decision.doubt, search.clock)
          ? actWithout(search, seen, decision.doubt.previous)
          : Effect.fail(decision.failure)
      case "Pay":
        return claimAndPay(search, decision, seen)
    }
  }

  /** Goes on as if the store held no more than this. */
  const actWithout = <D>(search: Search<D>, seen: Seen, entry: CacheEntry.Entry | undefined): Found<D> =>
    act(search, decide(entry, seen.verdict, seen.now, search.wanted), { ...seen, entry })

  const use = <D>(search: Search<D>, stored: CacheEntry.Answered, seen: Seen): Found<D> => {
    const { clock, consumers, endpoint, key } = search
    const known = reread(endpoint, key, stored)
    // A reply that is none was spoilt where it was stored.
    if (Result.isFailure(known) && (known.failure._tag === "UnexpectedAnswer" || ahead.isOver(key, stored, clock)))
      return actWithout(search, seen, CacheEntry.without(seen.entry, stored))
    ledger.hit(consumers, endpoint.id)
    return Effect.fromResult(known)
  }

  /** What became of a call whose caller is gone is unknown, and counts as such until they are back. */
  const abandonment = <D>(
    { endpoint, key, ttlMs }: Search<D>,
    claim: CacheEntry.Claimed,
    { now, text }: Seen
  ): Store.Change => {
    const doubt = CacheEntry.doubt(claim, unknownMs)
    const forMs = Math.max(doubt.until - now, CacheEntry.goodForMs(claim.previous, ttlMs, now))
    const { add, put } = ledger.lost(day(claim.at), claim, endpoint.id)
    return { when: [{ key, is: text }], put: [CacheEntry.put(key, doubt, forMs), ...put], add }
  }

  /** Claims the question and takes its place in the budget, both or none; then asks it. */
  const claimAndPay = <D>(
    search: Search<D>,
    { open, previous }: Decision & { readonly _tag: "Pay" },
    seen: Seen
  ): Found<D> => {
    const { consumers, endpoint, flight, key, options, question, wanted } = search
    const { deadline, leastMs } = wanted
    const { now, text } = seen
    flight.waitsFor = "turn"
    const owner = `${client}.${(claims++).toString(36)}`
    const until = deadline + graceMs
    const claim: CacheEntry.Claimed = { _tag: "Claimed", owner, consumers, at: now, until, previous }
    const today = day(now)
    const claimed = store.commit({
      when: [{ key, is: text }, ...open.when],
      put: [CacheEntry.put(key, claim, until - now + unknownMs), ...open.put],
      add: ledger.reserve(today, consumers)
    })
    return Effect.flatMap(claimed, (committed) => {
      switch (committed._tag) {
        case "Done": {
          const { probes } = open
          const paid = pay({ endpoint, question, options, flight, key, claim, probes, deadline, leastMs })
          return Effect.map(paid, (answer) => Answer.decode(endpoint, answer))
        }
        case "Over": {
          const refused = ledger.refused(committed.name, consumers)
          return Effect.fail(new Failure.BudgetSpent({ endpoint: endpoint.id, ...refused, opensAt: today.endsAt }))
        }
        case "Changed":
          // Another was quicker.
          return lookLater(search, seen)
      }
    })
  }

  return <D>(asked: Asked<D>, flight: SingleFlight.Flight): Found<D> =>
    Effect.clockWith((clock) => {
      const { endpoint, options } = asked
      const askedAt = clock.currentTimeMillisUnsafe()
      const attemptMs = Settings.waitMs(options.attempt ?? settings.attempt)
      const allowedMs = Settings.waitMs(options.deadline ?? settings.deadline)
      return look({
        ...asked,
        flight,
        clock,
        consumers: Consumers.of(options.consumer),
        ttlMs: Settings.ttlMs(settings, endpoint),
        attemptMs,
        wanted: {
          endpoint: endpoint.id,
          risk: options.risk,
          staleUntil: staleUntil(options.fresh ?? false, askedAt),
          deadline: askedAt + allowedMs,
          leastMs: Math.min(attemptMs, allowedMs) / 4
        }
      })
    })
}
