import { type Failure, Format, type Lang, type Words, type Xingtu } from "@xingtu/core"
import { Effect, Result } from "effect"
import * as Ask from "./Ask.ts"
import * as Client from "./Client.ts"
import * as Columns from "./Columns.ts"
import * as Grid from "./Grid.ts"
import * as Ids from "./Ids.ts"
import * as Options from "./Options.ts"
import * as Properties from "./Properties.ts"
import * as Registry from "./Registry.ts"
import * as Settings from "./Settings.ts"
import * as Subject from "./Subject.ts"
import * as Troubles from "./Troubles.ts"
import { say } from "./words.ts"

/** What a cell shows: one value, or rows that spill. */
type Shown = Grid.Cell | ReadonlyArray<Grid.Row>

/** A cell is given 30 s; this leaves time to write down what came. */
const longestMs = 24_000

/** With less time than this left a request could be paid for and its answer not heard. */
const shortestMs = 8_000

const why = (failure: Failure.CallFailure): Words => (failure._tag === "NotInTime" ? say.late : Grid.explained(failure))

/** Stored answers, and as many new ones as a formula may pay for. */
const find = (all: ReadonlyArray<Ask.Question>, settings: Settings.Settings, mayKeep: boolean, started: number) =>
(xingtu: Xingtu["Service"]): Effect.Effect<ReadonlyMap<Ask.Question, Grid.Told>> =>
  Effect.gen(function*() {
    const stored = yield* Ask.stored(xingtu, all)
    const told = new Map<Ask.Question, Grid.Told>(all.flatMap((question, i) => {
      const answer = stored[i]
      return answer === undefined ? [] : [[question, { data: answer.data }]]
    }))
    for (const [question, words] of Troubles.known(all.filter((question) => !told.has(question)))) told.set(question, { why: words })
    const missing = all.filter((question) => !told.has(question))
    if (missing.length === 0) return told
    const consumer = Client.consumers.drawer
    const { paid } = yield* Ask.toPay(xingtu, missing, consumer)
    const ids = new Set([...paid].map(({ id }) => id)).size
    const deadline = started + longestMs - Date.now()
    const mayPay = settings.formulasPay && mayKeep && ids <= settings.atOnce && deadline >= shortestMs
    const waiting = mayPay ? new Set<Ask.Question>() : paid
    const pending = say.pending(ids)
    for (const question of waiting) told.set(question, { why: pending })
    const outcomes = yield* Ask.all(xingtu, missing.filter((question) => !waiting.has(question)), { consumer, deadline: Math.max(1000, deadline) }, why)
    for (const { question, told: one } of outcomes) told.set(question, one)
    Troubles.note(outcomes)
    return told
  })

const asked = (subject: Subject.Subject, ids: unknown, fields: unknown, options: unknown, lang: Lang): Result.Result<Shown, Words> =>
  Result.gen(function*() {
    const started = Date.now()
    const columns = yield* Columns.read(subject, fields)
    const input = yield* Options.read(subject, options)
    const rows = yield* Result.all((yield* Ids.rows(ids, subject)).map(Ask.check(columns.endpoints, input)))
    const wanted = [...new Set(rows.flatMap((row) => (row._tag === "Wanted" ? [row.id] : [])))]
    const all = Ask.questions(columns.endpoints, wanted, input)
    const properties = Properties.read()
    const token = Settings.token(properties)
    if (all.length > 0 && token === undefined) return yield* Result.fail(say.noToken)
    const told = token === undefined || all.length === 0
      ? new Map<Ask.Question, Grid.Told>()
      : Client.run(Settings.read(properties), token, "drawer", find(all, Settings.read(properties), properties.hasRoom(0), started))
    if (all.length > 0) Registry.note({ endpoints: columns.endpoints.map(({ id }) => id), input, ids: wanted }, properties)
    const outcomes = Ask.outcomes(rows, told)
    const reason = Grid.reason(outcomes, lang)
    if (reason !== undefined) return reason
    return Array.isArray(ids) ? Grid.of(columns, outcomes, "blocks", lang) : Grid.single(columns, outcomes, lang)
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
export const ask = (id: string, ids: unknown, fields: unknown, options?: unknown): Shown =>
  shown((lang) => {
    const subject = Subject.find(id)
    return subject === undefined ? Result.fail(say.broken) : asked(subject, ids, fields, options, lang)
  })

/** `XINGTU_QUOTA()`: what was spent today and what is left. */
export const quota = (): Shown =>
  shown((lang) => {
    const properties = Properties.read()
    const token = Settings.token(properties)
    if (token === undefined) return Result.fail(say.noToken)
    const report = Client.run(Settings.read(properties), token, "drawer", (xingtu) => xingtu.quota(Client.consumers.drawer))
    const noLimit = say.noLimit[lang]
    return Result.succeed([
      [say.day[lang], report.day],
      [say.charged[lang], report.token.used],
      [say.unknown[lang], report.token.unknown],
      [say.leftToday[lang], report.token.left ?? noLimit],
      [say.leftFormulas[lang], report.consumer.left ?? noLimit],
      [say.dayEnds[lang], Format.cell(report.endsAt, "time", lang)],
      ...report.closed.map(({ opensAt, reason }): Grid.Row => [reason[lang], Format.cell(opensAt, "time", lang)])
    ])
  })
