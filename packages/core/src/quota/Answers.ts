import { Clock, Effect, Random, Result } from "effect"
import * as Answer from "../Answer.ts"
import * as AtHand from "./AtHand.ts"
import * as Call from "../Call.ts"
import * as Consumers from "./Consumers.ts"
import type * as Endpoint from "../Endpoint.ts"
import * as Entry from "./Entry.ts"
import * as Envelope from "../Envelope.ts"
import * as Failure from "../Failure.ts"
import * as Flights from "./Flights.ts"
import type * as Gate from "./Gate.ts"
import * as Hash from "../hash.ts"
import type * as Ledger from "./Ledger.ts"
import type * as Limiter from "./Limiter.ts"
import { ms } from "../ms.ts"
import type { QuotaDay } from "./QuotaDay.ts"
import * as Settings from "../Settings.ts"
import * as Settlement from "./Settlement.ts"
import type * as Store from "./Store.ts"
import type { Transport } from "../Transport.ts"

/** What the way from a question to its answer is made of. */
export interface Parts {
  readonly transport: Transport["Service"]
  readonly store: Store.Driver<never>
  readonly gate: Gate.Gate
  readonly limiter: Limiter.Limiter
  readonly ledger: Ledger.Ledger
  readonly settings: Settings.Settings
  readonly day: (now: number) => QuotaDay
}

type AnyEndpoint<D> = Endpoint.Endpoint<Endpoint.Params, D>

/** A claim outlives the deadline of its call by this, so that clocks may differ. */
const graceMs = 5_000
const firstPollMs = 50
const longestPollMs = 1_000

