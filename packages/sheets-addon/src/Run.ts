import type { Failure, Words } from "@xingtu/core"
import { Effect, Result } from "effect"
import * as Ask from "./Ask.ts"
import * as Client from "./Client.ts"
import * as Columns from "./Columns.ts"
import * as Drawer from "./Drawer.ts"
import * as Grid from "./Grid.ts"
import * as Ids from "./Ids.ts"
import * as Job from "./Job.ts"
import * as Options from "./Options.ts"
import * as Output from "./Output.ts"
import * as Properties from "./Properties.ts"
import { recalculate } from "./recalculate.ts"
import * as Registry from "./Registry.ts"
import * as Settings from "./Settings.ts"
import * as Subject from "./Subject.ts"
import { say } from "./words.ts"

/** Bulk work: what it would cost, then step by step, each short enough for a sidebar that shows how far it is. */

/** Ids of one step. */
const stepSize = 8

/** What fits into the document's properties until it is done. */
const mostRows = 2_000

const consumer = Client.consumers.sheet

/** The API may take a minute. */
const deadline = "120 seconds"

/** What a person fills in. */
export interface Request {
  readonly subject: string
  /** `Sheet1!A2:A50` */
  readonly ids: string
  readonly fields: string
  readonly options: Options.Input
  /** A cell, or empty for a new sheet. */
  readonly to: string
}

export interface Plan {
  readonly rows: number
  readonly ids: number
  /** Calls that would be paid for. */
  readonly toPay: number
  /** Calls whose answer is stored. */
  readonly stored: number
  readonly wrong: ReadonlyArray<{ readonly id: string; readonly why: Words }>
  /** Calls that may still be paid for today; undefined is no limit. */
  readonly left?: number
}

interface Session {
  readonly properties: Properties.Texts
  readonly settings: Settings.Settings
  readonly token: NonNullable<ReturnType<typeof Settings.token>>
}

const session = (): Result.Result<Session, Words> => {
  const properties = Properties.read()
  const token = Settings.token(properties)
  return token === undefined ? Result.fail(say.noToken) : Result.succeed({ properties, token, settings: Settings.read(properties) })
}

const read = (request: Request) =>
  Result.gen(function*() {
    const subject = Subject.find(request.subject)
    if (subject === undefined) return yield* Result.fail(say.broken)
    const columns = yield* Columns.read(subject, request.fields)
    const input = yield* Options.read(subject, Object.entries(request.options))
    const range = yield* rangeOf(request.ids)
    const rows = yield* Result.all((yield* Ids.rows(range.getValues(), subject)).map(Ask.check(columns.endpoints, input)))
    return { subject, columns, input, rows }
  })

const rangeOf = (address: string): Result.Result<GoogleAppsScript.Spreadsheet.Range, Words> => {
  try {
    return Result.succeed(SpreadsheetApp.getActiveSpreadsheet().getRange(address))
  } catch {
    return Result.fail(say.noRange(address))
  }
}

const questionsOf = (columns: Columns.Columns, rows: ReadonlyArray<Ask.Row>, input: Options.Input) =>
  Ask.questions(columns.endpoints, [...new Set(rows.flatMap((row) => (row._tag === "Wanted" ? [row.id] : [])))], input)

/** What a run would cost. Asks and pays nothing. */
export const plan = (request: Request): Result.Result<Plan, Words> =>
  Result.gen(function*() {
    const { settings, token } = yield* session()
    const { columns, input, rows } = yield* read(request)
    const questions = questionsOf(columns, rows, input)
    const { left, paid } = Client.run(settings, token, "sheet", (xingtu) => Ask.toPay(xingtu, questions, consumer))
    return {
      rows: rows.length,
      ids: new Set(questions.map(({ id }) => id)).size,
      toPay: paid.size,
      stored: questions.length - paid.size,
      wrong: rows.flatMap((row) => (row._tag === "Failed" ? [{ id: row.id, why: row.why }] : [])).slice(0, 20),
      ...(Number.isFinite(left) ? { left } : {})
    }
  })

const fresh = (total: number, nextRow: number): Job.Progress => ({
  id: Utilities.getUuid(),
  state: total === 0 ? "finished" : "running",
  done: 0,
  total,
  charged: 0,
  failed: 0,
  problems: [],
  nextRow,
  busyUntil: 0
})

