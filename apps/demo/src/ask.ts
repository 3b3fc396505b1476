import { Endpoint, type Failure } from "@xingtu/core"
import type { Outcome, XingtuPromise } from "@xingtu/core/promise"

/** An endpoint and what became of each id. */
export interface Asked<D = unknown> {
  readonly endpoint: Endpoint.Endpoint
  readonly outcomes: ReadonlyArray<Outcome<D>>
}

/** Says on a terminal how far a run is: the real API takes seconds for each answer. */
const progress = (endpoint: Endpoint.Endpoint) => ({ done, total }: { readonly done: number; readonly total: number }) => {
  if (process.stderr.isTTY) process.stderr.write(done === total ? "\r\u001b[K" : `\r\u001b[K${endpoint.id} ${done}/${total}`)
}

/** Asks one endpoint about each id, in their order. */
export const askMany = async <P extends Endpoint.Params, D>(
  xingtu: XingtuPromise,
  endpoint: Endpoint.Endpoint<P, D>,
  ids: ReadonlyArray<string>,
  input?: Endpoint.OthersOf<P>
): Promise<Asked<D>> => ({
  endpoint,
  outcomes: await xingtu.many(endpoint, ids, { ...(input === undefined ? {} : { input }), onProgress: progress(endpoint) })
})

const isFailure = (error: unknown): error is Failure.CallFailure => typeof error === "object" && error !== null && "_tag" in error && "charged" in error

/** Asks an endpoint that is not about an id; of a paged one the first page. */
export const askOnce = async <P extends Endpoint.Params, D>(
  xingtu: XingtuPromise,
  endpoint: Endpoint.Endpoint<P, D>,
  input: Endpoint.InputOf<P>
): Promise<Asked<D>> => {
  const id = Endpoint.kebab(endpoint.id)
  try {
    for await (const answer of xingtu.pages(endpoint, input)) return { endpoint, outcomes: [{ _tag: "Answered", id, answer }] }
    return { endpoint, outcomes: [] }
  } catch (failure) {
    if (!isFailure(failure)) throw failure
    return { endpoint, outcomes: [{ _tag: "Failed", id, failure }] }
  }
}
