import { catalogue, Endpoint, type Xingtu } from "@xingtu/core"
import type { Failure, Lang, Words } from "@xingtu/core"
import { Effect, Result } from "effect"
import * as Client from "./Client.ts"
import * as Columns from "./Columns.ts"
import * as Drawer from "./Drawer.ts"
import * as Grid from "./Grid.ts"
import * as Ids from "./Ids.ts"
import * as Options from "./Options.ts"
import * as Properties from "./Properties.ts"
import * as Settings from "./Settings.ts"
import { say } from "./words.ts"

/** What a cell shows: one value, or rows that spill. */
type Shown = Grid.Cell | ReadonlyArray<ReadonlyArray<Grid.Cell>>

/** A cell is given 30 s; this leaves time to write down what came. */
const longestMs = 24_000

const endpoints: Readonly<Record<string, Endpoint.Endpoint>> = catalogue

interface Asked {
  readonly endpoint: Endpoint.Endpoint
  readonly input: Options.Input
  readonly ids: ReadonlyArray<string>
}

type Answer = { readonly data: unknown } | { readonly why: Words }

type Found = ReadonlyMap<string, Answer>

const whyOf = (failure: Failure.CallFailure): Words => (failure._tag === "NotInTime" ? say.late : Grid.explained(failure))

/** Stored answers, and as many new ones as a formula may pay for. */
const find = ({ endpoint, ids, input }: Asked, settings: Settings.Settings, hasRoom: boolean, started: number) =>
(xingtu: Xingtu["Service"]): Effect.Effect<Found> =>
  Effect.gen(function*() {
    const name = Endpoint.idParam(endpoint) ?? "id"
    const of = (id: string) => ({ ...input, [name]: id })
    const stored = yield* Effect.forEach(ids, (id) => xingtu.stored(endpoint, of(id)), { concurrency: "unbounded" })
    const found = new Map<string, Answer>(ids.flatMap((id, i) => {
      const answer = stored[i]
      return answer === undefined ? [] : [[id, { data: answer.data }]]
    }))
    const missing = ids.filter((id) => !found.has(id))
    if (missing.length === 0) return found
    const { toPay } = yield* xingtu.plan(endpoint, missing, { input, consumer: Client.consumers.drawer })
    const mayPay = settings.formulasPay && hasRoom && toPay.length <= settings.atOnce
    const pending = new Set(mayPay ? [] : toPay)
    const options = { consumer: Client.consumers.drawer, deadline: Math.max(1000, started + longestMs - Date.now()) }
    const ask = (id: string): Effect.Effect<readonly [string, Answer]> =>
      pending.has(id)
        ? Effect.succeed([id, { why: say.pending(pending.size) }])
        : xingtu.ask(endpoint, of(id), options).pipe(
          Effect.map(({ data }) => [id, { data }] as const),
          Effect.catch((failure) => Effect.succeed([id, { why: whyOf(failure) }] as const))
        )
    for (const [id, answer] of yield* Effect.forEach(missing, ask, { concurrency: "unbounded" })) found.set(id, answer)
    return found
  })

/** A row of the ids, checked by the endpoint's own parameter: the id as the API knows it, or what is wrong with it. */
const checked = (endpoint: Endpoint.Endpoint, input: Options.Input) => (row: Ids.Row): Result.Result<Row, Words> => {
  if (row._tag === "Blank") return Result.succeed(row)
  if (row._tag === "Wrong") return Result.succeed({ _tag: "Failed", id: "", why: row.problem })
  const name = Endpoint.idParam(endpoint) ?? "id"
  const question = Endpoint.question(endpoint, { ...input, [name]: row.id })
  if (Result.isSuccess(question)) return Result.succeed({ _tag: "Asked", id: question.success.query[name] ?? row.id })
  const other = question.failure.problems.find(({ param }) => param !== name)
  const [own] = question.failure.problems
  return other !== undefined
    ? Result.fail(say.option(other.param, other.problem))
    : Result.succeed({ _tag: "Failed", id: row.id, why: own?.problem ?? say.broken })
}

type Row = { readonly _tag: "Asked"; readonly id: string } | Extract<Grid.Outcome, { readonly _tag: "Blank" | "Failed" }>

const outcome = (row: Row, found: Found): Grid.Outcome => {
  if (row._tag !== "Asked") return row
  const answer = found.get(row.id)
  if (answer === undefined) return { _tag: "Failed", id: row.id, why: say.broken }
  return "data" in answer ? { _tag: "Answered", id: row.id, data: answer.data } : { _tag: "Failed", id: row.id, why: answer.why }
}

/** One value for one id and one field, otherwise rows. */
const asked = (endpoint: Endpoint.Endpoint, ids: unknown, fields: unknown, options: unknown, lang: Lang): Result.Result<Shown, Words> =>
  Result.gen(function*() {
    const started = Date.now()
    const columns = yield* Columns.read(endpoint, fields)
    const input = yield* Options.read(endpoint, options)
    const rows = yield* Result.all((yield* Ids.rows(ids)).map(checked(endpoint, input)))
    const wanted = [...new Set(rows.flatMap((row) => (row._tag === "Asked" ? [row.id] : [])))]
    const properties = Properties.read()
    const token = Settings.token(properties)
    if (wanted.length > 0 && token === undefined) return yield* Result.fail(say.noToken)
    const found: Found = token === undefined || wanted.length === 0
      ? new Map()
      : Client.run(Settings.read(properties), token, "drawer", find({ endpoint, ids: wanted, input }, Settings.read(properties), Drawer.hasRoom(properties), started))
    const outcomes = rows.map((row) => outcome(row, found))
    return Array.isArray(ids) ? Grid.of(columns, outcomes, lang) : Grid.single(columns, outcomes, lang)
  })

/** A formula's value, whatever happens: a cell that fails shows nothing of its own. */
const shown = (work: (lang: Lang) => Result.Result<Shown, Words>): Shown => {
  let lang: Lang = "en"
  try {
    lang = Settings.lang()
    return Result.match(work(lang), { onSuccess: (value) => value, onFailure: (words) => words[lang] })
  } catch {
    return say.broken[lang]
  }
}

/** `XINGTU_SPREAD_METRICS(ids, fields, options)` and its like. */
export const ofEndpoint = (id: string, ids: unknown, fields: unknown, options?: unknown): Shown =>
  shown((lang) => {
    const endpoint = endpoints[id]
    return endpoint === undefined ? Result.fail(say.broken) : asked(endpoint, ids, fields, options, lang)
  })
