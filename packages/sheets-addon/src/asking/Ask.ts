import { type CallOptions, Endpoint, type Failure, type Words } from "@xingtu/core/adapter"
import { Effect, Result } from "effect"
import * as Client from "./Client.ts"
import type * as Document from "../store/Document.ts"
import * as Grid from "./Grid.ts"
import type * as Ids from "./Ids.ts"
import * as Options from "./Options.ts"
import * as Subject from "./Subject.ts"
import { say } from "../util/words.ts"

/** One request: an endpoint about one id. */
export interface Question {
  readonly endpoint: Endpoint.Endpoint
  readonly id: string
  readonly input: Options.Input
}

export const inputOf = ({ endpoint, id, input }: Question): Options.Input => ({
  ...Options.of(endpoint, input),
  [Subject.param(endpoint)]: id
})

/** The ids of the requests, each once. */
export const idsOf = (asked: Iterable<{ readonly id: string }>): ReadonlyArray<string> => [
  ...new Set([...asked].map(({ id }) => id))
]

/** Every endpoint about every id. */
export const questions = (
  endpoints: ReadonlyArray<Endpoint.Endpoint>,
  ids: ReadonlyArray<string>,
  input: Options.Input
): ReadonlyArray<Question> => ids.flatMap((id) => endpoints.map((endpoint) => ({ endpoint, id, input })))

/** A row of the ids with what it requests. */
export type Row =
  | { readonly _tag: "Blank" }
  | { readonly _tag: "Wanted"; readonly id: string }
  | { readonly _tag: "Failed"; readonly id: string; readonly why: Words }

/**
 * Checks a row by the endpoints' own parameter: the id as the API knows it, or what is wrong with it. A wrong option
 * fails the whole.
 */
export const check =
  (endpoints: ReadonlyArray<Endpoint.Endpoint>, input: Options.Input) =>
  (row: Ids.Row): Result.Result<Row, Words> => {
    if (row._tag === "Blank") return Result.succeed(row)
    if (row._tag === "Wrong") return Result.succeed({ _tag: "Failed", id: "", why: row.problem })
    let id = row.id
    for (const endpoint of endpoints) {
      const name = Subject.param(endpoint)
      const question = Endpoint.question(endpoint, inputOf({ endpoint, id: row.id, input }))
      if (Result.isFailure(question)) {
        const other = question.failure.problems.find(({ param }) => param !== name)
        const [own] = question.failure.problems
        return other !== undefined
          ? Result.fail(say.option(other.param, endpoint.params[other.param]?.title ?? say.error, other.problem))
          : Result.succeed({ _tag: "Failed", id: row.id, why: own?.problem ?? say.broken })
      }
      id = question.success.query[name] ?? row.id
    }
    return Result.succeed({ _tag: "Wanted", id })
  }

/** The rows with valid ids. */
export const wanted = (rows: ReadonlyArray<Row>) => rows.filter((row) => row._tag === "Wanted")

/** What became of each row, from what was told about its requests. */
export const outcomes = (
  rows: ReadonlyArray<Row>,
  told: ReadonlyMap<Question, Grid.Told>
): ReadonlyArray<Grid.Outcome> => {
  const byId = new Map<string, Map<string, Grid.Told>>()
  for (const [{ endpoint, id }, one] of told) {
    const own = byId.get(id) ?? new Map<string, Grid.Told>()
    byId.set(id, own.set(endpoint.id, one))
  }
  return rows.map((row) =>
    row._tag === "Wanted" ? { _tag: "Asked", id: row.id, told: byId.get(row.id) ?? new Map() } : row
  )
}

/** What is stored of each request. Sends no request and pays nothing. */
export const stored = (xingtu: Client.Xingtu, all: ReadonlyArray<Question>) =>
  Effect.forEach(all, (question) => xingtu.stored(question.endpoint, inputOf(question)), { concurrency: "unbounded" })

