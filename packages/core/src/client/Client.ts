import { Clock, Effect, type Fiber, Result } from "effect"
import type { Answer, CallOptions } from "../answers/Answer.ts"
import * as Answers from "../answers/Answers.ts"
import * as Consumers from "../quota/Consumers.ts"
import type { Entry } from "../answers/CacheEntry.ts"
import * as Endpoint from "../endpoint/Endpoint.ts"
import { type History, history } from "./history.ts"
import * as Failure from "../failure/Failure.ts"
import * as Gate from "../quota/Gate.ts"
import * as Ledger from "../quota/Ledger.ts"
import { type Ids, notAList } from "./ids.ts"
import * as Options from "./Options.ts"
import type { PlanOptions } from "./Options.ts"
import type { Plan, QuotaReport } from "../quota/QuotaReport.ts"
import * as Warnings from "../store/Warnings.ts"
import type { Words } from "../util/Words.ts"

export type { PlanOptions } from "./Options.ts"

/**
 * Makes requests, and says what they cost. Its methods need nothing else; every failure they can end with is in their
 * type.
 */
export interface Client {
  /** Makes one request. Parameters are checked before anything is sent. */
  readonly call: <P extends Endpoint.Params, D>(
    endpoint: Endpoint.Endpoint<P, D>,
    input: Endpoint.InputOf<P>,
    options?: CallOptions
  ) => Effect.Effect<Answer<D>, Failure.CallFailure>
  /** The same for input nobody has typed yet: a form, a cell, a command. */
  readonly ask: (
    endpoint: Endpoint.Endpoint,
    input: object,
    options?: CallOptions
  ) => Effect.Effect<Answer, Failure.CallFailure>
  /** The cached result of a request, or undefined. Sends no request and pays nothing. */
  readonly stored: (endpoint: Endpoint.Endpoint, input: object) => Effect.Effect<Answer | undefined>
  /** What requesting these IDs would cost now. Sends no request and pays nothing. */
  readonly plan: <P extends Endpoint.Params, D>(
    endpoint: Endpoint.Endpoint<P, D>,
    ids: Ids,
    options?: PlanOptions<P>
  ) => Effect.Effect<Plan>
  /**
   * A warning if the store cannot hold this many new results of about this many characters each; undefined otherwise.
   */
  readonly room: (answers: number, characters?: number) => Effect.Effect<Words | undefined>
  /** The budget of this consumer with the least left today; undefined when there is none. */
  readonly left: (
    consumer?: Consumers.Consumer
  ) => Effect.Effect<{ readonly left: number; readonly budget: number } | undefined>
  /**
   * Today's usage: paid calls used and left, by consumer and endpoint, and which circuit breakers are open. Sends no
   * requests.
   */
  readonly quota: (consumer?: Consumers.Consumer) => Effect.Effect<QuotaReport>
  /** Closes the circuit breaker, so that the next call is sent: after a top-up, a raised quota or a corrected token. */
  readonly reopen: Effect.Effect<void>
  /** Short lists in the store, such as the snapshots of a watch. */
  readonly history: History
  /** Waits until all calls in progress have ended and their results are stored. */
  readonly settled: Effect.Effect<void>
  /** Sends no more requests. Calls in the queue fail with `ClientClosed`; requests already sent complete. */
  readonly close: Effect.Effect<void>
}

/**
 * What a client is made of. `Xingtu.layer` puts the usual parts together; a place without timers or layers brings its
 * own. Gate and ledger are its own unless it shares them.
 */
export type Parts = Omit<Answers.Parts, "gate" | "ledger"> & Partial<Pick<Answers.Parts, "gate" | "ledger">>

/** The consumer that is named, or else the one of the surrounding code. What names nobody counts for nobody. */
const whose = (fiber: Fiber.Fiber<unknown, unknown>, consumer: Consumers.Consumer | undefined): ReadonlyArray<string> =>
  Consumers.of([consumer, fiber.getRef(Consumers.CurrentConsumer)].find(Consumers.isConsumer))

/** How long results of a kind are, by those that are stored. */
const lengthOf = (entries: ReadonlyArray<Entry | undefined>): number => {
  const bodies = entries.flatMap((entry) => (entry?._tag === "Answered" ? [entry.body.length] : []))
  return bodies.length === 0 ? 0 : bodies.reduce((sum, length) => sum + length, 0) / bodies.length
}

