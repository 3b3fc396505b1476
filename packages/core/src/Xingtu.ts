import { Clock, Context, Effect, Layer, Option, Random, Ref, Result, Stream } from "effect"
import type { Answer, CallOptions } from "./Answer.ts"
import * as Answers from "./quota/Answers.ts"
import * as Consumers from "./quota/Consumers.ts"
import type { Entry } from "./quota/Entry.ts"
import * as Endpoint from "./Endpoint.ts"
import * as Failure from "./Failure.ts"
import * as Gate from "./quota/Gate.ts"
import * as Ledger from "./quota/Ledger.ts"
import * as Limiter from "./quota/Limiter.ts"
import type { Plan, QuotaReport } from "./quota/Quota.ts"
import * as Settings from "./Settings.ts"
import { valueAt } from "./path.ts"
import { steady } from "./quota/steady.ts"
import * as Store from "./quota/Store.ts"
import { Transport } from "./Transport.ts"
import { Warn } from "./Warn.ts"
import type { Words } from "./Words.ts"

/** What became of one id of many. */
export type Outcome<D = unknown> =
  | { readonly _tag: "Answered"; readonly id: Endpoint.Id; readonly answer: Answer<D> }
  | { readonly _tag: "Failed"; readonly id: Endpoint.Id; readonly failure: Failure.CallFailure | Failure.NotSent }

/** How many ids are asked. */
export interface ManyOptions<P> extends CallOptions {
  /** Parameters beside the id, the same for all. */
  readonly input?: Endpoint.OthersOf<P>
  /** Calls at the same time; 4 unless set. */
  readonly concurrency?: number
}

/** What a plan is made for. */
export interface PlanOptions<P> {
  /** Parameters beside the id, the same for all. */
  readonly input?: Endpoint.OthersOf<P>
  /** Whose budget it would be. */
  readonly consumer?: Consumers.Consumer
}

/** How far a run over many ids is. */
export interface ManyProgress {
  readonly done: number
  readonly total: number
  readonly failed: number
}

/** The client. Its methods need nothing else; every failure they can end with is in their type. */
export class Xingtu extends Context.Service<Xingtu, {
  /** Asks one question. Parameters are checked before anything is sent. */
  readonly call: <P extends Endpoint.Params, D>(
    endpoint: Endpoint.Endpoint<P, D>,
    input: Endpoint.InputOf<P>,
    options?: CallOptions
  ) => Effect.Effect<Answer<D>, Failure.CallFailure>
  /** The same for input nobody has typed yet: a form, a cell, a command. */
  readonly ask: (endpoint: Endpoint.Endpoint, input: object, options?: CallOptions) => Effect.Effect<Answer, Failure.CallFailure>
  /** Page after page while there are more, each a paid call. Pages that came before a failure have been emitted. */
  readonly pages: <P extends Endpoint.Params, D>(
    endpoint: Endpoint.Endpoint<P, D>,
    input: Endpoint.InputOf<P>,
    options?: CallOptions
  ) => Stream.Stream<Answer<D>, Failure.CallFailure>
  /** One outcome per id, in the order of the ids, as they come. After a stop (quota, balance, token) the rest is not sent. */
  readonly many: <P extends Endpoint.Params, D>(
    endpoint: Endpoint.Endpoint<P, D>,
    ids: Iterable<Endpoint.Id>,
    options?: ManyOptions<P>
  ) => Stream.Stream<Outcome<D>>
  /** The stored answer to a question, or undefined. Asks and pays nothing. */
  readonly stored: (endpoint: Endpoint.Endpoint, input: object) => Effect.Effect<Answer | undefined>
  /** What asking these ids would cost now. Asks and pays nothing. */
  readonly plan: <P extends Endpoint.Params, D>(
    endpoint: Endpoint.Endpoint<P, D>,
    ids: Iterable<Endpoint.Id>,
    options?: PlanOptions<P>
  ) => Effect.Effect<Plan>
  /** The tightest budget that calls of this consumer count against today, and what is left of it; undefined when there is none. */
  readonly left: (consumer?: Consumers.Consumer) => Effect.Effect<{ readonly left: number; readonly budget: number } | undefined>
  /** What was spent today, what is left, and whether calls may go out. Asks the API nothing. */
  readonly quota: (consumer?: Consumers.Consumer) => Effect.Effect<QuotaReport>
  /** Lets the next call try although an earlier answer closed the way: after a top-up, a raised quota, a mended token. */
  readonly reopen: Effect.Effect<void>
  /** Waits until the calls that are out now have ended and everything is written down. */
  readonly settled: Effect.Effect<void>
}>()("@xingtu/core/Xingtu") {
  static readonly make = (settings: Partial<Settings.Settings> = {}): Effect.Effect<Xingtu["Service"], never, Transport> =>
    Effect.gen(function*() {
      const transport = yield* Transport
      const { settings: all, day } = Result.getOrThrowWith(Settings.resolve(settings), (problem) => new Error(problem))
      const { account } = transport
      const stored = yield* Effect.serviceOption(Store.Store)
      return client({
        transport,
        day,
        settings: all,
        client: (yield* Random.nextInt).toString(36),
        store: Option.isSome(stored) ? steady(stored.value, yield* Warn) : Store.memory(),
        gate: Gate.make(account),
        ledger: Ledger.make(account, all),
        limiter: yield* Limiter.make({ ...all, account })
      })
    })

  /** Needs a `Transport`. Takes a `Store` and a `Spacing` where they are provided; without them answers, limits and pace are this process's own. */
  static readonly layer = (settings: Partial<Settings.Settings> = {}): Layer.Layer<Xingtu, never, Transport> =>
    Layer.effect(Xingtu, Effect.acquireRelease(Xingtu.make(settings), (xingtu) => xingtu.settled))
}

