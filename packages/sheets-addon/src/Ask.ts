import { type CallOptions, Endpoint, type Failure, type Words, type Xingtu } from "@xingtu/core"
import { Effect, Result } from "effect"
import * as Grid from "./Grid.ts"
import type * as Ids from "./Ids.ts"
import * as Options from "./Options.ts"
import * as Subject from "./Subject.ts"
import { say } from "./words.ts"

/** One question: an endpoint about one id. */
export interface Question {
  readonly endpoint: Endpoint.Endpoint
  readonly id: string
  readonly input: Options.Input
}

export const inputOf = ({ endpoint, id, input }: Question): Options.Input => ({ ...Options.of(endpoint, input), [Subject.param(endpoint)]: id })

/** Every endpoint about every id. */
export const questions = (endpoints: ReadonlyArray<Endpoint.Endpoint>, ids: ReadonlyArray<string>, input: Options.Input): ReadonlyArray<Question> =>
  ids.flatMap((id) => endpoints.map((endpoint) => ({ endpoint, id, input })))

/** A row of the ids as it can be asked. */
export type Row = { readonly _tag: "Blank" } | { readonly _tag: "Wanted"; readonly id: string } | { readonly _tag: "Failed"; readonly id: string; readonly why: Words }

/** Checks a row by the endpoints' own parameter: the id as the API knows it, or what is wrong with it. A wrong option fails the whole. */
export const check = (endpoints: ReadonlyArray<Endpoint.Endpoint>, input: Options.Input) => (row: Ids.Row): Result.Result<Row, Words> => {
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

/** What became of each row, from what was told about its questions. */
export const outcomes = (rows: ReadonlyArray<Row>, told: ReadonlyMap<Question, Grid.Told>): ReadonlyArray<Grid.Outcome> => {
  const byId = new Map<string, Map<string, Grid.Told>>()
  for (const [{ endpoint, id }, one] of told) {
    const own = byId.get(id) ?? new Map<string, Grid.Told>()
    byId.set(id, own.set(endpoint.id, one))
  }
  return rows.map((row) => (row._tag === "Wanted" ? { _tag: "Asked", id: row.id, told: byId.get(row.id) ?? new Map() } : row))
}

/** What is stored of each question. Asks and pays nothing. */
export const stored = (xingtu: Xingtu["Service"], all: ReadonlyArray<Question>) =>
  Effect.forEach(all, (question) => xingtu.stored(question.endpoint, inputOf(question)), { concurrency: "unbounded" })

/** Which questions would be paid for, and what is left to pay with. */
export const toPay = (xingtu: Xingtu["Service"], all: ReadonlyArray<Question>, consumer: string) =>
  Effect.gen(function*() {
    const paid = new Set<Question>()
    let left = Infinity
    for (const endpoint of new Set(all.map((question) => question.endpoint))) {
      const own = all.filter((question) => question.endpoint === endpoint)
      const [first] = own
      if (first === undefined) continue
      // A question without an id is known to nobody but the store, and that was asked.
      if (Endpoint.idParam(endpoint) === undefined) for (const question of own) paid.add(question)
      else {
        const plan = yield* xingtu.plan(endpoint, own.map(({ id }) => id), { input: Options.of(endpoint, first.input), consumer })
        const ids = new Set<unknown>(plan.toPay)
        for (const question of own) if (ids.has(question.id)) paid.add(question)
        left = Math.min(left, plan.left ?? Infinity)
      }
    }
    return { paid, left }
  })

export interface Outcome {
  readonly question: Question
  readonly told: Grid.Told
  readonly charged: Failure.Charged
  readonly failure?: Failure.CallFailure
}

/** Asks, everything at once. */
export const all = (
  xingtu: Xingtu["Service"],
  wanted: ReadonlyArray<Question>,
  options: CallOptions,
  why: (failure: Failure.CallFailure) => Words = Grid.explained
): Effect.Effect<ReadonlyArray<Outcome>> =>
  Effect.forEach(wanted, (question) =>
    xingtu.ask(question.endpoint, inputOf(question), options).pipe(
      Effect.map(({ data, meta }): Outcome => ({ question, told: { data }, charged: meta.charged })),
      Effect.catch((failure) => Effect.succeed<Outcome>({ question, told: { why: why(failure) }, charged: failure.charged, failure }))
    ), { concurrency: "unbounded" })