/** Begins a run; `step` does the work. */
export const start = (request: Request): Result.Result<Job.Progress, Words> =>
  Result.gen(function*() {
    yield* session()
    const { columns, input, rows, subject } = yield* read(request)
    if (rows.length > mostRows) return yield* Result.fail(say.tooMany(mostRows))
    const lang = Settings.lang()
    const target = request.to.trim() === "" ? undefined : yield* rangeOf(request.to)
    const at = target === undefined
      ? { sheet: Output.freeName(subject.title[lang]), row: 1, column: 1 }
      : { sheet: target.getSheet().getName(), row: target.getRow(), column: target.getColumn() }
    if (!Output.isFree(at, columns.shown.length + 2)) return yield* Result.fail(say.occupied(request.to))
    const progress = { ...fresh(rows.length, at.row + 1), sheet: at.sheet }
    Output.writeHeader(at, columns, lang)
    Job.begin("sidebar", { _tag: "Fill", subject: subject.id, fields: request.fields, input, rows, at }, progress)
    return progress
  })

const dayMs = 86_400_000

/** What formulas wait for, and what of theirs is old. */
const outdated = ({ properties, settings, token }: Session) => {
  const questions = new Map<string, Ask.Question>()
  for (const { endpoints, ids, input } of Registry.all(properties)) {
    const known = endpoints.flatMap((id) => Subject.find(id)?.endpoints ?? [])
    for (const question of Ask.questions(known, ids, input)) questions.set(JSON.stringify([question.endpoint.id, Ask.inputOf(question)]), question)
  }
  const all = [...questions.values()]
  const oldest = Date.now() - settings.freshDays * dayMs
  return Client.run(settings, token, "sheet", (xingtu) =>
    Effect.gen(function*() {
      const stored = yield* Ask.stored(xingtu, all)
      const { left, paid } = yield* Ask.toPay(xingtu, all.filter((_, i) => stored[i] === undefined), consumer)
      const old = all.filter((_, i) => {
        const at = stored[i]?.meta.at
        return at !== undefined && Date.parse(at) < oldest
      })
      return { pending: [...paid], old, left }
    }))
}

export interface Waiting {
  readonly pending: number
  readonly old: number
  readonly left?: number
}

export const waiting = (): Result.Result<Waiting, Words> =>
  Result.map(session(), (own) => {
    Drawer.empty()
    const { left, old, pending } = outdated(own)
    return { pending: pending.length, old: old.length, ...(Number.isFinite(left) ? { left } : {}) }
  })

/** Begins to pay for what formulas wait for, and for what is old if that is wanted. */
export const refresh = (what: "pending" | "pendingAndOld", slot: Job.Slot = "sidebar"): Result.Result<Job.Progress, Words> =>
  Result.map(session(), (own) => {
    const { old, pending } = outdated(own)
    const written = ({ endpoint, id, input }: Ask.Question) => ({ endpoint: endpoint.id, id, input })
    const questions: Job.Renew["questions"] = [
      ...pending.map((question) => ({ ...written(question), fresh: false })),
      ...(what === "pendingAndOld" ? old.map((question) => ({ ...written(question), fresh: true })) : [])
    ]
    const progress = fresh(questions.length, 0)
    Job.begin(slot, { _tag: "Renew", questions }, progress)
    if (questions.length === 0) recalculate()
    return progress
  })

interface Stepped {
  readonly told: ReadonlyMap<Ask.Question, Grid.Told>
  readonly outcomes: ReadonlyArray<Ask.Outcome>
}

/** Asks what is missing, and anew what is to be renewed, at the same time. */
const ask = ({ settings, token }: Session, missing: ReadonlyArray<Ask.Question>, old: ReadonlyArray<Ask.Question> = []): Stepped => {
  const outcomes = Client.run(settings, token, "sheet", (xingtu) =>
    Effect.map(
      Effect.all([Ask.all(xingtu, missing, { consumer, deadline }), Ask.all(xingtu, old, { consumer, deadline, fresh: true })], { concurrency: "unbounded" }),
      (both) => both.flat()
    ))
  return { outcomes, told: new Map(outcomes.map(({ question, told }) => [question, told])) }
}

