import type { Layer } from "effect"
import type { Answer, CallOptions } from "../answers/Answer.ts"
import type * as BaseUrl from "../api/BaseUrl.ts"
import type * as Transport from "../api/Transport.ts"
import type { catalogue } from "../catalogue/catalogue.ts"
import type { PlanOptions } from "../client/Client.ts"
import type { ManyOptions, ManyProgress, Outcome } from "../client/many.ts"
import type { Ids } from "../client/ids.ts"
import type { RowOf } from "../client/pages.ts"
import type * as Endpoint from "../endpoint/Endpoint.ts"
import type { Consumer } from "../quota/Consumers.ts"
import type { Plan, QuotaReport } from "../quota/QuotaReport.ts"
import type * as Report from "../report/Report.ts"
import type * as Settings from "../settings/Settings.ts"
import type { Store, StoreFailure } from "../store/Store.ts"
import type { Table } from "../table/Table.ts"
import type { Lang } from "../util/Words.ts"
import type { Decisions } from "../watch/promised.ts"

type Catalogue = typeof catalogue

/** Token, base URL, store and settings of a client. All optional if `JUSTONEAPI_TOKEN` is set. */
export interface Options extends Partial<Settings.Settings> {
  /**
   * Your Just One API token; by default the environment variable `JUSTONEAPI_TOKEN`. It appears in no error, span or
   * log.
   */
  readonly token?: string | undefined
  /**
   * `global` (default), `cn` (plain HTTP: the token is sent unencrypted), or a URL. The environment variable
   * `JUSTONEAPI_BASE_URL` sets the default.
   */
  readonly baseUrl?: BaseUrl.Environment | (string & {}) | undefined
  /** Receives warnings, such as a token that is sent unencrypted; by default `console.warn`. */
  readonly onWarning?: (warning: string) => void
  /**
   * The `fetch` to use. By default the client keeps its own connections on Node, and uses the global `fetch` elsewhere
   * or where `fetch` was replaced or goes through a proxy.
   */
  readonly fetch?: typeof globalThis.fetch
  /** Sends the requests instead of `fetch`; then `token`, `baseUrl` and `fetch` are not used to send. */
  readonly transport?: Transport.Transport["Service"]
  /**
   * Where results and budgets are kept: `sqliteStore(path)` or `redisStore(url)` of `@xingtu/core/node`; by default in
   * memory.
   */
  readonly store?: Layer.Layer<Store, StoreFailure>
}

export interface Heard {
  /** Called after each ID with the progress of the run. */
  readonly onProgress?: (progress: ManyProgress) => void
}

/**
 * A signal to abort: nothing more is sent, the promise rejects with the signal's reason, and the result of a request
 * already sent is still cached.
 */
export interface Left {
  readonly signal?: AbortSignal | undefined
}

/** Options of one call: those of `CallOptions`, and a `signal` to abort it. */
export type PromiseCallOptions = CallOptions & Left

export type Many<P> = ManyOptions<P> & Heard & Left

/** A report with one row per creator; `table()` gives columns and rows. */
export interface CreatorReport {
  readonly rows: ReadonlyArray<Report.Row>
  readonly table: (lang?: Lang) => Table
  readonly text: (lang?: Lang) => string
}

/** One method per endpoint, named by its ID: `xingtu.spreadMetrics({ oAuthorId })`. */
export type Methods = {
  readonly [K in keyof Catalogue]: (
    input: Endpoint.Input<Catalogue[K]>,
    options?: PromiseCallOptions
  ) => Promise<Answer<Endpoint.Data<Catalogue[K]>>>
}

/** The client with promises: one method per endpoint, and `many`, `pages`, `rows`, `plan`, `quota` and more. */
export interface XingtuPromise extends Methods, Decisions {
  /** Sends a request to any endpoint value, such as one of `deprecated`. One paid call unless the result is cached. */
  readonly call: <P extends Endpoint.Params, D>(
    endpoint: Endpoint.Endpoint<P, D>,
    input: Endpoint.InputOf<P>,
    options?: PromiseCallOptions
  ) => Promise<Answer<D>>
  /**
   * A report with one row per creator, for five paid calls each (fewer with `endpoints`). If a call fails, its columns
   * have no data and the row says why.
   */
  readonly creatorReport: (
    ids: Ids<Endpoint.Id | undefined>,
    options?: Report.Options & Heard & Left
  ) => Promise<CreatorReport>
  /** What a report on these creators would cost now in paid calls, by endpoint. Sends no requests. */
  readonly planReport: (
    ids: Ids,
    options?: Report.Options
  ) => Promise<ReadonlyArray<Plan & { readonly endpoint: Report.Source }>>
  /**
   * Sends the same request for many IDs and returns one outcome per ID, in their order. A failed ID is an outcome too,
   * so one failure does not reject the promise.
   */
  readonly many: <P extends Endpoint.Params, D>(
    endpoint: Endpoint.Endpoint<P, D>,
    ids: Ids,
    options?: Many<P>
  ) => Promise<ReadonlyArray<Outcome<D>>>
  /**
   * The pages of a result, one paid call each. Stop reading and no further page is fetched: `for await (const page of
   * xingtu.pages(...)) ...`
   */
  readonly pages: <P extends Endpoint.Params, D>(
    endpoint: Endpoint.Endpoint<P, D>,
    input: Endpoint.InputOf<P>,
    options?: PromiseCallOptions
  ) => AsyncIterable<Answer<D>>
  /** The rows of all pages, one after the other. A page is fetched, and charged, when its first row is read. */
  readonly rows: <P extends Endpoint.Params, D>(
    endpoint: Endpoint.Endpoint<P, D>,
    input: Endpoint.InputOf<P>,
    options?: PromiseCallOptions
  ) => AsyncIterable<RowOf<D>>
  /** What a run over these IDs would cost now. Sends no requests. */
  readonly plan: <P extends Endpoint.Params, D>(
    endpoint: Endpoint.Endpoint<P, D>,
    ids: Ids,
    options?: PlanOptions<P>
  ) => Promise<Plan>
  /**
   * Today's usage: paid calls used and left, by consumer and endpoint, and which circuit breakers are open. Sends no
   * requests.
   */
  readonly quota: (consumer?: Consumer) => Promise<QuotaReport>
  /** Closes the circuit breaker, so that the next call is sent: after a top-up, a raised quota or a corrected token. */
  readonly reopen: () => Promise<void>
  /** Waits for the calls in progress, then closes connections and the store. */
  readonly close: () => Promise<void>
}
