import { Clock, type Context, Effect, Result } from "effect"
import * as Answer from "./Answer.ts"
import * as Attempts from "../api/Attempts.ts"
import * as CacheEntry from "./CacheEntry.ts"
import * as Consumers from "../quota/Consumers.ts"
import type * as Endpoint from "../endpoint/Endpoint.ts"
import * as Envelope from "../api/Envelope.ts"
import * as Failure from "../failure/Failure.ts"
import * as Hash from "../util/Hash.ts"
import * as MemoryCache from "./MemoryCache.ts"
import * as Resolver from "./Resolver.ts"
import * as Settings from "../settings/Settings.ts"
import * as SingleFlight from "./SingleFlight.ts"
import { traced } from "../util/trace.ts"

export type { Parts } from "./Resolver.ts"

type AnyEndpoint<D> = Endpoint.Endpoint<Endpoint.Params, D>

/** What a span says of a call. */
const outcome = {
  answered: ({ meta }: Answer.Answer) => ({
    source: meta.source,
    charged: meta.charged,
    attempts: meta.attempts,
    code: 0
  }),
  failed: (failure: Attempts.SendFailure) => ({ ...Attempts.ended(failure), attempts: failure.attempts })
}

/** What a failure is told that is known from an earlier call. */
const fromStore = (endpoint: string) => ({ endpoint, attempts: 0, uncertain: 0, stored: true })

export const make = (parts: Resolver.Parts) => {
  const { day, ledger, settings, store, transport } = parts
  const scope = Hash.short(`${transport.account} ${transport.baseUrl}`)
  const prefix = `answer/${scope}/`
  const memory = MemoryCache.make(settings.atHand)
  const flights = SingleFlight.make()

  /** Keys stay short enough for every store (Apps Script allows 250 characters). */
  const keyOf = (question: Endpoint.Question) =>
    prefix + (question.key.length <= 160 ? question.key : `${question.endpoint}?${Hash.long(question.key)}`)

  /** A stored reply, read with today's decoder. What is requested again may be requested often, so it stays at hand. */
  const reread: Resolver.Reread = (endpoint, key, entry) =>
    Result.map(Envelope.open(entry, fromStore(endpoint.id)), (body) => {
      const paid = { ...body, attempts: 0, uncertain: 0, durationMs: 0, at: entry.at }
      const answer = Answer.stored(Answer.decode(endpoint, paid))
      memory.keep(key, answer, CacheEntry.goodUntil(entry, Settings.ttlMs(settings, endpoint)), entry.body)
      return answer
    })

  const resolve = Resolver.make(parts, reread)

  /** Who wants a fresh result does not join those who take a stored one; nor who pays twice those who do not. */
  const flightOf = (key: string, { fresh = false, risk = "payOnce" }: Answer.CallOptions) =>
    fresh !== false || risk === "payTwice" ? `${Number(fresh)} ${risk} ${key}` : key

  /** With all who ask for it now. */
  const join = (asked: Resolver.Asked<unknown>, context: Context.Context<never>) => {
    const { endpoint, key, options } = asked
    return flights.join({
      context,
      key: flightOf(key, options),
      endpoint: endpoint.id,
      deadlineMs: Settings.waitMs(options.deadline ?? settings.deadline),
      find: (flight) =>
        Effect.map(resolve(asked, flight), (answer) => {
          // Something newer was paid for than what is at hand.
          if (answer.meta.source === "api") memory.drop(key)
          return answer
        }),
      shared: (answer) => {
        ledger.hit(Consumers.of(options.consumer), endpoint.id)
        return Answer.stored(answer)
      },
      // Paid for by whoever was first, like a result.
      sharedFailure: (failure, refusal) =>
        failure.charged !== "yes" || refusal === undefined
          ? failure
          : Result.match(Envelope.open(refusal, fromStore(endpoint.id)), {
              onFailure: (stored) => stored,
              onSuccess: () => failure
            })
    })
  }

  const ask = (
    endpoint: Endpoint.Endpoint,
    question: Endpoint.Question,
    options: Answer.CallOptions
  ): Effect.Effect<Answer.Answer, Attempts.SendFailure> =>
    Effect.withFiber((fiber) => {
      const key = keyOf(question)
      const { fresh = false } = options
      if (flights.isClosed()) return Effect.fail(new Failure.ClientClosed({ endpoint: endpoint.id }))
      const known = fresh !== false ? undefined : memory.get(key, fiber.getRef(Clock.Clock).currentTimeMillisUnsafe())
      if (known !== undefined) ledger.hit(Consumers.of(options.consumer), endpoint.id)
      const answered = (context: Context.Context<never>) =>
        known === undefined ? join({ endpoint, question, key, options }, context) : Effect.succeed(known)
      return traced(fiber, answered, "xingtu.call", { endpoint: endpoint.id }, outcome)
    })

  const effective = (endpoint: Endpoint.Endpoint, text: string | undefined, now: number) =>
    CacheEntry.effective(CacheEntry.unexpired(CacheEntry.read(text), Settings.ttlMs(settings, endpoint), now))

  return {
    /**
     * The result: at hand, from the store, or paid for. A request names its endpoint, so it is that endpoint's result.
     */
    ask: ask as <D>(
      endpoint: AnyEndpoint<D>,
      question: Endpoint.Question,
      options: Answer.CallOptions
    ) => Effect.Effect<Answer.Answer<D>, Attempts.SendFailure>,
    /** What the store holds of each request. */
    peek: (
      endpoint: Endpoint.Endpoint,
      questions: ReadonlyArray<Endpoint.Question>,
      now: number
    ): Effect.Effect<ReadonlyArray<CacheEntry.Entry | undefined>> =>
      Effect.map(store.get(questions.map(keyOf)), (texts) => texts.map((text) => effective(endpoint, text, now))),
    /** The cached result, if there is a valid one. */
    find: <D>(endpoint: AnyEndpoint<D>, question: Endpoint.Question): Effect.Effect<Answer.Answer<D> | undefined> =>
      Effect.suspend(() => {
        const key = keyOf(question)
        return Effect.zipWith(store.get([key]), Clock.currentTimeMillis, ([text], now) => {
          const entry = effective(endpoint, text, now)
          return entry?._tag === "Answered" ? Result.getOrUndefined(reread(endpoint, key, entry)) : undefined
        })
      }),
    stored: store.size(prefix),
    close: flights.close,
    /**
     * Waits for the calls that are out, and writes down what is not yet written, so that nothing is lost when the
     * program ends.
     */
    settled: flights.ended.pipe(
      Effect.andThen(Clock.currentTimeMillis),
      Effect.flatMap((now) => {
        const add = ledger.takeHits(day(now))
        return add.length === 0 ? Effect.void : Effect.asVoid(store.commit({ add }))
      })
    )
  }
}