/** A client of these parts. */
export const make = ({ settings, transport, ...others }: Parts): Client => {
  const { account } = transport
  const parts: Answers.Parts = {
    ...others,
    settings,
    transport,
    gate: others.gate ?? Gate.make(account, others.day),
    ledger: others.ledger ?? Ledger.make(account, settings)
  }
  const { day, gate, ledger, limiter, store } = parts
  const answers = Answers.make(parts)

  const ask = <D>(
    endpoint: Endpoint.Endpoint<Endpoint.Params, D>,
    input: object,
    options: CallOptions = {}
  ): Effect.Effect<Answer<D>, Failure.CallFailure> =>
    Effect.withFiber((fiber): Effect.Effect<Answer<D>, Failure.CallFailure> => {
      const question = Endpoint.question(endpoint, input)
      if (Result.isFailure(question)) return Effect.fail(question.failure)
      const wrong = Options.refusal(endpoint.id, Options.ofCall, options)
      if (wrong !== undefined) return Effect.fail(wrong)
      return answers.ask(endpoint, question.success, { ...options, consumer: whose(fiber, options.consumer) })
    })

  const stored = (endpoint: Endpoint.Endpoint, input: object): Effect.Effect<Answer | undefined> => {
    const question = Endpoint.question(endpoint, input)
    return Result.isFailure(question) ? Effect.succeed(undefined) : answers.find(endpoint, question.success)
  }

  const plan = (endpoint: Endpoint.Endpoint, ids: Ids, options: PlanOptions<object> = {}): Effect.Effect<Plan> =>
    Effect.gen(function* () {
      const now = yield* Clock.currentTimeMillis
      const noList = notAList(endpoint.id, ids)
      const wrong = Options.refusal(endpoint.id, Options.ofPlan, options)
      const all = noList === undefined ? [...ids] : [String(ids)]
      const refused = noList ?? wrong
      const invalid: Array<Plan["invalid"][number]> =
        refused === undefined ? [] : all.map((id) => ({ id, failure: refused }))
      const questions = new Map<string, { readonly id: Endpoint.Id; readonly question: Endpoint.Question }>()
      for (const id of refused === undefined ? all : []) {
        const question = Endpoint.question(endpoint, Endpoint.about(endpoint, id, options.input))
        if (Result.isFailure(question)) invalid.push({ id, failure: question.failure })
        else if (!questions.has(question.success.key))
          questions.set(question.success.key, { id, question: question.success })
      }
      const asked = [...questions.values()]
      const entries = yield* answers.peek(
        endpoint,
        asked.map(({ question }) => question),
        now
      )
      const having = (tag: Entry["_tag"] | undefined) =>
        asked.filter((_, i) => entries[i]?._tag === tag).map(({ id }) => id)
      const toPay = having(undefined)
      return {
        stored: having("Answered"),
        toPay,
        unsettled: [...having("Claimed"), ...having("Unknown")],
        invalid,
        left: refused === undefined ? (yield* left(options.consumer))?.left : undefined,
        warning: yield* room(toPay.length, lengthOf(entries))
      }
    })

  const room: Client["room"] = (more, characters = 0) =>
    Effect.suspend(() => {
      const { holds } = store
      if (holds === undefined || more === 0) return Effect.succeed(undefined)
      const most = Math.min(holds.count, Math.floor(holds.characters / Math.max(1, characters)))
      return Effect.map(answers.stored, (stored) =>
        stored + more > most ? Warnings.tooMany(more, stored, most, holds.advice) : undefined
      )
    })

  const left = (
    consumer?: Consumers.Consumer
  ): Effect.Effect<{ readonly left: number; readonly budget: number } | undefined> =>
    Effect.withFiber((fiber) => {
      const budgets = ledger.budgetsOf(whose(fiber, consumer))
      if (budgets.length === 0) return Effect.succeed(undefined)
      return Effect.flatMap(Clock.currentTimeMillis, (now) =>
        Effect.map(store.counts(ledger.group(day(now))), (counts) =>
          budgets
            .map(({ budget, name }) => ({ budget, left: Math.max(0, budget - (counts[name] ?? 0)) }))
            .reduce((tightest, one) => (one.left < tightest.left ? one : tightest))
        )
      )
    })

  const quota = (consumer?: Consumers.Consumer): Effect.Effect<QuotaReport> =>
    Effect.gen(function* () {
      const now = yield* Clock.currentTimeMillis
      const today = day(now)
      const hits = ledger.takeHits(today)
      if (hits.length > 0) yield* store.commit({ add: hits })
      const counts = yield* store.counts(ledger.group(today))
      const totals = ledger.totals(counts)
      const asking = yield* Effect.withFiber((fiber) => Effect.succeed(whose(fiber, consumer)))
      const consumers = asking.map((name) => ({ name, ...ledger.spent(counts, totals, name) }))
      const [latch] = yield* store.get(gate.keys("").slice(0, 1))
      return {
        day: today.name,
        endsAt: new Date(today.endsAt).toISOString(),
        token: ledger.spent(counts, totals),
        consumer: consumers.reduce((tightest, one) =>
          (one.left ?? Infinity) < (tightest.left ?? Infinity) ? one : tightest
        ),
        totals,
        closed: gate.shut(latch, now).map(({ opensAt, ...rest }) => ({
          ...rest,
          reason: Failure.meaningOf(rest.code).happened,
          opensAt: new Date(opensAt).toISOString()
        })),
        pace: limiter.pace(),
        stored: yield* answers.stored
      }
    })

  const reopen = Effect.gen(function* () {
    const keys = gate.known()
    const texts = yield* store.get(keys)
    const put = gate.reopened(new Map(keys.map((key, i) => [key, texts[i]])), yield* Clock.currentTimeMillis)
    if (put.length > 0) yield* store.commit({ put })
  })

  return {
    call: ask,
    ask,
    stored,
    plan,
    room,
    left,
    quota,
    reopen,
    history: history(store, account),
    settled: answers.settled,
    close: answers.close
  }
}
