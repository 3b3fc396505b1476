import { Context, type Duration, Effect, Layer, Option, Ref, Result, Stream } from "effect"
import * as Call from "./Call.ts"
import * as Endpoint from "./Endpoint.ts"
import * as Failure from "./Failure.ts"
import { Transport } from "./Transport.ts"
import type { Drift } from "./Wire.ts"

/** Where an answer came from and what it cost. */
export interface Meta {
  readonly endpoint: string
  /** When the API answered, ISO 8601 UTC. */
  readonly at: string
  readonly source: "api"
  /** Whether this call was paid for; an answer from the store is not. */
  readonly charged: "yes" | "no"
  /** An attempt before the one that succeeded may have been charged too. */
  readonly doubt: boolean
  readonly attempts: number
  readonly durationMs: number
  readonly requestId?: string
  readonly recordTime?: string
}

/** An answer: decoded with units, as it came, and where the two disagree. */
export interface Answer<D = unknown> {
  readonly data: D
  readonly raw: unknown
  readonly drift: ReadonlyArray<Drift>
  readonly meta: Meta
}

export interface CallOptions {
  /** All attempts and pauses together; 120 s unless set. */
  readonly deadline?: Duration.Input
  /** Also retry when an attempt may have been charged. */
  readonly risk?: "payOnce" | "payTwice"
}

/** What became of one id of many. */
export type Outcome<D = unknown> =
  | { readonly _tag: "Answered"; readonly id: Endpoint.Id; readonly answer: Answer<D> }
  | { readonly _tag: "Failed"; readonly id: Endpoint.Id; readonly failure: Failure.CallFailure | Failure.NotSent }

export interface ManyOptions<P> extends CallOptions {
  /** Parameters beside the id, the same for all. */
  readonly input?: Endpoint.OthersOf<P>
  /** Calls at the same time; 4 unless set. */
  readonly concurrency?: number
}

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
}>()("@xingtu/core/Xingtu") {
  static readonly make = (settings: Partial<Call.Patience> = {}) =>
    Effect.map(Transport, (transport) => client(transport, { ...Call.patience, ...settings }))

  /** Needs a `Transport`. */
  static readonly layer = (settings: Partial<Call.Patience> = {}): Layer.Layer<Xingtu, never, Transport> =>
    Layer.effect(Xingtu, Xingtu.make(settings))
}

const decode = <D>(endpoint: Endpoint.Endpoint<Endpoint.Params, D>, paid: Call.Paid): Answer<D> => {
  const drift: Array<Drift> = []
  const data = endpoint.data.read(paid.data ?? {}, "", drift) ?? endpoint.data.none
  const { raw, data: _, at, ...rest } = paid
  return { data, raw, drift, meta: { endpoint: endpoint.id, at: new Date(at).toISOString(), source: "api", charged: "yes", ...rest } }
}

const client = (transport: Transport["Service"], settings: Call.Patience): Xingtu["Service"] => {
  const ask = <D>(endpoint: Endpoint.Endpoint<Endpoint.Params, D>, input: object, options: CallOptions = {}): Effect.Effect<Answer<D>, Failure.CallFailure> =>
    Effect.fromResult(Endpoint.question(endpoint, input)).pipe(
      Effect.flatMap((question) =>
        Call.send(transport, question, options.deadline === undefined ? settings : { ...settings, deadline: options.deadline }, options.risk)
      ),
      Effect.map((paid) => decode(endpoint, paid)),
      Effect.tap((answer) => Effect.annotateCurrentSpan({ charged: answer.meta.charged, attempts: answer.meta.attempts, code: 0 })),
      Effect.tapError((failure) =>
        Effect.annotateCurrentSpan({ charged: failure.charged, attempts: failure.attempts, failure: failure._tag })
      ),
      Effect.withSpan("xingtu.call", { attributes: { endpoint: endpoint.id } })
    )

  const pages = <D>(endpoint: Endpoint.Endpoint<Endpoint.Params, D>, input: object, options?: CallOptions): Stream.Stream<Answer<D>, Failure.CallFailure> => {
    const { pages } = endpoint
    if (pages === undefined) return Stream.fromEffect(ask(endpoint, input, options))
    const given: Readonly<Record<string, unknown>> = { ...input }
    return Stream.paginate(Number(given[pages.param] ?? 1), (page: number) =>
      Effect.map(ask(endpoint, { ...given, [pages.param]: page }, options), (answer) =>
        [[answer], Endpoint.hasMore(endpoint, answer.data) ? Option.some(page + 1) : Option.none<number>()] as const))
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

  return Xingtu.of({ call: ask, ask, pages, many })
}
