import type { Effect } from "effect"
import type { CallOptions } from "../answers/Answer.ts"
import type { Xingtu } from "../client/Xingtu.ts"
import type * as Endpoint from "../endpoint/Endpoint.ts"
import * as Shortlist from "../shortlist/Shortlist.ts"
import * as Watch from "./Watch.ts"

interface Left {
  readonly signal?: AbortSignal | undefined
}

/**
 * What the client over promises can do for a decision. `Shortlist.rank`, `allocate` and `Watch.changes` need no client.
 */
export interface Decisions {
  /**
   * Fetches a list of creators to rank, from a search (one paid call per page of 20) or from IDs. What could not be
   * looked up is in `failed`; only a search that fails rejects.
   */
  readonly candidates: (
    from: Shortlist.From,
    options?: Shortlist.CandidatesOptions & Left
  ) => Promise<Shortlist.Candidates>
  /** What `candidates` would cost now in paid calls. Free. Looks nothing up and pays nothing. */
  readonly planCandidates: (
    from: Shortlist.From,
    options?: Shortlist.CandidatesOptions
  ) => Promise<Shortlist.CandidatesPlan>
  /** Snapshots of creators, to compare with `Watch.changes`. */
  readonly snapshot: (
    ids: Iterable<Endpoint.Id>,
    options?: Watch.SnapshotOptions & Left
  ) => Promise<ReadonlyArray<Watch.Taken>>
  /** What snapshots would cost now. Looks nothing up and pays nothing. */
  readonly planSnapshot: (
    ids: Iterable<Endpoint.Id>,
    options?: Watch.SnapshotOptions
  ) => Promise<ReadonlyArray<Watch.SnapshotPlan>>
  /** Compares a published video with what was expected. Two paid calls, unless cached. */
  readonly delivered: (
    itemId: string,
    promised: Shortlist.Promised,
    options?: CallOptions & Left
  ) => Promise<Shortlist.DeliveredAnswer>
  /** What `delivered` would cost now in paid calls. Free. Looks nothing up and pays nothing. */
  readonly planDelivered: (itemId: string, options?: CallOptions) => Promise<number>
  /** Keeps in the store what a plan expects of each pick. */
  readonly keepPlan: (
    candidates: ReadonlyArray<Shortlist.Candidate>,
    plan: Pick<Shortlist.Allocation, "picks">
  ) => Promise<void>
  /** What kept plans promised of a creator, the newest first. */
  readonly promisesOf: (id: string) => Promise<ReadonlyArray<Shortlist.KeptPromise>>
  /** Stores a ranking under a name; an older one with the same name is replaced. Each owner sees only their own. */
  readonly saveShortlist: (
    owner: string,
    name: string,
    ranking: Pick<Shortlist.Ranking, "out" | "rows">
  ) => Promise<void>
  /** The rankings that an owner, or an agent of this name, saved, newest first. */
  readonly savedShortlists: (owner: string) => Promise<ReadonlyArray<Shortlist.Saved>>
  /** Takes snapshots, compares them with the last ones in the store, and keeps them there. */
  readonly watch: (ids: Iterable<string>, options?: Watch.CheckOptions & Left) => Promise<ReadonlyArray<Watch.Checked>>
}

/** Names what is requested, for its failures. */
type Run = <A, E>(of: string, effect: Effect.Effect<A, E, Xingtu>, signal?: AbortSignal) => Promise<A>

/** The signal is the promise's own. */
const without = <O extends Left>(options: O | undefined): Omit<O, "signal"> | undefined => {
  if (options === undefined) return undefined
  const { signal: _, ...others } = options
  return others
}

/** These methods over a way to run an Effect. */
export const decisions = (run: Run): Decisions => ({
  candidates: (from, options) => run("candidates", Shortlist.candidates(from, without(options)), options?.signal),
  planCandidates: (from, options) => run("candidates", Shortlist.planCandidates(from, options)),
  snapshot: (ids, options) => run("snapshot", Watch.snapshot(ids, without(options)), options?.signal),
  planSnapshot: (ids, options) => run("snapshot", Watch.planSnapshot(ids, options)),
  delivered: (itemId, promised, options) =>
    run("delivered", Shortlist.delivered(itemId, promised, without(options)), options?.signal),
  planDelivered: (itemId, options) => run("delivered", Shortlist.planDelivered(itemId, options)),
  keepPlan: (candidates, plan) => run("keepPlan", Shortlist.keepPlan(candidates, plan)),
  promisesOf: (id) => run("promisesOf", Shortlist.promisesOf(id)),
  saveShortlist: (owner, name, ranking) => run("saveShortlist", Shortlist.save(owner, name, ranking)),
  savedShortlists: (owner) => run("savedShortlists", Shortlist.saved(owner)),
  watch: (ids, options) => run("watch", Watch.check(ids, without(options)), options?.signal)
})
