import { Effect, Layer, ManagedRuntime, Redacted, Result, Stream } from "effect"
import * as BaseUrl from "./api/BaseUrl.ts"
import type { Answer, CallOptions } from "./answers/Answer.ts"
import type { Consumer } from "./quota/Consumers.ts"
import { catalogue } from "./catalogue/catalogue.ts"
import * as Compare from "./client/compareEnvironments.ts"
import type { PlanOptions } from "./client/Client.ts"
import type * as Endpoint from "./endpoint/Endpoint.ts"
import type { Plan, QuotaReport } from "./quota/Quota.ts"
import * as Format from "./table/Format.ts"
import * as Report from "./report/Report.ts"
import * as Settings from "./settings/Settings.ts"
import type { Store, StoreFailure } from "./store/Store.ts"
import type { Table } from "./table/Table.ts"
import * as Transport from "./api/Transport.ts"
import { Warn } from "./util/Warn.ts"
import type { Lang } from "./util/Words.ts"
import type { ManyOptions, ManyProgress, Outcome } from "./client/many.ts"
import { type Decisions, decisions } from "./watch/promised.ts"
import { Xingtu } from "./client/Xingtu.ts"

export { isFailure } from "./failure/Failure.ts"
export type { Answer, CallOptions, Consumer, Outcome, Plan, QuotaReport }

type Catalogue = typeof catalogue

/** Whose token, which address, and how careful the client is. */
export interface Options extends Partial<Settings.Settings> {
  /** Your Just One API token. It is kept out of every error, span and log. */
  readonly token: string
  /** `global` (default), `cn` (plain HTTP: the token travels in clear), or an address. */
  readonly baseUrl?: BaseUrl.Environment | (string & {}) | undefined
  /** Hears what a person should know, such as a token that travels in clear; `console.warn` unless set. */
  readonly onWarning?: (warning: string) => void
  /** How to GET; the global `fetch` unless set. */
  readonly fetch?: typeof globalThis.fetch
  /** Sends the requests instead of `fetch`; then `token`, `baseUrl` and `fetch` only name whose quota it is. */
  readonly transport?: Transport.Transport["Service"]
  /** Where answers, budgets and claims are kept: `sqliteStore(path)` or `redisStore(url)` of `@xingtu/core/node`; memory unless set. */
  readonly store?: Layer.Layer<Store, StoreFailure>
}

interface Heard {
  /** Hears after each id how far the run is. */
  readonly onProgress?: (progress: ManyProgress) => void
}

/** A way to leave: nothing more is sent, the promise rejects with the signal's reason, and a request that is out is still stored. */
interface Left {
  readonly signal?: AbortSignal | undefined
}

/** What one call may be given. */
export type PromiseCallOptions = CallOptions & Left

type Many<P> = ManyOptions<P> & Heard & Left

/** One row per creator, to read or to put into a sheet. */
export interface CreatorReport {
  readonly rows: ReadonlyArray<Report.Row>
  readonly table: (lang?: Lang) => Table
  readonly text: (lang?: Lang) => string
}

/** One method per endpoint of the catalogue, named by its id. */
type Methods = {
  readonly [K in keyof Catalogue]: (
    input: Endpoint.Input<Catalogue[K]>,
    options?: PromiseCallOptions
  ) => Promise<Answer<Endpoint.Data<Catalogue[K]>>>
}