export const make = (parts: Parts) => {
  const { day, gate, ledger, limiter, settings, store, transport } = parts
  const scope = Hash.short(`${transport.account} ${transport.baseUrl}`)
  const prefix = `answer/${scope}/`
  const unknownMs = ms(settings.unknownFor)
  const attemptMs = ms(settings.attempt)
  const atHand = AtHand.make(settings.atHand)
  const flights = Flights.make()

  /** Keys stay short enough for every store (Apps Script allows 250 characters). */
  const keyOf = (question: Endpoint.Question) =>
    prefix + (question.key.length <= 160 ? question.key : `${question.endpoint}?${Hash.long(question.key)}`)

  const deadlineOf = (options: Answer.CallOptions) => Settings.waitMs(options.deadline ?? settings.deadline)
  const consumersOf = (options: Answer.CallOptions) => Consumers.of(options.consumer)

  /** An entry, without an answer that is older than answers may be by now. */
  const good = (endpoint: Endpoint.Endpoint, text: string | undefined, now: number): Entry.Entry | undefined => {
    const entry = Entry.read(text)
    const young = (answer: Entry.Answered | undefined) => answer !== undefined && now < Entry.goodUntil(answer, Settings.ttlMs(settings, endpoint)) ? answer : undefined
    return entry?._tag === "Answered" ? young(entry) : entry?._tag === "Claimed" ? { ...entry, before: young(entry.before) } : entry
  }

  /** What answers a question now: an answer that is being replaced still does. */
  const standing = (entry: Entry.Entry | undefined) => entry?._tag === "Claimed" ? entry.before ?? entry : entry

  /** A stored reply, read with today's decoder. */
  const reread = <D>(endpoint: AnyEndpoint<D>, question: Endpoint.Question, entry: Entry.Answered) =>
    Result.map(Envelope.open(entry, { endpoint: endpoint.id, attempts: 0, doubts: 0, stored: true }), (body) => {
      const answer = Answer.stored(Answer.decode(endpoint, { ...body, attempts: 0, doubts: 0, durationMs: 0, at: entry.at }))
      atHand.keep(question.key, answer, Entry.goodUntil(entry, Settings.ttlMs(settings, endpoint)), entry.body)
      return answer
    })

  const isSpoilt = (known: Result.Result<unknown, { readonly _tag: string }>) => Result.isFailure(known) && known.failure._tag === "UnexpectedAnswer"

  const write = (change: Store.Change): Effect.Effect<void> =>
    Effect.flatMap(store.commit(change), (committed) => {
      // Another has written there meanwhile: leave it, but keep the books.
      if (committed._tag !== "Changed") return Effect.void
      const { when: _, put = [], ...rest } = change
      return store.commit({ ...rest, put: put.slice(1) })
    })

  /** The first caller of a flight keeps no time of its own once a request is out; so a later attempt does not wait for its turn past the deadline. */
  const giveUpAt = (deadline: number, endpoint: Endpoint.Endpoint, flight: Flights.Flight, call: Settlement.Ended): Effect.Effect<never, Failure.NotInTime> =>
    Effect.clockWith((clock) =>
      Effect.andThen(
        Effect.sleep(Math.max(0, deadline - clock.currentTimeMillisUnsafe())),
        Effect.suspend(() =>
          flight.committed ? Effect.never : Effect.fail(new Failure.NotInTime({ endpoint: endpoint.id, attempts: call.requests, waitedFor: "turn", doubts: flight.doubts })))
      ))

  /** Sends the question that was claimed, and writes down what became of it whatever happens. */
  const fly = <D>(
    endpoint: AnyEndpoint<D>,
    question: Endpoint.Question,
    options: Answer.CallOptions,
    flight: Flights.Flight,
    claimed: { readonly key: string; readonly claim: Entry.Claimed; readonly probes: ReadonlyArray<Gate.Probe>; readonly at: number; readonly deadlineMs: number; readonly leastMs: number },
    restore: <A, E>(sending: Effect.Effect<A, E>) => Effect.Effect<A, E>
  ): Effect.Effect<Answer.Answer<D>, Call.SendFailure> => {
    const call: Settlement.Ended = {
      key: claimed.key,
      claim: claimed.claim,
      probes: claimed.probes,
      startedAt: claimed.at,
      requests: 0,
      doubts: 0,
      reply: undefined
    }
    const deadline = claimed.at + claimed.deadlineMs
    const around: Call.Around = {
      turn: (attempt) => {
        const first = limiter.turn(endpoint.id)(attempt)
        const again = Effect.raceFirst(first, giveUpAt(deadline, endpoint, flight, call))
        return Effect.tapError(Effect.suspend(() => call.requests === 0 ? first : again), (failure) => {
          call.doubts = flight.doubts = failure.doubts
          flight.committed = false
          return failure._tag === "RateLimited" ? limiter.tooFast : Effect.void
        })
      },
      stop: (attempts, doubts, now) => {
        const latch = claimed.probes.length > 0 ? undefined : gate.closedMeanwhile(endpoint.id, now)
        if (latch !== undefined) return new Failure.GateClosed({ endpoint: endpoint.id, code: latch.code, opensAt: latch.until, attempts, doubts })
        flight.committed = true
        call.requests++
        call.doubts = doubts + 1
        return undefined
      },
      heard: (reply) => {
        call.reply = reply
      },
      wanted: () => flight.waiting > 0
    }
    const { deadlineMs, leastMs } = claimed
    const limits: Call.Limits = { attemptMs, deadlineMs, leastMs, retries: settings.retries }
    return restore(Call.send(transport, question, limits, around, options.risk)).pipe(
      Effect.onExit((exit) =>
        Effect.clockWith((clock) => {
          flight.committed = true
          return write(Settlement.change(parts, endpoint, exit, call, clock.currentTimeMillisUnsafe()))
        })),
      Effect.map((paid) => {
        limiter.wentWell()
        const answer = Answer.decode(endpoint, paid)
        atHand.keep(question.key, Answer.stored(answer), paid.at + Settings.ttlMs(settings, endpoint), call.reply?.body ?? "")
        return answer
      })
    )
  }

  /** From the store if it is there; otherwise past the gate and the budget, with a claim, to the API. */
  const find = <D>(
    endpoint: AnyEndpoint<D>,
    question: Endpoint.Question,
    options: Answer.CallOptions,
    flight: Flights.Flight
  ): Effect.Effect<Answer.Answer<D>, Call.SendFailure> =>
    Effect.gen(function*() {
      const clock = yield* Clock.Clock
      const key = keyOf(question)
      const keys = [key, ...gate.keys(endpoint.id)]
      const about = { endpoint: endpoint.id }
      const consumers = consumersOf(options)
      const startedAt = clock.currentTimeMillisUnsafe()
      const allowedMs = deadlineOf(options)
      const deadline = startedAt + allowedMs
      const leastMs = Math.min(attemptMs, allowedMs) / 4
      // What was answered after this was asked is fresh.
      const newEnough = ({ at }: Entry.Entry) => options.fresh !== true || at > startedAt
      let pause = firstPollMs
      const wait = Effect.suspend(() => {
        const ms = pause
        pause = Math.min(pause * 1.5, longestPollMs)
        return Effect.sleep(ms)
      })
      while (true) {
        const now = clock.currentTimeMillisUnsafe()
        const [text, ...latches] = yield* store.get(keys)
        const held = good(endpoint, text, now)
        const entry = options.fresh === true ? held : standing(held)
        if (entry?._tag === "Claimed" && now < entry.until) {
          flight.waitsFor = "answer"
          if (now >= deadline) return yield* new Failure.NotInTime({ ...about, waitedFor: "answer" })
          yield* wait
          continue
        }
        if (entry?._tag === "Claimed") {
          yield* store.commit({
            when: [{ key, is: text }],
            put: [
              entry.before === undefined
                ? Entry.put(key, { _tag: "Unknown", at: entry.at, until: now + unknownMs }, unknownMs)
                : Entry.put(key, entry.before, Entry.goodUntil(entry.before, Settings.ttlMs(settings, endpoint)) - now)
            ],
            add: ledger.lost(day(entry.at), entry.consumers, endpoint.id)
          })
          continue
        }
        const known = entry?._tag === "Answered" ? reread(endpoint, question, entry) : undefined
        // A reply that is none was spoilt where it was stored.
        const before = entry?._tag === "Answered" && known !== undefined && !isSpoilt(known) ? entry : undefined
        if (before !== undefined && known !== undefined && newEnough(before)) {
          ledger.hit(consumers, endpoint.id)
          return yield* Effect.fromResult(known)
        }
        if (entry?._tag === "Unknown" && newEnough(entry) && options.risk !== "payTwice") {
          return yield* new Failure.OutcomeUnknown({ ...about, since: entry.at, until: entry.until })
        }
        const verdict = gate.judge(endpoint.id, latches, now, attemptMs + graceMs)
        if (verdict._tag === "Closed") {
          return yield* new Failure.GateClosed({ ...about, code: verdict.latch.code, opensAt: verdict.latch.until })
        }
        if (verdict._tag === "Probing") {
          if (now >= deadline) return yield* new Failure.NotInTime({ ...about, waitedFor: "turn" })
          yield* wait
          continue
        }
        flight.waitsFor = "turn"
        const owner = yield* Random.nextInt
        const deadlineMs = deadline - now
        if (deadlineMs < leastMs) return yield* new Failure.NotInTime({ ...about, waitedFor: "turn" })
        const claim: Entry.Claimed = {
          _tag: "Claimed",
          owner: owner.toString(36),
          consumers,
          at: now,
          until: now + deadlineMs + graceMs,
          before
        }
        const today = day(now)
        // Whoever leaves while the claim is being written must not leave it behind.
        const flown = yield* Effect.uninterruptibleMask((restore) =>
          Effect.flatMap(
            store.commit({
              when: [{ key, is: text }, ...verdict.when],
              put: [Entry.put(key, claim, deadlineMs + graceMs + unknownMs), ...verdict.put],
              add: ledger.reserve(today, consumers)
            }),
            (committed): Effect.Effect<Answer.Answer<D> | undefined, Call.SendFailure> => {
              switch (committed._tag) {
                case "Done":
                  return fly(endpoint, question, options, flight, { key, claim, probes: verdict.probes, at: now, deadlineMs, leastMs }, restore)
                case "Over":
                  return Effect.fail(new Failure.BudgetSpent({ ...about, ...ledger.refused(committed.name, consumers), opensAt: today.endsAt }))
                case "Changed":
                  return Effect.undefined
              }
            }
          ))
        if (flown !== undefined) return flown
        // Another was quicker.
        yield* wait
      }
    })

  /** Who wants a fresh answer does not join those who take a stored one; nor who pays twice those who do not. */
  const laneOf = ({ key }: Endpoint.Question, { fresh = false, risk = "payOnce" }: Answer.CallOptions) => `${fresh} ${risk} ${key}`

  const join = <D>(endpoint: AnyEndpoint<D>, question: Endpoint.Question, options: Answer.CallOptions): Effect.Effect<Answer.Answer<D>, Call.SendFailure> =>
    Effect.map(
      flights.join(laneOf(question, options), endpoint.id, deadlineOf(options), (flight) => find(endpoint, question, options, flight)),
      ({ answer, shared }) => {
        if (shared) ledger.hit(consumersOf(options), endpoint.id)
        // The lane names the endpoint, so this is its answer.
        return (shared ? Answer.stored(answer) : answer) as Answer.Answer<D>
      }
    )

  return {
    /** An answer at hand, without asking anybody. */
    atHand: <D>(question: Endpoint.Question, options: Answer.CallOptions, now: number): Answer.Answer<D> | undefined => {
      if (options.fresh === true) return undefined
      const found = atHand.get(question.key, now)
      if (found !== undefined) ledger.hit(consumersOf(options), question.endpoint)
      // The key names the endpoint, so this is its answer.
      return found as Answer.Answer<D> | undefined
    },
    join,
    /** What the store holds of each question. */
    peek: (endpoint: Endpoint.Endpoint, questions: ReadonlyArray<Endpoint.Question>, now: number): Effect.Effect<ReadonlyArray<Entry.Entry | undefined>> =>
      Effect.map(store.get(questions.map(keyOf)), (texts) => texts.map((text) => standing(good(endpoint, text, now)))),
    /** The stored answer, if there is a good one. */
    find: <D>(endpoint: AnyEndpoint<D>, question: Endpoint.Question): Effect.Effect<Answer.Answer<D> | undefined> =>
      Effect.zipWith(store.get([keyOf(question)]), Clock.currentTimeMillis, ([text], now) => {
        const entry = standing(good(endpoint, text, now))
        return entry?._tag === "Answered" ? Result.getOrUndefined(reread(endpoint, question, entry)) : undefined
      }),
    stored: store.size(prefix),
    /** Waits for the calls that are out, and writes down what is not yet written, so that nothing is lost when the program ends. */
    settled: flights.landed.pipe(
      Effect.andThen(Clock.currentTimeMillis),
      Effect.flatMap((now) => {
        const add = ledger.takeHits(day(now))
        return add.length === 0 ? Effect.void : Effect.asVoid(store.commit({ add }))
      })
    )
  }
}