/**
 * Which of these, the same but for their id, would be paid for, and how many are neither cached nor free to be
 * requested.
 */
const plan = (xingtu: Client.Xingtu, own: ReadonlyArray<Question>, { endpoint, input }: Question, consumer: string) =>
  Endpoint.idParam(endpoint) === undefined
    ? Effect.map(stored(xingtu, own), (answers) => ({
        paid: own.filter((_, i) => answers[i] === undefined),
        unsettled: 0
      }))
    : Effect.map(
        xingtu.plan(
          endpoint,
          own.map(({ id }) => id),
          { input: Options.of(endpoint, input), consumer }
        ),
        ({ toPay, unsettled }) => {
          const ids = new Set<unknown>(toPay)
          return { paid: own.filter(({ id }) => ids.has(id)), unsettled: unsettled.length }
        }
      )

/**
 * Which requests would be paid for, how many may have been already, what is left to pay with, and whether the document
 * holds it all.
 */
export const toPay = (xingtu: Client.Xingtu, all: ReadonlyArray<Question>, consumer: string) => {
  const alike = new Map<string, Array<Question>>()
  for (const question of all) {
    const key = JSON.stringify([question.endpoint.id, question.input])
    alike.set(key, [...(alike.get(key) ?? []), question])
  }
  const plans = Effect.forEach(
    alike.values(),
    (own) => (own[0] === undefined ? Effect.succeed({ paid: own, unsettled: 0 }) : plan(xingtu, own, own[0], consumer)),
    { concurrency: "unbounded" }
  )
  return Effect.flatMap(Effect.all([plans, xingtu.left(consumer)], { concurrency: "unbounded" }), ([plans, left]) => {
    const paid = new Set(plans.flatMap(({ paid }) => paid))
    const unsettled = plans.reduce((sum, { unsettled }) => sum + unsettled, 0)
    return Effect.map(xingtu.room(paid.size), (warning) => ({
      paid,
      unsettled,
      left: left?.left ?? Infinity,
      ...(warning === undefined ? {} : { warning })
    }))
  })
}

/** What became of a request that was made. */
export interface Outcome {
  readonly question: Question
  readonly told: Grid.Told
  readonly charged: Failure.Charged
  readonly failure?: Failure.CallFailure
}

/** Requests everything at once. */
export const all = (
  xingtu: Client.Xingtu,
  wanted: ReadonlyArray<Question>,
  options: CallOptions,
  why: (failure: Failure.CallFailure) => Words = Grid.explained
): Effect.Effect<ReadonlyArray<Outcome>> =>
  Effect.forEach(
    wanted,
    (question) =>
      xingtu.ask(question.endpoint, inputOf(question), options).pipe(
        Effect.map(({ data, meta }): Outcome => ({ question, told: { data }, charged: meta.charged })),
        Effect.catch((failure) =>
          Effect.succeed<Outcome>({ question, told: { why: why(failure) }, charged: failure.charged, failure })
        )
      ),
    { concurrency: "unbounded" }
  )

/** The API may take a minute. */
const deadline = "120 seconds"

/** Requests for the sidebar what is not cached, or older than a moment. */
export const now = (own: Document.Opened, wanted: ReadonlyArray<Question>, since?: Date): ReadonlyArray<Outcome> =>
  Client.run(own, "sheet", (xingtu) =>
    all(xingtu, wanted, {
      consumer: Client.consumers.sheet,
      deadline,
      ...(since === undefined ? {} : { fresh: since })
    })
  )

/** Why a run has to stop: nothing that follows would have a result. */
export const stopOf = (outcomes: ReadonlyArray<Outcome>): Failure.CallFailure | undefined =>
  outcomes.find(({ failure }) => failure?.stops === true)?.failure

export const failures = (outcomes: ReadonlyArray<Outcome>) =>
  outcomes.flatMap(({ question, told }) => ("why" in told ? [{ id: question.id, why: told.why }] : []))
