import { Context, Effect, Layer, Option, Random, type Stream } from "effect"
import type { Answer, CallOptions } from "../answers/Answer.ts"
import * as CacheEntry from "../answers/CacheEntry.ts"
import * as Client from "./Client.ts"
import type * as Endpoint from "../endpoint/Endpoint.ts"
import type * as Failure from "../failure/Failure.ts"
import { Quota } from "../quota/Quota.ts"
import { many, type ManyOptions, type Outcome } from "./many.ts"
import type { Ids } from "./ids.ts"
import { type Methods, methods } from "./methods.ts"
import { pages, type RowOf, rows } from "./pages.ts"
import { InvalidSettings } from "../failure/InvalidSettings.ts"
import * as Settings from "../settings/Settings.ts"
import { resilientStore } from "../store/resilientStore.ts"
import * as Store from "../store/Store.ts"
import { Transport } from "../api/Transport.ts"
import { Warn } from "../util/Warn.ts"
import * as W from "../util/Words.ts"

/** The quota that is provided, or one of its own. Who shares one has set its budgets and rate limit there. */
const quotaFor = (settings: Partial<Settings.Settings>): Effect.Effect<Quota["Service"], InvalidSettings> => {
  const own = Settings.ofQuota(settings)
  return Effect.flatMap(
    Effect.serviceOption(Quota),
    Option.match({
      onNone: () => Quota.make(own),
      onSome: (quota) => {
        const problems = Object.keys(own).map((setting) => ({ setting, problem: setOnQuota }))
        return problems.length === 0 ? Effect.succeed(quota) : Effect.fail(new InvalidSettings({ problems }))
      }
    })
  )
}

const setOnQuota = W.make(
  "Belongs to the Quota this client shares: set it on Quota.layer.",
  "该设置属于共用的 Quota，请在 Quota.layer 中设置。"
)

/** The client as an Effect service: one method per endpoint, and `many`, `pages`, `plan`, `quota` and more. */
export class Xingtu extends Context.Service<
  Xingtu,
  Client.Client &
    Methods & {
      /** The pages of a result as a stream, one paid call each. Pages before a failure have been emitted. */
      readonly pages: <P extends Endpoint.Params, D>(
        endpoint: Endpoint.Endpoint<P, D>,
        input: Endpoint.InputOf<P>,
        options?: CallOptions
      ) => Stream.Stream<Answer<D>, Failure.CallFailure>
      /** The rows of all pages as a stream. A page is fetched, and charged, when its first row is read. */
      readonly rows: <P extends Endpoint.Params, D>(
        endpoint: Endpoint.Endpoint<P, D>,
        input: Endpoint.InputOf<P>,
        options?: CallOptions
      ) => Stream.Stream<RowOf<D>, Failure.CallFailure>
      /**
       * Sends the same request for many IDs: a stream with one outcome per ID, in their order. When the quota, balance
       * or budget runs out, the rest is `NotSent`.
       */
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
      const { settings: all } = yield* Effect.fromResult(Settings.resolve(settings))
      const tell = yield* Warn
      const name = (yield* Random.nextInt).toString(36)
      const quota = yield* quotaFor(settings)
      const { settled: written, ...shared } = yield* quota.of(
        transport.account,
        yield* Effect.serviceOption(Store.Store),
        Option.match({
          onNone: () => ({ store: Store.memory({ tell }), settled: Effect.void }),
          onSome: (stored) => {
            const store = resilientStore(stored, { name, tell, isNewer: CacheEntry.isNewer })
            return { store, settled: store.settled }
          }
        })
      )
      const client = Client.make({ ...shared, transport, settings: all, client: name })
      const settled = Effect.andThen(client.settled, written)
      return Xingtu.of({
        ...client,
        ...methods(client),
        settled,
        pages: pages(client),
        rows: rows(client),
        many: many(client)
      })
    })

  /**
   * Makes the client. Needs a `Transport`; fails with `InvalidSettings`. Uses a `Store`, a `Spacing` and a `Quota` if
   * they are provided; without them, results, budgets and rate limit belong to this client.
   */
  static readonly layer = (
    settings: Partial<Settings.Settings> = {}
  ): Layer.Layer<Xingtu, InvalidSettings, Transport> =>
    Layer.effect(
      Xingtu,
      Effect.acquireRelease(Xingtu.make(settings), (xingtu) => Effect.andThen(xingtu.close, xingtu.settled))
    )
}

/**
 * Sends one request with the client in the context, as an Effect: `call(catalogue.spreadMetrics, { oAuthorId })`. One
 * paid call unless the result is cached.
 */
export const call = <P extends Endpoint.Params, D>(
  endpoint: Endpoint.Endpoint<P, D>,
  input: Endpoint.InputOf<P>,
  options?: CallOptions
): Effect.Effect<Answer<D>, Failure.CallFailure, Xingtu> =>
  Xingtu.use((xingtu) => xingtu.call(endpoint, input, options))