const stopOf = ({ outcomes }: Stepped): Failure.CallFailure | undefined => outcomes.find(({ failure }) => failure?.stops === true)?.failure

/** One step of a table: asks, and writes the lines unless the run has to stop. */
const fillStep = (own: Session, job: Job.Fill, progress: Job.Progress): readonly [Stepped, size: number, nextRow: number] => {
  const lang = Settings.lang()
  const subject = Subject.find(job.subject) ?? Subject.report
  const columns = Result.getOrThrow(Columns.read(subject, job.fields))
  const rows = job.rows.slice(progress.done, progress.done + stepSize)
  const stepped = ask(own, questionsOf(columns, rows, job.input))
  const nextRow = stopOf(stepped) === undefined ? Output.writeRows(job.at, progress.nextRow, columns, Ask.outcomes(rows, stepped.told), lang) : progress.nextRow
  const wrong = rows.flatMap((row): ReadonlyArray<Ask.Outcome> => row._tag === "Failed" && columns.endpoints[0] !== undefined ? [{ question: { endpoint: columns.endpoints[0], id: row.id, input: {} }, told: { why: row.why }, charged: "no" }] : [])
  return [{ ...stepped, outcomes: [...stepped.outcomes, ...wrong] }, rows.length, nextRow]
}

const renewStep = (own: Session, job: Job.Renew, progress: Job.Progress): readonly [Stepped, size: number, nextRow: number] => {
  const slice = job.questions.slice(progress.done, progress.done + stepSize)
  const questions = (all: Job.Renew["questions"]) =>
    all.flatMap(({ endpoint: id, fresh: _, ...rest }) => (Subject.find(id)?.endpoints ?? []).map((endpoint): Ask.Question => ({ endpoint, ...rest })))
  const stepped = ask(own, questions(slice.filter(({ fresh }) => !fresh)), questions(slice.filter(({ fresh }) => fresh)))
  return [stepped, slice.length, 0]
}

/** Longest that a step can take; then it is thought to have ended without a word. */
const stepMs = 150_000

const advance = (own: Session, slot: Job.Slot, job: Job.Work, before: Job.Progress): Job.Progress => {
  const [stepped, size, nextRow] = job._tag === "Fill" ? fillStep(own, job, before) : renewStep(own, job, before)
  const stop = stopOf(stepped)
  const failures = stop === undefined ? stepped.outcomes.flatMap(({ question, told }) => ("why" in told ? [{ id: question.id, why: told.why }] : [])) : []
  const done = stop === undefined ? before.done + size : before.done
  const state = stop !== undefined ? "blocked" : done >= before.total ? "finished" : Job.isStopping(slot, before.id) ? "stopped" : "running"
  return {
    ...before,
    state,
    done,
    nextRow,
    charged: before.charged + stepped.outcomes.filter(({ charged }) => charged === "yes").length,
    failed: before.failed + failures.length,
    problems: [...before.problems, ...failures].slice(0, 50),
    busyUntil: 0,
    ...(stop === undefined ? {} : { because: Grid.explained(stop) })
  }
}

/** Does the next piece of the run and tells how far it is. A step that another execution is at is left to it. */
export const step = (slot: Job.Slot = "sidebar"): Result.Result<Job.Progress, Words> =>
  Result.gen(function*() {
    const own = yield* session()
    const [job, before] = [Job.work(slot, own.properties), Job.progress(slot, own.properties)]
    if (job === undefined || before === undefined) return yield* Result.fail(say.noRun)
    if (before.state !== "running" || before.busyUntil > Date.now()) return before
    Job.save(slot, { ...before, busyUntil: Date.now() + stepMs })
    let after = before
    try {
      after = advance(own, slot, job, before)
    } finally {
      Job.save(slot, after)
    }
    if (after.state === "finished" && job._tag === "Renew") recalculate()
    return after
  })

/** Goes on where a run stopped. */
export const resume = (): Result.Result<Job.Progress, Words> =>
  Result.gen(function*() {
    const { properties } = yield* session()
    const progress = Job.progress("sidebar", properties)
    if (progress === undefined || progress.state === "finished") return yield* Result.fail(say.noRun)
    return Job.resume("sidebar", progress)
  })
