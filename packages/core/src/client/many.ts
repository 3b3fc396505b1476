import { Effect, Option, Ref, Result, Stream } from "effect"
import { type Answer, ofRun } from "../answers/Answer.ts"
import type { Client } from "./Client.ts"
import * as Endpoint from "../endpoint/Endpoint.ts"
import * as Failure from "../failure/Failure.ts"
import { type Ids, notAList } from "./ids.ts"
import * as Options from "./Options.ts"
import type { ManyOptions } from "./Options.ts"

/** The outcome of one ID: `Answered` with the result, or `Failed` with the failure. Both have the `id`. */
export type Outcome<D = unknown> =
  | { readonly _tag: "Answered"; readonly id: Endpoint.Id; readonly answer: Answer<D> }
  | { readonly _tag: "Failed"; readonly id: Endpoint.Id; readonly failure: Failure.Any }

export type { ManyOptions } from "./Options.ts"

/** The progress of a run over many IDs. */
export interface ManyProgress {
  readonly done: number
  readonly total: number
  readonly failed: number
}

/**
 * One outcome per id, in the order of the ids, as they come. After a stop (quota, balance, token) the rest is not sent.
 */
export const many =
  ({ call: ask }: Client) =>
  <D>(
    endpoint: Endpoint.Endpoint<Endpoint.Params, D>,
    ids: Ids,
    given: ManyOptions<object> = {}
  ): Stream.Stream<Outcome<D>> => {
    const failed = (id: Endpoint.Id, failure: Failure.Any): Outcome<D> => ({ _tag: "Failed", id, failure })
    const noList = notAList(endpoint.id, ids)
    if (noList !== undefined) return Stream.succeed(failed(String(ids), noList))
    const wrong = Options.refusal(endpoint.id, Options.ofMany, given)
    if (wrong !== undefined) return Stream.map(Stream.fromIterable(ids), (id) => failed(id, wrong))
    const { concurrency = 4, input, ...call } = given
    return Stream.unwrap(
      Effect.zipWith(Ref.make(Option.none<Failure.CallFailure>()), ofRun(call), (stopped, options) => {
        const one = (id: Endpoint.Id): Effect.Effect<Outcome<D>> =>
          Effect.flatMap(Ref.get(stopped), (stop) =>
            Option.isSome(stop)
              ? Effect.succeed(failed(id, new Failure.NotSent(stop.value)))
              : Effect.result(ask(endpoint, Endpoint.about(endpoint, id, input), options)).pipe(
                  Effect.tap((result) =>
                    Result.isFailure(result) && result.failure.stops
                      ? Ref.set(stopped, Option.some(result.failure))
                      : Effect.void
                  ),
                  Effect.map((result): Outcome<D> =>
                    Result.isSuccess(result)
                      ? { _tag: "Answered", id, answer: result.success }
                      : failed(id, result.failure)
                  )
                )
          )
        return Stream.fromIterable(ids).pipe(Stream.mapEffect(one, { concurrency }))
      })
    )
  }
