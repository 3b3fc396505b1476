// oxlint-disable max-lines -- to be split by stage
import { Clock, type Context, Effect, Result } from "effect"
import * as Answer from "./Answer.ts"
import * as MemoryCache from "./MemoryCache.ts"
import type * as Attempts from "../api/Attempts.ts"
import * as Consumers from "../quota/Consumers.ts"
import type * as Endpoint from "../endpoint/Endpoint.ts"
import * as CacheEntry from "./CacheEntry.ts"
import * as Envelope from "../api/Envelope.ts"
import * as Failure from "../failure/Failure.ts"
import * as SingleFlight from "./SingleFlight.ts"
import type * as Gate from "../quota/Gate.ts"
import * as Hash from "../util/hash.ts"
import { ms } from "../util/ms.ts"
import * as PaidCall from "./PaidCall.ts"
import * as Settings from "../settings/Settings.ts"
import { traced } from "../util/trace.ts"

/** What the way from a question to its answer is made of. */
export interface Parts extends PaidCall.Parts {
  /** Names this client among all who use the store. */
  readonly client: string
}

type AnyEndpoint<D> = Endpoint.Endpoint<Endpoint.Params, D>

/** A claim outlives the deadline of its call by this, so that clocks may differ. */
const graceMs = 5_000
const firstPollMs = 50
const longestPollMs = 1_000

/** What was answered up to then is not taken; what came after the question was asked always is. */
const staleUntil = (fresh: boolean | Date, askedAt: number): number =>
  fresh === false ? -Infinity : fresh === true ? askedAt : Math.min(askedAt, fresh.getTime() - 1)

/** What a span says of a call. */
const outcome = {
  answered: ({ meta }: Answer.Answer) => ({
    source: meta.source,
    charged: meta.charged,
    attempts: meta.attempts,
    code: 0
  }),
  failed: ({ _tag, attempts, charged }: Attempts.SendFailure) => ({ charged, attempts, failure: _tag })
}

