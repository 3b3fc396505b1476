import { Context, Effect, Layer, Option, Random, type Stream } from "effect"
import type { Answer, CallOptions } from "../answers/Answer.ts"
import * as CacheEntry from "../answers/CacheEntry.ts"
import * as Client from "./Client.ts"
import type * as Endpoint from "../endpoint/Endpoint.ts"
import type * as Failure from "../failure/Failure.ts"
import * as Limiter from "../quota/RateLimiter.ts"
import { many, type ManyOptions, type Outcome } from "./many.ts"
import type { Ids } from "./ids.ts"
import { type Methods, methods } from "./methods.ts"
import { pages, type RowOf, rows } from "./pages.ts"
import type { InvalidSettings } from "../settings/InvalidSettings.ts"
import * as Settings from "../settings/Settings.ts"
import { resilientStore } from "../store/resilientStore.ts"
import * as Store from "../store/Store.ts"
import { Transport } from "../api/Transport.ts"
import { Warn } from "../util/Warn.ts"

/** The client as a service. */
export class Xingtu extends Context.Service<
  Xingtu,
  Client.Client &
    Methods & {
      /** Page after page while there are more, each a paid call. Pages that came before a failure have been emitted. */
      readonly pages: <P extends Endpoint.Params, D>(
        endpoint: Endpoint.Endpoint<P, D>,
        input: Endpoint.InputOf<P>,
        options?: CallOptions
      ) => Stream.Stream<Answer<D>, Failure.CallFailure>
      /** What the pages hold, row after row. A page is paid when its first row is read. */
      readonly rows: <P extends Endpoint.Params, D>(
        endpoint: Endpoint.Endpoint<P, D>,
        input: Endpoint.InputOf<P>,
        options?: CallOptions
      ) => Stream.Stream<RowOf<D>, Failure.CallFailure>
      /** One outcome per id, in the order of the ids, as they come. After a stop (quota, balance, token) the rest is not sent. */
      readonly many: <P extends Endpoint.Params, D>(
        endpoint: Endpoint.Endpoint<P, D>,
        ids: Ids,
        options?: ManyOptions<P>
      ) => Stream.Stream<Outcome<D>>
    }
>()("@xingtu/core/Xingtu") {
  static readonly make = (
    settings: Partial<Settings.Settings> = {}
  ): Effect.Effect<Xingtu["Service"], InvalidSettings, Transport> =>
    Effect.gen(function* () {
      const transport = yield* Transport
      const { settings: all, day } = yield* Effect.fromResult(Settings.resolve(settings))
      const stored = yield* Effect.serviceOption(Store.Store)
      const name = (yield* Random.nextInt).toString(36)
      const tell = yield* Warn
      const kept = Option.map(stored, (store) => resilientStore(store, { name, tell, isNewer: CacheEntry.isNewer }))
      const client = Client.make({
        transport,
        day,
        settings: all,
        client: name,
        store: Option.getOrElse(kept, () => Store.memory({ tell })),
        limiter: yield* Limiter.make({ ...all, account: transport.account })
      })
      const settled = Option.isSome(kept) ? Effect.andThen(client.settled, kept.value.settled) : client.settled
      return Xingtu.of({
        ...client,
        ...methods(client),
        settled,
        pages: pages(client),
        rows: rows(client),
        many: many(client)
      })
    })

  /** Needs a `Transport`. Takes a `Store` and a `Spacing` where they are provided; without them answers, limits and pace are this process's own. */
  static readonly layer = (
    settings: Partial<Settings.Settings> = {}
  ): Layer.Layer<Xingtu, InvalidSettings, Transport> =>
    Layer.effect(
      Xingtu,
      Effect.acquireRelease(Xingtu.make(settings), (xingtu) => Effect.andThen(xingtu.close, xingtu.settled))
    )
}

/** Asks one question of the client that is provided: every endpoint of the catalogue as an Effect. */
export const call = <P extends Endpoint.Params, D>(
  endpoint: Endpoint.Endpoint<P, D>,
  input: Endpoint.InputOf<P>,
  options?: CallOptions
): Effect.Effect<Answer<D>, Failure.CallFailure, Xingtu> =>
  Xingtu.use((xingtu) => xingtu.call(endpoint, input, options))
