import { Effect, Layer, ManagedRuntime, Redacted, Result, Stream } from "effect"
import * as BaseUrl from "./BaseUrl.ts"
import type { Patience } from "./Call.ts"
import { catalogue } from "./catalogue.ts"
import type * as Endpoint from "./Endpoint.ts"
import * as Transport from "./Transport.ts"
import { type Answer, type CallOptions, type ManyOptions, type ManyProgress, type Outcome, Xingtu } from "./Xingtu.ts"

export type { Answer, CallOptions, Outcome }

type Catalogue = typeof catalogue

export interface Options extends Partial<Patience> {
  /** Your Just One API token. It is kept out of every error, span and log. */
  readonly token: string
  /** `global` (default), `cn` (plain HTTP: the token travels in clear), or an address. */
  readonly baseUrl?: BaseUrl.Environment | (string & {})
  /** Hears what a person should know, such as a token that travels in clear; `console.warn` unless set. */
  readonly onWarning?: (warning: string) => void
  /** How to GET; the global `fetch` unless set. */
  readonly fetch?: typeof globalThis.fetch
}

type Many<P> = ManyOptions<P> & {
  /** Hears after each id how far the run is. */
  readonly onProgress?: (progress: ManyProgress) => void
}

/** One method per endpoint of the catalogue, named by its id. */
type Methods = {
  readonly [K in keyof Catalogue]: (
    input: Endpoint.Input<Catalogue[K]>,
    options?: CallOptions
  ) => Promise<Answer<Endpoint.Data<Catalogue[K]>>>
}

export interface XingtuPromise extends Methods {
  /** One outcome per id, in the order of the ids; failures are outcomes, so this never rejects for one id. */
  readonly many: <P extends Endpoint.Params, D>(
    endpoint: Endpoint.Endpoint<P, D>,
    ids: Iterable<Endpoint.Id>,
    options?: Many<P>
  ) => Promise<ReadonlyArray<Outcome<D>>>
  /** Page after page; stop reading and no further page is paid. */
  readonly pages: <P extends Endpoint.Params, D>(
    endpoint: Endpoint.Endpoint<P, D>,
    input: Endpoint.InputOf<P>,
    options?: CallOptions
  ) => AsyncIterable<Answer<D>>
  /** Lets go of what the client holds. */
  readonly close: () => Promise<void>
}

const overFetch = (fetch: typeof globalThis.fetch) => (url: Redacted.Redacted): Effect.Effect<Transport.Reply, unknown> =>
  Effect.tryPromise({
    try: async (signal) => {
      const response = await fetch(Redacted.value(url), { signal })
      return { status: response.status, body: await response.text() }
    },
    catch: (error) => error
  })

/**
 * The client for people who do not use Effect. Answers are `{ data, raw, drift, meta }`; failures are rejected as the same
 * objects Effect sees: `_tag`, `code`, `charged`, `message`, `advice`.
 *
 * @throws when the base URL is not usable
 */
export const createXingtu = (options: Options): XingtuPromise => {
  const base = Result.getOrThrowWith(BaseUrl.parse(options.baseUrl), (words) => new Error(words.en))
  if (base.warning !== undefined) (options.onWarning ?? console.warn)(base.warning.en)
  const transport = Layer.succeed(Transport.Transport, Transport.make({
    baseUrl: base.url,
    token: Redacted.make(options.token),
    send: overFetch(options.fetch ?? globalThis.fetch)
  }))
  const runtime = ManagedRuntime.make(Xingtu.layer(options).pipe(Layer.provide(transport)))
  const methods = Object.fromEntries(
    Object.entries(catalogue).map(([id, endpoint]) => [
      id,
      (input: object, call?: CallOptions) => runtime.runPromise(Xingtu.use((xingtu) => xingtu.ask(endpoint, input, call)))
    ])
  ) as unknown as Methods // the keys and endpoints are the catalogue's own
  const xingtu = () => runtime.runPromise(Xingtu)
  return {
    ...methods,
    many: async <P extends Endpoint.Params, D>(endpoint: Endpoint.Endpoint<P, D>, ids: Iterable<Endpoint.Id>, { onProgress, ...rest }: Many<P> = {}) => {
      const all = [...ids]
      const outcomes: Array<Outcome<D>> = []
      let failed = 0
      await runtime.runPromise(Stream.runForEach((await xingtu()).many(endpoint, all, rest), (outcome) =>
        Effect.sync(() => {
          outcomes.push(outcome)
          if (outcome._tag === "Failed") failed++
          onProgress?.({ done: outcomes.length, total: all.length, failed })
        })))
      return outcomes
    },
    pages: (endpoint, input, call) =>
      Stream.toAsyncIterable(Stream.unwrap(Effect.map(Effect.promise(xingtu), (client) => client.pages(endpoint, input, call)))),
    close: () => runtime.dispose()
  }
}