/** The client: one method for each endpoint, and what works on many. */
export interface XingtuPromise extends Methods, Decisions {
  /** Any endpoint, such as a deprecated one. */
  readonly call: <P extends Endpoint.Params, D>(
    endpoint: Endpoint.Endpoint<P, D>,
    input: Endpoint.InputOf<P>,
    options?: PromiseCallOptions
  ) => Promise<Answer<D>>
  /** What buyers compare, one row per creator; what failed is missing from its row, with the reason. */
  readonly creatorReport: (
    ids: Iterable<Endpoint.Id | undefined>,
    options?: Report.Options & Heard & Left
  ) => Promise<CreatorReport>
  /** What a report on these creators would cost now, by endpoint. Asks and pays nothing. */
  readonly planReport: (
    ids: Iterable<Endpoint.Id>,
    options?: Report.Options
  ) => Promise<ReadonlyArray<Plan & { readonly endpoint: Report.Source }>>
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
    options?: PromiseCallOptions
  ) => AsyncIterable<Answer<D>>
  /** What asking these ids would cost now. Asks and pays nothing. */
  readonly plan: <P extends Endpoint.Params, D>(
    endpoint: Endpoint.Endpoint<P, D>,
    ids: Iterable<Endpoint.Id>,
    options?: PlanOptions<P>
  ) => Promise<Plan>
  /** What was spent today, what is left, and whether calls may go out. Asks the API nothing. */
  readonly quota: (consumer?: Consumer) => Promise<QuotaReport>
  /** Lets the next call try although an earlier answer closed the way: after a top-up, a raised quota, a mended token. */
  readonly reopen: () => Promise<void>
  /** Waits for the calls that are out, then lets go of what the client holds. */
  readonly close: () => Promise<void>
}

/** One GET with `fetch`, stopped when its time is over or nobody waits for it any more. */
const overFetch =
  (fetch: typeof globalThis.fetch) =>
  (url: Redacted.Redacted, timeoutMs: number): Effect.Effect<Transport.Reply, Transport.NoReply> =>
    Effect.callback((resume) => {
      const stop = new AbortController()
      const late = setTimeout(() => {
        // Said before it is heard: a fetch that is given may not listen to its signal.
        resume(Effect.fail(new Transport.NoReply({ outcome: "timeout", reason: "TimeoutError" })))
        stop.abort()
      }, timeoutMs)
      const read = async () => {
        try {
          // Followed, a redirect would carry the token elsewhere.
          const response = await fetch(Redacted.value(url), { signal: stop.signal, redirect: "manual" })
          resume(Effect.succeed({ status: response.status, body: await response.text() }))
        } catch (error) {
          resume(Effect.fail(Transport.noReply(error)))
        } finally {
          clearTimeout(late)
        }
      }
      void read()
      return Effect.sync(() => stop.abort())
    })

/** Fails with the signal's reason when it is given. */
const aborted = (signal: AbortSignal | undefined): Effect.Effect<never, unknown> =>
  signal === undefined
    ? Effect.never
    : Effect.callback((resume) => {
        const leave = () => resume(Effect.fail(signal.reason))
        if (signal.aborted) return leave()
        signal.addEventListener("abort", leave, { once: true })
        return Effect.sync(() => signal.removeEventListener("abort", leave))
      })

/** A comparison of the vendor's environments that has not begun. */
export interface ComparisonPlan extends Omit<Compare.ComparisonPlan, "run"> {
  readonly run: () => Promise<Compare.Comparison>
}

/**
 * Measures `global` and `cn` by real, paid calls. Nothing is sent before `run()`; `calls` and `costs` say what it will cost.
 *
 * @throws when the input is not usable
 */
export const compareEnvironments = <P extends Endpoint.Params>(
  options: Omit<Compare.CompareOptions<P>, "transports"> &
    Pick<Options, "token" | "fetch"> & {
      /** Other addresses than the vendor's. */
      readonly baseUrls?: Readonly<Record<BaseUrl.Environment, string>>
    }
): ComparisonPlan => {
  const to = (environment: BaseUrl.Environment) =>
    Transport.makeTimed({
      baseUrl: (options.baseUrls ?? BaseUrl.environments)[environment],
      token: Redacted.make(options.token),
      send: overFetch(options.fetch ?? globalThis.fetch)
    })
  const plan = Result.getOrThrow(
    Compare.compareEnvironments({ ...options, transports: { global: to("global"), cn: to("cn") } })
  )
  return { ...plan, run: () => Effect.runPromise(plan.run) }
}

/**
 * The client for people who do not use Effect. Answers are `{ data, raw, drift, meta }`; failures are rejected as the same
 * objects Effect sees: `_tag`, `code`, `charged`, `message`, `advice`.
 *
 * @throws when the token is empty, or the base URL or a setting is not usable
 */
