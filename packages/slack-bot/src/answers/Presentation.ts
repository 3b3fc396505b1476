import {
  type Answer,
  type CallOptions,
  catalogue,
  type Consumer,
  Endpoint,
  type Failure,
  Price,
  Report,
  Table,
  Xingtu
} from "@xingtu/core/adapter"
import { Effect, Option, Stream } from "effect"
import { type Command, type Input, shownAtMost, sources } from "../commands/index.ts"
import * as AnswerView from "../views/Answer.ts"
import * as CreatorsView from "../views/Creators.ts"
import * as Shortlists from "./Shortlists.ts"

export type { Presentation } from "./Shortlists.ts"
type Presentation = Shortlists.Presentation

type Ask = Extract<Command, { readonly _tag: "Ask" }>
type Creators = CreatorsView.Shown["command"]

/** A command that shows data, and so may cost something. */
export type DataCommand = Ask | Creators | Shortlists.ShortlistCommand

const isShortlist = (command: Command): command is Shortlists.ShortlistCommand =>
  command._tag === "Shortlist" || command._tag === "Plan"

export const isData = (command: Command): command is DataCommand =>
  command._tag === "Ask" ||
  command._tag === "Creator" ||
  command._tag === "Report" ||
  command._tag === "Compare" ||
  isShortlist(command)

/** The name in a creator's profile. */
const nameIn = (profile: Answer | undefined): string | undefined => {
  const data = profile?.data
  return typeof data === "object" && data !== null && "nick_name" in data && typeof data.nick_name === "string"
    ? data.nick_name
    : undefined
}

const ofAnswer = (
  endpoint: Endpoint.Endpoint,
  input: Input,
  answer: Answer
): Effect.Effect<Presentation, never, Xingtu> =>
  Effect.gen(function* () {
    const xingtu = yield* Xingtu
    const next = Endpoint.hasMore(endpoint, answer.data) ? AnswerView.paged(endpoint, input, 1) : undefined
    const nextStored = next !== undefined && (yield* xingtu.stored(endpoint, next)) !== undefined
    // A name that is cached costs nothing; one that is not is not requested.
    const name = nameIn(
      yield* xingtu.stored(catalogue.creatorProfile, { oAuthorId: input[Endpoint.idParam(endpoint) ?? ""] })
    )
    const shown = { endpoint, input, answer, name, nextStored }
    return {
      message: (left, lang) => AnswerView.of({ ...shown, left }, lang),
      shared: (user, lang) => AnswerView.shared(shown, user, lang),
      table: (lang) => Table.of(endpoint, answer.data, lang),
      title: (lang) => AnswerView.title(shown, lang),
      ids:
        endpoint.id === catalogue.creatorSearch.id
          ? [...AnswerView.creatorsIn(Table.of(endpoint, answer.data)).keys()]
          : []
    }
  })

const { idsOf } = CreatorsView
const endpointsOf = (command: Creators): ReadonlyArray<Report.Source> =>
  command._tag === "Report" ? sources.report : sources.creator

const ofRows = (command: Creators, rows: ReadonlyArray<Report.Row>): Presentation => {
  const shown: CreatorsView.Shown = { command, endpoints: endpointsOf(command), rows }
  return {
    message: (left, lang) => CreatorsView.of(shown, left, lang),
    shared: (user, lang) => CreatorsView.shared(shown, user, lang),
    table: (lang) => CreatorsView.tableOf(shown, lang),
    title: (lang) => CreatorsView.title(shown, lang),
    ids: idsOf(command)
  }
}

/** There is no result at all, and one failure tells it all, above all what it cost: then it is shown. */
const onlyFailure = (rows: ReadonlyArray<Report.Row>): Failure.CallFailure | undefined => {
  const outcomes = rows.flatMap((row) => row.outcomes)
  const failures = outcomes.flatMap((outcome) => (outcome._tag === "Failed" ? [outcome.failure] : []))
  const [first] = failures
  // "The call was charged", or may have been, would be one of several.
  return failures.length === outcomes.length && failures.every(({ charged }) => charged === "no") ? first : undefined
}

/** What is done with each creator of many as they come. */
export type OnRow = Effect.Effect<unknown>

