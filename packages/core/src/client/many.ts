import { Effect, Option, Ref, Result, Stream } from "effect"
import { type Answer, type CallOptions, ofRun } from "../answers/Answer.ts"
import type { Client } from "./Client.ts"
import * as Endpoint from "../endpoint/Endpoint.ts"
import * as Failure from "../failure/Failure.ts"
import { type Ids, notAList } from "./ids.ts"

/** What became of one id of many. */
export type Outcome<D = unknown> =
  | { readonly _tag: "Answered"; readonly id: Endpoint.Id; readonly answer: Answer<D> }
  | { readonly _tag: "Failed"; readonly id: Endpoint.Id; readonly failure: Failure.Any }

/** How many ids are asked. */
export interface ManyOptions<P> extends CallOptions {
  /** Parameters beside the id, the same for all. */
  readonly input?: Endpoint.OthersOf<P>
  /** Calls at the same time; 4 unless set. */
  readonly concurrency?: number
}

/** How far a run over many ids is. */
export interface ManyProgress {
  readonly done: number
  readonly total: number
  readonly failed: number
}

/** One outcome per id, in the order of the ids, as they come. After a stop (quota, balance, token) the rest is not sent. */
export const many =
  ({ call }: Client) =>
  <D>(
    endpoint: Endpoint.Endpoint<Endpoint.Params, D>,
    ids: Ids,
    given: ManyOptions<object> = {}
  ): Stream.Stream<Outcome<D>> => {
    const wrong = notAList(endpoint.id, ids)
    if (wrong !== undefined) return Stream.succeed<Outcome<D>>({ _tag: "Failed", id: String(ids), failure: wrong })
    return Stream.unwrap(
      Effect.zipWith(Ref.make(Option.none<Failure.CallFailure>()), ofRun(given), (stopped, options) => {
        const one = (id: Endpoint.Id): Effect.Effect<Outcome<D>> =>
          Effect.flatMap(Ref.get(stopped), (stop) =>
            Option.isSome(stop)
              ? Effect.succeed<Outcome<D>>({ _tag: "Failed", id, failure: new Failure.NotSent(stop.value) })
              : Effect.result(call(endpoint, Endpoint.about(endpoint, id, options.input), options)).pipe(
                  Effect.tap((result) =>
                    Result.isFailure(result) && result.failure.stops
                      ? Ref.set(stopped, Option.some(result.failure))
                      : Effect.void
                  ),
                  Effect.map((result): Outcome<D> =>
                    Result.isSuccess(result)
                      ? { _tag: "Answered", id, answer: result.success }
                      : { _tag: "Failed", id, failure: result.failure }
                  )
                )
          )
        return Stream.fromIterable(ids).pipe(Stream.mapEffect(one, { concurrency: options.concurrency ?? 4 }))
      })
    )
  }
