import { Effect, Option, Result, Stream } from "effect"
import type { Answer, CallOptions } from "../answers/Answer.ts"
import type { Client } from "./Client.ts"
import * as Endpoint from "../endpoint/Endpoint.ts"
import type * as Failure from "../failure/Failure.ts"
import { valueAt } from "../util/path.ts"

/** Page after page while there are more, each a paid call. Pages that came before a failure have been emitted. */
export const pages =
  ({ call }: Client) =>
  <D>(
    endpoint: Endpoint.Endpoint<Endpoint.Params, D>,
    input: object,
    options?: CallOptions
  ): Stream.Stream<Answer<D>, Failure.CallFailure> => {
    const { pages } = endpoint
    if (pages === undefined) return Stream.fromEffect(call(endpoint, input, options))
    const checked = Endpoint.question(endpoint, input)
    if (Result.isFailure(checked)) return Stream.fail(checked.failure)
    interface Turn {
      readonly page: number
      readonly before?: string
    }
    const first: Turn = { page: Number(checked.success.query[pages.param] ?? 1) }
    return Stream.paginate(first, ({ before, page }: Turn) =>
      Effect.map(call(endpoint, { ...input, [pages.param]: page }, options), (answer) => {
        const rows = JSON.stringify(valueAt(answer.data, pages.rows)) ?? ""
        // An API that repeats its last page for ever would be paid for ever.
        if (rows === before) return [[], Option.none<Turn>()] as const
        return [
          [answer],
          Endpoint.hasMore(endpoint, answer.data) ? Option.some({ page: page + 1, before: rows }) : Option.none<Turn>()
        ] as const
      })
    )
  }

/** The type of the rows on the pages of a result. */
export type RowOf<D> = {
  [K in keyof D]-?: NonNullable<D[K]> extends ReadonlyArray<infer Row> ? Row : never
}[keyof D]

/** What the pages hold, row after row, over as many pages as are read. */
export const rows =
  (client: Client) =>
  <D>(
    endpoint: Endpoint.Endpoint<Endpoint.Params, D>,
    input: object,
    options?: CallOptions
  ): Stream.Stream<RowOf<D>, Failure.CallFailure> =>
    Stream.flatMap(pages(client)(endpoint, input, options), ({ data }) => {
      const list = endpoint.pages === undefined ? undefined : valueAt(data, endpoint.pages.rows)
      // The path names a list of `D`.
      return Stream.fromIterable((Array.isArray(list) ? list : []) as ReadonlyArray<RowOf<D>>)
    })