const askCreators = (
  command: Creators,
  options: CallOptions,
  onRow: OnRow
): Effect.Effect<Presentation, Failure.CallFailure, Xingtu> =>
  Report.rows(idsOf(command), { endpoints: endpointsOf(command), ...options }).pipe(
    Stream.tap(() => onRow),
    Stream.runCollect,
    Effect.flatMap((rows) => {
      const failure = onlyFailure(rows)
      return failure === undefined ? Effect.succeed(ofRows(command, rows)) : Effect.fail(failure)
    })
  )

/** What a command would cost now, where its result has to be newer than this moment. Sends no request. */
export const price = (command: Command, newerThan?: number): Effect.Effect<Price.Price, never, Xingtu> =>
  !isData(command)
    ? Effect.succeed({ calls: 0, cached: 0 })
    : isShortlist(command)
      ? Shortlists.price(command)
      : command._tag === "Ask"
        ? Price.ofRequest(command.endpoint, command.input, newerThan)
        : Effect.map(Report.plan(idsOf(command), { endpoints: endpointsOf(command) }), Price.ofPlans)

/** Its paid calls alone. */
export const cost = (command: Command, newerThan?: number): Effect.Effect<number, never, Xingtu> =>
  Effect.map(price(command, newerThan), ({ calls }) => calls)

/** Requests what is not cached, or not fresh enough. */
export const ask = (
  command: DataCommand,
  options: CallOptions,
  onRow: OnRow = Effect.void
): Effect.Effect<Presentation, Failure.CallFailure, Xingtu> =>
  isShortlist(command)
    ? Shortlists.ask(command, options)
    : command._tag === "Ask"
      ? Xingtu.use((xingtu) => xingtu.ask(command.endpoint, command.input, options)).pipe(
          Effect.flatMap((answer) => ofAnswer(command.endpoint, command.input, answer))
        )
      : askCreators(command, options, onRow)

/** The names of creators whose profiles are cached. Sends no request. */
export const names = (ids: ReadonlyArray<string>): Effect.Effect<ReadonlyMap<string, string>, never, Xingtu> =>
  Effect.map(
    Effect.forEach(ids, (id) =>
      Effect.map(
        Xingtu.use((xingtu) => xingtu.stored(catalogue.creatorProfile, { oAuthorId: id })),
        (profile) => [id, nameIn(profile)] as const
      )
    ),
    (found) => new Map(found.flatMap(([id, name]) => (name === undefined ? [] : [[id, name] as const])))
  )

/** Whom a command is about: by name where that is cached. Sends no request. */
export const who = (command: Command): Effect.Effect<ReadonlyArray<string>, never, Xingtu> =>
  command._tag === "Creator" || command._tag === "Compare" || command._tag === "Report"
    ? Effect.map(names(idsOf(command).slice(0, shownAtMost)), (known) =>
        idsOf(command)
          .slice(0, shownAtMost)
          .map((id) => (known.has(id) ? `${known.get(id)} (${id})` : id))
      )
    : Effect.succeed([])

/** What of it is cached, of creators also a part, which is shown when its neighbour failed. Sends no request. */
export const kept = (
  command: DataCommand,
  consumer: Consumer
): Effect.Effect<Option.Option<Presentation>, never, Xingtu> =>
  isShortlist(command)
    ? Shortlists.kept(command)
    : command._tag === "Ask"
      ? stored(command, consumer)
      : Effect.gen(function* () {
          const xingtu = yield* Xingtu
          const rows = yield* Effect.forEach(idsOf(command), (id) =>
            Effect.map(
              Effect.forEach(endpointsOf(command), (endpoint) => {
                const source = Report.sources[endpoint]
                return Effect.map(
                  xingtu.stored(source, { [Endpoint.idParam(source) ?? "id"]: id }),
                  (answer): ReadonlyArray<Report.Told> =>
                    answer === undefined ? [] : [{ _tag: "Answered", endpoint, answer }]
                )
              }),
              (outcomes): Report.Row => ({ id, outcomes: outcomes.flat() })
            )
          )
          return rows.some(({ outcomes }) => outcomes.length > 0) ? Option.some(ofRows(command, rows)) : Option.none()
        })

/** What is cached already; nothing when something would have to be paid for. Sends no request. */
export const stored = (
  command: DataCommand,
  consumer: Consumer,
  newerThan?: number
): Effect.Effect<Option.Option<Presentation>, never, Xingtu> =>
  Effect.gen(function* () {
    if ((yield* cost(command, newerThan)) > 0) return Option.none()
    return yield* Effect.option(ask(command, { consumer }))
  })