export const createXingtu = (options: Options): XingtuPromise => {
  const base = Result.getOrThrowWith(BaseUrl.parse(options.baseUrl), (words) => new Error(words.en))
  const onWarning = options.onWarning ?? console.warn
  if (base.warning !== undefined) onWarning(base.warning.en)
  Result.getOrThrowWith(Settings.resolve(options), (problem) => new Error(problem))
  if (options.transport === undefined && options.token.trim() === "")
    throw new Error("A token of Just One API is needed.")
  const transport = Layer.succeed(
    Transport.Transport,
    options.transport ??
      Transport.makeTimed({
        baseUrl: base.url,
        token: Redacted.make(options.token),
        send: overFetch(options.fetch ?? globalThis.fetch)
      })
  )
  const warn = Layer.succeed(Warn, (warning) => Effect.sync(() => onWarning(warning.en)))
  const client = Xingtu.layer(options).pipe(Layer.provide(transport))
  // The store warns as the client does.
  const whole = (options.store === undefined ? client : Layer.provide(client, options.store)).pipe(Layer.provide(warn))
  const runtime = ManagedRuntime.make(whole)
  const run = async <A, E>(effect: Effect.Effect<A, E, Xingtu>, { signal }: Left = {}): Promise<A> => {
    signal?.throwIfAborted()
    try {
      return await runtime.runPromise(effect, signal === undefined ? {} : { signal })
    } catch (error) {
      signal?.throwIfAborted()
      throw error
    }
  }
  const methods = Object.fromEntries(
    Object.entries(catalogue).map(([id, endpoint]) => [
      id,
      (input: object, call?: PromiseCallOptions) =>
        run(
          Xingtu.use((xingtu) => xingtu.ask(endpoint, input, call)),
          call
        )
    ])
  ) as unknown as Methods // the keys and endpoints are the catalogue's own
  const xingtu = () => runtime.runPromise(Xingtu)
  const collect = async <A>(
    stream: Stream.Stream<A, never, Xingtu>,
    total: number,
    failed: (one: A) => boolean,
    { onProgress, signal }: Heard & Left
  ) => {
    const done: Array<A> = []
    let failures = 0
    await run(
      Stream.runForEach(stream, (one) =>
        Effect.sync(() => {
          done.push(one)
          if (failed(one)) failures++
          onProgress?.({ done: done.length, total, failed: failures })
        })
      ),
      { signal }
    )
    return done
  }
  return {
    ...methods,
    ...decisions(run),
    call: (endpoint, input, call) =>
      run(
        Xingtu.use((client) => client.call(endpoint, input, call)),
        call
      ),
    many: async <P extends Endpoint.Params, D>(
      endpoint: Endpoint.Endpoint<P, D>,
      ids: Iterable<Endpoint.Id>,
      options: Many<P> = {}
    ) => {
      const all = [...ids]
      return collect(
        (await xingtu()).many(endpoint, all, options),
        all.length,
        (outcome) => outcome._tag === "Failed",
        options
      )
    },
    creatorReport: async (ids, options = {}) => {
      const all = [...ids]
      const rows = await collect(
        Report.rows(all, options),
        all.length,
        (row) => Report.missing(row) !== undefined,
        options
      )
      const table = (lang?: Lang) => Report.table(rows, options, lang)
      return { rows, table, text: (lang) => Format.text(table(lang), lang) }
    },
    planReport: (ids, options) => runtime.runPromise(Report.plan(ids, options)),
    pages: (endpoint, input, call) =>
      Stream.toAsyncIterable(
        Stream.interruptWhen(
          Stream.unwrap(Effect.map(Effect.promise(xingtu), (client) => client.pages(endpoint, input, call))),
          aborted(call?.signal)
        )
      ),
    plan: (endpoint, ids, options) => runtime.runPromise(Xingtu.use((xingtu) => xingtu.plan(endpoint, ids, options))),
    quota: (consumer) => runtime.runPromise(Xingtu.use((xingtu) => xingtu.quota(consumer))),
    reopen: () => runtime.runPromise(Xingtu.use((xingtu) => xingtu.reopen)),
    close: () => runtime.dispose()
  }
}
