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

/** Whose token, which address, and how careful the client is. */
export interface Options extends Partial<Settings.Settings> {
  /**
   * Your Just One API token; `JUSTONEAPI_TOKEN` of the environment unless set. It is kept out of every error, span and
   * log.
   */
  readonly token?: string | undefined
  /**
   * `global` (default), `cn` (plain HTTP: the token is sent unencrypted), or an address; `JUSTONEAPI_BASE_URL` of the
   * environment unless set.
   */
  readonly baseUrl?: BaseUrl.Environment | (string & {}) | undefined
  /** Hears what a person should know, such as a token that travels in clear; `console.warn` unless set. */
  readonly onWarning?: (warning: string) => void
  /**
   * How to GET. Unless set, Node's own connections where `fetch` is Node's and goes straight to its address, and the
   * global `fetch` elsewhere.
   */
  readonly fetch?: typeof globalThis.fetch
  /** Sends the requests instead of `fetch`; then `token`, `baseUrl` and `fetch` only name whose quota it is. */
  readonly transport?: Transport.Transport["Service"]
  /**
   * Where answers, budgets and claims are kept: `sqliteStore(path)` or `redisStore(url)` of `@xingtu/core/node`; memory
   * unless set.
   */
  readonly store?: Layer.Layer<Store, StoreFailure>
}

export interface Heard {
  /** Hears after each id how far the run is. */
  readonly onProgress?: (progress: ManyProgress) => void
}

/**
 * A way to leave: nothing more is sent, the promise rejects with the signal's reason, and a request that is out is
 * still stored.
 */
export interface Left {
  readonly signal?: AbortSignal | undefined
}

/** What one call may be given. */
export type PromiseCallOptions = CallOptions & Left

export type Many<P> = ManyOptions<P> & Heard & Left

/** One row per creator, to read or to put into a sheet. */
export interface CreatorReport {
  readonly rows: ReadonlyArray<Report.Row>
  readonly table: (lang?: Lang) => Table
  readonly text: (lang?: Lang) => string
}

/** One method per endpoint of the catalogue, named by its id. */
export type Methods = {
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
    ids: Ids<Endpoint.Id | undefined>,
    options?: Report.Options & Heard & Left
  ) => Promise<CreatorReport>
  /** What a report on these creators would cost now, by endpoint. Asks and pays nothing. */
  readonly planReport: (
    ids: Ids,
    options?: Report.Options
  ) => Promise<ReadonlyArray<Plan & { readonly endpoint: Report.Source }>>
  /** One outcome per id, in the order of the ids; failures are outcomes, so this never rejects for one id. */
  readonly many: <P extends Endpoint.Params, D>(
    endpoint: Endpoint.Endpoint<P, D>,
    ids: Ids,
    options?: Many<P>
  ) => Promise<ReadonlyArray<Outcome<D>>>
  /** Page after page; stop reading and no further page is paid. */
  readonly pages: <P extends Endpoint.Params, D>(
    endpoint: Endpoint.Endpoint<P, D>,
    input: Endpoint.InputOf<P>,
    options?: PromiseCallOptions
  ) => AsyncIterable<Answer<D>>
  /** What the pages hold, row after row. A page is paid when its first row is read. */
  readonly rows: <P extends Endpoint.Params, D>(
    endpoint: Endpoint.Endpoint<P, D>,
    input: Endpoint.InputOf<P>,
    options?: PromiseCallOptions
  ) => AsyncIterable<RowOf<D>>
  /** What asking these ids would cost now. Asks and pays nothing. */
  readonly plan: <P extends Endpoint.Params, D>(
    endpoint: Endpoint.Endpoint<P, D>,
    ids: Ids,
    options?: PlanOptions<P>
  ) => Promise<Plan>
  /** What was spent today, what is left, and whether calls may go out. Asks the API nothing. */
  readonly quota: (consumer?: Consumer) => Promise<QuotaReport>
  /**
   * Lets the next call try although an earlier answer closed the way: after a top-up, a raised quota, a mended token.
   */
  readonly reopen: () => Promise<void>
  /** Waits for the calls that are out, then lets go of what the client holds. */
  readonly close: () => Promise<void>
}