export const make = (parts: Parts) => {
  const { client, day, gate, ledger, settings, store, transport } = parts
  const scope = Hash.short(`${transport.account} ${transport.baseUrl}`)
  const prefix = `answer/${scope}/`
  const unknownMs = ms(settings.unknownFor)
  const atHand = MemoryCache.make(settings.atHand)
  const flights = SingleFlight.make()
  const purchase = PaidCall.make(parts)
  let claims = 0

  /** Keys stay short enough for every store (Apps Script allows 250 characters). */
  const keyOf = (question: Endpoint.Question) =>
    prefix + (question.key.length <= 160 ? question.key : `${question.endpoint}?${Hash.long(question.key)}`)

  const attemptOf = (options: Answer.CallOptions) => Settings.waitMs(options.attempt ?? settings.attempt)
  const deadlineOf = (options: Answer.CallOptions) => Settings.waitMs(options.deadline ?? settings.deadline)
  const consumersOf = (options: Answer.CallOptions) => Consumers.of(options.consumer)

  /** An entry, without what is over by now: an answer that is too old, a doubt that was held long enough. */
  const good = (endpoint: Endpoint.Endpoint, text: string | undefined, now: number): CacheEntry.Entry | undefined => {
    const entry = CacheEntry.read(text)
    const young = (answer: CacheEntry.Answered | undefined) =>
      answer !== undefined && now < CacheEntry.goodUntil(answer, Settings.ttlMs(settings, endpoint))
        ? answer
        : undefined
    if (entry === undefined) return undefined
    const before = young(entry.before)
    if (entry._tag === "Answered")
      return young(entry) === undefined ? before : before === undefined ? entry : { ...entry, before }
    return entry._tag === "Unknown" && entry.until <= now ? before : { ...entry, before }
  }

  /** What answers a question now: an answer that is being replaced, or could not be, still does for those who find it new enough. */
  const standing = (
    entry: CacheEntry.Entry | undefined,
    newEnough: (answer: CacheEntry.Answered) => boolean = () => true
  ) => (entry?.before !== undefined && newEnough(entry.before) ? entry.before : entry)

  /** A stored reply, read with today's decoder. What is asked again may be asked often, so it stays at hand. */
  const reread = <D>(endpoint: AnyEndpoint<D>, key: string, entry: CacheEntry.Answered) =>
    Result.map(Envelope.open(entry, { endpoint: endpoint.id, attempts: 0, uncertain: 0, stored: true }), (body) => {
      const answer = Answer.stored(
        Answer.decode(endpoint, { ...body, attempts: 0, uncertain: 0, durationMs: 0, at: entry.at })
      )
      atHand.keep(key, answer, CacheEntry.goodUntil(entry, Settings.ttlMs(settings, endpoint)), entry.body)
      return answer
    })

  const isSpoilt = (known: Result.Result<unknown, { readonly _tag: string }>) =>
    Result.isFailure(known) && known.failure._tag === "UnexpectedAnswer"

  /** From the store if it is there; otherwise past the gate and the budget, with a claim, to the API. */
  const find = <D>(
    endpoint: AnyEndpoint<D>,
    question: Endpoint.Question,
    key: string,
    options: Answer.CallOptions,
    flight: SingleFlight.Flight
  ): Effect.Effect<Answer.Answer<D>, Attempts.SendFailure> =>
    Effect.clockWith((clock) => {
      const { fresh = false, risk } = options
      const attemptMs = attemptOf(options)
      const texts = store.get([key, ...gate.keys(endpoint.id)])
      const about = { endpoint: endpoint.id }
      const consumers = consumersOf(options)
      const startedAt = clock.currentTimeMillisUnsafe()
      const allowedMs = deadlineOf(options)
      const deadline = startedAt + allowedMs
      const leastMs = Math.min(attemptMs, allowedMs) / 4
      const stale = staleUntil(fresh, startedAt)
      const newEnough = ({ at }: CacheEntry.Entry) => at > stale

      let pause = firstPollMs
      const later = Effect.suspend(() => {
        const ms = pause
        pause = Math.min(pause * 1.5, longestPollMs)
        return Effect.flatMap(Effect.interruptible(Effect.sleep(ms)), () => look)
      })

      /** Waits for somebody else and looks again, while there is time. */
      const wait = (waitedFor: Failure.NotInTime["waitedFor"], now: number) => {
        flight.waitsFor = waitedFor
        return now < deadline ? later : Effect.fail(new Failure.NotInTime({ ...about, waitedFor }))
      }

      /** Who held this claim is gone: what became of the call is unknown. */
      const bury = (claim: CacheEntry.Claimed, text: string | undefined, now: number) => {
        const { at, before } = claim
        return Effect.flatMap(
          store.commit({
            when: [{ key, is: text }],
            put: [
              CacheEntry.put(
                key,
                { _tag: "Unknown", at, until: now + unknownMs, before },
                Math.max(unknownMs, CacheEntry.goodForMs(before, Settings.ttlMs(settings, endpoint), now))
              )
            ],
            add: ledger.lost(day(at), claim.consumers, endpoint.id)
          }),
          () => look
        )
      }

      /** Claims the question and takes its place in the budget, both or none; then asks it. */
      const claim = (
        before: CacheEntry.Answered | undefined,
        text: string | undefined,
        open: Gate.Open,
        now: number
      ): Effect.Effect<Answer.Answer<D>, Attempts.SendFailure> => {
        flight.waitsFor = "turn"
        const deadlineMs = deadline - now
        if (deadlineMs < leastMs) return Effect.fail(new Failure.NotInTime({ ...about, waitedFor: "turn" }))
        const claim: CacheEntry.Claimed = {
          _tag: "Claimed",
          owner: `${client}.${(claims++).toString(36)}`,
          consumers,
          at: now,
          until: now + deadlineMs + graceMs,
          before
        }
        const today = day(now)
        const claimed = store.commit({
          when: [{ key, is: text }, ...open.when],
          put: [CacheEntry.put(key, claim, deadlineMs + graceMs + unknownMs), ...open.put],
          add: ledger.reserve(today, consumers)
        })
        return Effect.flatMap(claimed, (committed) => {
          switch (committed._tag) {
            case "Done":
              return Effect.map(
                purchase({ endpoint, question, options, flight, key, claim, probes: open.probes, deadlineMs, leastMs }),
                (paid) => {
                  atHand.drop(key)
                  return Answer.decode(endpoint, paid)
                }
              )
            case "Over":
              return Effect.fail(
                new Failure.BudgetSpent({
                  ...about,
                  ...ledger.refused(committed.name, consumers),
                  opensAt: today.endsAt
                })
              )
            case "Changed":
              // Another was quicker.
              return later
          }
        })
      }

      const look: Effect.Effect<Answer.Answer<D>, Attempts.SendFailure> = Effect.flatMap(
        texts,
        ([text, ...latches]) => {
          const now = clock.currentTimeMillisUnsafe()
          const entry = standing(good(endpoint, text, now), newEnough)
          if (entry?._tag === "Claimed") return now < entry.until ? wait("answer", now) : bury(entry, text, now)
          if (entry?._tag === "Unknown" && newEnough(entry) && risk !== "payTwice") {
            return Effect.fail(new Failure.OutcomeUnknown({ ...about, since: entry.at, until: entry.until }))
          }
          const known = entry?._tag === "Answered" ? reread(endpoint, key, entry) : undefined
          // A reply that is none was spoilt where it was stored.
          const whole = entry?._tag === "Answered" && known !== undefined && !isSpoilt(known) ? entry : undefined
          if (whole !== undefined && known !== undefined && newEnough(whole)) {
            ledger.hit(consumers, endpoint.id)
            return Effect.fromResult(known)
          }
          const verdict = gate.judge(endpoint.id, latches, now, attemptMs + graceMs)
          switch (verdict._tag) {
            case "Closed":
              return Effect.fail(
                new Failure.GateClosed({ ...about, code: verdict.latch.code, opensAt: verdict.latch.until })
              )
            case "Probing":
              return wait("turn", now)
            case "Open":
              return claim(entry?.before ?? whole, text, verdict, now)
          }
        }
      )
      return look
    })

  /** Who wants a fresh answer does not join those who take a stored one; nor who pays twice those who do not. */
  const laneOf = (key: string, { fresh = false, risk = "payOnce" }: Answer.CallOptions) =>
    fresh !== false || risk === "payTwice" ? `${Number(fresh)} ${risk} ${key}` : key

  /** With all who ask for it now. */
  const join = (
    endpoint: Endpoint.Endpoint,
    question: Endpoint.Question,
    key: string,
    options: Answer.CallOptions,
    context: Context.Context<never>
  ) =>
    flights.join({
      context,
      lane: laneOf(key, options),
      endpoint: endpoint.id,
      deadlineMs: deadlineOf(options),
      find: (flight) => find(endpoint, question, key, options, flight),
      shared: (answer) => {
        ledger.hit(consumersOf(options), endpoint.id)
        return Answer.stored(answer)
      },
      // Paid for by whoever was first, like an answer.
      sharedFailure: (failure, refusal) =>
        failure.charged !== "yes" || refusal === undefined
          ? failure
          : Result.match(Envelope.open(refusal, { endpoint: endpoint.id, attempts: 0, uncertain: 0, stored: true }), {
              onFailure: (stored) => stored,
              onSuccess: () => failure
            })
    })

  const ask = (
    endpoint: Endpoint.Endpoint,
    question: Endpoint.Question,
    options: Answer.CallOptions
  ): Effect.Effect<Answer.Answer, Attempts.SendFailure> =>
    Effect.withFiber((fiber) => {
      const key = keyOf(question)
      const { fresh = false } = options
      const known = fresh !== false ? undefined : atHand.get(key, fiber.getRef(Clock.Clock).currentTimeMillisUnsafe())
      if (known === undefined)
        return traced(
          fiber,
          join(endpoint, question, key, options, fiber.context),
          "xingtu.call",
          { endpoint: endpoint.id },
          outcome
        )
      ledger.hit(consumersOf(options), endpoint.id)
      return Effect.succeed(known)
    })

  return {
    /** The answer: at hand, from the store, or paid for. A question names its endpoint, so it is that endpoint's answer. */
    ask: ask as <D>(
      endpoint: AnyEndpoint<D>,
      question: Endpoint.Question,
      options: Answer.CallOptions
    ) => Effect.Effect<Answer.Answer<D>, Attempts.SendFailure>,
    /** What the store holds of each question. */
    peek: (
      endpoint: Endpoint.Endpoint,
      questions: ReadonlyArray<Endpoint.Question>,
      now: number
    ): Effect.Effect<ReadonlyArray<CacheEntry.Entry | undefined>> =>
      Effect.map(store.get(questions.map(keyOf)), (texts) => texts.map((text) => standing(good(endpoint, text, now)))),
    /** The stored answer, if there is a good one. */
    find: <D>(endpoint: AnyEndpoint<D>, question: Endpoint.Question): Effect.Effect<Answer.Answer<D> | undefined> =>
      Effect.suspend(() => {
        const key = keyOf(question)
        return Effect.zipWith(store.get([key]), Clock.currentTimeMillis, ([text], now) => {
          const entry = standing(good(endpoint, text, now))
          return entry?._tag === "Answered" ? Result.getOrUndefined(reread(endpoint, key, entry)) : undefined
        })
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
