import type { Effect } from "effect"
import type { Answer, CallOptions } from "../answers/Answer.ts"
import { catalogue } from "../catalogue/catalogue.ts"
import type * as Endpoint from "../endpoint/Endpoint.ts"
import type * as Failure from "../failure/Failure.ts"
import type { Client } from "./Client.ts"

type Catalogue = typeof catalogue

/** One method per endpoint, named by its ID: `xingtu.spreadMetrics({ oAuthorId })`. */
export type Methods = {
  readonly [K in keyof Catalogue]: (
    input: Endpoint.Input<Catalogue[K]>,
    options?: CallOptions
  ) => Effect.Effect<Answer<Endpoint.Data<Catalogue[K]>>, Failure.CallFailure>
}

/** The methods of a client. */
export const methods = ({ ask }: Pick<Client, "ask">): Methods =>
  Object.fromEntries(
    Object.entries(catalogue).map(([id, endpoint]) => [
      id,
      (input: object, options?: CallOptions) => ask(endpoint, input, options)
    ])
  ) as unknown as Methods // the keys and endpoints are the catalogue's own
