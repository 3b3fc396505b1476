import { type CallOptions, type Failure, type Lang, Shortlist, type Table, type Xingtu } from "@xingtu/core/adapter"
import { Effect, type Option } from "effect"
import { type Command, type From, sourcesFor } from "../commands/index.ts"
import { consumers } from "../util/consumers.ts"
import type { Left } from "../blocks/Footer.ts"
import type { Message } from "../blocks/Message.ts"
import * as PlanView from "../views/Plan.ts"
import * as ShortlistView from "../views/Shortlist.ts"

/** Shortlists and plans: core decides, this asks and shows. */

export type ShortlistCommand = Extract<Command, { readonly _tag: "Shortlist" | "Plan" }>

/** What a command found, in every form it is wanted. */
export interface Presentation {
  readonly message: (left: Left | undefined, lang: Lang) => Message
  /** For a channel: without costs, and without buttons that pay. */
  readonly shared: (user: string, lang: Lang) => Message
  readonly table: (lang: Lang) => Table.Table
  readonly title: (lang: Lang) => string
  /** The creators it shows, as they stand in it. */
  readonly ids: ReadonlyArray<string>
}

const options = ({ from, wanted }: ShortlistCommand, call: CallOptions): Shortlist.CandidatesOptions => ({
  ...call,
  sources: sourcesFor(wanted, from)
})

/** A search's input is checked text: core takes it as such. */
const fromOf = (from: From): Shortlist.From => ("ids" in from ? { ids: from.ids } : { search: from.search })

/** How many paid calls it would cost now, and what to know before. */
export const price = (command: ShortlistCommand) => Shortlist.planCandidates(fromOf(command.from), options(command, {}))

/** Who of a list is in a plan: of those within the brief. */
const planned = (
  command: Extract<Command, { readonly _tag: "Plan" }>,
  candidates: ReadonlyArray<Shortlist.Candidate>,
  ranking: Shortlist.Ranking
): PlanView.Shown["plan"] => {
  const { brief, budget = 0, maxCreators, minCreators } = command.wanted
  const out = new Set(ranking.out.map(({ id }) => id))
  return Shortlist.allocate(
    candidates.filter(({ id }) => !out.has(id)),
    {
      budget,
      goal: brief.goal,
      ...(brief.kind === undefined ? {} : { kind: brief.kind }),
      ...(minCreators === undefined ? {} : { minCreators }),
      ...(maxCreators === undefined ? {} : { maxCreators })
    }
  )
}

const present = (
  command: ShortlistCommand,
  found: Shortlist.Candidates,
  ranking: Shortlist.Ranking,
  failed: Shortlist.Candidates["failed"]
): Presentation => {
  if (command._tag === "Shortlist") {
    const shown: ShortlistView.Shown = { command, found, ranking, failed }
    return {
      message: (left, lang) => ShortlistView.of(shown, left, lang),
      shared: (user, lang) => ShortlistView.shared(shown, user, lang),
      table: (lang) => ShortlistView.tableOf(shown, lang),
      title: (lang) => ShortlistView.title(shown, lang),
      ids: ranking.rows.map(({ candidate }) => candidate.id)
    }
  }
  const plan = planned(command, found.candidates, ranking)
  const shown: PlanView.Shown = { command, found, failed, out: ranking.out, plan }
  return {
    message: (left, lang) => PlanView.of(shown, left, lang),
    shared: (user, lang) => PlanView.shared(shown, user, lang),
    table: (lang) => PlanView.tableOf(shown, lang),
    title: (lang) => PlanView.title(shown, lang),
    ids: plan._tag === "Allocated" ? plan.picks.map(({ id }) => id) : []
  }
}

const shownOf = (command: ShortlistCommand, found: Shortlist.Candidates): Presentation => {
  const ranking = Shortlist.rank(found.candidates, command.wanted.brief)
  const failed = found.failed.filter(({ failure }) => !consumers.isFree(failure))
  // A brief was checked when it was read.
  return present(
    command,
    found,
    ranking._tag === "Ranked" ? ranking : { _tag: "Ranked", rows: [], out: [], weights: {} },
    failed
  )
}

/** One failure tells it all where there is no result at all. */
const onlyFailure = ({ candidates, failed }: Shortlist.Candidates, of: number): Failure.CallFailure | undefined => {
  const [first] = failed
  return first !== undefined &&
    first.failure._tag !== "NotSent" &&
    failed.length === candidates.length * of &&
    failed.every(({ failure }) => failure.charged === "no")
    ? first.failure
    : undefined
}

/** Requests what is not cached, and decides. */
export const ask = (
  command: ShortlistCommand,
  call: CallOptions
): Effect.Effect<Presentation, Failure.CallFailure, Xingtu> =>
  Effect.flatMap(Shortlist.candidates(fromOf(command.from), options(command, call)), (found) => {
    const sources = sourcesFor(command.wanted, command.from)
    const failure = "ids" in command.from ? onlyFailure(found, sources.length) : undefined
    return failure === undefined ? Effect.succeed(shownOf(command, found)) : Effect.fail(failure)
  })

/** What of it is stored; whoever has no budget at all gets cached results only. */
export const kept = (command: ShortlistCommand): Effect.Effect<Option.Option<Presentation>, never, Xingtu> =>
  Effect.option(ask(command, { consumer: consumers.free }))
