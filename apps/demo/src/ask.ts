import { Endpoint, type Lang, Report, type Table } from "@xingtu/core/adapter"
import { isFailure, type Outcome, type XingtuPromise } from "@xingtu/core/promise"

/** Whom it is about, and a way to leave: then nothing more is sent, and what is out is still kept. */
export interface Client {
  readonly xingtu: XingtuPromise
  readonly signal: AbortSignal
}

/** An endpoint and what became of each id. */
export interface Asked<D = unknown> {
  readonly endpoint: Endpoint.Endpoint
  readonly outcomes: ReadonlyArray<Outcome<D>>
}

/** Says on a terminal how far a run is: the real API takes seconds for each result. */
const progress =
  (what: string) =>
  ({ done, total }: { readonly done: number; readonly total: number }) => {
    if (process.stderr.isTTY) process.stderr.write(done === total ? "\r\u001b[K" : `\r\u001b[K${what} ${done}/${total}`)
  }

/** Requests one endpoint for each id, in their order. */
export const askMany = async <P extends Endpoint.Params, D>(
  { signal, xingtu }: Client,
  endpoint: Endpoint.Endpoint<P, D>,
  ids: ReadonlyArray<string>,
  input?: Endpoint.OthersOf<P>
): Promise<Asked<D>> => ({
  endpoint,
  outcomes: await xingtu.many(endpoint, ids, {
    ...(input === undefined ? {} : { input }),
    onProgress: progress(endpoint.id),
    signal
  })
})

/** Requests an endpoint that takes no id; of a paged one the first page. */
export const askOnce = async <P extends Endpoint.Params, D>(
  { signal, xingtu }: Client,
  endpoint: Endpoint.Endpoint<P, D>,
  input: Endpoint.InputOf<P>
): Promise<Asked<D>> => {
  const id = Endpoint.kebab(endpoint.id)
  try {
    for await (const answer of xingtu.pages(endpoint, input, { signal }))
      return { endpoint, outcomes: [{ _tag: "Answered", id, answer }] }
    return { endpoint, outcomes: [] }
  } catch (failure) {
    if (!isFailure(failure)) throw failure
    return { endpoint, outcomes: [{ _tag: "Failed", id, failure }] }
  }
}

/** Several endpoints about the same creators, as one table. */
export interface AskedReport {
  readonly asked: ReadonlyArray<Asked>
  readonly table: (lang: Lang) => Table.Table
}

/** Requests what a report is made of, for each creator. */
export const askReport = async (
  { signal, xingtu }: Client,
  ids: ReadonlyArray<string>,
  endpoints: ReadonlyArray<Report.Source>
): Promise<AskedReport> => {
  const { rows, table } = await xingtu.creatorReport(ids, { endpoints, onProgress: progress("report"), signal })
  const asked = endpoints.map((source): Asked => ({
    endpoint: Report.sources[source],
    outcomes: rows.flatMap(({ id = "", outcomes }) =>
      outcomes.filter(({ endpoint }) => endpoint === source).map(({ endpoint: _, ...became }) => ({ id, ...became }))
    )
  }))
  return { asked, table }
}