const noTime: Words = { en: "A duration is needed, such as 30 seconds.", zh: "请填写时长，例如 30 秒。" }

const client = (parts: Answers.Parts): Xingtu["Service"] => {
  const { day, gate, ledger, limiter, store } = parts
  const answers = Answers.make(parts)

  const ask = <D>(endpoint: Endpoint.Endpoint<Endpoint.Params, D>, input: object, options: CallOptions = {}): Effect.Effect<Answer<D>, Failure.CallFailure> =>
    Effect.suspend((): Effect.Effect<Answer<D>, Failure.CallFailure> => {
      const question = Endpoint.question(endpoint, input)
      if (Result.isFailure(question)) return Effect.fail(question.failure)
      if (options.deadline !== undefined && !Settings.isTime(options.deadline)) {
        return Effect.fail(new Failure.InvalidInput({ endpoint: endpoint.id, problems: [{ param: "deadline", problem: noTime }] }))
      }
      return answers.ask(endpoint, question.success, options)
    })

  const pages = <D>(endpoint: Endpoint.Endpoint<Endpoint.Params, D>, input: object, options?: CallOptions): Stream.Stream<Answer<D>, Failure.CallFailure> => {
    const { pages } = endpoint
    if (pages === undefined) return Stream.fromEffect(ask(endpoint, input, options))
    const given: Readonly<Record<string, unknown>> = { ...input }
    interface Turn {
      readonly page: number
      readonly before?: string
    }
    const first: Turn = { page: Number(given[pages.param] ?? 1) }
    return Stream.paginate(first, ({ before, page }: Turn) =>
      Effect.map(ask(endpoint, { ...given, [pages.param]: page }, options), (answer) => {
        const rows = JSON.stringify(valueAt(answer.data, pages.rows)) ?? ""
        // An API that repeats its last page for ever would be paid for ever.
        if (rows === before) return [[], Option.none<Turn>()] as const
        return [[answer], Endpoint.hasMore(endpoint, answer.data) ? Option.some({ page: page + 1, before: rows }) : Option.none<Turn>()] as const
      }))
  }

  const many = <D>(endpoint: Endpoint.Endpoint<Endpoint.Params, D>, ids: Iterable<Endpoint.Id>, options: ManyOptions<object> = {}): Stream.Stream<Outcome<D>> =>
    Stream.unwrap(Effect.map(Ref.make(Option.none<Failure.CallFailure>()), (stopped) => {
      const name = Endpoint.idParam(endpoint) ?? "id"
      const one = (id: Endpoint.Id): Effect.Effect<Outcome<D>> =>
        Effect.flatMap(Ref.get(stopped), (stop) =>
          Option.isSome(stop)
            ? Effect.succeed<Outcome<D>>({ _tag: "Failed", id, failure: new Failure.NotSent(stop.value) })
            : Effect.result(ask(endpoint, { ...options.input, [name]: id }, options)).pipe(
              Effect.tap((result) =>
                Result.isFailure(result) && result.failure.stops ? Ref.set(stopped, Option.some(result.failure)) : Effect.void
              ),
              Effect.map((result): Outcome<D> =>
                Result.isSuccess(result) ? { _tag: "Answered", id, answer: result.success } : { _tag: "Failed", id, failure: result.failure }
              )
            ))
      return Stream.fromIterable(ids).pipe(Stream.mapEffect(one, { concurrency: options.concurrency ?? 4 }))
    }))

  const stored = (endpoint: Endpoint.Endpoint, input: object): Effect.Effect<Answer | undefined> => {
    const question = Endpoint.question(endpoint, input)
    return Result.isFailure(question) ? Effect.succeed(undefined) : answers.find(endpoint, question.success)
  }

  const plan = (endpoint: Endpoint.Endpoint, ids: Iterable<Endpoint.Id>, options: PlanOptions<object> = {}): Effect.Effect<Plan> =>
    Effect.gen(function*() {
      const now = yield* Clock.currentTimeMillis
      const name = Endpoint.idParam(endpoint) ?? "id"
      const invalid: Array<Plan["invalid"][number]> = []
      const questions = new Map<string, { readonly id: Endpoint.Id; readonly question: Endpoint.Question }>()
      for (const id of ids) {
        const question = Endpoint.question(endpoint, { ...options.input, [name]: id })
        if (Result.isFailure(question)) invalid.push({ id, failure: question.failure })
        else if (!questions.has(question.success.key)) questions.set(question.success.key, { id, question: question.success })
      }
      const asked = [...questions.values()]
      const entries = yield* answers.peek(endpoint, asked.map(({ question }) => question), now)
      const having = (tag: Entry["_tag"] | undefined) => asked.filter((_, i) => entries[i]?._tag === tag).map(({ id }) => id)
      return {
        stored: having("Answered"),
        toPay: having(undefined),
        unsettled: [...having("Claimed"), ...having("Unknown")],
        invalid,
        left: (yield* left(options.consumer))?.left
      }
    })

  const left = (consumer?: Consumers.Consumer): Effect.Effect<{ readonly left: number; readonly budget: number } | undefined> => {
    const budgets = ledger.budgetsOf(Consumers.of(consumer))
    if (budgets.length === 0) return Effect.succeed(undefined)
    return Effect.flatMap(Clock.currentTimeMillis, (now) =>
      Effect.map(store.counts(ledger.group(day(now))), (counts) =>
        budgets.map(({ budget, name }) => ({ budget, left: Math.max(0, budget - (counts[name] ?? 0)) }))
          .reduce((tightest, one) => (one.left < tightest.left ? one : tightest))))
  }

  const quota = (consumer?: Consumers.Consumer): Effect.Effect<QuotaReport> =>
    Effect.gen(function*() {
      const now = yield* Clock.currentTimeMillis
      const today = day(now)
      const hits = ledger.takeHits(today)
      if (hits.length > 0) yield* store.commit({ add: hits })
      const counts = yield* store.counts(ledger.group(today))
      const totals = ledger.totals(counts)
      const consumers = Consumers.of(consumer).map((name) => ({ name, ...ledger.spent(counts, totals, name) }))
      const [latch] = yield* store.get(gate.keys("").slice(0, 1))
      return {
        day: today.name,
        endsAt: new Date(today.endsAt).toISOString(),
        token: ledger.spent(counts, totals),
        consumer: consumers.reduce((tightest, one) => ((one.left ?? Infinity) < (tightest.left ?? Infinity) ? one : tightest)),
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

  const reopen = Effect.gen(function*() {
    const keys = gate.known()
    const texts = yield* store.get(keys)
    const put = gate.reopened(new Map(keys.map((key, i) => [key, texts[i]])), yield* Clock.currentTimeMillis)
    if (put.length > 0) yield* store.commit({ put })
  })

  return Xingtu.of({ call: ask, ask, pages, many, stored, plan, left, quota, reopen, settled: answers.settled })
}
